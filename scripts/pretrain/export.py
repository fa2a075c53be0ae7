"""The finished base as a folder that transformers loads: bf16 safetensors, tokenizer, card."""

import json
import math
from pathlib import Path

import torch
from transformers import PreTrainedTokenizerFast

from pretrain.loop import Schedule, build_model
from pretrain.settings import Recipe

_CARD = """---
license: cc-by-sa-4.0
language: en
library_name: transformers
pipeline_tag: text-generation
---
# level5 embedded base

A {parameters:,}-parameter Llama-architecture causal language model ({layers} layers of {hidden},
{heads} heads, {kv_heads} key-value heads, {vocab:,} tokens), pretrained from random weights by
`scripts/pretrain_base.py` with `{recipe}`. It exists so that level5 runs on one CPU without a model
hub. It is no general assistant: it knows service dialogue, old books, and how to copy.

## Sources
| text | licence | tokens in the corpus |
|---|---|---|
| Schema-Guided Dialogue, STAR, Taskmaster-4 and Taskmaster-3/4 reward contexts (30,642 dialogues) | CC BY-SA 4.0 (SGD), MIT (STAR), CC BY 4.0 (Taskmaster) | {dialogues:,} |
| 232 books first published 1904-1928 (mlschmitt/classic-books-markdown) | public domain | {books_new:,} |
| 256 books first published 1860-1904, from the same | public domain | {books_old:,} |
| self-supervised copying and reflecting tasks built from the above | as above | {tasks:,} |
| the training ladders of this repository, each reply under its level | CC BY 4.0 | {ladders:,} |

Weights are shared under CC BY-SA 4.0, the strictest of the sources' licences. No dev or test
scenario of the ladders was seen, and no draft beside its rewrite.

## Training
{tokens:,} tokens seen in {steps:,} steps, {phases}. Muon on the hidden matrices, AdamW on the rest,
bf16 autocast. Last training loss {loss:.3f} nats a token; on held-out dialogues {bits:.3f} bits per
byte; {exact:.0%} of held-out tasks answered exactly under teacher forcing.

## Tokenizer
Cased byte-level BPE, each digit a token, `[link]`, `[phone]` and `[email]` whole; the chat template
writes one BOS and marks the assistant's words for training.
"""


def export(recipe: Recipe, folder: Path, target: Path, recipe_path: Path) -> None:
    """Writes the last checkpoint to `target`.

    Args:
        recipe: what trained it.
        folder: the work folder with `state.pt`, tokenizer, token files and log.
        target: a folder; files of an earlier edition are replaced.
        recipe_path: named in the card.
    """
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer")
    model = build_model(recipe, tokenizer)
    state = torch.load(folder / "state.pt", weights_only=True)
    model.load_state_dict(state["model"])
    model.to(torch.bfloat16).save_pretrained(target)
    tokenizer.save_pretrained(target)
    (target / "README.md").write_text(_card(recipe, folder, recipe_path, state["step"]), "utf-8")
    size = sum(path.stat().st_size for path in target.iterdir())
    print(f"{target}: {size / 2**20:.1f} MiB after {state['step']:,} steps")


def _card(recipe: Recipe, folder: Path, recipe_path: Path, steps: int) -> str:
    import numpy as np

    log = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    counts = {}
    for path in folder.glob("*.npz"):
        with np.load(path) as data:
            counts[path.stem] = int(data["starts"][-1])
    schedule = Schedule(recipe)
    done = min(steps, schedule.steps)
    shape = recipe.shape
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer")
    with torch.device("meta"):
        parameters = sum(p.numel() for p in build_model(recipe, tokenizer).parameters())
    phases = ", then ".join(
        f"{math.ceil(p.tokens / recipe.step_tokens):,} steps of {p.name} "
        + "("
        + ", ".join(f"{name} {share:.0%}" for name, share in p.mix.items())
        + ")"
        for p in recipe.phases
    )
    figures = {
        key: row[key]
        for row in log
        for key in ("loss", "bits_per_byte", "task_exact")
        if key in row
    }
    return _CARD.format(
        parameters=parameters,
        layers=shape.layers,
        hidden=shape.hidden_size,
        heads=shape.heads,
        kv_heads=shape.kv_heads,
        vocab=shape.vocab_size,
        recipe=recipe_path.name if recipe_path.is_absolute() else recipe_path.as_posix(),
        **{
            name: counts[name]
            for name in ("dialogues", "books_new", "books_old", "tasks", "ladders")
        },
        tokens=done * recipe.step_tokens,
        steps=done,
        phases=phases,
        loss=figures["loss"],
        bits=figures["bits_per_byte"],
        exact=figures["task_exact"],
    )
