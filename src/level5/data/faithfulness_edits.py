"""Faithfulness edits: a few words of a rewrite changed, so that a gate breaks or holds."""

from pathlib import Path
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from level5.data.changed import changed_ranges
from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Identifier, Ladder, Name, Record, read_records


class FaithfulnessEdit(Record):
    """One edit of one rewrite.

    Attributes:
        ladder: the scenario.
        reply: index of the rewrite in it.
        kind: what the edit does.
        facts_kept: whether everything that the draft says is still said.
        nothing_added: whether nothing is said that draft, facts and customer do not hold.
        find: the passage that is replaced; it occurs once.
        replace: what stands there instead.
        lost: the draft's passage that is no longer said, or is changed; empty where all is kept.
    """

    ladder: Identifier
    reply: int
    kind: Name
    facts_kept: bool
    nothing_added: bool
    find: str = Field(min_length=1)
    replace: str
    lost: str

    @model_validator(mode="after")
    def _is_for_training_and_says_what_is_lost(self) -> Self:
        if split_of(self.ladder) != "train":
            raise ValueError(f"ladder {self.ladder} is held out; edits are for training only")
        if self.facts_kept == bool(self.lost):
            raise ValueError("`lost` is the draft's passage where facts_kept is false, else empty")
        return self


class EditedRewrite(NamedTuple):
    """An edit beside the draft that is rewritten and the text that comes of it."""

    ladder: Ladder
    edit: FaithfulnessEdit
    draft: str
    text: str
    changed: tuple[int, int]
    """Start and end, in `text`, of what stands in place of the passage."""


def load_faithfulness_edits(data: Path, ladders: list[Ladder]) -> list[EditedRewrite]:
    """Reads `faithfulness_edits/*.jsonl` and applies each row to its rewrite.

    Raises:
        InputError: a row is faulty, names no rewrite, or a passage is not where it should be.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    found: list[EditedRewrite] = []
    problems: list[str] = []
    for path in sorted((data / "faithfulness_edits").glob("*.jsonl")):
        for edit in read_records(FaithfulnessEdit, path):
            try:
                found.append(_apply(edit, by_id.get(edit.ladder)))
            except ValueError as error:
                problems.append(f"{path}: {edit.ladder} reply {edit.reply}, {edit.kind}: {error}")
    if problems:
        raise InputError(problems)
    return found


def _apply(edit: FaithfulnessEdit, ladder: Ladder | None) -> EditedRewrite:
    """Raises ValueError where the edit does not fit."""
    if ladder is None or not 0 <= edit.reply < len(ladder.replies):
        raise ValueError("there is no such reply")
    reply = ladder.replies[edit.reply]
    if reply.rewrites is None:
        raise ValueError("the reply rewrites no draft")
    draft = ladder.replies[reply.rewrites].text
    if reply.text.count(edit.find) != 1:
        raise ValueError(f"{edit.find!r} occurs {reply.text.count(edit.find)} times; edit it anew")
    if edit.lost and draft.count(edit.lost) != 1:
        raise ValueError(
            f"{edit.lost!r} occurs {draft.count(edit.lost)} times in the draft, not once"
        )
    text = reply.text.replace(edit.find, edit.replace)
    at = reply.text.index(edit.find)
    _, (start, end) = changed_ranges(edit.find, edit.replace)
    return EditedRewrite(ladder, edit, draft, text, (at + start, at + end))
