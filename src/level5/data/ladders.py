"""The ladders on disk, and the split that each scenario belongs to."""

import hashlib
from pathlib import Path
from typing import Literal

from level5.errors import InputError
from level5.records import Ladder, read_records

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")

# Shares of the scenarios; what is left is test.
_TRAIN, _DEV = 0.80, 0.08
# Share of the training scenarios that fit the judge that selects.
_SELECTION = 0.3


def split_of(ladder_id: str) -> Split:
    """The split of a scenario, from its id alone, so that adding ladders moves none."""
    digest = hashlib.sha256(f"split:{ladder_id}".encode()).digest()
    draw = int.from_bytes(digest[:8], "big") / 2**64
    return "train" if draw < _TRAIN else "dev" if draw < _TRAIN + _DEV else "test"


def judge_of(ladder_id: str) -> Literal["selection", "reporting"]:
    """Which of the two judges a training scenario is for: three in ten for the one that selects."""
    digest = hashlib.sha256(f"half:{ladder_id}".encode()).digest()
    return "selection" if int.from_bytes(digest[:8], "big") / 2**64 < _SELECTION else "reporting"


def shard_paths(data: Path) -> list[Path]:
    """The files that hold the ladders, by name."""
    return sorted((data / "ladders").glob("*.jsonl"))


def load_ladders(data: Path, split: Split | None = None) -> list[Ladder]:
    """Reads the ladders of a data folder, all or those of one split, in the order of the shards.

    Raises:
        InputError: there are no shards, a row is faulty, or an id occurs twice.
    """
    paths = shard_paths(data)
    if not paths:
        raise InputError(f"{data / 'ladders'}: no .jsonl file; ladders are read from there")
    ladders = [ladder for path in paths for ladder in read_records(Ladder, path)]
    seen: set[str] = set()
    doubled = sorted({x.id for x in ladders if x.id in seen or seen.add(x.id)})  # type: ignore[func-returns-value]
    if doubled:
        raise InputError(f"{data / 'ladders'}: ids that occur twice: {', '.join(doubled)}")
    return [ladder for ladder in ladders if split is None or split_of(ladder.id) == split]
