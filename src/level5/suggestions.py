"""Feelings and themes that a message suggests, by a linear layer on a sentence encoder.

A rewriter of 15 M parameters has read too little to tell what a message hints at; the packaged
encoder has read more. What it suggests stands in the prompt, likeliest first and the themes with
numbers, for the rewriter to choose from: in its answer "<2>" stands for the sentence that names the
second theme, "<3?>" for the one that asks about the third. `scripts/fit_suggestions.py` fits the
layer on `data/acknowledgements`.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from level5.encoder.files import Files, read_settings
from level5.paths import SUGGESTIONS
from level5.records import Case
from level5.runs import sha256

FILES = Files("suggestions.json", "suggestions.safetensors", "python scripts/fit_suggestions.py")
# How many of each stand in a prompt.
FEELINGS, THEMES = 5, 6
_MOST_CHARACTERS = 4000
_MARK = re.compile(r"<(?P<number>\d)(?P<asks>\?)?>")


class Suggested(NamedTuple):
    """What a message suggests, likeliest first."""

    feelings: tuple[str, ...]
    themes: tuple[str, ...]


class Suggester:
    """A fitted layer; load one with `Suggester.load`.

    Messages that it was fitted on get what a layer fitted without them suggests, so that a rewriter
    trained on them sees suggestions as good and as bad as at work.
    """

    def __init__(self, settings: dict[str, Any], weight: np.ndarray, bias: np.ndarray) -> None:
        self._feelings: list[str] = settings["feelings"]
        self._sentences: dict[str, dict[str, list[str]]] = settings["themes"]
        self._themes = list(self._sentences)
        # Grows with every message that is asked about.
        self._known = {
            key: Suggested(tuple(row["feelings"]), tuple(row["themes"]))
            for key, row in settings["held_out"].items()
        }
        self._weight, self._bias = weight, bias

    @classmethod
    def load(cls, folder: Path = SUGGESTIONS) -> "Suggester":
        """Loads a folder.

        Raises:
            InputError: there is none in it, or its weights are not those that its settings name.
        """
        from safetensors.numpy import load_file

        settings = read_settings(folder, FILES)
        weights = load_file(folder / FILES.weights)
        return cls(settings, weights["weight"], weights["bias"])

    def suggest(self, message: str) -> Suggested:
        """The likeliest feelings and themes of one message."""
        key = key_of(message)
        if key not in self._known:
            scores = embedded([message])[0] @ self._weight + self._bias
            self._known[key] = likeliest(scores, self._feelings, self._themes)
        return self._known[key]

    def spoken(self, answer: str, message: str) -> str:
        """An answer with the sentences that its marks stand for, each theme spoken of once.

        Which of a theme's sentences is taken depends on the answer alone. A mark of a theme that
        was not suggested stands for nothing and is left out.
        """
        themes = self.suggest(message).themes
        spoken: set[int] = set()

        def sentence(match: re.Match[str]) -> str:
            number = int(match["number"])
            if number in spoken or not 1 <= number <= len(themes):
                return ""
            spoken.add(number)
            options = self._sentences[themes[number - 1]]["asks" if match["asks"] else "says"]
            return options[int(key_of(answer + match[0]), 16) % len(options)]

        return " ".join(_MARK.sub(sentence, answer).split())


def likeliest(scores: np.ndarray, feelings: list[str], themes: list[str]) -> Suggested:
    """Those with the highest scores (feelings + themes)."""
    own, other = scores[: len(feelings)], scores[len(feelings) :]
    return Suggested(
        tuple(feelings[i] for i in np.argsort(-own)[:FEELINGS]),
        tuple(themes[i] for i in np.argsort(-other)[:THEMES]),
    )


def key_of(message: str) -> str:
    """What a message is known by."""
    return hashlib.sha256(message.encode()).hexdigest()[:16]


def suggestions_identity() -> str:
    """What answers of a model that is shown suggestions depend on."""
    return sha256(SUGGESTIONS / FILES.settings)


def suggested(message: str) -> Suggested:
    """What the shipped layer suggests of a message."""
    return _suggester().suggest(message)


def spoken(answer: str, message: str) -> str:
    """An answer with what its marks stand for, by the shipped layer."""
    return _suggester().spoken(answer, message)


def with_suggestions(case: Case, message: str) -> Case:
    """The case with what a message suggests after the customer's text."""
    found = suggested(message)
    themes = " ".join(
        f"<{i}> {theme.replace('_', ' ')}" for i, theme in enumerate(found.themes, start=1)
    )
    text = f"{case.customer}\n\nFeelings:\n{', '.join(found.feelings)}\n\nThemes:\n{themes}"
    return case.model_copy(update={"customer": text})


def embedded(messages: Sequence[str]) -> np.ndarray:
    """Sentence embeddings (n, width) of length 1, as the packaged encoder's authors form them."""
    import torch

    from level5.encoder.pooling import mean_over

    encoder, tokenizer = _encoder()
    rows = []
    with torch.inference_mode():
        for message in messages:
            inputs = tokenizer(
                message[:_MOST_CHARACTERS], truncation=True, max_length=256, return_tensors="pt"
            )
            hidden = encoder(**inputs).last_hidden_state
            pooled = mean_over(hidden, inputs["attention_mask"])
            rows.append(torch.nn.functional.normalize(pooled, dim=-1)[0].numpy())
    return np.stack(rows)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from level5.encoder.load import PACKAGED, load_encoder

    encoder, tokenizer = load_encoder(PACKAGED, None)
    return encoder.eval(), tokenizer  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def _suggester() -> Suggester:
    return Suggester.load()
