from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from level5.data.check_labels import LABELLED
from level5.errors import InputError
from level5.judge.gates import GATES
from level5.judge.network import level_probabilities
from level5.judge.predict import _Rating, _verdict, assert_independent


def test_conditional_logits_become_level_probabilities():
    # sigmoid(0) = 1/2 at each gate: P(>1) = 1/2, P(>2) = 1/4, P(>3) = 1/8, P(>4) = 1/16.
    found = level_probabilities(torch.zeros(1, 4))[0].tolist()
    assert found == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16])


@given(st.lists(st.floats(-30, 30), min_size=4, max_size=4))
def test_probabilities_are_a_distribution(logits):
    found = level_probabilities(torch.tensor([logits]))[0]
    assert float(found.sum()) == pytest.approx(1.0, abs=1e-5)
    assert bool((found >= -1e-6).all())


CUTS = [1.5, 2.5, 3.5, 4.5]
CHECKED = [0.2] * len(LABELLED)


def heads(**said: float) -> list[float]:
    """Every gate passed and no cap shown, but for what is said."""
    return [
        said.get(name, 0.1 if gate.cap or name == "injection" else 0.9)
        for name, gate in GATES.items()
    ]


def test_a_verdict_names_the_gate_that_failed():
    reply = "You're furious, but it's only a day late."
    words = {"undercut": (16, 41)}
    rating = _Rating([0.1, 0.6, 0.2, 0.1, 0.0], heads(undercut=0.8), CHECKED, words)
    found = _verdict(rating, reply, CUTS, 0.15, truncated=False)
    assert found.level == found.by_gates == 2
    # 0.1·1 + 0.6·2 + 0.2·3 + 0.1·4 = 2.3
    assert found.expected == pytest.approx(2.3)
    assert found.level_set == (2, 3) and not found.unsure
    assert found.gates["undercut"] == 0.8
    assert found.checks == dict.fromkeys(LABELLED, 0.2)
    assert found.reason == "2: the acknowledgement is taken back (“but it's only a day late.”)"


def test_level_and_gates_that_disagree_are_both_shown():
    rating = _Rating([0.0, 0.0, 0.0, 0.1, 0.9], heads(part=0.2), CHECKED, {})
    found = _verdict(rating, "…", CUTS, 0.15, truncated=False)
    assert (found.level, found.by_gates) == (5, 4)
    assert found.reason == "5, though the gates give 4: the customer has no part in what follows"
    # 4 is outside the set of levels that is left.
    assert found.level_set == (5,) and found.unsure


def test_a_wide_set_is_unsure():
    rating = _Rating([0.3, 0.4, 0.3, 0.0, 0.0], heads(feeling=0.2), CHECKED, {})
    found = _verdict(rating, "…", CUTS, 0.25, truncated=True)
    assert found.level_set == (1, 2, 3) and found.unsure and found.truncated


def test_judges_that_share_anything_are_refused():
    judge = SimpleNamespace(name="a", weights_hash="1", scenarios=frozenset({"x", "y"}))
    twin = SimpleNamespace(name="b", weights_hash="2", scenarios=frozenset({"y"}))
    with pytest.raises(InputError, match="would report on what it selected"):
        assert_independent(judge, judge)
    with pytest.raises(InputError, match="both fitted on 1 scenarios, such as y"):
        assert_independent(judge, twin)
    assert_independent(judge, SimpleNamespace(name="c", weights_hash="3", scenarios=frozenset()))
