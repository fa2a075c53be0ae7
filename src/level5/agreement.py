"""Agreement between two ratings of the same replies."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.metrics import cohen_kappa_score

from level5.scale import LEVELS


class Agreement(NamedTuple):
    """How well predicted levels agree with labels.

    Attributes:
        n: replies.
        qwk: quadratic weighted kappa (Cohen 1968).
        mae: mean absolute error in levels.
        exact: share with the same level.
        adjacent: share at most one level apart.
    """

    n: int
    qwk: float
    mae: float
    exact: float
    adjacent: float


def agreement(labels: Sequence[int], predicted: Sequence[int]) -> Agreement:
    """Agreement over at least one reply; QWK is 0 where either side is constant.

    Raises:
        ValueError: the two differ in length or are empty.
    """
    if len(labels) != len(predicted) or not labels:
        raise ValueError(f"{len(labels)} labels against {len(predicted)} predictions")
    gap = np.abs(np.asarray(labels) - np.asarray(predicted))
    varied = len(set(labels)) > 1 and len(set(predicted)) > 1
    qwk = (
        cohen_kappa_score(labels, predicted, labels=list(LEVELS), weights="quadratic")
        if varied
        else 0.0
    )
    return Agreement(
        len(labels),
        float(qwk),
        float(gap.mean()),
        float((gap == 0).mean()),
        float((gap <= 1).mean()),
    )
