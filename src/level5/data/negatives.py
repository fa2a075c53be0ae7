"""Hard negatives: replies that look better or worse than they are, to training scenarios."""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Identifier, Ladder, Reply, Text, read_records


class Negative(Reply):
    """A reply to one ladder's customer, outside the ladder.

    Attributes:
        id: ladder id, a dot, and a name.
        ladder: the scenario whose customer is answered.
        why: the gate or cap that decides the level.
        words: the words of the text that show it; empty where nobody has marked them.
    """

    id: Identifier
    ladder: Identifier
    why: Text
    words: str = ""
    author: Text
    license: Text

    @model_validator(mode="after")
    def _belongs_to_training(self) -> Self:
        if split_of(self.ladder) != "train":
            raise ValueError(f"ladder {self.ladder} is held out; negatives are for training only")
        if self.words not in self.text:
            raise ValueError(f"words {self.words[:40]!r} do not stand in the text")
        return self


def load_negatives(data: Path, ladders: list[Ladder]) -> list[tuple[Ladder, Negative]]:
    """Reads `negatives/*.jsonl` and joins each row with its ladder.

    Raises:
        InputError: a row is faulty, or its ladder is not among `ladders`.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    rows = [
        row
        for path in sorted((data / "negatives").glob("*.jsonl"))
        for row in read_records(Negative, path)
    ]
    unknown = sorted({row.ladder for row in rows} - set(by_id))
    if unknown:
        raise InputError(f"{data / 'negatives'}: no such training ladder: {', '.join(unknown)}")
    return [(by_id[row.ladder], row) for row in rows]
