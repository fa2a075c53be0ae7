"""What fitting an adapter and head on an encoder needs to be told."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from level5.config.schema import Count, Section, Share, Word


class EncoderFit(Section):
    """The part of a recipe that judge and support scorer share."""

    seed: int = Field(ge=0)
    """Seeds head, adapter, order and made examples."""
    data: Word = "data"
    """The data folder, relative to the repository."""
    encoder: Word
    """`all-MiniLM-L6-v2` for the packaged weights, a hub id, or a folder."""
    revision: Word | None = None
    """The hub commit; none for the packaged weights."""
    window: int = Field(ge=64, le=8192)
    """Tokens of all texts together."""
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
    """Where weights and settings are written, relative to the repository."""

    @model_validator(mode="after")
    def _hub_encoder_is_pinned(self) -> Self:
        if "/" in self.encoder and self.revision is None and not Path(self.encoder).is_dir():
            raise ValueError(f"revision: {self.encoder} is a hub id; pin it with its commit")
        return self
