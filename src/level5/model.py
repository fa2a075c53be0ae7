"""Loading the base model, its tokenizer and an adapter; device and dtype, each with the reason."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.config.schema import ModelSection
from level5.errors import InputError
from level5.memory import assert_room, weight_bytes
from level5.paths import in_repository

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True)
class Placement:
    """Where a model runs and in which type, with the reasons."""

    device: str
    device_reason: str
    dtype: "torch.dtype"
    dtype_reason: str

    def as_dict(self) -> dict[str, str]:
        """For the manifest and the log."""
        return {
            "device": self.device,
            "device_reason": self.device_reason,
            "dtype": str(self.dtype).removeprefix("torch."),
            "dtype_reason": self.dtype_reason,
        }

    @property
    def attention(self) -> str:
        """How attention is computed: on a CPU the flash backward is slower than plain products."""
        return "sdpa" if self.device == "cuda" else "eager"


def place(dtype: str = "auto") -> Placement:
    """Chooses device and dtype for this machine."""
    import torch

    if torch.cuda.is_available():
        device, device_reason = "cuda", torch.cuda.get_device_name()
        fast, fast_reason = (
            torch.cuda.is_bf16_supported(including_emulation=False),
            "this GPU multiplies bfloat16",
        )
    else:
        device, device_reason = "cpu", "no CUDA device"
        fast, fast_reason = _cpu_has_bf16(), "the CPU has avx512_bf16 or amx_bf16"
    if dtype != "auto":
        return Placement(device, device_reason, getattr(torch, dtype), "set in the config")
    if fast:
        return Placement(device, device_reason, torch.bfloat16, fast_reason)
    return Placement(device, device_reason, torch.float32, "bfloat16 is slow on this device")


def _cpu_has_bf16() -> bool:
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def check_source(section: ModelSection) -> None:
    """Checks that the base can be found and is pinned, before anything heavy is imported.

    Raises:
        InputError: a folder without weights, a folder with a revision, a hub id without one.
    """
    folder = in_repository(section.source)
    if folder.is_dir():
        if section.revision is not None:
            raise InputError(f"model.revision: {section.source} is a folder; remove the revision")
        if not list(folder.glob("*.safetensors")):
            told = "; its README.md says where they come from"
            raise InputError(
                f"model.source: {folder} holds no .safetensors file"
                f"{told if (folder / 'README.md').is_file() else ''}"
            )
    elif section.source.count("/") == 1 and not section.source.startswith((".", "/")):
        if section.revision is None:
            raise InputError(
                f"model.source: {section.source} is a hub id; pin it with model.revision, the 40"
                " digits of a commit"
            )
    else:
        raise InputError(f"model.source: {folder} is no folder and {section.source} no hub id")


def load_tokenizer(section: ModelSection) -> "PreTrainedTokenizerBase":
    """The base's tokenizer, padding on the left.

    Raises:
        InputError: it has no chat template.
    """
    from transformers import AutoTokenizer

    check_source(section)
    tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
        _location(section), revision=section.revision or "main", padding_side="left"
    )
    if not tokenizer.chat_template:
        raise InputError(
            f"model.source: {section.source} has no chat template; take an instruct model"
        )
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_base(section: ModelSection, placement: Placement) -> "PreTrainedModel":
    """The base model on its device, in evaluation mode.

    Weights are read from safetensors only, and no code of the model's repository is run.

    Raises:
        InputError: the base is not there, or its weights do not fit into memory.
    """
    from transformers import AutoConfig, AutoModelForCausalLM

    check_source(section)
    architecture = AutoConfig.from_pretrained(
        _location(section), revision=section.revision or "main", trust_remote_code=False
    )
    needed = weight_bytes(architecture, placement.dtype)
    assert_room(section.source, needed, placement.device)
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(
        _location(section),
        revision=section.revision or "main",
        dtype=placement.dtype,
        use_safetensors=True,
        trust_remote_code=False,
        attn_implementation=placement.attention,
    )
    model.to(placement.device)  # type: ignore[arg-type]
    model.train(False)
    return model


@lru_cache(maxsize=1)
def base_as_it_is(
    section: ModelSection,
) -> tuple["PreTrainedModel", "PreTrainedTokenizerBase"]:
    """The base without an adapter and its tokenizer, read once for all who ask for them.

    Raises:
        InputError: the base is not there, or its weights do not fit into memory.
    """
    return load_base(section, place(section.dtype)), load_tokenizer(section)


def load_adapted(section: ModelSection, adapter: Path, placement: Placement) -> "PreTrainedModel":
    """The base with an adapter merged into it, in evaluation mode.

    Raises:
        InputError: the adapter does not fit the base, or changes nothing: published gains have
            been found to come from adapters that were never loaded.
    """
    from peft import PeftModel

    base = load_base(section, placement)
    before = _probe(base)
    try:
        model: Any = PeftModel.from_pretrained(base, str(adapter))
    except (RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{adapter}: does not fit the base {section.source} ({reason})") from None
    merged: PreTrainedModel = model.merge_and_unload()
    if bool((_probe(merged) == before).all()):
        raise InputError(f"{adapter}: leaves the base's logits as they are; it was not trained")
    merged.train(False)
    return merged


def end_tokens(model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> list[int]:
    """The tokens that end an answer: those of the tokenizer and of the model's own settings.

    A chat model may end its turn on another token than its tokenizer's.
    """
    own = model.generation_config.eos_token_id if model.generation_config is not None else None
    others = own if isinstance(own, list) else [] if own is None else [own]
    return list(dict.fromkeys([int(tokenizer.eos_token_id), *map(int, others)]))


def _probe(model: "PreTrainedModel") -> "torch.Tensor":
    """The logits (tokens, vocabulary) of a fixed input."""
    import torch

    ids = torch.arange(5, 13, device=model.device)[None]
    with torch.no_grad():
        logits: torch.Tensor = model(input_ids=ids).logits[0].float()
    return logits.clone()


def _location(section: ModelSection) -> str:
    folder = in_repository(section.source)
    return str(folder) if folder.is_dir() else section.source
