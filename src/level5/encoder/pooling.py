"""Means of an encoder's hidden states."""

import torch


def mean_over(hidden: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """The mean (batch, width) of the states (batch, length, width) where a mask is true or 1."""
    weights = where.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
