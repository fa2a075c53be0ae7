"""Minimal edits: a few words of a reply or its message, changed to move the level or to keep it."""

from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from level5.data.changed import Range, changed_ranges
from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Identifier, Ladder, Record, read_records
from level5.scale import LEVELS

EditKind = Literal[
    "undercut",
    "hedged",
    "wrong_feeling",
    "non_apology",
    "soothing",
    "blame",
    "doubt",
    "over_sympathy",
    "over_reach",
    "no_check",
    "no_part",
    "thin",
    "to_3",
    "no_feeling_word",
    "no_issue",
    "lift",
    "padded",
    "same",
    "other_issue",
    "other_feeling",
]
# These change the customer's message, under a reply that stays as it is.
_OF_THE_MESSAGE = frozenset({"other_issue", "other_feeling"})


class Edit(Record):
    """One edit of one reply.

    Attributes:
        ladder: the scenario.
        reply: index of the reply in it.
        kind: what the edit does.
        level: the reply's level after the edit.
        find: the passage that is replaced, in the reply (in the customer's message for
            `other_issue` and `other_feeling`); it occurs once.
        replace: what stands there instead.
    """

    ladder: Identifier
    reply: int
    kind: EditKind
    level: int = Field(ge=LEVELS[0], le=LEVELS[-1])
    find: str = Field(min_length=1)
    replace: str

    @model_validator(mode="after")
    def _belongs_to_training(self) -> Self:
        if split_of(self.ladder) != "train":
            raise ValueError(f"ladder {self.ladder} is held out; edits are for training only")
        return self


class EditedReply(NamedTuple):
    """An edit beside the message and the reply that come of it."""

    ladder: Ladder
    edit: Edit
    customer: str
    text: str
    taken: Range
    """What the edit takes out, as characters of the ladder's reply or message."""
    put: Range
    """What it puts in, as characters of `text` or `customer`."""


def load_edits(data: Path, ladders: list[Ladder]) -> list[EditedReply]:
    """Reads `edits/*.jsonl` and applies each row to its reply or message.

    Raises:
        InputError: a row is faulty, names no reply, or its passage does not occur once in it.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    found: list[EditedReply] = []
    problems: list[str] = []
    for path in sorted((data / "edits").glob("*.jsonl")):
        for edit in read_records(Edit, path):
            ladder = by_id.get(edit.ladder)
            where = f"{path}: {edit.ladder} reply {edit.reply}, {edit.kind}"
            if ladder is None or not 0 <= edit.reply < len(ladder.replies):
                problems.append(f"{where}: there is no such reply")
                continue
            customer, text = ladder.customer, ladder.replies[edit.reply].text
            edited = customer if edit.kind in _OF_THE_MESSAGE else text
            if edited.count(edit.find) != 1:
                problems.append(
                    f"{where}: {edit.find!r} occurs {edited.count(edit.find)} times; edit it anew"
                )
                continue
            changed = edited.replace(edit.find, edit.replace)
            at = edited.index(edit.find)
            ranges = ((at + a, at + b) for a, b in changed_ranges(edit.find, edit.replace))
            both = (changed, text) if edit.kind in _OF_THE_MESSAGE else (customer, changed)
            found.append(EditedReply(ladder, edit, *both, *ranges))
    if problems:
        raise InputError(problems)
    return found
