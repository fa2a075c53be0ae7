"""The judge's loss: what marked words add to level and gates."""

import math

import pytest
import torch

from level5.judge.gates import HEADS
from level5.judge.losses import _word_loss, judge_loss
from level5.judge.network import NEVER, Read


def test_words_cost_half_for_those_marked_and_half_for_the_others():
    tokens = torch.full((1, 5, len(HEADS)), NEVER)
    tokens[0, 1:4] = 0.0
    words = torch.tensor([[0, 2, 2, 3]])
    assert float(_word_loss(tokens, words)) == pytest.approx(math.log(2))
    # Sure of the marked word: its half is gone. The tokens that can never speak cost nothing.
    tokens[0, 2, 2] = 30.0
    assert float(_word_loss(tokens, words)) == pytest.approx(math.log(2) / 2)


def test_a_batch_without_marks_has_the_other_losses():
    read = Read(
        torch.zeros(1, 4),
        torch.zeros(1, len(HEADS)),
        torch.zeros(1, 3, len(HEADS)),
        *[torch.zeros(1, 1)] * 2,
    )
    targets = torch.full((1, len(HEADS)), math.nan)
    targets[0, 0] = 1.0
    nothing = torch.zeros((0, 4), dtype=torch.long)
    found = judge_loss(read, torch.tensor([0]), targets, nothing)
    # Level 1 trains the first condition alone, at p = 1/2; so does the one gate that is known.
    assert float(found) == pytest.approx(2 * math.log(2))
