"""What draft and reply ask the customer for."""

import re
from collections.abc import Iterator

from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

_ASKS = re.compile(
    r"\b(?:DM|PM|send|share|attach|upload|provide|give (?:me|us)|tell me|needed|required|checked (?:by|with)"
    r"|looked up (?:by|with)|we need|I need)\b"
    r"|\b(?:what's|what is|which|could you|can you|may I|have you|do you have)\b[^?]*\?$",
    re.IGNORECASE,
)
# Papers and particulars by which customers and orders are told apart.
_PARTICULARS = re.compile(
    r"\b(?:(?!(?:a|an|the|your|own|any|me|one|first|that|this|by)\b)\w+ (?:number|code|id|version|certificate|digits"
    r"|statement)\b(?: (?:of|on) your \w+)?|date of birth"
    r"|(?:photo|picture|scan|copy|screenshot)s? of (?:the |your |a )?\w+|screenshot|receipt|passport|password)\b",
    re.IGNORECASE,
)
# As many letters in common make words the same: "booking", "booked".
_SAME_START = 4


def uncalled_for(material: Material) -> Iterator[Span]:
    """Particulars asked for that neither draft nor facts ask for, nor the customer speaks of."""
    known = _starts(material.known)
    for sentence in material.sentences:
        if _ASKS.search(sentence.text):
            yield from _unlike(sentence, known)


def no_longer_asked(material: Material) -> Iterator[Span]:
    """Particulars that the draft asks for and the reply does not speak of."""
    held = _starts(material.reply)
    for sentence in content_sentences(material):
        if _ASKS.search(sentence.text):
            yield from _unlike(sentence, held)


def _unlike(sentence: Span, held: set[str]) -> Iterator[Span]:
    for match in _PARTICULARS.finditer(sentence.text):
        if not _starts(match[0]) <= held:
            at = sentence.start + match.start()
            yield Span(sentence.where, at, at + len(match[0]), match[0])


def _starts(text: str) -> set[str]:
    return {stem[:_SAME_START] for stem in stems(text)}
