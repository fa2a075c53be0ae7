"""Grafts: sentences that, put into any reply, decide its level or leave it as it was."""

from pathlib import Path
from typing import Literal

from level5.records import Record, Text, read_records

GraftKind = Literal[
    "undercut",
    "soothing",
    "blame",
    "doubt",
    "command",
    "mockery",
    "over_sympathy",
    "injection",
    "courtesy",
]
# The level of a reply of level 3 to 5 that holds one (the codebook's caps).
GRAFT_LEVELS = {
    "undercut": 2,
    "soothing": 2,
    "blame": 1,
    "doubt": 1,
    "command": 1,
    "mockery": 1,
    "over_sympathy": 3,
}


class Graft(Record):
    """A sentence that would fit a reply to anybody.

    Attributes:
        kind: what it does to a reply.
        text: the sentence.
    """

    kind: GraftKind
    text: Text


def load_grafts(data: Path) -> list[Graft]:
    """Reads `grafts.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Graft, data / "grafts.jsonl")
