"""How a judge is fitted."""

from pathlib import Path
from typing import Literal

from level5.config.load import load_config
from level5.encoder.settings import EncoderFit


class JudgeFit(EncoderFit):
    """One judge's recipe."""

    part: Literal["selection", "reporting", "all"]
    """Which training scenarios: the judge that selects and the one that reports share none."""
    acknowledged: bool = False
    """Also plain replies of parts that raters accepted, each beside one with a part declined."""


def load_judge_fit(path: Path, overrides: tuple[str, ...] = ()) -> JudgeFit:
    """Loads a recipe; as `level5.config.load_run`."""
    return load_config(JudgeFit, path, overrides)
