"""How the support scorer is fitted."""

from pathlib import Path

from level5.config.load import load_config
from level5.encoder.settings import EncoderFit


class SupportFit(EncoderFit):
    """The scorer's recipe."""


def load_support_fit(path: Path, overrides: tuple[str, ...] = ()) -> SupportFit:
    """Loads a recipe; as `level5.config.load_run`."""
    return load_config(SupportFit, path, overrides)
