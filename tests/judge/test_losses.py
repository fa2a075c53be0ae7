"""The judge's loss: what a pair of a reply and its edit adds."""

import math

import pytest
import torch

from level5.judge.gates import HEADS
from level5.judge.losses import _pair_loss, _word_loss, judge_loss, pairs_within
from level5.judge.network import NEVER, Read, expected_level, level_probabilities, log_odds_above


def test_pairs_are_those_of_one_group():
    assert pairs_within([7, 3, 7, 7, 3]).tolist() == [[0, 2], [0, 3], [1, 4], [2, 3]]
    assert pairs_within([1, 2]).shape == (0, 2)


def test_log_odds_are_those_of_the_probabilities():
    logits = torch.tensor([[2.0, 0.0, -1.0, 3.0]])
    below = level_probabilities(logits).cumsum(-1)[:, :4]
    assert torch.allclose(log_odds_above(logits), torch.log((1 - below) / below), atol=1e-4)
    # P(>1) = P(>2) = P(>3) = P(>4) = 1 and 0: finite at both ends.
    assert bool(log_odds_above(torch.tensor([[60.0] * 4, [-60.0] * 4])).isfinite().all())


def test_expected_level_is_the_mean():
    # P(>k) = 1/2, 1/4, 1/8, 1/16: 1 + 15/16.
    assert expected_level(torch.zeros(1, 4)).tolist() == pytest.approx([1.9375])


def test_a_pair_in_the_right_order_costs_less():
    good, bad = [9.0, 9.0, 9.0, 9.0], [9.0, -9.0, 0.0, 0.0]
    levels = torch.tensor([4, 1])
    pair = torch.tensor([[0, 1]])
    right = _pair_loss(torch.tensor([good, bad]), levels, pair)
    wrong = _pair_loss(torch.tensor([bad, good]), levels, pair)
    assert float(right) < 0.01 < 10 < float(wrong)
    assert float(_pair_loss(torch.tensor([good, good]), levels, pair)) == pytest.approx(math.log(2))


def test_the_order_of_a_pair_does_not_matter():
    logits, levels = torch.randn(2, 4), torch.tensor([1, 3])
    there, back = (_pair_loss(logits, levels, torch.tensor([x])) for x in ([0, 1], [1, 0]))
    assert float(there) == pytest.approx(float(back))


def test_equal_levels_cost_the_squared_distance_of_their_ratings():
    logits = torch.tensor([[40.0, 40.0, -40.0, 0.0], [40.0, -40.0, 0.0, 0.0]])  # 3 and 2
    found = _pair_loss(logits, torch.tensor([2, 2]), torch.tensor([[0, 1]]))
    assert float(found) == pytest.approx(1.0)


def test_words_cost_half_for_those_marked_and_half_for_the_others():
    tokens = torch.full((1, 5, len(HEADS)), NEVER)
    tokens[0, 1:4] = 0.0
    words = torch.tensor([[0, 2, 2, 3]])
    assert float(_word_loss(tokens, words)) == pytest.approx(math.log(2))
    # Sure of the marked word: its half is gone. The tokens that can never speak cost nothing.
    tokens[0, 2, 2] = 30.0
    assert float(_word_loss(tokens, words)) == pytest.approx(math.log(2) / 2)


def test_a_batch_without_pairs_or_marks_has_the_other_losses():
    read = Read(torch.zeros(1, 4), torch.zeros(1, len(HEADS)), torch.zeros(1, 3, len(HEADS)))
    targets = torch.full((1, len(HEADS)), math.nan)
    targets[0, 0] = 1.0
    nothing = torch.zeros((0, 4), dtype=torch.long)
    found = judge_loss(read, torch.tensor([0]), targets, nothing, pairs_within([1]))
    # Level 1 trains the first condition alone, at p = 1/2; so does the one gate that is known.
    assert float(found) == pytest.approx(2 * math.log(2))
