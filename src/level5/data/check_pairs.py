"""Replies written to fail one check, each beside a look-alike that passes it: `check_pairs/`.

They answer training scenarios that the reporting judge is not fitted on. Its heads of the checks
learn from half of the scenarios; the others serve as gold beside the test split.
"""

import hashlib
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from level5.data.check_labels import LABELLED
from level5.data.ladders import judge_of, split_of
from level5.errors import InputError
from level5.records import Identifier, Ladder, Record, read_records


class CheckPairReply(Record):
    """One reply of such a pair; of its other checks nothing is known.

    Attributes:
        ladder: the scenario that it answers.
        check: the check of `LABELLED` that it was written for.
        fails: whether it fails it.
        text: the reply.
    """

    ladder: Identifier
    check: str
    fails: bool
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_unseen(self) -> Self:
        if split_of(self.ladder) != "train":
            raise ValueError(f"ladder {self.ladder} is held out; take a training scenario")
        if judge_of(self.ladder) == "reporting":
            raise ValueError(
                f"ladder {self.ladder}: the reporting judge is fitted on it; take another"
            )
        if self.check not in LABELLED:
            raise ValueError(f"no such check: {self.check}")
        return self


def half_of(ladder_id: str) -> Literal["fit", "test"]:
    """Whether a scenario's pairs are learned from, or gold beside the test split."""
    digest = hashlib.sha256(f"pairs:{ladder_id}".encode()).digest()
    return "fit" if digest[0] % 2 else "test"


def load_check_pairs(data: Path, ladders: list[Ladder]) -> list[tuple[Ladder, CheckPairReply]]:
    """Reads `check_pairs/*.jsonl` and joins each row with its ladder.

    Raises:
        InputError: a row is faulty or names no ladder; every such row is named.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    found: list[tuple[Ladder, CheckPairReply]] = []
    problems: list[str] = []
    for path in sorted((data / "check_pairs").glob("*.jsonl")):
        for row in read_records(CheckPairReply, path):
            if row.ladder in by_id:
                found.append((by_id[row.ladder], row))
            else:
                problems.append(f"{path}: {row.ladder}: there is no such ladder")
    if problems:
        raise InputError(problems)
    return found
