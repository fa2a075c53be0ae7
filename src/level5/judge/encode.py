"""Turning (context, customer, reply) into tokens, so that the reply always survives whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from level5.encoder.tokens import padded, tokens_with_spans

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

# The share of the window that a long reply may take; the customer keeps the rest.
_REPLY_SHARE = 0.6


class Question(NamedTuple):
    """What the judge reads: earlier turns, the customer's message, the reply to be rated."""

    context: str
    customer: str
    reply: str


class Encoded(NamedTuple):
    """Token ids, the segment of each (0 customer, 1 reply), its characters, and what was cut."""

    ids: list[int]
    segments: list[int]
    spans: list[tuple[int, int]]
    """The characters of each token of the reply, in the reply; (0, 0) for all others."""
    cut_customer: int
    """Tokens of context and customer left out, from the front."""
    cut_reply: int
    """Tokens of the reply left out, from its middle: its end may take back its beginning."""


def encode(question: Question, tokenizer: "PreTrainedTokenizerBase", window: int) -> Encoded:
    """One question as `[CLS] context customer [SEP] reply [SEP]` in at most `window` tokens."""
    said = "\n".join(part for part in (question.context, question.customer) if part)
    first = tokens_with_spans(said, tokenizer)
    second = tokens_with_spans(question.reply, tokenizer)
    room = window - 3
    reply_room = max(int(room * _REPLY_SHARE), room - len(first))
    cut_reply = max(0, len(second) - reply_room)
    if cut_reply:
        head = reply_room // 2
        second = second[:head] + second[len(second) - (reply_room - head) :]
    cut_customer = max(0, len(first) - (room - len(second)))
    first = first[cut_customer:]
    start, end = int(tokenizer.cls_token_id), int(tokenizer.sep_token_id)
    ids = [start, *(token for token, _ in first), end, *(token for token, _ in second), end]
    # The mark that closes the reply is none of its words, and may not speak for a gate.
    segments = [0] * (len(first) + 2) + [1] * len(second) + [0]
    spans = [(0, 0)] * (len(first) + 2) + [span for _, span in second] + [(0, 0)]
    return Encoded(ids, segments, spans, cut_customer, cut_reply)


def collate(
    batch: Sequence[Encoded], pad_id: int
) -> tuple["torch.Tensor", "torch.Tensor", "torch.Tensor"]:
    """Pads on the right; returns ids, attention mask and segments, each (batch, length)."""
    return padded([row.ids for row in batch], [row.segments for row in batch], pad_id, 0)
