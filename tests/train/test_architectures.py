"""Bases of the sizes to come, as tiny random checkpoints: they train, answer and load alike."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedModel,
    Qwen3Config,
    Qwen3ForCausalLM,
)

from level5.config import load_run
from level5.errors import InputError
from level5.evaluate.outputs import load_engine
from level5.memory import assert_room, weight_bytes
from level5.model import load_base, load_tokenizer, place
from level5.prompt import case_prompt
from level5.records import Case
from level5.runs import RunFolder
from level5.train.sft import train
from tests.conftest import ROOT

BASE = ROOT / "data" / "models" / "base"
CASE = Case(id="1", customer="No heat for a week.", draft="Send your number.")
TURNS = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
# No system role.
NO_SYSTEM = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    + TURNS
)
# Thinks aloud, unless asked not to.
THINKS = TURNS + (
    "{% if add_generation_prompt and enable_thinking is defined and not enable_thinking %}"
    "<think></think>{% endif %}"
)
SIZES = {
    "vocab_size": 8192,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 1024,
    "tie_word_embeddings": True,
}


def bases(vocabulary: int) -> dict[str, tuple[PreTrainedModel, str]]:
    sizes = SIZES | {"vocab_size": vocabulary}
    return {
        # SmolLM2 and Llama 3.2.
        "llama": (LlamaForCausalLM(LlamaConfig(**sizes)), TURNS),
        "qwen3": (Qwen3ForCausalLM(Qwen3Config(**sizes, head_dim=16)), THINKS),
        "gemma3": (
            Gemma3ForCausalLM(Gemma3TextConfig(**sizes, head_dim=16, sliding_window=64)),
            NO_SYSTEM,
        ),
    }


@pytest.fixture(params=["llama", "qwen3", "gemma3"])
def base(request, tmp_path) -> Path:
    """A folder with a random model, our tokenizer, and the template of its kind."""
    torch.manual_seed(1)
    folder = tmp_path / request.param
    tokenizer = load_tokenizer(load_run(ROOT / "configs" / "run" / "embedded.yaml").model)
    model, template = bases(len(tokenizer))[request.param]
    tokenizer.chat_template = template
    model.generation_config.eos_token_id = [tokenizer.eos_token_id, 7]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def few_steps(base: Path, tmp_path: Path):
    """A run on three ladders without the small model's crutches."""
    data = tmp_path / "data" / "ladders"
    data.mkdir(parents=True)
    rows = (ROOT / "data" / "ladders" / "a.jsonl").read_text().splitlines()
    (data / "a.jsonl").write_text("\n".join(rows[:4]) + "\n")
    return load_run(
        ROOT / "configs" / "run" / "embedded.yaml",
        [
            f"model.source={base}",
            "model.quotes=false",
            "model.suggests=false",
            f"data.folder={tmp_path / 'data'}",
            "data.answers=references",
            "data.train_ladders=1",
            "train.max_length=1024",
            "train.warmup=0.0",
            "train.epochs=2",
            "generate.max_new_tokens=8",
            "generate.constrained=false",
            "generate.completes=false",
        ],
    )


def test_it_trains_answers_and_loads_again(base, tmp_path):
    config = few_steps(base, tmp_path)
    folder = RunFolder(tmp_path / "run")
    train(config, folder)
    assert json.loads(folder.manifest.read_text())["steps"] > 0
    found = {}
    load_engine(config, folder.adapter).generate([CASE], found.update)
    assert isinstance(found[0].text, str)


def test_each_prompt_says_everything_once(base, tmp_path):
    config = few_steps(base, tmp_path)
    tokenizer = load_tokenizer(config.model)
    prompt = tokenizer.decode(case_prompt(CASE, config.model, tokenizer))
    assert prompt.count(config.model.instruction) == 1
    assert prompt.count(CASE.customer) == 1 and prompt.count(CASE.draft) == 1
    assert prompt.endswith("<think></think>" if base.name == "qwen3" else "<|assistant|>")


def test_either_end_token_ends_an_answer(base, tmp_path):
    config = few_steps(base, tmp_path)
    engine = load_engine(config, None)
    ends = engine._ends
    assert len(ends) == 2 and 7 in ends
    assert engine._text([9, 7, 11], ends).truncated is False
    assert engine._text([9, 11], ends).truncated is True


def test_weights_are_counted_before_they_are_loaded(base, tmp_path):
    config = few_steps(base, tmp_path)
    model = load_base(config.model, place("float32"))
    counted = weight_bytes(model.config, torch.float32)
    assert counted == 4 * sum(p.numel() for p in model.parameters())
    assert weight_bytes(model.config, torch.bfloat16) == counted // 2


def test_weights_without_room_are_refused():
    with pytest.raises(InputError, match=r"take 1048576\.0 GiB"):
        assert_room("org/huge", 2**50, "cpu")


def test_a_base_whose_weights_are_missing_is_named(base, tmp_path):
    config = few_steps(base, tmp_path)
    shutil.rmtree(base)
    with pytest.raises(InputError, match=r"model\.source"):
        load_base(config.model, place())
