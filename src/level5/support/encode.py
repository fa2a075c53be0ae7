"""Turning a rewriting into tokens that know which text, and which characters, they come from."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from level5.encoder.tokens import padded, tokens_with_spans
from level5.records import Case
from level5.rubric.findings import Span, sentences

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

# The last two: sentences of draft and reply that stand word for word on the other side, so that
# nothing of them can be lost or new.
CUSTOMER, FACTS, DRAFT, REPLY, DRAFT_HELD, REPLY_HELD = range(6)
_WORD = re.compile(r"\w+(?:['’.,]\w+)*|[$€£%?]")
# The shares of the window that a long reply and a long draft may take.
_REPLY_SHARE, _DRAFT_SHARE = 0.4, 0.3


class Encoded(NamedTuple):
    """`[CLS] customer [SEP] facts [SEP] draft [SEP] reply [SEP]`.

    Attributes:
        ids: token ids.
        regions: of each token, the text it belongs to; -1 for marks.
        spans: of each token, its characters in that text.
        cut: how many tokens did not fit.
    """

    ids: list[int]
    regions: list[int]
    spans: list[tuple[int, int]]
    cut: int


def encode(case: Case, reply: str, tokenizer: "PreTrainedTokenizerBase", window: int) -> Encoded:
    """One rewriting in at most `window` tokens.

    A long reply or draft loses its middle, facts their end, and the room that is left goes to the
    end of the customer's message.
    """
    room = window - 5
    texts = (
        "\n".join(part for part in (case.context, case.customer) if part),
        "\n".join(case.facts),
        case.draft,
        reply,
    )
    tokens = [tokens_with_spans(text, tokenizer) for text in texts]
    whole = sum(map(len, tokens))
    for region, share in ((REPLY, _REPLY_SHARE), (DRAFT, _DRAFT_SHARE)):
        own = len(tokens[region])
        kept = min(own, max(int(room * share), room - whole + own))
        head = (kept + 1) // 2
        tokens[region] = tokens[region][:head] + tokens[region][own - (kept - head) :]
    left = room - len(tokens[REPLY]) - len(tokens[DRAFT])
    tokens[FACTS] = tokens[FACTS][:left]
    left -= len(tokens[FACTS])
    tokens[CUSTOMER] = tokens[CUSTOMER][max(0, len(tokens[CUSTOMER]) - left) :]
    end = int(tokenizer.sep_token_id)
    ids, regions, spans = [int(tokenizer.cls_token_id)], [-1], [(0, 0)]
    said, told = sentences(reply, "reply"), sentences(case.draft, "draft")
    given = [*told, *(s for fact in case.facts for s in sentences(fact, "draft"))]
    held = {DRAFT: _held(told, said), REPLY: _held(said, given)}
    for region, part in enumerate(tokens):
        for token, span in part:
            ids.append(token)
            settled = any(a <= span[0] and span[1] <= b for a, b in held.get(region, ()))
            regions.append(region + 2 if settled else region)
            spans.append(span)
        ids.append(end)
        regions.append(-1)
        spans.append((0, 0))
    return Encoded(ids, regions, spans, whole - sum(map(len, tokens)))


def _held(own: Sequence[Span], others: Sequence[Span]) -> list[tuple[int, int]]:
    """Where the sentences stand that another text says, whole and word for word."""
    known = {_words(s.text) for s in others}
    return [(s.start, s.end) for s in own if _words(s.text) in known]


def _words(sentence: str) -> tuple[str, ...]:
    """Words and figures in lower case; a question is not the statement of the same words."""
    return tuple(_WORD.findall(sentence.lower()))


def collate(
    batch: Sequence[Encoded], pad_id: int
) -> tuple["torch.Tensor", "torch.Tensor", "torch.Tensor"]:
    """Pads on the right; returns ids, attention mask and regions, each (batch, length)."""
    return padded([row.ids for row in batch], [row.regions for row in batch], pad_id, -1)
