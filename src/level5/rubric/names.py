"""Names of people, places and products, told by their capitals."""

import re
from collections.abc import Iterator

from level5.rubric.slot_patterns import MONTHS, WEEKDAYS
from level5.words import is_word

# Capitalised words that are no names, wherever they stand.
_NOT_NAMES = frozenset(
    "a i i'm i'll i've i'd ok dm dms dmed dming pm id am tv uk us usa eu hi hello dear mr mrs ms dr sir"
    " madam faq pdf pin sms url vat gdpr sos nhs wi-fi wifi english internet god".split()
    + MONTHS
    + WEEKDAYS
    + [month[:3] for month in MONTHS]
)
_SENTENCE_START = re.compile(
    r"(?:^|(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)[.!?:;…]['\"”’)]*\s+|\n\s*|[-•*]\s+|\d\.\s+|['\"“‘(]\s*)$"
)
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z]*(?:['’-][A-Za-z]+)*\b")


def find_names(text: str) -> Iterator[tuple[int, str]]:
    """Names with their offsets: capitalised words inside a sentence, neighbours joined.

    A single common word ("the Bin", "First,") is none.
    """
    group: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(text):
        word = re.sub(r"['’]s$", "", match[0])
        is_name = word.lower() not in _NOT_NAMES and not _SENTENCE_START.search(
            text[: match.start()]
        )
        joins = bool(group) and text[group[-1].end() : match.start()] == " "
        if group and not (is_name and joins):
            yield from _joined(text, group)
            group = []
        if is_name and not (word.isupper() and _shouted(text)):
            group.append(match)
    if group:
        yield from _joined(text, group)


def _joined(text: str, group: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
    if len(group) == 1 and is_word(re.sub(r"['’]s$", "", group[0][0]).lower()):
        return
    start, end = group[0].start(), group[-1].end()
    written = re.sub(r"['’]s$", "", text[start:end])
    yield start, written


def _shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > len(letters) / 4
