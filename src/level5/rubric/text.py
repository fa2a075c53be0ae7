"""Text quality: whole sentences, nothing garbled, as short as the job allows."""

import re

from level5.rubric.findings import Finding, Material, Span, fail, passed
from level5.scale import MAX_DRAFT_RATIO, MAX_WORDS
from level5.words import is_word

_TEMPLATE = re.compile(
    r"\{[^}]*\}?|<[^>\s]*>|\[\[.*?\]\]|<\||\|>|\[(?!link\]|phone\]|email\])[A-Za-z_ ]{2,20}\]|�"
)
_DOUBLED = re.compile(
    r"\b(?!(?:that|had|very|so|no|long|far|bye|there|ha|poor|really|many)\b)([A-Za-z]+) \1\b", re.I
)
_FINISHED = re.compile(r"(?:[.!?…)\]\"'”’:]|[^\w\s,;&-])$")
_SIGNED = re.compile(
    r"\n[^\n.!?]{1,40}$"
    r"|(?:regards|wishes|sincerely|thanks|cheers|care|faithfully),?(?:\s+[A-Z][\w .]*)?$",
    re.IGNORECASE,
)
# What belongs to the customer, claimed by the agent.
_WRONG_PERSON = re.compile(
    r"\b(?:my|our) (?:own )?(?:order|parcel|package|account|password|flight|luggage|suitcase|refund|subscription"
    r"|phone|wife|husband|daughter|son|mum|mom|dad|mother|father|baby|kids|wedding|rent|boiler|deposit"
    r"|prescription|tablets|card was|booking was|holiday|birthday)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def length_fits(material: Material) -> Finding:
    """At most the larger of 120 words and three times the draft. Source: text quality."""
    words = len(material.reply.split())
    most = max(MAX_WORDS, MAX_DRAFT_RATIO * len(material.case.draft.split()))
    if words > most:
        return fail(f"{words} words, at most {most}")
    return passed(f"{words} words")


def fluent(material: Material) -> Finding:
    """Grammatical, complete, nothing garbled, no placeholder left. Source: text quality.

    Looks for unfinished ends, repetition, template remains, unknown words, wrong person, unbalanced
    marks. Errors: sentences that are grammatical and make no sense pass.
    """
    reply = material.reply.rstrip()
    if not re.search(r"[A-Za-z]", reply):
        return fail("there are no words")
    for reason, spans in (
        ("template remains", material.find(_TEMPLATE)),
        ("a word twice in a row", material.find(_DOUBLED)),
        ("the customer's things claimed by the agent", _wrong_person(material)),
        ("repeats itself", _repeated(material)),
        ("unknown words", _unknown_words(material)),
        ("unbalanced marks", _unbalanced(reply)),
        ("begins in lower case", _lower_start(material)),
        ("breaks off", _unfinished(reply)),
    ):
        if spans:
            return fail(f"{reason}: {spans[0].text!r}", spans)
    return passed("nothing garbled found")


def _wrong_person(material: Material) -> list[Span]:
    support = material.support
    return [span for span in material.find(_WRONG_PERSON) if span.text.lower() not in support]


def _repeated(material: Material) -> list[Span]:
    """A run of four words that occurs twice within the reply, unless the draft repeats it too."""
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(material.reply)]
    seen: set[tuple[str, ...]] = set()
    for i in range(len(words) - 3):
        run = tuple(word for word, *_ in words[i : i + 4])
        if run in seen and material.known.count(" ".join(run)) < 2:
            start, end = words[i][1], words[i + 3][2]
            return [Span("reply", start, end, material.reply[start:end])]
        seen.add(run)
    return []


def _lower_start(material: Material) -> list[Span]:
    """Sentences that begin in lower case, unless they begin with a name such as "iPhone"."""
    return [
        Span("reply", s.start, s.start + len(s.text[:30]), s.text[:30])
        for s in material.sentences
        if re.match(r"[a-z]+\b(?![A-Z.@])", s.text)
        and not re.search(r"[…:;\"”)]\s*$|\.\.\.\s*$|\b[A-Za-z]\.\s*$", material.reply[: s.start])
        and s.text.split()[0].lower() not in material.known.split()[:1]
    ]


def _unbalanced(reply: str) -> list[Span]:
    for opening, closing in ("()", "[]", "“”"):
        if reply.count(opening) != reply.count(closing):
            where = reply.find(opening) if opening in reply else reply.find(closing)
            return [Span("reply", where, where + 1, reply[where])]
    if reply.count('"') % 2:
        where = reply.rfind('"')
        return [Span("reply", where, where + 1, '"')]
    return []


def _unfinished(reply: str) -> list[Span]:
    if _FINISHED.search(reply) or _SIGNED.search(reply):
        return []
    start = max(0, reply.rfind(" ", 0, max(0, len(reply) - 12)))
    start += len(reply[start:]) - len(reply[start:].lstrip())
    return [Span("reply", start, len(reply), reply[start:])]


def _unknown_words(material: Material) -> list[Span]:
    known = set(_WORD.findall(material.known))
    return [
        Span("reply", m.start(), m.end(), m[0])
        for m in _WORD.finditer(material.reply)
        if m[0].islower()
        and len(m[0]) > 2
        and m[0].replace("’", "'") not in known
        and not is_word(m[0].replace("’", "'"))
        and material.reply[m.end() : m.end() + 1] not in "@/_"
    ]
