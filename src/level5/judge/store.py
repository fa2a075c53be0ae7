"""A judge's network, made or loaded."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.encoder.store import adapted_encoder, load_weights
from level5.judge.network import JudgeNetwork
from level5.judge.predict import FILES

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def build_network(
    settings: dict[str, Any],
) -> tuple[JudgeNetwork, "PreTrainedTokenizerBase"]:
    """An unfitted network: the encoder with a fresh adapter and head."""
    encoder, width, tokenizer = adapted_encoder(settings)
    return JudgeNetwork(encoder, width, settings["dropout"]), tokenizer


def load_network(
    folder: Path, settings: dict[str, Any]
) -> tuple[JudgeNetwork, "PreTrainedTokenizerBase"]:
    """The network as saved, its adapter merged into the encoder."""
    network, tokenizer = build_network(settings)
    load_weights(network, folder, FILES)
    return network, tokenizer
