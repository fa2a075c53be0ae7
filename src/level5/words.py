"""English words in lower case, to tell words from broken ones and from names; runs of words."""

import gzip
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from importlib.resources import files

_ENDINGS = "'s s es ed d ing ly er est ness less able y n't 'd 'll 've 're 'm ful ish".split()
_PREFIXES = ("un", "re", "non", "over", "under", "pre", "out", "mis", "dis")


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """The word list that `scripts/build_word_list.py` makes from the corpora."""
    data = (files("level5") / "words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(data).decode("utf-8").split())


@lru_cache(maxsize=65_536)
def is_word(word: str) -> bool:
    """Whether a lower-case word is listed, or formed from a listed one by a common ending."""
    words = _listed()
    if word in words:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        if stem in words or stem + "e" in words or (stem[-1] == stem[-2] and stem[:-1] in words):
            return True
    return any(word.startswith(p) and word.removeprefix(p) in words for p in _PREFIXES)


def longest_run(ours: Sequence[str], theirs: Sequence[str]) -> Match:
    """Where the most words in a row stand that two texts share."""
    return SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
