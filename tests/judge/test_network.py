import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from level5.judge.network import level_probabilities
from level5.judge.predict import _verdict


def test_conditional_logits_become_level_probabilities():
    # sigmoid(0) = 1/2 at each gate: P(>1) = 1/2, P(>2) = 1/4, P(>3) = 1/8, P(>4) = 1/16.
    found = level_probabilities(torch.zeros(1, 4))[0].tolist()
    assert found == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16])


@given(st.lists(st.floats(-30, 30), min_size=4, max_size=4))
def test_probabilities_are_a_distribution(logits):
    found = level_probabilities(torch.tensor([logits]))[0]
    assert float(found.sum()) == pytest.approx(1.0, abs=1e-5)
    assert bool((found >= -1e-6).all())


def test_a_verdict_names_the_gate_that_failed():
    found = _verdict([0.1, 0.6, 0.2, 0.1, 0.0], truncated=False)
    assert found.level == 2
    # 0.1·1 + 0.6·2 + 0.2·3 + 0.1·4 = 2.3
    assert found.expected == pytest.approx(2.3)
    # Gates are passed with P(level > k): .9, .3, .1, 0.
    assert list(found.gates.values()) == pytest.approx([0.9, 0.3, 0.1, 0.0])
    assert found.reason.startswith("2: issue and stated feeling")
