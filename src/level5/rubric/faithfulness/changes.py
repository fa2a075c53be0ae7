"""What a near copy of a draft sentence has lost, changed or put in, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

_WORD = re.compile(r"\[\w+\]|[£€$₹]?\d[\w.,:/-]*\w|[a-z0-9]+(?:['’-][a-z0-9]+)*", re.IGNORECASE)
# The share of a sentence's words, and how many at least, that its copy must hold in their order.
_COPY, _FEWEST = 0.6, 4
# A copy that only leaves out is made of the draft's words almost wholly.
_PART = 0.9


class Change(NamedTuple):
    """Words of a draft sentence and what stands in their place in its copy; either may be empty.

    Attributes:
        draft: the words that went.
        reply: the words that came.
        sentence: the whole copy.
    """

    draft: Span
    reply: Span
    sentence: Span

    @property
    def was(self) -> str:
        """The words that went, in lower case."""
        return self.draft.text.lower().replace("’", "'")

    @property
    def now(self) -> str:
        """The words that came, in lower case."""
        return self.reply.text.lower().replace("’", "'")


def copies(material: Material) -> Iterator[tuple[Span, Span]]:
    """Draft sentences with the sentence of the reply that copies them."""
    replies = [(s, frozenset(stems(s.text))) for s in material.sentences]
    for draft in content_sentences(material):
        own = frozenset(stems(draft.text))
        near = [
            (len(own & held), reply)
            for reply, held in replies
            if 2 * len(own & held) >= len(own) or (len(held) > 1 and held <= own)
        ]
        if own and near:
            yield draft, max(near, key=lambda pair: pair[0])[1]


def changes(material: Material) -> tuple[Change, ...]:
    """Where copies differ from their draft sentences."""
    return _cached(material.case, material.reply)


# Several questions are asked of the same copies.
@lru_cache(maxsize=64)
def _cached(case: Case, reply: str) -> tuple[Change, ...]:
    return tuple(_changes(Material(case, reply)))


def _changes(material: Material) -> Iterator[Change]:
    for draft, reply in copies(material):
        was = list(_WORD.finditer(draft.text))
        now = list(_WORD.finditer(reply.text))
        matcher = SequenceMatcher(
            None, [m[0].lower() for m in was], [m[0].lower() for m in now], autojunk=False
        )
        matched = sum(block.size for block in matcher.get_matching_blocks())
        whole = matched >= _COPY * len(was) or matched >= _PART * len(now)
        if matched < _FEWEST or not whole:
            continue
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield Change(_part(draft, was[a:b]), _part(reply, now[c:d]), reply)


def _part(sentence: Span, words: list[re.Match[str]]) -> Span:
    if not words:
        return Span(sentence.where, sentence.start, sentence.start, "")
    start, end = words[0].start(), words[-1].end()
    return Span(
        sentence.where, sentence.start + start, sentence.start + end, sentence.text[start:end]
    )
