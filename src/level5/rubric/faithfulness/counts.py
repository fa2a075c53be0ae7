"""Things that are counted otherwise: three reports in the draft, two in the reply."""

import re
from collections.abc import Iterator

from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span
from level5.rubric.numerals import NUMBER_WORD, parse_number
from level5.rubric.slot_patterns import MONTHS, UNITS

_NUMBER = rf"\d{{1,3}}|{NUMBER_WORD}"
_COUNTED = re.compile(
    rf"(?<![\w.,:£€$₹-])(?P<n>{_NUMBER})[ -](?:(?:more|other|new|free|different|separate|further|extra) )?"
    r"(?P<noun>[a-z]{3,})",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\b(?:{_NUMBER})\b", re.IGNORECASE)
# What else says how many there are.
_NUMBER_NAMES = {"both": 2, "pair": 2, "couple": 2, "trio": 3, "dozen": 12}
# Measures and dates are slots, with normal forms of their own.
_NO_THINGS = frozenset(
    [*MONTHS, *(month[:3] for month in MONTHS), "sept"]
    + [form for unit in UNITS for form in (unit, f"{unit}s", f"{unit}es")]
    + "working business calendar full whole till until past half quarter".split()
    + "pounds euros dollars pence cents per percent hundred thousand times".split()
)


def miscounted(material: Material) -> list[tuple[Span, Span]]:
    """What the draft counts and the reply counts otherwise, where the draft's number is gone.

    Returns:
        The words in the draft and those in the reply.
    """
    case = material.case
    draft: dict[str, dict[float, Span]] = {}
    for sentence in content_sentences(material):
        for noun, number, span in _counts(sentence):
            draft.setdefault(noun, {})[number] = span
    if not draft:
        return []
    known = {
        (noun, number)
        for text in (case.draft, *case.facts, case.customer, case.context)
        for noun, number, _ in _counts(Span("draft", 0, len(text), text))
    }
    said = {parse_number(m[0]) for m in _ANY_NUMBER.finditer(material.reply)}
    said |= {
        n for name, n in _NUMBER_NAMES.items() if re.search(rf"\b{name}\b", material.reply, re.I)
    }
    return [
        (was, span)
        for sentence in material.sentences
        if not sentence.text.endswith("?")
        for noun, number, span in _counts(sentence)
        # "One" is often an article: "it's no small thing to have one voucher fail".
        if noun in draft and number != 1 and (noun, number) not in known
        for gone, was in draft[noun].items()
        if gone not in said
    ]


def _counts(span: Span) -> Iterator[tuple[str, float, Span]]:
    """What is counted, by its stem, how many of it, and the words."""
    for match in _COUNTED.finditer(span.text):
        noun = match["noun"].lower()
        stem = stems(noun)
        if stem and noun not in _NO_THINGS:
            start = span.start + match.start()
            yield (
                stem[0],
                parse_number(match["n"]),
                Span(span.where, start, start + len(match[0]), match[0]),
            )
