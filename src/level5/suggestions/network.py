"""The network: a sentence encoder, logits for a message's labels, its spans and their events."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import nn

from level5.encoder.pooling import mean_over
from level5.suggestions.topics import LONGEST, Span, spans_of, words_of

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


_SPAN_WIDTH = 128


class Placed(NamedTuple):
    """A message's spans, and the numbers (spans,) of their first and last tokens and their length.

    Attributes:
        length: words beyond the first.
    """

    spans: list[Span]
    first: torch.Tensor
    last: torch.Tensor
    length: torch.Tensor

    def of(self, numbers: Sequence[int]) -> "Placed":
        """Some of the spans."""
        at = list(numbers)
        return Placed([self.spans[i] for i in at], self.first[at], self.last[at], self.length[at])


class SuggestNetwork(nn.Module):
    """Encoder and head.

    Args:
        encoder: a BERT-like model, with or without a LoRA adapter.
        hidden_size: its width.
        labels: how many: feelings, sentences that say, sentences that ask.
        events: how many things may have happened to a topic.
    """

    def __init__(
        self, encoder: "PreTrainedModel", hidden_size: int, labels: int, events: int
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.ModuleDict(
            {
                "labels": nn.Linear(hidden_size, labels),
                "topics": _SpanHead(hidden_size, 1),
                # The last: none of them.
                "events": _SpanHead(hidden_size, events + 1),
            }
        )

    def read(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States of tokens (batch, length, width), and embeddings (batch, width) of length 1."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return hidden, nn.functional.normalize(mean_over(hidden, mask), dim=-1)

    def labels(self, messages: torch.Tensor) -> torch.Tensor:
        """Logits (batch, labels) of messages' embeddings."""
        found: torch.Tensor = self.head["labels"](messages)
        return found

    def topics(self, hidden: torch.Tensor, embedding: torch.Tensor, placed: Placed) -> torch.Tensor:
        """Scores (spans,) of one message's spans.

        Args:
            hidden: states of its tokens (length, width).
            embedding: its own (width,).
            placed: where its spans are.
        """
        found: torch.Tensor = self.head["topics"](hidden, embedding, placed)
        return found.squeeze(-1)

    def events(self, hidden: torch.Tensor, embedding: torch.Tensor, placed: Placed) -> torch.Tensor:
        """Logits (spans, events + 1) of what happened to each; the last of nothing told."""
        found: torch.Tensor = self.head["events"](hidden, embedding, placed)
        return found


class _SpanHead(nn.Module):
    """Scores of a span by the states of its ends, their mean, the message and its length."""

    def __init__(self, hidden_size: int, scores: int) -> None:
        super().__init__()
        self.first, self.last, self.mean, self.message = (
            nn.Linear(hidden_size, _SPAN_WIDTH) for _ in range(4)
        )
        self.score = nn.Linear(_SPAN_WIDTH, scores)
        self.length = nn.Embedding(LONGEST, scores)

    def forward(
        self, hidden: torch.Tensor, embedding: torch.Tensor, placed: Placed
    ) -> torch.Tensor:
        first, last, length = (
            x.to(hidden.device) for x in (placed.first, placed.last, placed.length)
        )
        sums = nn.functional.pad(hidden.cumsum(0), (0, 0, 1, 0))
        mean = (sums[last + 1] - sums[first]) / (last + 1 - first)[:, None]
        states = (
            self.first(hidden)[first]
            + self.last(hidden)[last]
            + self.mean(mean)
            + self.message(embedding)
        )
        scores: torch.Tensor = self.score(nn.functional.gelu(states)) + self.length(length)
        return scores


class Tokens(NamedTuple):
    """Ids and attention mask (texts, length), and where the spans of each text are."""

    ids: torch.Tensor
    mask: torch.Tensor
    placed: list[Placed]


def tokens(texts: Sequence[str], tokenizer: "PreTrainedTokenizerBase", window: int) -> Tokens:
    """What the network reads of texts on one line; what is beyond the window is cut."""
    # Far more characters than the window holds are not worth tokenizing.
    shown = [text[: 20 * window] for text in texts]
    rows = tokenizer(
        shown,
        truncation=True,
        max_length=window,
        padding=True,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    placed = [
        _place(text, offsets)
        for text, offsets in zip(shown, rows["offset_mapping"].tolist(), strict=True)
    ]
    return Tokens(rows["input_ids"], rows["attention_mask"], placed)


def _place(message: str, offsets: Sequence[Sequence[int]]) -> Placed:
    """Finds the tokens of a message's spans; words beyond the last token have none.

    Args:
        message: on one line.
        offsets: of each token its first character and the one after its last; 0 and 0 of what
            stands for no text.
    """
    words = words_of(message)
    ends: list[tuple[int, int]] = []
    for word in words:
        inside = [
            i for i, (a, b) in enumerate(offsets) if a < b and a >= word.start and b <= word.end
        ]
        if not inside:
            break
        ends.append((inside[0], inside[-1]))
    spans = spans_of(words[: len(ends)])
    return Placed(
        spans,
        torch.tensor([ends[x.first][0] for x in spans], dtype=torch.long),
        torch.tensor([ends[x.last][1] for x in spans], dtype=torch.long),
        torch.tensor([x.last - x.first for x in spans], dtype=torch.long),
    )
