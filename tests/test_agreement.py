import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.agreement import agreement

levels = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def test_quadratic_weighted_kappa_by_hand():
    # Labels 1 2 3, predicted 1 2 5: squared errors 0 + 0 + 4, so observed 4 / 3.
    # Expected over all 9 pairs: (0+1+16 + 1+0+9 + 4+1+4) / 9 = 36 / 9 = 4.
    # QWK = 1 - (4 / 3) / 4 = 2 / 3.
    found = agreement([1, 2, 3], [1, 2, 5])
    assert found.qwk == pytest.approx(2 / 3)
    assert found.mae == pytest.approx(2 / 3)
    assert found.exact == pytest.approx(2 / 3)
    assert found.adjacent == pytest.approx(2 / 3)
    assert found.n == 3


def test_a_constant_rater_agrees_no_more_than_chance():
    assert agreement([1, 2, 3, 4, 5], [5, 5, 5, 5, 5]).qwk == 0.0


def test_reversal_is_minus_one():
    assert agreement([1, 5], [5, 1]).qwk == pytest.approx(-1.0)


@given(levels)
def test_a_rating_agrees_with_itself(labels):
    found = agreement(labels, labels)
    assert found.mae == 0 and found.exact == 1
    assert found.qwk == (pytest.approx(1.0) if len(set(labels)) > 1 else 0.0)


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 labels against 1"):
        agreement([1, 2], [1])
