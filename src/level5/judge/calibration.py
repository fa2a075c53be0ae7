"""From a judge's probabilities to levels, to sets that hold the true one, and their calibration."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from level5.agreement import agreement
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


def expected_level(probabilities: Sequence[float]) -> float:
    """The mean of a distribution over the levels."""
    return sum(k * share for k, share in zip(LEVELS, probabilities, strict=True))


def level_at(expected: float, cuts: Sequence[float]) -> int:
    """The level whose cuts an expected level lies between."""
    return LEVELS[bisect_right(cuts, expected)]


def fit_cuts(expected: Sequence[float], levels: Sequence[int]) -> list[float]:
    """Where one level ends and the next begins: the cuts of greatest kappa less mean error.

    The likeliest level says nothing of how sure a judge is, and a fault that takes a third of the
    probability away from level 5 leaves it the likeliest.

    Args:
        expected: expected levels of replies that were not fitted on.
        levels: the true levels.

    Returns:
        Four, rising, each within four tenths of the middle between its levels.
    """
    found = [level + 0.5 for level in LEVELS[:-1]]

    def worth(cuts: Sequence[float]) -> float:
        rated = agreement(levels, [level_at(x, cuts) for x in expected])
        return rated.qwk - rated.mae

    # One cut after the other, until none of them moves.
    moved = True
    while moved:
        before = list(found)
        for i, level in enumerate(LEVELS[:-1]):
            options = [round(level + k / 10, 1) for k in range(1, 10)]
            found[i] = max(
                sorted(options, key=lambda x: abs(x - level - 0.5)),
                key=lambda x: worth([*found[:i], x, *found[i + 1 :]]),
            )
        moved = found != before
    return found


def level_set(probabilities: Sequence[float], threshold: float, level: int) -> tuple[int, ...]:
    """The levels at or above the threshold, the given one always, and those between them."""
    found = {k for k in LEVELS if probabilities[k - 1] >= threshold} | {level}
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
