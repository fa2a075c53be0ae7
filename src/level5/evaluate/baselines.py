"""Rewrites that need no model: what every figure is measured against."""

from collections.abc import Callable, Mapping, Sequence

from level5.data.acknowledgements import OwnWords
from level5.data.pairs import pairs_of
from level5.evaluate.reading import after_greeting
from level5.evaluate.suites import Item
from level5.plain import plain_form
from level5.prompt import Examples
from level5.quoting import expanded
from level5.records import Case, Ladder
from level5.scale import TARGET_LEVEL
from level5.suggestions import spoken, suggested

# Composed to pass for empathy with anybody: if it beats the model, the judge is at fault.
_OPENING = (
    "I'm so sorry about this, and I completely understand how frustrating and upsetting it must be"
    " for you. Perhaps it has also made you wonder whether anyone here is listening?"
)
_SHOTS = 2
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


def likeliest(case: Case) -> str:
    """The plain answer of the likeliest parts, which no rewriter chose."""
    form = plain_form(case, found := suggested(case.customer))
    answer = " ".join(part[0] for part in form.alternatives())
    return after_greeting(expanded(spoken(answer, found), case.draft))


def nearest(items: Sequence[Item], ladders: Sequence[Ladder]) -> list[str]:
    """For each item the level-5 reply to the training customer who wrote most like its own."""
    known = [x for x in ladders if any(r.level == TARGET_LEVEL for r in x.replies)]
    return [
        next(r.text for r in known[order[0]].replies if r.level == TARGET_LEVEL)
        for order in _alike([item.case for item in items], known)
    ]


def few_shot(
    cases: Sequence[Case],
    ladders: Sequence[Ladder],
    own_words: Mapping[str, OwnWords] | None = None,
) -> Callable[[Case], Examples]:
    """For each case pairs of the training scenarios most like its own, the most alike last.

    Args:
        cases: what is asked.
        ladders: training scenarios.
        own_words: what opens the answer to each scenario; None for the pairs' references.
    """
    pairs = {x.id: pair for x in ladders if (pair := next(pairs_of(x), None)) is not None}
    if own_words is None:
        answers = {name: pair.reference for name, pair in pairs.items()}
    else:
        answers = {name: own.opening for name, own in own_words.items()}
    known = [x for x in ladders if x.id in pairs and x.id in answers]
    shown = {}
    for case, order in zip(cases, _alike(cases, known), strict=True):
        own = [known[i].id for i in reversed(order[:_SHOTS])]
        shown[case.id] = [(pairs[name], answers[name]) for name in own]
    return lambda case: shown[case.id]


def _alike(cases: Sequence[Case], ladders: Sequence[Ladder]) -> list[list[int]]:
    """For each case the ladders' numbers, the customer who wrote most like its own first.

    Likeness is the cosine of TF-IDF vectors of words and pairs of words.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    theirs = vectors.fit_transform([ladder.customer for ladder in ladders])
    likeness = vectors.transform([case.customer for case in cases]) @ theirs.T
    order: list[list[int]] = (-likeness.toarray()).argsort(axis=1, kind="stable").tolist()
    return order
