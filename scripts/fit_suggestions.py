"""Fits what suggests feelings and themes, on the choices made for training messages.

    python scripts/fit_suggestions.py

Writes `data/models/suggestions`: a logistic regression for each feeling and theme on the packaged
encoder's embeddings, and for each training message what a fit without it (one of five) suggests.
Prints how often a chosen one is among the suggested.
"""

import hashlib
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier

from level5.data.acknowledgements import Acknowledgement, load_parts
from level5.data.ladders import load_ladders
from level5.jsonl import write_json
from level5.paths import SUGGESTIONS, in_repository
from level5.runs import sha256
from level5.suggestions import FILES, Suggested, embedded, key_of, likeliest

# Rarer feelings are left to the rewriter, which reads them in the message.
_LEAST = 8
_FOLDS, _SEED, _INVERSE_PENALTY = 5, 3, 20.0


def main() -> None:
    """Embeds, fits by folds and on all, measures and writes."""
    data = in_repository("data")
    parts = load_parts(data)
    ladders = [x for x in load_ladders(data) if x.id in parts.of]
    chosen = [parts.of[ladder.id] for ladder in ladders]
    counts = Counter(f for row in chosen for f in row.feelings[:2])
    feelings = sorted(f for f, n in counts.items() if n >= _LEAST)
    themes = sorted(parts.themes)
    states = embedded([ladder.customer for ladder in ladders])
    targets = np.array(
        [
            [f in row.feelings for f in feelings] + [t in row.themes for t in themes]
            for row in chosen
        ]
    ).astype(int)

    held_out: dict[int, Suggested] = {}
    for train, rest in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(states):
        weight, bias = fit(states[train], targets[train])
        for i, scores in zip(rest, states[rest] @ weight + bias, strict=True):
            held_out[i] = likeliest(scores, feelings, themes)
    suggested = [held_out[i] for i in range(len(ladders))]
    report(chosen, suggested)

    weight, bias = fit(states, targets)
    folder: Path = SUGGESTIONS
    folder.mkdir(parents=True, exist_ok=True)
    save_file(
        {"weight": weight.astype(np.float16), "bias": bias.astype(np.float16)},
        folder / FILES.weights,
    )
    write_json(
        folder / FILES.settings,
        {
            "feelings": feelings,
            "themes": {
                name: {"says": list(parts.themes[name].says), "asks": list(parts.themes[name].asks)}
                for name in themes
            },
            "held_out": {
                key_of(ladder.customer): row._asdict()
                for ladder, row in zip(ladders, suggested, strict=True)
            },
            "data": hashlib.sha256(repr(chosen).encode()).hexdigest(),
            "weights_sha256": sha256(folder / FILES.weights),
        },
    )


def fit(states: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weight (width, labels) and bias (labels,) of one regression for each label."""
    with warnings.catch_warnings():
        # A label that a fold lacks is never suggested there.
        warnings.simplefilter("ignore")
        model = OneVsRestClassifier(LogisticRegression(C=_INVERSE_PENALTY, max_iter=400))
        model.fit(states, targets)
    weight = np.zeros((states.shape[1], targets.shape[1]))
    bias = np.full(targets.shape[1], -20.0)
    for label, one in enumerate(model.estimators_):
        if hasattr(one, "coef_"):
            weight[:, label], bias[label] = one.coef_[0], one.intercept_[0]
    return weight, bias


def report(chosen: list[Acknowledgement], suggested: list[Suggested]) -> None:
    """How often a chosen feeling or theme is among the first so many suggested."""
    for most in (1, 2, 4, 6):
        feeling = np.mean(
            [
                bool(set(row.feelings) & set(found.feelings[:most]))
                for row, found in zip(chosen, suggested, strict=True)
            ]
        )
        theme = np.mean(
            [
                bool(set(row.themes) & set(found.themes[:most]))
                for row, found in zip(chosen, suggested, strict=True)
            ]
        )
        two = np.mean(
            [
                len(set(row.themes) & set(found.themes[:most])) >= 2
                for row, found in zip(chosen, suggested, strict=True)
            ]
        )
        print(f"first {most}: feeling {feeling:.1%}, theme {theme:.1%}, two themes {two:.1%}")


if __name__ == "__main__":
    main()
