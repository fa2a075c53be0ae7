"""How the suggestions are fitted."""

from pathlib import Path

from level5.config.load import load_config
from level5.config.schema import Count
from level5.encoder.settings import EncoderFit


class SuggestFit(EncoderFit):
    """The recipe."""

    folds: Count
    """Parts of the messages, for each of which a network is fitted without it."""


def load_suggest_fit(path: Path, overrides: tuple[str, ...] = ()) -> SuggestFit:
    """Loads a recipe; as `level5.config.load_run`."""
    return load_config(SuggestFit, path, overrides)
