"""One word of a sentence altered, so that what says the same no longer does."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Altered(NamedTuple):
    """A text with one word altered, and where the new word stands."""

    text: str
    start: int
    end: int


# Each word of a group says something else than the others where it stands for one of them.
_GROUPS = (
    ("may", "will"),
    ("might", "will"),
    ("can", "cannot"),
    ("could", "will"),
    ("must", "may"),
    ("should", "must"),
    ("before", "after"),
    ("until", "from"),
    ("till", "from"),
    ("if", "unless"),
    ("once", "before"),
    ("when", "unless"),
    ("and", "or"),
    ("all", "most", "some"),
    ("both", "either"),
    ("first", "last"),
    ("usually", "always"),
    ("normally", "always"),
    ("often", "always"),
    ("sometimes", "always"),
    ("within", "after"),
    ("up to", "at least"),
    ("at most", "at least"),
    ("only", "also"),
    ("with", "without"),
    ("today", "tomorrow", "yesterday"),
    ("by email", "by phone", "by post", "in person"),
    ("a refund", "a credit", "a replacement", "a discount"),
    ("the refund", "the credit", "the replacement", "the discount"),
    ("is open", "is closed"),
    ("are open", "are closed"),
    ("is free", "costs extra"),
    ("has been", "will be", "could be"),
    ("have been", "will be", "could be"),
    ("we can", "you can", "they can"),
    ("we need", "you need", "they need"),
    ("send us", "show us"),
    ("full refund", "partial refund"),
    ("starts", "ends"),
    ("rise", "fall"),
    ("minutes", "hours", "days", "weeks", "months"),
    ("minute", "hour", "day", "week", "month"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("January", "March", "April", "June", "July", "August", "October", "November"),
    ("morning", "afternoon", "evening"),
    ("am", "pm"),
    ("two", "three", "four", "five", "six", "seven", "ten"),
    ("more", "less"),
    ("higher", "lower"),
)
# The same of words that nearly every sentence has.
_COMMON = (
    ("will", "won't"),
    ("is", "isn't"),
    ("are", "aren't"),
    ("does", "doesn't"),
    ("was", "wasn't"),
    ("we'll", "you'll"),
    ("our", "your", "their"),
)
_SHARE_OF_COMMON = 0.25
_NEGATION = re.compile(
    r"\b(?:(?P<verb>is|are|was|were|does|do|did|has|have|had|would|could|should|will|can|may)"
    r"(?:n['’]t| not)|(?P<can>cannot|can['’]t)|won['’]t)\b"
)
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?![\w:/-]|[.,]\d)")
Option = tuple[int, int, list[str]]


def altered(sentence: str, rng: random.Random) -> Altered | None:
    """The sentence with one word altered at random; None where there is none to alter."""
    rare = [*_swaps(sentence, _RARE), *_affirmed(sentence), *_numbers(sentence, rng)]
    common = [] if rare and rng.random() > _SHARE_OF_COMMON else [*_swaps(sentence, _USUAL)]
    options = common or rare
    if not options:
        return None
    start, end, others = rng.choice(options)
    new = rng.choice(others)
    return Altered(sentence[:start] + new + sentence[end:], start, start + len(new))


class _Words:
    """What may stand for the words of some groups, and where they stand."""

    def __init__(self, groups: Sequence[tuple[str, ...]]) -> None:
        self.others: dict[str, list[str]] = {}
        for group in groups:
            for word in group:
                self.others.setdefault(word, []).extend(x for x in group if x != word)
        words = sorted(self.others, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, words))})(?![\w'’-])")


_RARE, _USUAL = _Words(_GROUPS), _Words(_COMMON)


def _swaps(sentence: str, words: _Words) -> Iterator[Option]:
    for match in words.pattern.finditer(sentence):
        if not _NEGATION.match(sentence, match.start()):
            yield *match.span(), words.others[match[0]]


def _affirmed(sentence: str) -> Iterator[Option]:
    for match in _NEGATION.finditer(sentence):
        yield *match.span(), [match["verb"] or ("can" if match["can"] else "will")]


def _numbers(sentence: str, rng: random.Random) -> Iterator[Option]:
    for match in _NUMBER.finditer(sentence):
        number = int(match[0])
        near = [n for n in range(max(1, number - 5), number + 7) if n != number]
        yield *match.span(), [str(rng.choice(near))]
