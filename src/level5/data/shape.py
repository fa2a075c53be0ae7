"""The shape of pairs and references: how far drafts look like real ones, and references differ."""

import re
from collections.abc import Iterable, Sequence

from level5.data.pairs import pairs_of
from level5.data.surface import CUES
from level5.data.validate import word_count
from level5.records import Ladder
from level5.rubric.findings import sentences
from level5.scale import TARGET_LEVEL

# Real agents' replies in support threads: level 1 or 2 and so many words.
_REAL_DRAFT = (10, 45)
_REFERENCE = (35, 100)
# Share of a sentence's words that must stand in the facts for it to count as content.
_CONTENT = 0.5
_DETAIL = re.compile(r"\d|\[\w+\]")


def shape_shares(ladders: Iterable[Ladder]) -> dict[str, tuple[int, float]]:
    """What is counted, how many of it there are, and the share of them that has the shape."""
    ladders = list(ladders)
    pairs = [pair for ladder in ladders for pair in pairs_of(ladder)]
    drafts = {(pair.ladder, pair.draft): pair.draft_level for pair in pairs}
    references = {(pair.ladder, pair.reference) for pair in pairs}
    real = [level < 3 and _within(text, _REAL_DRAFT) for (_, text), level in drafts.items()]
    fit = [_within(text, _REFERENCE) for _, text in references]
    differ = [len(_structures(ladder)) > 1 for ladder in ladders]
    return {
        "drafts of level 1 or 2 with 10 to 45 words": _share(real),
        "references of 35 to 100 words": _share(fit),
        "ladders whose level-5 replies differ in structure": _share(differ),
        "ladders with ids, amounts, dates or placeholders in their facts": _share(
            [bool(_DETAIL.search(" ".join(ladder.facts))) for ladder in ladders]
        ),
    }


def _within(text: str, limits: tuple[int, int]) -> bool:
    return limits[0] <= word_count(text) <= limits[1]


def _share(hits: Sequence[bool]) -> tuple[int, float]:
    return len(hits), sum(hits) / len(hits) if hits else 0.0


def _structures(ladder: Ladder) -> set[str]:
    """The orders of moves in which the ladder's level-5 replies go."""
    facts = {word for fact in ladder.facts for word in re.findall(r"\w{4,}", fact.lower())}
    return {_moves(reply.text, facts) for reply in ladder.replies if reply.level == TARGET_LEVEL}


def _moves(text: str, facts: set[str]) -> str:
    """A letter a sentence: content, tentative, question, own action, feeling; runs count once."""
    letters = []
    for span in sentences(text, "reply"):
        sentence = span.text
        words = re.findall(r"\w{4,}", sentence.lower())
        held = sum(word in facts for word in words) / max(1, len(words))
        if held >= _CONTENT:
            letters.append("c")
        elif CUES["tentative"].search(sentence):
            letters.append("t")
        elif "?" in sentence:
            letters.append("q")
        else:
            letters.append("i" if CUES["I'll"].search(sentence) else "f")
    return re.sub(r"(.)\1+", r"\1", "".join(letters))
