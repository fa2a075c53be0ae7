"""What draft and reply ask the customer for."""

import re
from collections.abc import Iterator

from level5.rubric.draft import asks_for_something, content_sentences, is_asking, stems
from level5.rubric.findings import Material, Span, sentences

_ASKS = re.compile(
    r"\b(?:DM|PM|send|share|attach|upload|provide|give (?:me|us)|tell me|needed|required|checked (?:by|with)"
    r"|(?:looked up|find|finds|found|identified|traced)(?: (?:it|you|yours|them))? (?:by|with|under|from)|we need|I need)\b"
    r"|\b(?:what's|what is|which|could you|can you|may I|have you|do you have)\b[^?]*\?$",
    re.IGNORECASE,
)
# Papers and particulars by which customers and orders are told apart.
_PARTICULARS = re.compile(
    r"\b(?:(?!(?:a|an|the|your|own|any|me|one|first|that|this|by|which|what|whose|right|wrong|same)\b)\w+ (?:number|code|id|version|certificate|digits"
    r"|statement)\b(?: (?:of|on) your \w+)?|date of birth|surname|last name|post ?code|zip(?: code)?"
    r"|(?:photo|picture|scan|copy|screenshot)s? of (?:the |your |a )?\w+|screenshot|receipt|passport|password)\b",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"\b(?:picture|pic|image|snap|snapshot|screenshot|scan|copy)(?=s?\b)", re.I)
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
    return {stem[:_SAME_START] for stem in stems(_PICTURES.sub("photo", text))}


# Questions within a question: "…, and is the address on it right?"
_NEXT_QUESTION = re.compile(
    r"(?:,| and| or)+ (?=(?:is|are|was|were|do|does|did|have|has|can|could|what|which|when|where|who|how|whether)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:[,\s]|and |or )*(?:what|what's|which|when|where|who|how (?:many|much|long|old|far)|do(?:es)? (?:you|it|they)"
    r"|have you|are you (?:on|using|still|able)|(?:is|are|was|were|did) (?:the|your|there|all))\b",
    re.IGNORECASE,
)
# A choice among what was said before, in words that are anybody's; musing; a check that it is right.
_NO_MATTER = re.compile(
    r"\b(?:right|wrong|think|thought of|quite|really|sure|suits?|sounds?|easier|best|better|good|fancy|preference|prefer|works?|okay|all right|which (?:one|of)|yours|those|that be)\b",
    re.IGNORECASE,
)


def unanswered(material: Material) -> Iterator[Span]:
    """Questions of the draft, other than courtesy, offers and doubt, of which nothing comes back."""
    held = _starts(material.reply)
    for sentence in sentences(material.case.draft, "draft"):
        if not asks_for_something(sentence.text):
            continue
        start = sentence.start
        cuts = [start + m.start() for m in _NEXT_QUESTION.finditer(sentence.text)]
        for end in (*cuts, sentence.end):
            text = material.case.draft[start:end]
            own = {stem[:_SAME_START] for stem in stems(text) if not is_asking(stem)}
            if own and not own & held and _QUESTION.match(text) and not _NO_MATTER.search(text):
                yield Span("draft", start, end, text)
            start = end
