"""The network: a sentence encoder over message, facts, draft and reply, with a head for each token.

The gates' logits are those of the most suspicious token plus what the whole texts say, so that a
verdict always has words to point at.
"""

from typing import TYPE_CHECKING

import torch
from torch import nn

from level5.encoder.pooling import mean_over
from level5.support.encode import DRAFT, DRAFT_HELD, REPLY, REPLY_HELD

if TYPE_CHECKING:
    from transformers import PreTrainedModel

# Outputs: what the reply adds, what it loses.
ADDED, LOST = range(2)


class SupportNetwork(nn.Module):
    """Encoder and head.

    Args:
        encoder: a BERT-like model, with or without a LoRA adapter.
        hidden_size: its width.
        dropout: before the head, in training.
    """

    def __init__(self, encoder: "PreTrainedModel", hidden_size: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self._has_segments = getattr(encoder.config, "type_vocab_size", 0) > 1
        self.head = nn.ModuleDict(
            {
                "tokens": nn.Sequential(
                    nn.Dropout(dropout),
                    nn.Linear(hidden_size, hidden_size),
                    nn.GELU(),
                    nn.Linear(hidden_size, 2),
                ),
                "whole": nn.Sequential(
                    nn.Dropout(dropout),
                    nn.Linear(3 * hidden_size, hidden_size),
                    nn.GELU(),
                    nn.Linear(hidden_size, 2),
                ),
            }
        )

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, regions: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (batch, 2) that something is added or lost, and of each token (batch, length).

        Tokens of the reply answer whether they are added, tokens of the draft whether they are
        lost; those of other texts, and of sentences held word for word, stand at a logit that
        means never.

        Args:
            ids: token ids (batch, length).
            mask: 1 where there is a token.
            regions: which text a token is of, -1 for marks and padding.
        """
        in_draft = (regions == DRAFT) | (regions == DRAFT_HELD)
        in_reply = (regions == REPLY) | (regions == REPLY_HELD)
        extra = {"token_type_ids": in_reply.long()} if self._has_segments else {}
        hidden = self.encoder(input_ids=ids, attention_mask=mask, **extra).last_hidden_state
        hidden = hidden.to(next(self.head.parameters()).dtype)
        both = self.head["tokens"](hidden).float()
        never = torch.full_like(both[..., 0], -20.0)
        added = torch.where(regions == REPLY, both[..., ADDED], never)
        lost = torch.where(regions == DRAFT, both[..., LOST], never)
        pooled = [
            hidden[:, 0],
            mean_over(hidden, in_draft),
            mean_over(hidden, in_reply),
        ]
        whole = self.head["whole"](torch.cat(pooled, dim=-1)).float()
        most = torch.stack([added.amax(-1), lost.amax(-1)], dim=-1)
        return whole + most, torch.where(regions == DRAFT, lost, added)
