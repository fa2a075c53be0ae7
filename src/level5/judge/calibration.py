"""Whether a judge's probabilities mean what they say, and sets of levels that hold the true one."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from level5.scale import LEVELS

# Share of replies whose true level the set must hold.
COVERAGE = 0.95


def conformal_threshold(
    probabilities: np.ndarray, levels: Sequence[int], coverage: float = COVERAGE
) -> float:
    """The least probability at which a level belongs to the set, by split conformal prediction.

    The score of a reply is one less the probability of its true level (Sadinle, Lei and Wasserman
    2019). Coverage holds for replies like those given, which must not have been fitted on.

    Args:
        probabilities: of the levels, (n, 5).
        levels: the true levels.
        coverage: share of the sets that must hold the true level.
    """
    scores = 1 - probabilities[np.arange(len(levels)), np.asarray(levels) - 1]
    rank = math.ceil((len(levels) + 1) * coverage)
    if rank > len(levels):
        return 0.0
    return float(1 - np.sort(scores)[rank - 1])


def level_set(probabilities: Sequence[float], threshold: float) -> tuple[int, ...]:
    """The levels at or above the threshold, the likeliest always, and those between them."""
    likeliest = max(LEVELS, key=lambda k: probabilities[k - 1])
    found = {k for k in LEVELS if probabilities[k - 1] >= threshold} | {likeliest}
    return tuple(range(min(found), max(found) + 1))


class Bin(NamedTuple):
    """Replies of like confidence: how many, their mean confidence, and the share that is right."""

    n: int
    confidence: float
    right: float


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = 15) -> list[Bin]:
    """Bins of equal count, from the least confidence to the greatest.

    Args:
        confidence: the probability given to the level that was predicted.
        right: whether it was the true one.
        bins: how many.
    """
    order = np.argsort(np.asarray(confidence), kind="stable")
    return [
        Bin(
            len(part),
            float(np.mean(np.asarray(confidence)[part])),
            float(np.mean(np.asarray(right)[part])),
        )
        for part in np.array_split(order, bins)
        if len(part)
    ]


def expected_calibration_error(found: Sequence[Bin]) -> float:
    """Mean gap between confidence and accuracy over bins, weighted by count."""
    return sum(b.n * abs(b.confidence - b.right) for b in found) / sum(b.n for b in found)


def ranked_probability_score(probabilities: np.ndarray, levels: Sequence[int]) -> float:
    """Mean squared distance between the cumulative distributions, over 4 steps; 0 is best.

    Args:
        probabilities: of the levels, (n, 5).
        levels: the true levels.
    """
    reached = np.asarray(levels)[:, None] <= np.asarray(LEVELS)[None, :-1]
    return float(((np.cumsum(probabilities, axis=1)[:, :-1] - reached) ** 2).mean())
