"""Replies labelled check by check: `labels/checks/*.jsonl`, and what a reply's kind implies."""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from level5.errors import InputError
from level5.records import Identifier, Ladder, Name, Record, read_records
from level5.scale import CHECKS

# Measured on corruptions, not by labels.
UNLABELLED = ("facts_kept", "nothing_added", "fluent", "length_fits")
LABELLED = tuple(name for name in CHECKS if name not in UNLABELLED)

# The kinds whose replies fail a check by what they are, and those that pass it, by the codebook.
_LOW = frozenset(
    "bare_fix question_only link_only policy_wall cheerful brush_off advice_only".split()
)
_SOUND = frozenset("reflection underlying no_part no_check partnership bare_apology".split())
_FAULTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "feeling_stated": (
        _LOW | {"canned", "bare_apology", "dismay", "wrong_feeling", "keyword_stuffing"},
        frozenset("reflection underlying no_part no_check partnership over_sympathy".split()),
    ),
    "feeling_underlying": (
        _LOW | {"reflection", "canned", "bare_apology", "dismay"},
        frozenset("underlying no_part no_check partnership".split()),
    ),
    "interpretation_checked": (
        _LOW | {"reflection", "canned", "bare_apology", "dismay", "no_check"},
        frozenset({"no_part", "partnership"}),
    ),
    "customer_in_solution": (frozenset({"no_part"}), frozenset({"partnership"})),
    "no_command_to_feel": (frozenset({"command"}), _SOUND),
    "no_blame": (frozenset({"blame", "doubt", "denial"}), _SOUND),
    "no_undercut": (frozenset({"undercut"}), _SOUND),
    "no_over_sympathy": (frozenset({"over_sympathy"}), _SOUND),
    "no_assumption": (frozenset({"over_reach"}), _SOUND),
    "no_parroting": (frozenset({"parrot"}), _SOUND),
}


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


def fails_by_kind(kind: str, level: int) -> dict[str, bool]:
    """Check to whether a reply fails it, as far as its kind and level decide."""
    if kind == "over_sympathy" and level < 3:
        return {"no_over_sympathy": True}
    return {
        check: kind in faulty
        for check, (faulty, sound) in _FAULTS.items()
        if kind in faulty or kind in sound
    }
