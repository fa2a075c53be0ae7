"""Who pays: what the draft leaves to the customer and the reply says is paid for them."""

import re
from functools import lru_cache

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

_WHAT = r"(?:the |your |our |any |its |that )?(?P<what>[a-z]\w+)"
_CUSTOMER_PAYS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\byou(?:'ll| will| must| need to| have to)? (?:pay|cover|bear)(?: for)? {_WHAT}",
        r"\b(?P<what>[a-z]\w+) (?:(?:is|are) (?:paid|covered|borne) by (?:you|the customer)"
        r"|(?:is|are) (?:at your (?:own )?(?:cost|expense)|not included|extra)|costs? (?:about |only )?[£€$₹]?\d)",
    )
)
_PAID_FOR_THEM = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(?P<what>[a-z]\w+) (?:(?:is |are |being )?(?:included|thrown in|paid for|at no cost)"
        r"|(?:is|are) (?:free|on us|covered|paid(?! by (?:you|the customer|customers)))|(?:won't|will not) cost)\b",
        rf"\b(?:including|with free|free) {_WHAT}",
        rf"\bwe(?:'ll| will)? (?:pay|cover|bear)(?: for)? {_WHAT}",
    )
)
# "If it is included", "are not included": denied, or open.
_NOT_SO = re.compile(
    r"\b(?:not|no|never|if|unless|whether|over|from|above|once)\b|n['’]t\b", re.IGNORECASE
)


def paid_for_them(material: Material) -> list[tuple[Span, Span]]:
    """What the customer is to pay by the draft and need not by the reply.

    Returns:
        The words in the draft and those in the reply.
    """
    return list(_paid_for_them(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _paid_for_them(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    material = Material(case, reply)
    due = {
        stem: _span(sentence, match)
        for sentence in content_sentences(material)
        for pattern in _CUSTOMER_PAYS
        for match in pattern.finditer(sentence.text)
        if not _NOT_SO.search(sentence.text[: match.start()])
        for stem in stems(match["what"])
    }
    if not due:
        return ()
    given = {
        stem
        for pattern in _PAID_FOR_THEM
        for match in pattern.finditer(material.support)
        for stem in stems(match["what"])
    }
    return tuple(
        (due[stem], _span(sentence, match))
        for sentence in material.sentences
        if not sentence.text.endswith("?")
        for pattern in _PAID_FOR_THEM
        for match in pattern.finditer(sentence.text)
        if not _NOT_SO.search(re.split(r"[,;:]", sentence.text[: match.end()])[-1])
        for stem in stems(match["what"])
        if stem in due and stem not in given
    )


def _span(sentence: Span, match: re.Match[str]) -> Span:
    start = sentence.start + match.start()
    return Span(sentence.where, start, start + len(match[0]), match[0])
