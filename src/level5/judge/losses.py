"""What a judge learns from: levels, gates, and the order of a reply and its edits."""

from collections.abc import Sequence

import torch
from coral_pytorch.losses import corn_loss
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid, softplus

from level5.judge.network import NEVER, Read, expected_level, log_odds_above
from level5.scale import LEVELS

_GATE_WEIGHT = 1.0
_WORD_WEIGHT = 1.0
_PAIR_WEIGHT = 0.5


def judge_loss(
    read: Read,
    levels: torch.Tensor,
    gates: torch.Tensor,
    words: torch.Tensor,
    pairs: torch.Tensor,
) -> torch.Tensor:
    """The sum that a step descends.

    Args:
        read: the network's logits.
        levels: 0 to 4 (batch).
        gates: 1, 0 or NaN where the row's kind leaves the head open (batch, heads).
        words: (marks, 4): row, head, first and last token plus one of words that decide a gate.
        pairs: rows that differ by an edit (pairs, 2), from `pairs_within`.
    """
    known = ~gates.isnan()
    loss: torch.Tensor = corn_loss(read.levels, levels, len(LEVELS))
    gate = binary_cross_entropy_with_logits(read.gates[known], gates[known])
    loss = loss + _GATE_WEIGHT * gate
    if len(words):
        loss = loss + _WORD_WEIGHT * _word_loss(read.tokens, words)
    if len(pairs):
        loss = loss + _PAIR_WEIGHT * _pair_loss(read.levels, levels, pairs)
    return loss


def _word_loss(tokens: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of marked words and of the other words of their replies, half and half."""
    row, head, start, end = words.unbind(-1)
    logits = tokens[row, :, head]
    at = torch.arange(tokens.shape[1], device=tokens.device)
    inside = (at >= start[:, None]) & (at < end[:, None])
    # Tokens that are none of the reply's cannot speak for a gate and teach nothing.
    outside = ~inside & (logits > NEVER / 2)
    return (softplus(-logits[inside]).mean() + softplus(logits[outside]).mean()) / 2


def pairs_within(groups: Sequence[int]) -> torch.Tensor:
    """All pairs of rows (pairs, 2) that share a group: a reply and what was made from it."""
    found = [
        (i, j)
        for i in range(len(groups))
        for j in range(i + 1, len(groups))
        if groups[i] == groups[j]
    ]
    return torch.tensor(found, dtype=torch.long).reshape(-1, 2)


def _pair_loss(logits: torch.Tensor, levels: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """Where a pair's levels differ, its order; where they are equal, the distance of its ratings.

    The order is that of a Bradley-Terry model on the log-odds of exceeding the lower level.
    """
    first, second = pairs[:, 0], pairs[:, 1]
    swap = levels[first] < levels[second]
    high, low = torch.where(swap, second, first), torch.where(swap, first, second)
    same = levels[high] == levels[low]
    lost = torch.zeros(len(pairs), device=logits.device)
    at = levels[low][~same, None]
    above = log_odds_above(logits)
    gap = above[high[~same]].gather(1, at) - above[low[~same]].gather(1, at)
    lost[~same] = -logsigmoid(gap[:, 0])
    rated = expected_level(logits)
    lost[same] = (rated[high[same]] - rated[low[same]]) ** 2
    return lost.mean()
