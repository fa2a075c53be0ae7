"""What a judge learns from: levels, gates, and the words that decide a gate."""

import torch
from coral_pytorch.losses import corn_loss
from torch.nn.functional import binary_cross_entropy_with_logits, softplus

from level5.judge.network import NEVER, Read
from level5.scale import LEVELS

_GATE_WEIGHT = 1.0
_WORD_WEIGHT = 1.0


def judge_loss(
    read: Read,
    levels: torch.Tensor,
    gates: torch.Tensor,
    words: torch.Tensor,
) -> torch.Tensor:
    """The sum that a step descends.

    Args:
        read: the network's logits.
        levels: 0 to 4 (batch).
        gates: 1, 0 or NaN where the row's kind leaves the head open (batch, heads).
        words: (marks, 4): row, head, first and last token plus one of words that decide a gate.
    """
    known = ~gates.isnan()
    loss: torch.Tensor = corn_loss(read.levels, levels, len(LEVELS))
    gate = binary_cross_entropy_with_logits(read.gates[known], gates[known])
    loss = loss + _GATE_WEIGHT * gate
    if len(words):
        loss = loss + _WORD_WEIGHT * _word_loss(read.tokens, words)
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
