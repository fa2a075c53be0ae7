"""Near-duplicates within and across splits, by MinHash over word shingles."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from datasketch import MinHash, MinHashLSH

from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Ladder

_PERMUTATIONS = 128
_SHINGLE = 3
# Estimated Jaccard similarity of shingle sets from which two texts count as near-duplicates.
THRESHOLD = 0.5
_MIN_WORDS = 8


class NearDuplicate(NamedTuple):
    """Two texts of different ladders that are nearly the same."""

    first: tuple[str, str]
    """Ladder and text."""
    second: tuple[str, str]
    similarity: float
    across_splits: bool

    def __str__(self) -> str:
        return f"{': '.join(self.first)} and {': '.join(self.second)}: {self.similarity:.2f} alike"


def near_duplicates(ladders: Sequence[Ladder]) -> list[NearDuplicate]:
    """Pairs of near-identical customer messages or replies in different ladders.

    Texts under eight words are left out: "Could you send us your order number?" may well recur.
    """
    index = MinHashLSH(threshold=THRESHOLD, num_perm=_PERMUTATIONS)
    hashes: dict[tuple[str, str], MinHash] = {}
    found: list[NearDuplicate] = []
    for ladder in ladders:
        texts = {"customer": ladder.customer}
        texts.update({f"reply {i}": reply.text for i, reply in enumerate(ladder.replies)})
        own: list[tuple[tuple[str, str], MinHash]] = []
        for field, text in texts.items():
            sketch = _sketch(text)
            if sketch is None:
                continue
            key = (ladder.id, field)
            for other in index.query(sketch):
                similarity = sketch.jaccard(hashes[other])
                if similarity >= THRESHOLD:
                    crosses = split_of(other[0]) != split_of(ladder.id)
                    found.append(NearDuplicate(other, key, similarity, crosses))
            own.append((key, sketch))
        for key, sketch in own:
            hashes[key] = sketch
            index.insert(key, sketch)
    return found


def _sketch(text: str) -> MinHash | None:
    """The text's sketch, or None where it is too short to tell a copy from a common phrase."""
    words = re.findall(r"[\w']+", text.lower())
    if len(words) < _MIN_WORDS:
        return None
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
    sketch.update_batch(
        [" ".join(words[i : i + _SHINGLE]).encode() for i in range(len(words) - _SHINGLE + 1)]
    )
    return sketch


def assert_no_leak(train: Sequence[Ladder], held_out: Sequence[Ladder]) -> None:
    """Proves that no held-out scenario is among those trained on, by id, text or near-duplicate.

    Raises:
        InputError: listing every scenario that is on both sides.
    """
    held = {ladder.id for ladder in held_out}
    problems = [f"{x.id}: in training and held out" for x in train if x.id in held]
    train = [x for x in train if x.id not in held]
    for pair in near_duplicates([*train, *held_out]):
        if (pair.first[0] in held) != (pair.second[0] in held):
            problems.append(f"{pair}, on both sides")
    if problems:
        raise InputError([f"leak: {problem}; drop or rewrite one" for problem in problems])


def assert_no_copies(texts: Sequence[str], held_out: Sequence[Ladder]) -> None:
    """Proves that no text is nearly that of a held-out scenario's customer or reply.

    Raises:
        InputError: listing every such text.
    """
    index = MinHashLSH(threshold=THRESHOLD, num_perm=_PERMUTATIONS)
    hashes: dict[str, MinHash] = {}
    for ladder in held_out:
        held = [ladder.customer, *(reply.text for reply in ladder.replies)]
        for number, text in enumerate(held):
            sketch = _sketch(text)
            if sketch is not None:
                key = f"{ladder.id}, text {number}"
                hashes[key] = sketch
                index.insert(key, sketch)
    problems = []
    for text in texts:
        sketch = _sketch(text)
        if sketch is None:
            continue
        problems += [
            f"{text[:60]!r} and {key}: {sketch.jaccard(hashes[key]):.2f} alike"
            for key in index.query(sketch)
            if sketch.jaccard(hashes[key]) >= THRESHOLD
        ]
    if problems:
        raise InputError([f"leak: {problem}; drop or rewrite one" for problem in problems])
