"""The pretraining recipe as a checked config."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from level5.config.load import load_config


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shape(_Part):
    """The Llama architecture's sizes."""

    vocab_size: PositiveInt
    hidden_size: PositiveInt
    layers: PositiveInt
    heads: PositiveInt
    kv_heads: PositiveInt
    mlp_size: PositiveInt
    max_positions: PositiveInt


class Optimizer(_Part):
    """Muon for the hidden matrices, AdamW for the rest."""

    muon_lr: float = Field(gt=0)
    adam_lr: float = Field(gt=0)
    weight_decay: float = Field(ge=0)
    warmup_steps: PositiveInt
    clip_norm: float = Field(gt=0)


class Phase(_Part):
    """A stretch of training with one data mix."""

    name: str
    tokens: PositiveInt
    decays: bool
    """Whether the learning rate falls linearly to zero over this phase."""
    row_tokens: PositiveInt
    rows: PositiveInt
    """Rows a forward pass."""
    mix: dict[str, float]
    """Source name to its share of the rows."""


class Recipe(_Part):
    """Everything that decides the base model, given the corpora."""

    seed: int
    shape: Shape
    optimizer: Optimizer
    accumulate: PositiveInt
    """Forward passes an optimizer step."""
    task_documents: PositiveInt
    eval_every: PositiveInt
    checkpoint_every: PositiveInt
    phases: tuple[Phase, ...]

    @model_validator(mode="after")
    def _steps_are_alike(self) -> Self:
        sizes = {phase.rows * phase.row_tokens for phase in self.phases}
        if len(sizes) > 1:
            raise ValueError("rows * row_tokens must be the same in every phase")
        return self

    @property
    def step_tokens(self) -> int:
        """Tokens an optimizer step."""
        return self.phases[0].rows * self.phases[0].row_tokens * self.accumulate


def load_recipe(path: Path) -> Recipe:
    """Reads and checks a recipe; as `level5.config.load_run`."""
    return load_config(Recipe, path)
