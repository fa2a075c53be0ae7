"""How likely an opening is after its message, and the message after the opening.

A wrong opening may be likely in itself; the message it answers is not likely after it. Both ways
together are reranking by a noisy channel (Yee, Dauphin and Auli 2019, arXiv:1908.05731), with a
language model as it is in both places.
"""

from collections import defaultdict
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
        of_message: dict[str, list[int]] = defaultdict(list)
        for i, (message, _) in enumerate(ends):
            of_message[message].append(i)
        forth: dict[int, float] = {}
        for message, own in of_message.items():
            openings = [self._ids(ends[i][1]) for i in own]
            forth.update(
                zip(own, self._after(self._ids(_FORTH.format(message)), openings), strict=True)
            )
        back = self._each([(self._ids(_BACK.format(o)), self._ids(m)) for m, o in ends])
        return [_WEIGHT * forth[i] + back[i] for i in range(len(ends))]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False).input_ids
        return ids

    @torch.inference_mode()
    def _after(self, before: list[int], texts: Sequence[list[int]]) -> list[float]:
        """The log-probability of each text after one and the same, which is read once."""
        begun = self._model.base_model(
            input_ids=torch.tensor([before], device=self._model.device), use_cache=True
        )
        begun.past_key_values.batch_repeat_interleave(len(texts))
        ids, mask = self._padded(texts)
        ahead = torch.ones(len(texts), len(before), dtype=mask.dtype, device=mask.device)
        states = self._model.base_model(
            input_ids=ids,
            attention_mask=torch.cat([ahead, mask], dim=1),
            past_key_values=begun.past_key_values,
        ).last_hidden_state
        last = begun.last_hidden_state[0, -1:]
        return [
            self._log_probability(torch.cat([last, row[: len(text) - 1]]), text)
            for row, text in zip(states, texts, strict=True)
        ]

    def _each(self, rows: Sequence[tuple[list[int], list[int]]]) -> list[float]:
        """The log-probability of each second text after the first."""
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + len(rows[i][1]))
        found: dict[int, float] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found.update(zip(batch, self._batch([rows[i] for i in batch]), strict=True))
        return [found[i] for i in range(len(rows))]

    @torch.inference_mode()
    def _batch(self, rows: Sequence[tuple[list[int], list[int]]]) -> list[float]:
        ids, mask = self._padded([before + text for before, text in rows])
        states = self._model.base_model(input_ids=ids, attention_mask=mask).last_hidden_state
        return [
            self._log_probability(row[len(before) - 1 : len(before) + len(text) - 1], text)
            for row, (before, text) in zip(states, rows, strict=True)
        ]

    def _padded(self, rows: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        padded = self._tokenizer.pad(
            {"input_ids": list(rows)}, padding_side="right", return_tensors="pt"
        )
        device = self._model.device
        return padded["input_ids"].to(device), padded["attention_mask"].to(device)

    def _log_probability(self, states: torch.Tensor, text: list[int]) -> float:
        """Of a text's tokens, from the states before each; only these meet the vocabulary."""
        head = self._model.get_output_embeddings()  # type: ignore[no-untyped-call]
        logits = head(states).float()
        targets = torch.tensor(text, device=logits.device)
        return -float(torch.nn.functional.cross_entropy(logits, targets, reduction="sum"))
