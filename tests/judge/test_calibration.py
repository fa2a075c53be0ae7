"""Conformal sets and calibration figures, by hand."""

import numpy as np
import pytest

from level5.judge.calibration import (
    conformal_threshold,
    expected_calibration_error,
    expected_level,
    fit_cuts,
    level_at,
    level_set,
    ranked_probability_score,
    reliability,
)


def test_the_threshold_leaves_out_as_many_as_coverage_allows():
    # True levels' probabilities .1 … .9: scores .9 … .1. Coverage .8 of 9: rank ceil(10 × .8) = 8,
    # the eighth smallest score is .8, so levels of probability .2 and more belong to the set.
    truth = np.arange(1, 10) / 10
    rows = np.column_stack([truth, *[(1 - truth) / 4] * 4])
    assert conformal_threshold(rows, [1] * 9, 0.8) == pytest.approx(0.2)


def test_too_few_replies_put_every_level_into_the_set():
    rows = np.full((3, 5), 0.2)
    assert conformal_threshold(rows, [1, 2, 3], 0.95) == 0.0
    assert level_set((0.2,) * 5, 0.0, 1) == (1, 2, 3, 4, 5)


def test_a_set_holds_the_level_and_what_lies_between():
    assert level_set((0.05, 0.9, 0.02, 0.02, 0.01), 0.95, 2) == (2,)
    assert level_set((0.0, 0.45, 0.05, 0.4, 0.1), 0.3, 3) == (2, 3, 4)
    # Expected 3.1 from both ends: the level is likely in itself no more than what surrounds it.
    assert level_set((0.45, 0.0, 0.0, 0.05, 0.5), 0.6, 3) == (3,)


def test_an_expected_level_falls_between_two_cuts():
    # 0.1·1 + 0.2·2 + 0.3·3 + 0.4·4 = 3.0
    assert expected_level((0.1, 0.2, 0.3, 0.4, 0.0)) == pytest.approx(3.0)
    cuts = [1.5, 2.5, 3.5, 4.3]
    assert [level_at(x, cuts) for x in (1.0, 1.49, 1.5, 3.4, 4.29, 4.3, 5.0)] == [
        1, 1, 2, 3, 4, 5, 5,
    ]  # fmt: skip


def test_cuts_lie_where_levels_part():
    # A judge that never goes above 4.4, nor below 1.8, is put right by its cuts.
    expected = [1.8, 1.8, 2.3, 2.3, 3.1, 3.1, 3.9, 3.9, 4.4, 4.4]
    levels = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    cuts = fit_cuts(expected, levels)
    assert [level_at(x, cuts) for x in expected] == levels
    # Where nothing is gained, the middle.
    assert fit_cuts([1.0, 2.0, 3.0, 4.0, 5.0], [1, 2, 3, 4, 5]) == [1.5, 2.5, 3.5, 4.5]


def test_coverage_holds_on_replies_like_those_it_was_set_on():
    rng = np.random.default_rng(1)
    rows = rng.dirichlet([1.0] * 5, size=4000)
    levels = [int(rng.choice(5, p=row)) + 1 for row in rows]
    threshold = conformal_threshold(rows[:2000], levels[:2000], 0.9)
    held = [
        level in level_set(row, threshold, level_at(expected_level(row), [1.5, 2.5, 3.5, 4.5]))
        for row, level in zip(rows[2000:].tolist(), levels[2000:], strict=True)
    ]
    # Filling gaps can only add to the coverage. Standard deviation of a share of 2,000: .007.
    assert np.mean(held) > 0.88


def test_calibration_error_by_hand():
    # Two bins of two: confidence .6 with .5 right, confidence .9 with 1 right: (.1 + .1) / 2.
    confidence, right = [0.6, 0.9, 0.6, 0.9], [True, True, False, True]
    assert expected_calibration_error(reliability(confidence, right, bins=2)) == pytest.approx(0.1)


def test_ranked_probability_by_hand():
    # All on 2 where 4 is true: cumulated 0 1 1 1 against 0 0 0 1: two of four steps are wrong.
    row = np.array([[0.0, 1.0, 0.0, 0.0, 0.0]])
    assert ranked_probability_score(row, [4]) == pytest.approx(0.5)
    assert ranked_probability_score(row, [2]) == 0.0
