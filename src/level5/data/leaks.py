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

    first: str
    second: str
    similarity: float
    across_splits: bool


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
            words = re.findall(r"[\w']+", text.lower())
            if len(words) < _MIN_WORDS:
                continue
            sketch = _sketch(words)
            key = (ladder.id, field)
            for other in index.query(sketch):
                similarity = sketch.jaccard(hashes[other])
                if similarity >= THRESHOLD:
                    crosses = split_of(other[0]) != split_of(ladder.id)
                    found.append(
                        NearDuplicate(": ".join(other), ": ".join(key), similarity, crosses)
                    )
            own.append((key, sketch))
        for key, sketch in own:
            hashes[key] = sketch
            index.insert(key, sketch)
    return found


def _sketch(words: list[str]) -> MinHash:
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
        sides = {pair.first.split(":")[0] in held, pair.second.split(":")[0] in held}
        if len(sides) == 2:
            problems.append(
                f"{pair.first} and {pair.second}: {pair.similarity:.2f} alike, on both sides"
            )
    if problems:
        raise InputError([f"leak: {problem}; drop or rewrite one" for problem in problems])
