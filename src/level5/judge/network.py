"""The judge's network: a sentence encoder as cross-encoder; heads for level, gates, words, checks.

The ordinal head follows CORN (Shi, Cao and Raschka 2021, arXiv:2111.08851): output k is the logit
of P(level > k | level > k - 1), so that the levels' probabilities are rank-consistent.
"""

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import nn

from level5.data.check_labels import LABELLED
from level5.encoder.pooling import mean_over
from level5.judge.gates import HEADS
from level5.scale import LEVELS

if TYPE_CHECKING:
    from transformers import PreTrainedModel

# Beyond this a condition's logit says nothing more to the checks.
_SURE = 6.0
# The logit of a token that cannot speak for a gate, and the scale on which gates move the level.
NEVER, _SOFT = -20.0, 4.0


class Read(NamedTuple):
    """What the network says of a batch.

    Attributes:
        levels: conditional logits of the levels (batch, 4).
        gates: logits of the gates (batch, heads).
        tokens: logits that a token of the reply decides a gate (batch, length, heads); a logit that
            means never elsewhere.
        state: what the checks are read from (batch, width).
        checks: logits that a reply fails each check of `LABELLED` (batch, checks).
    """

    levels: torch.Tensor
    gates: torch.Tensor
    tokens: torch.Tensor
    state: torch.Tensor
    checks: torch.Tensor


class JudgeNetwork(nn.Module):
    """Encoder and heads.

    A gate's logit is that of the token that speaks for it most, plus what the whole texts say; the
    levels are read from the whole texts and from the gates, the checks from all of these.

    Args:
        encoder: a BERT-like model, with or without a LoRA adapter.
        hidden_size: its width.
        dropout: before the heads, in training.
    """

    def __init__(self, encoder: "PreTrainedModel", hidden_size: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        # Encoders after BERT know no segments (ModernBERT) or a single one (RoBERTa).
        self._has_segments = getattr(encoder.config, "type_vocab_size", 0) > 1
        conditions = len(LEVELS) - 1
        self.head = nn.ModuleDict(
            {
                "whole": nn.Sequential(
                    nn.Dropout(dropout),
                    nn.Linear(3 * hidden_size, hidden_size),
                    nn.GELU(),
                    nn.Dropout(dropout),
                    nn.Linear(hidden_size, conditions + len(HEADS)),
                ),
                "tokens": nn.Sequential(
                    nn.Dropout(dropout),
                    nn.Linear(hidden_size, hidden_size),
                    nn.GELU(),
                    nn.Linear(hidden_size, len(HEADS)),
                ),
                "levels": nn.Linear(len(HEADS), conditions, bias=False),
                "checks": nn.Linear(3 * hidden_size + len(HEADS) + conditions, len(LABELLED)),
            }
        )
        nn.init.zeros_(self.head["levels"].weight)  # type: ignore[arg-type]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor) -> Read:
        """Reads a batch.

        Args:
            ids: token ids (batch, length).
            mask: 1 where there is a token.
            segments: 0 for the customer's side, 1 for the reply.
        """
        extra = {"token_type_ids": segments} if self._has_segments else {}
        hidden = self.encoder(input_ids=ids, attention_mask=mask, **extra).last_hidden_state
        hidden = hidden.to(next(self.head.parameters()).dtype)
        of_reply = segments * mask
        pooled = [
            hidden[:, 0],
            mean_over(hidden, (1 - segments) * mask),
            mean_over(hidden, of_reply),
        ]
        whole = self.head["whole"](torch.cat(pooled, dim=-1))
        tokens = self.head["tokens"](hidden).masked_fill(of_reply.unsqueeze(-1) == 0, NEVER)
        conditions = len(LEVELS) - 1
        gates = whole[:, conditions:] + tokens.amax(1)
        levels = whole[:, :conditions] + self.head["levels"](torch.tanh(gates / _SOFT))
        parts = [*pooled, torch.tanh(gates / _SOFT), levels.clamp(-_SURE, _SURE) / _SOFT]
        state = torch.cat(parts, dim=-1).detach()
        return Read(levels, gates, tokens, state, self.head["checks"](state))


def level_probabilities(logits: torch.Tensor) -> torch.Tensor:
    """P(level = 1 … 5), (batch, 5), from conditional logits (batch, 4).

    P(level > k) is the product of the conditional probabilities up to k.
    """
    above = torch.cumprod(torch.sigmoid(logits.float()), dim=-1)
    ones = torch.ones_like(above[:, :1])
    upper = torch.cat([ones, above], dim=-1)
    lower = torch.cat([above, torch.zeros_like(ones)], dim=-1)
    return upper - lower
