"""Surface cues: how far the levels can be told by length, keywords or words alone."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from level5.data.validate import word_count
from level5.records import Ladder, Reply
from level5.scale import LEVELS

# Surface cues: words and marks by which a level must not be recognised.
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "apology": r"\b(?:sorry|apolog\w*|regret)\b",
        "empathy word": r"\b(?:sorry|understand\w*|feel\w*|frustrat\w*|apolog\w*)\b",
        "question mark": r"\?",
        "I'll": r"\bI(?:'ll| will| can)\b",
        "tentative": r"\b(?:perhaps|maybe|I wonder|I'd guess|I imagine|might|may be|possibly)\b",
        "choice": r"\b(?:would you|which|prefer|rather|tell me|let me know|shall I)\b",
        "exclamation": r"!",
    }.items()
}


def cue_table(ladders: Iterable[Ladder]) -> dict[int, dict[str, float]]:
    """For each level: mean words, and the share of replies that show each surface cue."""
    by_level: dict[int, list[Reply]] = {}
    for ladder in ladders:
        for reply in ladder.replies:
            by_level.setdefault(reply.level, []).append(reply)
    return {
        level: {
            "n": len(replies),
            "words": sum(word_count(r.text) for r in replies) / len(replies),
            **{
                name: sum(bool(cue.search(r.text)) for r in replies) / len(replies)
                for name, cue in CUES.items()
            },
        }
        for level, replies in sorted(by_level.items())
    }


def _lengths(texts: Sequence[str]) -> np.ndarray:
    """Words, their square and sentences, (n, 3)."""
    rows = [(word_count(t), word_count(t) ** 2, len(re.findall(r"[.!?]+", t))) for t in texts]
    return np.asarray(rows, float)


def _keywords(texts: Sequence[str]) -> np.ndarray:
    """Occurrences of each surface cue, (n, cues)."""
    return np.asarray([[len(cue.findall(t)) for cue in CUES.values()] for t in texts], float)


def surface_predictions(
    train: Sequence[str], levels: Sequence[int], texts: Sequence[str]
) -> dict[str, list[int]]:
    """Levels predicted from surface alone, by ridge regression rounded to a level.

    Args:
        train: replies to fit on.
        levels: their labels.
        texts: replies to predict.

    Returns:
        Predictions by `length`, `keywords` and `TF-IDF` (words and pairs of words).
    """
    models = {
        "length": make_pipeline(FunctionTransformer(_lengths), StandardScaler(), Ridge()),
        "keywords": make_pipeline(FunctionTransformer(_keywords), StandardScaler(), Ridge()),
        "TF-IDF": make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), Ridge(alpha=0.5)
        ),
    }
    found = {}
    for name, model in models.items():
        model.fit(list(train), list(levels))
        found[name] = to_levels(model.predict(list(texts)))
    return found


def to_levels(values: Iterable[float]) -> list[int]:
    """Numbers rounded to the nearest level."""
    return [int(min(max(round(float(v)), LEVELS[0]), LEVELS[-1])) for v in values]
