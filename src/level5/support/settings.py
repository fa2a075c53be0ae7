"""How the support scorer is fitted."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from level5.config.load import load_config
from level5.config.schema import Count, Section, Share, Word


class SupportFit(Section):
    """The scorer's recipe."""

    seed: int = Field(ge=0)
    """Seeds head, adapter, order and made examples."""
    data: Word = "data"
    """The folder with `ladders/`, `faithfulness/` and `faithfulness_edits/`."""
    encoder: Word
    """`all-MiniLM-L6-v2` for the packaged weights, a hub id (an NLI model, say), or a folder."""
    revision: Word | None = None
    """The hub commit; none for the packaged weights."""
    window: int = Field(ge=64, le=8192)
    """Tokens of message, facts, draft and reply together."""
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
    """Where the scorer is written, relative to the repository."""

    @model_validator(mode="after")
    def _hub_encoder_is_pinned(self) -> Self:
        if "/" in self.encoder and self.revision is None and not Path(self.encoder).is_dir():
            raise ValueError(f"revision: {self.encoder} is a hub id; pin it with its commit")
        return self


def load_support_fit(path: Path, overrides: tuple[str, ...] = ()) -> SupportFit:
    """Loads a recipe; as `level5.config.load_run`."""
    return load_config(SupportFit, path, overrides)
