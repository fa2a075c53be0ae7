"""The scale that dev gives: temperature against too sure logits, offsets against wrong shares."""

import pytest
import torch

from level5.judge.network import level_probabilities
from level5.judge.rescale import Scale, fit_scale


def test_a_scale_divides_and_adds():
    found = Scale(2.0, [1.0, 0.0, 0.0, -1.0]).applied(torch.tensor([[2.0, 4.0, -2.0, 0.0]]))
    assert found.tolist() == [[2.0, 2.0, -1.0, -1.0]]


def test_offsets_set_the_shares_right():
    # The judge gives levels 1 and 2 one half each; in truth three in four are level 2.
    logits = torch.tensor([[0.0, -30.0, 0.0, 0.0]]).repeat(400, 1)
    scale = fit_scale(logits, [2] * 300 + [1] * 100)
    found = level_probabilities(scale.applied(logits))[0]
    assert found.tolist()[:2] == pytest.approx([0.25, 0.75], abs=0.02)


def test_too_sure_logits_are_cooled():
    # Sure of level 2, and right in three of four.
    logits = torch.tensor([[8.0, -30.0, 0.0, 0.0]] * 100 + [[-8.0, -30.0, 0.0, 0.0]] * 100)
    levels = [2] * 75 + [1] * 25 + [1] * 75 + [2] * 25
    scale = fit_scale(logits, levels)
    # log(3) = 1.1 is what three to one is worth.
    assert 8.0 / scale.temperature == pytest.approx(1.1, abs=0.1)
