"""Agreement and bias of predicted levels, with intervals over scenarios."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from level5.scale import LEVELS

_RESAMPLES = 2000
_SEED = 3
_WEIGHTS = np.subtract.outer(LEVELS, LEVELS).astype(float) ** 2


class Interval(NamedTuple):
    """A figure and its 95 % percentile interval."""

    value: float
    low: float
    high: float


class Resampled:
    """The same bootstrap samples of scenarios for every system, so that differences are paired.

    Args:
        scenarios: of each reply.
    """

    def __init__(self, scenarios: Sequence[str]) -> None:
        names, self._of = np.unique(np.asarray(scenarios), return_inverse=True)
        rng = np.random.default_rng(_SEED)
        self._counts = rng.multinomial(
            len(names), np.full(len(names), 1 / len(names)), size=_RESAMPLES
        )
        self._scenarios = len(names)

    def kappas(self, labels: Sequence[int], predicted: Sequence[int]) -> np.ndarray:
        """QWK of each bootstrap sample, (resamples,)."""
        tables = np.zeros((self._scenarios, len(LEVELS), len(LEVELS)))
        np.add.at(tables, (self._of, np.asarray(labels) - 1, np.asarray(predicted) - 1), 1)
        sums = np.einsum("rs,sij->rij", self._counts.astype(float), tables)
        return quadratic_kappa(sums)

    def share(self, hits: Sequence[bool]) -> Interval:
        """A share of replies."""
        values = np.asarray(hits, float)
        sums = np.bincount(self._of, values, self._scenarios)
        sizes = np.bincount(self._of, minlength=self._scenarios)
        return _interval(float(values.mean()), (self._counts @ sums) / (self._counts @ sizes))

    def kappa(self, labels: Sequence[int], predicted: Sequence[int]) -> Interval:
        """QWK."""
        return _interval(_kappa(labels, predicted), self.kappas(labels, predicted))

    def lift(
        self, labels: Sequence[int], predicted: Sequence[int], baseline: Sequence[int]
    ) -> Interval:
        """QWK less the baseline's."""
        gaps = self.kappas(labels, predicted) - self.kappas(labels, baseline)
        return _interval(_kappa(labels, predicted) - _kappa(labels, baseline), gaps)


def quadratic_kappa(tables: np.ndarray) -> np.ndarray:
    """QWK (Cohen 1968) of confusion tables (…, 5, 5); 0 where either side is constant."""
    n = tables.sum((-2, -1))
    chance = tables.sum(-1)[..., :, None] * tables.sum(-2)[..., None, :]
    observed = (tables * _WEIGHTS).sum((-2, -1))
    expected = (chance * _WEIGHTS).sum((-2, -1)) / np.maximum(n, 1)
    kappa = 1 - observed / np.where(expected > 0, expected, 1)
    varied = ((tables.sum(-1) > 0).sum(-1) > 1) & ((tables.sum(-2) > 0).sum(-1) > 1)
    found: np.ndarray = np.where(varied, kappa, 0.0)
    return found


def partial_correlation(a: Sequence[float], b: Sequence[float], given: Sequence[float]) -> float:
    """Pearson's correlation of `a` and `b` after `given` is regressed out of both."""
    basis = np.column_stack([np.ones(len(given)), np.asarray(given, float)])
    left, right = (
        np.asarray(x, float) - basis @ np.linalg.lstsq(basis, np.asarray(x, float), rcond=None)[0]
        for x in (a, b)
    )
    return float(np.corrcoef(left, right)[0, 1])


def longer_wins(
    scenarios: Sequence[str],
    labels: Sequence[int],
    scores: Sequence[float],
    words: Sequence[int],
) -> tuple[int, float]:
    """Among two replies of one scenario with one label: how often the longer scores higher.

    Returns:
        Pairs, and the share; a tie in score counts half. Without length bias it is one half.
    """
    groups: dict[tuple[str, int], list[int]] = {}
    for i, key in enumerate(zip(scenarios, labels, strict=True)):
        groups.setdefault(key, []).append(i)
    wins: list[float] = []
    for members in groups.values():
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if words[i] == words[j]:
                    continue
                longer, shorter = (i, j) if words[i] > words[j] else (j, i)
                gap = scores[longer] - scores[shorter]
                wins.append(1.0 if gap > 0 else 0.5 if gap == 0 else 0.0)
    return len(wins), float(np.mean(wins)) if wins else float("nan")


def standardized_difference(labels: Sequence[int], predicted: Sequence[int]) -> float:
    """Mean of predicted less mean of labels, over the pooled standard deviation."""
    a, b = np.asarray(predicted, float), np.asarray(labels, float)
    pooled = float(np.sqrt((a.var() + b.var()) / 2))
    return float(a.mean() - b.mean()) / pooled if pooled else 0.0


def _kappa(labels: Sequence[int], predicted: Sequence[int]) -> float:
    table = np.zeros((len(LEVELS), len(LEVELS)))
    np.add.at(table, (np.asarray(labels) - 1, np.asarray(predicted) - 1), 1)
    return float(quadratic_kappa(table))


def _interval(value: float, samples: np.ndarray) -> Interval:
    low, high = np.nanpercentile(samples, [2.5, 97.5])
    return Interval(value, float(low), float(high))
