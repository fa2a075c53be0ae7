import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.evaluate.statistics import estimate, holm, paired_difference


def test_the_mean_weighs_rows_not_scenarios():
    # Scenario a has three rows with 1, b one row with 0: 3 / 4.
    found = estimate([1, 1, 1, 0], ["a", "a", "a", "b"])
    assert found.value == 0.75
    assert found.n == 4
    # With two scenarios each mean is resampled to a only (1), b only (0), or both (0.75).
    assert (found.low, found.high) == (0.0, 1.0)


def test_constant_values_have_no_width():
    found = estimate([1.0] * 10, [str(i) for i in range(10)])
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_the_interval_matches_the_normal_one_for_many_scenarios():
    # p = .5, n = 400: standard error sqrt(.25 / 400) = .025, so ± .049.
    found = estimate([0.0, 1.0] * 200, [str(i) for i in range(400)])
    assert found.low == pytest.approx(0.451, abs=0.006)
    assert found.high == pytest.approx(0.549, abs=0.006)


def test_a_paired_difference_of_four_equal_gaps():
    # Gaps 1, 1, 1, 1: of 16 sign flips 2 are as extreme, so p = .125 up to sampling.
    found = paired_difference([2, 2, 2, 2], [1, 1, 1, 1], list("abcd"))
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)
    assert found.p == pytest.approx(0.125, abs=0.02)


def test_no_difference_is_not_significant():
    found = paired_difference([1, 0, 1, 0], [0, 1, 0, 1], list("abcd"))
    assert found.value == 0
    assert found.p == 1.0


def test_rows_of_one_scenario_count_as_one_flip():
    # Ten rows of a single scenario: only two flips exist, both as extreme.
    assert paired_difference([1] * 10, [0] * 10, ["a"] * 10).p == 1.0


def test_holm_steps_down():
    # Sorted .01, .03, .04: ×3 = .03, ×2 = .06, ×1 = .04 raised to .06.
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 values for 1 scenarios"):
        estimate([1, 2], ["a"])
    with pytest.raises(ValueError, match="1 values against 2"):
        paired_difference([1], [1, 2], ["a"])


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcde")), min_size=1, max_size=20))
def test_the_mean_lies_in_its_interval_when_scenarios_are_rows(rows):
    values = [value for value, _ in rows]
    found = estimate(values, [str(i) for i in range(len(values))])
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9


def test_a_share_of_nothing_keeps_an_open_end():
    # 0 of 62 scenarios: 1 - .025 ** (1 / 62) = .0578.
    found = estimate([0.0] * 62, [str(i) for i in range(62)], share=True)
    assert (found.low, round(found.high, 4)) == (0.0, 0.0578)
    whole = estimate([1.0] * 62, [str(i) for i in range(62)], share=True)
    assert (round(whole.low, 4), whole.high) == (0.9422, 1.0)
