"""Alternatives that became a list, and lists that became alternatives."""

import re
from collections.abc import Iterator
from functools import lru_cache

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

# What is joined: up to so many words on either side, within a clause.
_SIDE = r"[\w'’-]+(?: [\w'’-]+){0,3}"
_EITHER = re.compile(rf"(?P<one>{_SIDE}),? or (?:else )?(?P<other>{_SIDE})", re.IGNORECASE)
_BOTH = re.compile(
    rf"(?P<one>{_SIDE}),? (?:and|as well as|along with|together with|plus) (?P<other>{_SIDE})",
    re.IGNORECASE,
)
# Both are there to choose from: "both card and cash are accepted".
_TO_CHOOSE = re.compile(
    r"\b(?:both|either|each|which\w*|options?|ways|choices?|choos\w+|between|open to|fine|accepted|possible|available"
    r"|as well|too|also)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:no|not|never|cannot|neither|without|between)\b|n['’]t\b", re.IGNORECASE)


def rejoined(material: Material) -> list[tuple[Span, Span]]:
    """Words of the draft joined by "or" that the reply joins by "and", and the other way round.

    Returns:
        The words in the draft and those in the reply.
    """
    return list(_rejoined(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _rejoined(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    material = Material(case, reply)
    found = []
    for draft_joins, reply_joins in ((_EITHER, _BOTH), (_BOTH, _EITHER)):
        said = {
            pair: span
            for pair, span in _pairs(material.sentences, reply_joins)
            if not _offers(_sentence(span, material))
        }
        kept = {pair for pair, _ in _pairs(material.sentences, draft_joins)}
        for pair, span in _pairs(tuple(content_sentences(material)), draft_joins):
            if pair in said and pair not in kept:
                found.append((span, said[pair]))
    return tuple(found)


def _offers(sentence: str) -> bool:
    """Whether a sentence asks, or leaves a choice: in which order, for one."""
    return sentence.endswith("?") or bool(_TO_CHOOSE.search(sentence))


def _sentence(span: Span, material: Material) -> str:
    return next(s.text for s in material.sentences if s.start <= span.start < s.end)


def _pairs(
    spans: tuple[Span, ...], joins: re.Pattern[str]
) -> Iterator[tuple[frozenset[str], Span]]:
    """Pairs of content stems that are joined, with the words."""
    for span in spans:
        # "Not one or the other" is neither; "between one and the other" is a choice.
        if _SAME.search(span.text):
            continue
        for match in joins.finditer(span.text):
            for one in _items(match["one"])[-2:]:
                for other in _items(match["other"])[:2]:
                    start = span.start + match.start()
                    if one != other:
                        yield (
                            frozenset([one, other]),
                            Span(span.where, start, start + len(match[0]), match[0]),
                        )


def _items(text: str) -> list[str]:
    """The content stems and figures of a text, in their order."""
    return [
        item
        for word in text.split()
        for item in (re.findall(r"\d[\d.,]*\d|\d", word) or stems(word))
    ]
