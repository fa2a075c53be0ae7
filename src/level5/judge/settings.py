"""How a judge is fitted."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from level5.config.load import load_config
from level5.config.schema import Count, Section, Share, Word


class JudgeFit(Section):
    """One judge's recipe."""

    seed: int = Field(ge=0)
    """Seeds head, adapter, order and made negatives."""
    data: Word = "data"
    """The folder with `ladders/` and `negatives/`, relative to the repository."""
    part: Literal["selection", "reporting", "all"]
    """Which training scenarios: the judge that selects and the one that reports share none."""
    encoder: Word
    """`all-MiniLM-L6-v2` for the packaged weights, a hub id, or a folder."""
    revision: Word | None = None
    """The hub commit; none for the packaged weights."""
    window: int = Field(ge=64, le=8192)
    """Tokens of message and reply together."""
    lora_r: Count
    """Rank of the adapter on the encoder's linear layers."""
    dropout: Share
    """In the head."""
    epochs: Count
    """Passes over the examples."""
    batch_size: Count
    """Examples a step."""
    learning_rate: float = Field(gt=0, lt=1)
    """Peak of the adapter's rate; the head's is the same."""
    folder: Word
    """Where the judge is written, relative to the repository."""

    @model_validator(mode="after")
    def _hub_encoder_is_pinned(self) -> Self:
        if "/" in self.encoder and self.revision is None and not Path(self.encoder).is_dir():
            raise ValueError(f"revision: {self.encoder} is a hub id; pin it with its commit")
        return self


def load_judge_fit(path: Path, overrides: tuple[str, ...] = ()) -> JudgeFit:
    """Loads a recipe; as `level5.config.load_run`."""
    return load_config(JudgeFit, path, overrides)
