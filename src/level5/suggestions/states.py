"""Guesses in the order that a language model's own states give them.

A model of a hundred million parameters tells more of what lies behind a message than the packaged
encoder, without being fitted (EXPERIMENTS.md, 44). Linear layers on its states, fitted on what
raters accepted, say how likely each sentence is; the model itself stays as it is.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file

from level5.config.schema import ModelSection
from level5.encoder.files import Files, read_settings
from level5.errors import InputError
from level5.model import base_as_it_is
from level5.paths import in_repository
from level5.runs import base_identity, sha256
from level5.suggestions.suggest import SENTENCES, Sentence, Suggested, one_a_theme
from level5.suggestions.topics import on_one_line

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

FILES = Files("guesses.json", "guesses.safetensors", "python scripts/fit_guesses.py")
# What a model is asked, so that its last states are about the answer.
_ASKED = (
    'A customer wrote to support: "{}"\n\nWhat the customer feels, and what worries them'
    " underneath, in one word:"
)
# Characters of a message, from its end.
_LONGEST = 900
_BATCH = 16
# Which layers, as shares of all: of the first two the mean over tokens, of the others the last.
_MEANS, _LASTS = (2 / 3, 14 / 15), (4 / 5, 1.0)


class StateReader:
    """A language model as it is, read for its states.

    Attributes:
        width: numbers in what it says of a message.
    """

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> None:
        self._model, self._tokenizer = model, tokenizer
        self.width = int(model.config.hidden_size) * (len(_MEANS) + len(_LASTS))

    @classmethod
    def load(cls, section: ModelSection) -> "StateReader":
        """The base of a run, without an adapter.

        Raises:
            InputError: it is not there or does not fit into memory.
        """
        return cls(*base_as_it_is(section))

    def read(self, messages: Sequence[str]) -> torch.Tensor:
        """States (messages, width) in float32, in the order given."""
        order = sorted(range(len(messages)), key=lambda i: len(messages[i]))
        states = torch.zeros(len(messages), self.width)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            states[batch] = self._states([messages[i] for i in batch])
        return states

    @torch.inference_mode()
    def _states(self, messages: Sequence[str]) -> torch.Tensor:
        asked = [_ASKED.format(message[-_LONGEST:]) for message in messages]
        # Padding stands on the left, so that the last token is a word of every text.
        inputs = self._tokenizer(asked, padding=True, return_tensors="pt").to(self._model.device)
        layers = self._model.base_model(**inputs, output_hidden_states=True).hidden_states
        mask = inputs["attention_mask"][..., None]
        means = [(layers[_layer(x, layers)] * mask).sum(1) / mask.sum(1) for x in _MEANS]
        lasts = [layers[_layer(x, layers)][:, -1] for x in _LASTS]
        return torch.cat([*means, *lasts], dim=-1).float().cpu()


def _layer(share: float, layers: Sequence[torch.Tensor]) -> int:
    return round(share * (len(layers) - 1))


class GuessOrder:
    """Fitted layers with the model whose states they read; load one with `GuessOrder.load`."""

    def __init__(
        self,
        reader: StateReader,
        says: Sequence[Sentence],
        asks: Sequence[Sentence],
        layer: dict[str, torch.Tensor],
    ) -> None:
        self._reader, self._says, self._asks, self._layer = reader, says, asks, layer

    @classmethod
    def load(cls, folder: Path, section: ModelSection) -> "GuessOrder":
        """Loads a folder for a run's base.

        Raises:
            InputError: there is none in it, or it was fitted on another base.
        """
        settings = read_settings(folder, FILES)
        if settings["base"] != base_identity(section):
            raise InputError(
                f"model.guesses: {folder} was fitted on the states of another base than"
                f" {section.source}; fit it anew with `{FILES.make}`, or set model.guesses to null"
            )
        says, asks = ([Sentence(*row) for row in settings[name]] for name in ("says", "asks"))
        layer = {name: value.float() for name, value in load_file(folder / FILES.weights).items()}
        return cls(StateReader.load(section), says, asks, layer)

    def scores(self, message: str) -> torch.Tensor:
        """Logits of the sentences that say, then of those that ask."""
        states = self._reader.read([on_one_line(message)])[0] - self._layer["mean"]
        return self._layer["weight"] @ (states / self._layer["spread"]) + self._layer["bias"]

    def suggested(self, message: str, found: Suggested) -> Suggested:
        """What was suggested, with the sentences that are likeliest by the states."""
        scores = self.scores(message).tolist()
        says = one_a_theme(scores[: len(self._says)], self._says)[:SENTENCES]
        asks = one_a_theme(scores[len(self._says) :], self._asks)[:SENTENCES]
        return found._replace(
            says=tuple(self._says[i] for i in says), asks=tuple(self._asks[i] for i in asks)
        )


def guesses_identity(section: ModelSection) -> str | None:
    """What guesses depend on where `model.guesses` is set."""
    return sha256(in_repository(section.guesses) / FILES.weights) if section.guesses else None


@lru_cache(maxsize=1)
def _order(section: ModelSection) -> GuessOrder:
    assert section.guesses is not None
    return GuessOrder.load(in_repository(section.guesses), section)


# Each candidate of a case is read with the same guesses.
@lru_cache(maxsize=4096)
def with_guesses(message: str, section: ModelSection, found: Suggested) -> Suggested:
    """What is suggested of a message, guesses in the order of `model.guesses` where that is set."""
    return _order(section).suggested(message, found) if section.guesses else found
