"""The texts that the base model is pretrained on, read from a folder given by the user.

Sources and licences: `data/models/base/README.md`. Nothing of them is part of this repository.
"""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

DIALOGUES = "service_dialogues.jsonl.xz"
BOOKS = ("books_1904_1928.txt.xz", "books_1860_1904.txt.xz")
END_OF_DOCUMENT = "<|endoftext|>"

Turn = tuple[str, str]


def dialogues(folder: Path) -> Iterator[list[Turn]]:
    """Service dialogues as (speaker, text) turns; speaker is `customer` or `agent`."""
    with lzma.open(folder / DIALOGUES, "rt", encoding="utf-8") as file:
        for line in file:
            turns = json.loads(line)["turns"]
            yield [
                (turn["speaker"], turn["text"].strip()) for turn in turns if turn["text"].strip()
            ]


def books(folder: Path, name: str) -> Iterator[str]:
    """The books of one file, one text each."""
    lines: list[str] = []
    with lzma.open(folder / name, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip() == END_OF_DOCUMENT:
                yield "".join(lines)
                lines = []
            else:
                lines.append(line)
    if lines:
        yield "".join(lines)
