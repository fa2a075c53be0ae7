"""Grafts: sentences that, put into any reply, decide its level or leave it as it was."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from level5.errors import InputError
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
    """Reads `grafts.jsonl`; empty when there is none.

    Raises:
        InputError: a row is faulty.
    """
    path = data / "grafts.jsonl"
    return read_records(Graft, path) if path.exists() else []


def grafts_by_kind(grafts: Sequence[Graft]) -> dict[str, list[str]]:
    """The sentences of each kind.

    Raises:
        InputError: a kind has none.
    """
    found = {kind: [g.text for g in grafts if g.kind == kind] for kind in get_args(GraftKind)}
    missing = [kind for kind, texts in found.items() if not texts]
    if missing:
        raise InputError(
            f"grafts.jsonl: holds no {', no '.join(missing)}; fitting a judge needs it"
        )
    return found
