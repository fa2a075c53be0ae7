"""Rescaling the levels' logits: one temperature and an offset for each condition, fitted on dev.

Among what a judge is fitted on, replies with one fault are many more than they are elsewhere; the
offsets set the levels' shares right again. Source: Guo et al. 2017 (arXiv:1706.04599), with biases.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch

from level5.judge.network import level_probabilities


class Scale(NamedTuple):
    """What is done to conditional logits before they become probabilities."""

    temperature: float
    offsets: list[float]

    def applied(self, logits: torch.Tensor) -> torch.Tensor:
        """The logits (n, 4) divided by the temperature, the offsets added."""
        offsets = torch.tensor(self.offsets, device=logits.device)
        return logits.float() / self.temperature + offsets


def fit_scale(logits: torch.Tensor, levels: Sequence[int]) -> Scale:
    """The scale of least negative log-likelihood.

    Args:
        logits: conditional logits (n, 4).
        levels: the true levels.
    """
    target = torch.tensor(levels) - 1
    log_temperature = torch.zeros(1, requires_grad=True)
    offsets = torch.zeros(logits.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [log_temperature, offsets], max_iter=200, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scaled = logits.float() / log_temperature.exp() + offsets
        probabilities = level_probabilities(scaled).clamp(min=1e-6)
        found = -probabilities.log().gather(1, target[:, None]).mean()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return Scale(float(log_temperature.exp()), offsets.tolist())
