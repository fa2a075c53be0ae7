"""Intervals and paired comparisons over scenarios: rows of one scenario are not independent."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
_SEED = 20_240_601
_LOW, _HIGH = 2.5, 97.5


class Estimate(NamedTuple):
    """A mean with its 95 % percentile interval over scenarios."""

    value: float
    low: float
    high: float
    n: int
    """Rows."""


class Difference(NamedTuple):
    """A paired difference of means.

    Attributes:
        value: first minus second.
        low: lower end of the 95 % interval.
        high: upper end.
        p: two-sided sign-flip permutation test over scenarios.
        detectable: the smallest difference that would have been seen with power .80 at p < .05.
        n: rows.
    """

    value: float
    low: float
    high: float
    p: float
    detectable: float
    n: int


def estimate(values: Sequence[float], scenarios: Sequence[str], share: bool = False) -> Estimate:
    """The mean of values, resampling whole scenarios.

    Args:
        values: one for each row.
        scenarios: which rows belong together.
        share: the values are 0 or 1. Where all are the same, resampling sees no spread, and the
            open end is the exact one for as many scenarios (Clopper and Pearson 1934).

    Raises:
        ValueError: there are no values, or the two differ in length.
    """
    sums, counts = _by_scenario(values, scenarios)
    means = _resampled(sums, counts)
    low, high = np.percentile(means, [_LOW, _HIGH])
    if share and low == high:
        open_end = ((100 - _HIGH) / 100) ** (1 / len(sums))
        low, high = (0.0, 1 - open_end) if high == 0 else (open_end, 1.0)
    return Estimate(float(sums.sum() / counts.sum()), float(low), float(high), len(values))


def paired_difference(
    first: Sequence[float], second: Sequence[float], scenarios: Sequence[str]
) -> Difference:
    """Mean of first minus mean of second, the same rows in the same order.

    Raises:
        ValueError: the three differ in length or are empty.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values against {len(second)}")
    gaps = np.asarray(first, float) - np.asarray(second, float)
    sums, counts = _by_scenario(gaps.tolist(), scenarios)
    means = _resampled(sums, counts)
    low, high = np.percentile(means, [_LOW, _HIGH])
    observed = sums.sum() / counts.sum()
    rng = np.random.default_rng(_SEED)
    flips = rng.choice([-1.0, 1.0], size=(RESAMPLES, len(sums)))
    flipped = flips @ sums / counts.sum()
    extreme = np.sum(np.abs(flipped) >= abs(observed) - 1e-12)
    p = (extreme + 1) / (RESAMPLES + 1)
    # Normal approximation: z(.975) + z(.80) standard errors.
    detectable = 2.80 * float(means.std())
    return Difference(float(observed), float(low), float(high), float(p), detectable, len(gaps))


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction (Holm 1979), in the order given."""
    order = np.argsort(p_values)
    adjusted = [0.0] * len(p_values)
    running = 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = running
    return adjusted


Floats = NDArray[np.float64]


def _by_scenario(values: Sequence[float], scenarios: Sequence[str]) -> tuple[Floats, Floats]:
    """Sum and count of each scenario's values."""
    if len(values) != len(scenarios) or not values:
        raise ValueError(f"{len(values)} values for {len(scenarios)} scenarios")
    names = {name: i for i, name in enumerate(dict.fromkeys(scenarios))}
    index = [names[name] for name in scenarios]
    sums = np.bincount(index, weights=np.asarray(values, float), minlength=len(names)).astype(float)
    counts = np.bincount(index, minlength=len(names)).astype(float)
    return sums, counts


def _resampled(sums: Floats, counts: Floats) -> Floats:
    rng = np.random.default_rng(_SEED)
    draws = rng.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=RESAMPLES)
    means: Floats = (draws @ sums) / (draws @ counts)
    return means
