"""Faithfulness cases: rewrites of a draft that keep it, or lose, change or add something."""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from level5.errors import InputError
from level5.records import Identifier, Ladder, Name, Record, Text, read_records
from level5.scale import DRAFT_LEVELS


class FaithfulnessCase(Record):
    """One rewrite with what was done to it. Its split is that of its scenario.

    Attributes:
        id: unique among the cases.
        ladder: the scenario.
        draft_index: which of its replies is rewritten.
        kind: what was done, such as `amount_changed`; or why it only looks changed.
        facts_kept: whether everything that the draft says is still said.
        nothing_added: whether nothing is said that draft, facts and customer do not hold.
        rewrite: the text.
        why: what was done, in a sentence.
    """

    id: Identifier
    ladder: Identifier
    draft_index: int
    kind: Name
    facts_kept: bool
    nothing_added: bool
    rewrite: Text
    why: Text
    author: Text
    license: Text

    @model_validator(mode="after")
    def _says_which_gate(self) -> Self:
        if self.kind.endswith(("_invented", "already_done")) and self.nothing_added:
            raise ValueError(f"kind {self.kind!r} adds something, but nothing_added is true")
        if self.kind.endswith(("_dropped", "_changed", "_lost")) and self.facts_kept:
            raise ValueError(f"kind {self.kind!r} loses something, but facts_kept is true")
        return self


def load_faithfulness_cases(
    data: Path, ladders: list[Ladder]
) -> list[tuple[Ladder, FaithfulnessCase]]:
    """Reads `faithfulness/*.jsonl` and joins each case with its ladder.

    Raises:
        InputError: a row is faulty, its ladder is not among `ladders`, or what it rewrites is no
            draft; every such row is named.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    found: list[tuple[Ladder, FaithfulnessCase]] = []
    problems: list[str] = []
    seen: set[str] = set()
    for path in sorted((data / "faithfulness").glob("*.jsonl")):
        for case in read_records(FaithfulnessCase, path):
            ladder = by_id.get(case.ladder)
            if case.id in seen:
                problems.append(f"{path}: {case.id} occurs twice")
            elif ladder is None:
                problems.append(f"{path}: {case.id}: no such ladder: {case.ladder}")
            elif not _is_draft(ladder, case.draft_index):
                problems.append(f"{path}: {case.id}: reply {case.draft_index} is no draft")
            else:
                found.append((ladder, case))
            seen.add(case.id)
    if problems:
        raise InputError(problems)
    return found


def _is_draft(ladder: Ladder, index: int) -> bool:
    return 0 <= index < len(ladder.replies) and ladder.replies[index].level in DRAFT_LEVELS
