"""What a model's weights take, known before they are loaded."""

from typing import TYPE_CHECKING

from level5.errors import InputError

if TYPE_CHECKING:
    import torch
    from transformers import PretrainedConfig

_GIB = 2**30


def weight_bytes(config: "PretrainedConfig", dtype: "torch.dtype") -> int:
    """Bytes of a causal language model's weights, counted on a model without storage."""
    import torch
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]
            config, trust_remote_code=False
        )
    # Tied weights are one parameter.
    count = sum(parameter.numel() for parameter in model.parameters())
    return int(count * torch.finfo(dtype).bits // 8)


def free_bytes(device: str) -> int:
    """Memory that may be taken on `cpu` or `cuda`."""
    if device == "cuda":
        import torch

        return int(torch.cuda.mem_get_info()[0])
    import psutil

    return int(psutil.virtual_memory().available)


def assert_room(source: str, needed: int, device: str) -> None:
    """Refuses weights that the device cannot hold.

    What fine-tuning takes beside them grows with batch and length, and is not foreseen here.

    Raises:
        InputError: fewer bytes are free than are needed.
    """
    free = free_bytes(device)
    if needed > free:
        raise InputError(
            f"model.source: the weights of {source} take {needed / _GIB:.1f} GiB, and"
            f" {free / _GIB:.1f} GiB are free on {device}; take a smaller model, or model.dtype:"
            " bfloat16 where it is float32"
        )
