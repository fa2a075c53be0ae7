"""Replies labelled check by check: `labels/checks/*.jsonl`."""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from level5.errors import InputError
from level5.records import Identifier, Ladder, Name, Record, read_records
from level5.scale import CHECKS

# Measured on corruptions, not by labels.
UNLABELLED = ("facts_kept", "nothing_added", "fluent", "length_fits")
LABELLED = tuple(name for name in CHECKS if name not in UNLABELLED)


class CheckLabels(Record):
    """One reply's labels; a check that is in neither list is passed.

    Attributes:
        ladder: the scenario.
        reply: index of the reply in it.
        fail: checks that fail.
        na: checks that do not apply.
    """

    ladder: Identifier
    reply: int
    fail: tuple[Name, ...]
    na: tuple[Name, ...]

    @model_validator(mode="after")
    def _names_checks_once(self) -> Self:
        named = [*self.fail, *self.na]
        unknown = sorted(set(named) - set(LABELLED))
        if unknown:
            raise ValueError(f"no such check: {', '.join(unknown)}")
        if len(named) != len(set(named)):
            raise ValueError("a check is named twice")
        return self


def load_check_labels(data: Path, ladders: list[Ladder]) -> list[tuple[Ladder, CheckLabels]]:
    """Reads the labels and joins each row with its ladder.

    Raises:
        InputError: a row is faulty or names no reply; every such row is named.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    found: list[tuple[Ladder, CheckLabels]] = []
    problems: list[str] = []
    seen: set[tuple[str, int]] = set()
    for path in sorted((data / "labels" / "checks").glob("*.jsonl")):
        for row in read_records(CheckLabels, path):
            ladder = by_id.get(row.ladder)
            if (row.ladder, row.reply) in seen:
                problems.append(f"{path}: {row.ladder} reply {row.reply}: labelled twice")
            seen.add((row.ladder, row.reply))
            if ladder is None or not 0 <= row.reply < len(ladder.replies):
                problems.append(f"{path}: {row.ladder} reply {row.reply}: there is no such reply")
            else:
                found.append((ladder, row))
    if problems:
        raise InputError(problems)
    return found
