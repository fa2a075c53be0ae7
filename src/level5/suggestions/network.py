"""The network: a sentence encoder, a logit for each label of a message, and one for its clauses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import nn

from level5.encoder.pooling import mean_over

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


class SuggestNetwork(nn.Module):
    """Encoder and head.

    Args:
        encoder: a BERT-like model, with or without a LoRA adapter.
        hidden_size: its width.
        labels: how many: feelings, sentences that say, sentences that ask.
    """

    def __init__(self, encoder: "PreTrainedModel", hidden_size: int, labels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.ModuleDict(
            {
                "labels": nn.Linear(hidden_size, labels),
                "clauses": nn.Linear(2 * hidden_size + 2, 1),
            }
        )

    def embed(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Embeddings (batch, width) of length 1, as sentence encoders form them."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return nn.functional.normalize(mean_over(hidden.float(), mask), dim=-1)

    def labels(self, messages: torch.Tensor) -> torch.Tensor:
        """Logits (batch, labels) of messages' embeddings."""
        found: torch.Tensor = self.head["labels"](messages)
        return found

    def clauses(
        self, messages: torch.Tensor, clauses: torch.Tensor, places: torch.Tensor
    ) -> torch.Tensor:
        """Logits (clauses,) that a clause restates its message's issue.

        Args:
            messages: embeddings of each clause's message (clauses, width).
            clauses: embeddings (clauses, width).
            places: of each in its message, from 0.
        """
        place = places[:, None].float() / 8
        likeness = (messages * clauses).sum(-1, keepdim=True)
        features = torch.cat([clauses, messages * clauses, place, likeness], dim=-1)
        found: torch.Tensor = self.head["clauses"](features).squeeze(-1)
        return found


def tokens(
    texts: Sequence[str], tokenizer: "PreTrainedTokenizerBase", window: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and attention mask (texts, length); what is beyond the window is cut."""
    # Far more characters than the window holds are not worth tokenizing.
    shown = [text[: 20 * window] for text in texts]
    rows = tokenizer(shown, truncation=True, max_length=window, padding=True, return_tensors="pt")
    return rows["input_ids"], rows["attention_mask"]
