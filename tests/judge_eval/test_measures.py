"""Agreement, bias and their intervals, by hand or against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from level5.judge_eval.measures import (
    Resampled,
    longer_wins,
    partial_correlation,
    quadratic_kappa,
    standardized_difference,
)
from level5.scale import LEVELS

RNG = np.random.default_rng(4)
LABELS = RNG.integers(1, 6, 300).tolist()
CLOSE = np.clip(np.asarray(LABELS) + RNG.integers(-1, 2, 300), 1, 5).tolist()
FAR = RNG.integers(1, 6, 300).tolist()
SCENARIOS = [f"s{i // 10}" for i in range(300)]


def test_kappa_is_scikit_learns():
    table = np.zeros((5, 5))
    np.add.at(table, (np.asarray(LABELS) - 1, np.asarray(CLOSE) - 1), 1)
    expected = cohen_kappa_score(LABELS, CLOSE, labels=list(LEVELS), weights="quadratic")
    assert float(quadratic_kappa(table)) == pytest.approx(expected)


def test_a_constant_side_has_no_kappa():
    table = np.zeros((5, 5))
    table[0, 0] = 9
    assert float(quadratic_kappa(table)) == 0.0


def test_the_interval_surrounds_the_value_and_the_lift_is_paired():
    resampled = Resampled(SCENARIOS)
    found = resampled.kappa(LABELS, CLOSE)
    assert found.low < found.value < found.high
    assert resampled.lift(LABELS, CLOSE, CLOSE) == (0.0, 0.0, 0.0)
    lift = resampled.lift(LABELS, CLOSE, FAR)
    assert 0 < lift.low < lift.value < lift.high


def test_a_share_resamples_scenarios_not_replies():
    # Within a scenario all are alike: 30 draws, standard error about sqrt(.25 / 30) = .09.
    hits = [int(name[1:]) % 2 == 0 for name in SCENARIOS]
    found = Resampled(SCENARIOS).share(hits)
    assert found.value == 0.5
    assert 0.28 < found.high - found.low < 0.44


def test_what_length_explains_is_taken_out():
    words = list(range(100))
    noise = RNG.normal(size=100)
    assert partial_correlation(words + noise, [2 * w for w in words] + noise, words) > 0.99
    other = RNG.normal(size=100)
    assert abs(partial_correlation(words + noise, words + other, words)) < 0.35


def test_longer_wins_by_hand():
    # One scenario, label 3: words 10, 20, 30 with scores 1, 2, 2: 20 beats 10, 30 beats 10, 30 ties
    # 20: 2.5 of 3. Another label and another scenario are not compared.
    found = longer_wins(
        ["a", "a", "a", "a", "b"], [3, 3, 3, 4, 3], [1, 2, 2, 9, 9], [10, 20, 30, 40, 50]
    )
    assert found == (3, pytest.approx(2.5 / 3))


def test_difference_of_means_by_hand():
    # Means 3 and 2, variance 1 each.
    assert standardized_difference([1, 3], [2, 4]) == pytest.approx(1.0)
    assert standardized_difference([2, 2], [2, 2]) == 0.0
