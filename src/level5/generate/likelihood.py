"""How likely an opening is after its message, and the message after the opening.

A wrong opening may be likely in itself; the message it answers is not likely after it. Both ways
together are reranking by a noisy channel (Yee, Dauphin and Auli 2019, arXiv:1908.05731), with a
language model as it is in both places.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

from level5.config.schema import ModelSection
from level5.model import base_as_it_is

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_FORTH = "Customer: {}\n\nSupport agent: "
_BACK = "Support agent: {}\nThis is a reply to the following message from the customer:\n"
# An opening's own log-probability counts twice, its tokens being few; from labels, EXPERIMENTS 46.
_WEIGHT = 2.0
# Characters of a message, from its end.
_LONGEST = 700
_BATCH = 12


class TwoWayLikelihood:
    """A language model that rates openings; load one with `TwoWayLikelihood.load`."""

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> None:
        self._model, self._tokenizer = model, tokenizer

    @classmethod
    def load(cls, section: ModelSection) -> "TwoWayLikelihood":
        """The base of a run, without an adapter.

        Raises:
            InputError: it is not there or does not fit into memory.
        """
        return cls(*base_as_it_is(section))

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (message, opening) the log-probabilities of both ways, in nats, weighted."""
        ends = [(message[-_LONGEST:], opening) for message, opening in pairs]
        forth = self._log_probabilities([(_FORTH.format(m), opening) for m, opening in ends])
        back = self._log_probabilities([(_BACK.format(opening), m) for m, opening in ends])
        return [_WEIGHT * f + b for f, b in zip(forth, back, strict=True)]

    def _log_probabilities(self, texts: Sequence[tuple[str, str]]) -> list[float]:
        """The log-probability of each second text after the first."""
        rows = [
            tuple(self._tokenizer(x, add_special_tokens=False).input_ids for x in pair)
            for pair in texts
        ]
        order = sorted(range(len(rows)), key=lambda i: sum(map(len, rows[i])))
        found: dict[int, float] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            for i, value in zip(batch, self._batch([rows[i] for i in batch]), strict=True):
                found[i] = value
        return [found[i] for i in range(len(rows))]

    @torch.inference_mode()
    def _batch(self, rows: Sequence[tuple[list[int], ...]]) -> list[float]:
        padded = self._tokenizer.pad(
            {"input_ids": [before + after for before, after in rows]},
            padding_side="right",
            return_tensors="pt",
        )
        inputs = {
            name: padded[name].to(self._model.device) for name in ("input_ids", "attention_mask")
        }
        states = self._model.base_model(**inputs).last_hidden_state
        head = self._model.get_output_embeddings()  # type: ignore[no-untyped-call]
        values = []
        for row, (before, after) in zip(states, rows, strict=True):
            # Only these positions are projected onto the vocabulary.
            logits = head(row[len(before) - 1 : len(before) + len(after) - 1]).float()
            targets = torch.tensor(after, device=logits.device)
            loss = torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
            values.append(-loss.item())
        return values
