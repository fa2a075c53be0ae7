"""A fitted encoder's folder: LoRA adapter and head in one safetensors file, settings beside it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file

from level5.encoder.files import Files
from level5.encoder.load import load_encoder
from level5.jsonl import write_json
from level5.runs import sha256

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


def adapted_encoder(
    settings: dict[str, Any],
) -> tuple["PreTrainedModel", int, "PreTrainedTokenizerBase"]:
    """The encoder that the settings name with a fresh adapter, its width, and its tokenizer."""
    encoder, tokenizer = load_encoder(settings["encoder"], settings["revision"])
    adapter = LoraConfig(
        r=settings["lora_r"], lora_alpha=2 * settings["lora_r"], target_modules="all-linear"
    )
    return get_peft_model(encoder, adapter), encoder.config.hidden_size, tokenizer  # type: ignore[return-value]


def save_network(
    network: torch.nn.Module, folder: Path, files: Files, settings: dict[str, Any]
) -> None:
    """Writes adapter (of `network.encoder`) and `network.head` in bfloat16, and the settings.

    The settings get the weights' hash as `weights_sha256`.
    """
    adapter = {
        f"adapter.{name}": value
        for name, value in get_peft_model_state_dict(network.encoder).items()
    }
    head = {f"head.{name}": value for name, value in network.head.state_dict().items()}  # type: ignore[union-attr]
    folder.mkdir(parents=True, exist_ok=True)
    # Figures of what is replaced.
    shutil.rmtree(folder / "evaluation", ignore_errors=True)
    tensors = {
        k: v.detach().to(torch.bfloat16).contiguous() for k, v in {**adapter, **head}.items()
    }
    save_file(tensors, folder / files.weights)
    found = sha256(folder / files.weights)
    write_json(folder / files.settings, {**settings, "weights_sha256": found})


def load_weights(network: torch.nn.Module, folder: Path, files: Files) -> None:
    """Fills a fresh network with the saved adapter, merged into the encoder, and head."""
    tensors = {name: value.float() for name, value in load_file(folder / files.weights).items()}
    set_peft_model_state_dict(network.encoder, _part(tensors, "adapter."))
    network.head.load_state_dict(_part(tensors, "head."))  # type: ignore[union-attr]
    network.encoder = network.encoder.merge_and_unload()  # type: ignore[operator,union-attr]


def _part(tensors: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
