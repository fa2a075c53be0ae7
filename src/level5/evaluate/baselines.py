"""Rewrites that need no model: what every figure is measured against."""

from collections.abc import Sequence

from level5.evaluate.suites import Item
from level5.records import Ladder
from level5.scale import TARGET_LEVEL

# Composed to pass for empathy with anybody: if it beats the model, the judge is at fault.
_OPENING = (
    "I'm so sorry about this, and I completely understand how frustrating and upsetting it must be"
    " for you. Perhaps it has also made you wonder whether anyone here is listening?"
)
_CLOSING = "I'll stay with this until it's sorted. Would you like me to go through it step by step?"


def unchanged(item: Item) -> str:
    """The draft as it stands."""
    return item.case.draft


def template(item: Item) -> str:
    """A fixed empathic opening and close around the draft."""
    return f"{_OPENING} {item.case.draft} {_CLOSING}"


def constant() -> str:
    """The same empathic words for everybody, and nothing of the draft."""
    return f"{_OPENING} {_CLOSING}"


def nearest(items: Sequence[Item], ladders: Sequence[Ladder]) -> list[str]:
    """For each item the level-5 reply to the training customer who wrote most like its own.

    Likeness is the cosine of TF-IDF vectors of words and pairs of words.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    known = [x for x in ladders if any(r.level == TARGET_LEVEL for r in x.replies)]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    theirs = vectors.fit_transform([ladder.customer for ladder in known])
    likeness = vectors.transform([item.case.customer for item in items]) @ theirs.T
    return [
        next(r.text for r in known[int(row)].replies if r.level == TARGET_LEVEL)
        for row in likeness.toarray().argmax(axis=1)
    ]
