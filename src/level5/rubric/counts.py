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
# Measures and dates are slots, with normal forms of their own.
_MEASURED = frozenset(
    [*MONTHS, *"pounds euros dollars pence cents per percent hundred thousand times".split()]
    + [form for unit in UNITS for form in (unit, f"{unit}s")]
    + ["working", "business", "calendar", "full", "whole"]
)


def miscounted(material: Material) -> list[tuple[Span, Span]]:
    """What the draft counts and the reply counts otherwise, where the draft's number is gone.

    Returns:
        The words in the draft and those in the reply.
    """
    case = material.case
    draft = {
        noun: (number, span)
        for sentence in content_sentences(material)
        for noun, number, span in _counts(sentence)
    }
    if not draft:
        return []
    known = {
        (noun, number)
        for text in (case.draft, *case.facts, case.customer, case.context)
        for noun, number, _ in _counts(Span("draft", 0, len(text), text))
    }
    said = {parse_number(m[0]) for m in _ANY_NUMBER.finditer(material.reply)}
    return [
        (draft[noun][1], span)
        for sentence in material.sentences
        for noun, number, span in _counts(sentence)
        if noun in draft and (noun, number) not in known and draft[noun][0] not in said
    ]


def _counts(span: Span) -> Iterator[tuple[str, float, Span]]:
    """What is counted, by its stem, how many of it, and the words."""
    for match in _COUNTED.finditer(span.text):
        noun = match["noun"].lower()
        stem = stems(noun)
        if stem and noun not in _MEASURED:
            start = span.start + match.start()
            yield (
                stem[0],
                parse_number(match["n"]),
                Span(span.where, start, start + len(match[0]), match[0]),
            )
