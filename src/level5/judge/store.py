"""A judge's folder: LoRA adapter and head in one safetensors file, settings beside it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file

from level5.jsonl import write_json
from level5.judge.encoder import load_encoder
from level5.judge.network import JudgeNetwork
from level5.judge.predict import SETTINGS_FILE, WEIGHTS_FILE
from level5.runs import sha256

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


def build_network(
    settings: dict[str, Any],
) -> tuple[JudgeNetwork, "PreTrainedTokenizerBase"]:
    """An unfitted network: the encoder with a fresh adapter and head."""
    encoder, tokenizer = load_encoder(settings["encoder"], settings["revision"])
    adapted = get_peft_model(
        encoder,
        LoraConfig(
            r=settings["lora_r"],
            lora_alpha=2 * settings["lora_r"],
            target_modules="all-linear",
        ),
    )
    network = JudgeNetwork(adapted, encoder.config.hidden_size, settings["dropout"])  # type: ignore[arg-type]
    return network, tokenizer


def save_network(network: JudgeNetwork, folder: Path, settings: dict[str, Any]) -> None:
    """Writes adapter and head in bfloat16, and the settings with the weights' hash."""
    adapter = {
        f"adapter.{name}": value
        for name, value in get_peft_model_state_dict(network.encoder).items()
    }
    head = {f"head.{name}": value for name, value in network.head.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    # Figures of the judge that is replaced.
    shutil.rmtree(folder / "evaluation", ignore_errors=True)
    tensors = {
        k: v.detach().to(torch.bfloat16).contiguous() for k, v in {**adapter, **head}.items()
    }
    save_file(tensors, folder / WEIGHTS_FILE)
    write_json(
        folder / SETTINGS_FILE, {**settings, "weights_sha256": sha256(folder / WEIGHTS_FILE)}
    )


def load_network(
    folder: Path, settings: dict[str, Any]
) -> tuple[JudgeNetwork, "PreTrainedTokenizerBase"]:
    """The network as saved, its adapter merged into the encoder."""
    network, tokenizer = build_network(settings)
    tensors = {name: value.float() for name, value in load_file(folder / WEIGHTS_FILE).items()}
    set_peft_model_state_dict(network.encoder, _part(tensors, "adapter."))
    network.head.load_state_dict(_part(tensors, "head."))
    network.encoder = network.encoder.merge_and_unload()  # type: ignore[operator]
    return network, tokenizer


def _part(tensors: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
