"""The training loop: plain PyTorch, bf16 autocast, constant rate and linear decay; resumable."""

import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from pretrain.settings import Phase, Recipe
from pretrain.tokens import RowSource, TokenFile


def build_model(recipe: Recipe, tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    """A freshly initialised model of the recipe's shape, tied embeddings."""
    shape = recipe.shape
    torch.manual_seed(recipe.seed)
    model: LlamaForCausalLM = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=shape.vocab_size,
            hidden_size=shape.hidden_size,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            num_key_value_heads=shape.kv_heads,
            intermediate_size=shape.mlp_size,
            max_position_embeddings=shape.max_positions,
            tie_word_embeddings=True,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
            # The CPU's flash backward is slower than plain attention at these sizes.
            attn_implementation="eager" if not torch.cuda.is_available() else "sdpa",
        )
    )
    return model


class Schedule:
    """Where a step stands: its phase, and the factor on the learning rates."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._ends = list(
            np.cumsum([math.ceil(p.tokens / recipe.step_tokens) for p in recipe.phases])
        )

    @property
    def steps(self) -> int:
        """Optimizer steps in all."""
        return int(self._ends[-1])

    def phase(self, step: int) -> Phase:
        """The phase of a step, from 0."""
        return self._recipe.phases[int(np.searchsorted(self._ends, step, side="right"))]

    def factor(self, step: int) -> float:
        """Linear warm-up, then 1, falling linearly to 0 in the phases that decay."""
        factor = min(1.0, (step + 1) / self._recipe.optimizer.warmup_steps)
        decaying = [p.decays for p in self._recipe.phases]
        if self.phase(step).decays:
            first = decaying.index(True)
            begin = int(self._ends[first - 1]) if first else 0
            factor *= (self.steps - step) / (self.steps - begin)
        return factor


def train(recipe: Recipe, folder: Path, threads: int) -> None:
    """Trains from the last checkpoint in `folder`, or from the start, to the last phase's end."""
    torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer")
    files = {path.stem: TokenFile.load(path) for path in folder.glob("*.npz")}
    model = build_model(recipe, tokenizer).to(device)
    optimizers = _optimizers(model, recipe)
    schedule = Schedule(recipe)
    state = folder / "state.pt"
    step = _restore(state, model, optimizers)
    size = sum(p.numel() for p in model.parameters())
    print(f"{size:,} parameters on {device}, step {step} of {schedule.steps}", flush=True)

    compiled = torch.compile(model)
    sources = {p.name: RowSource(files, p.mix, p.row_tokens) for p in recipe.phases}
    began, begun_at = time.monotonic(), step
    losses: list[float] = []
    while step < schedule.steps:
        phase = schedule.phase(step)
        factor = schedule.factor(step)
        rows = sources[phase.name].rows(
            phase.rows * recipe.accumulate, seed=f"{recipe.seed}:{step}"
        )
        losses.append(_step(compiled, optimizers, rows, recipe, factor, device))
        step += 1
        if step % 50 == 0:
            speed = (step - begun_at) * recipe.step_tokens / (time.monotonic() - began)
            left = (schedule.steps - step) * recipe.step_tokens / speed / 3600
            row = {
                "step": step,
                "tokens": step * recipe.step_tokens,
                "phase": phase.name,
                "loss": round(float(np.mean(losses)), 4),
                "factor": round(factor, 4),
                "tokens_per_second": round(speed),
            }
            losses.clear()
            _log(folder, row, f"{left:.1f} h left")
        if step % recipe.eval_every == 0 or step == schedule.steps:
            _log(folder, {"step": step, **evaluate(model, files, tokenizer, device)})
        if step % recipe.checkpoint_every == 0 or step == schedule.steps:
            _save(state, model, optimizers, step)


def _optimizers(model: LlamaForCausalLM, recipe: Recipe) -> list[torch.optim.Optimizer]:
    hidden = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n]
    rest = [p for n, p in model.named_parameters() if p.ndim < 2 or "embed" in n]
    settings = recipe.optimizer
    return [
        # The update is scaled to AdamW's size, so that one weight decay serves both.
        torch.optim.Muon(
            hidden,
            lr=settings.muon_lr,
            weight_decay=settings.weight_decay,
            momentum=0.95,
            adjust_lr_fn="match_rms_adamw",
        ),
        torch.optim.AdamW(
            rest, lr=settings.adam_lr, weight_decay=0.0, betas=(0.9, 0.95), fused=True
        ),
    ]


def _step(
    model: torch.nn.Module,
    optimizers: list[torch.optim.Optimizer],
    rows: np.ndarray,
    recipe: Recipe,
    factor: float,
    device: str,
) -> float:
    """One optimizer step; returns the mean loss in nats a token."""
    total = 0.0
    for part in np.split(rows, recipe.accumulate):
        ids = torch.from_numpy(part).to(device)
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = model(input_ids=ids, labels=ids).loss / recipe.accumulate
        loss.backward()
        total += loss.item()
    if not math.isfinite(total):
        raise RuntimeError("the loss is not finite; lower the learning rates")
    parameters = [p for o in optimizers for group in o.param_groups for p in group["params"]]
    torch.nn.utils.clip_grad_norm_(parameters, recipe.optimizer.clip_norm)
    for optimizer, rate in zip(
        optimizers, (recipe.optimizer.muon_lr, recipe.optimizer.adam_lr), strict=True
    ):
        for group in optimizer.param_groups:
            group["lr"] = rate * factor
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return total


@torch.no_grad()
def evaluate(
    model: LlamaForCausalLM,
    files: dict[str, TokenFile],
    tokenizer: PreTrainedTokenizerFast,
    device: str,
) -> dict[str, float]:
    """Bits per byte on held-out dialogues, and the share of held-out tasks answered exactly."""
    bits = count = 0.0
    talk = files["dialogues_held_out"]
    for index in range(min(150, talk.documents)):
        document = talk.document(index)[:512].astype(np.int64)
        ids = torch.from_numpy(document)[None].to(device)
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = model(input_ids=ids, labels=ids).loss
        bits += loss.item() * (len(document) - 1) / math.log(2)
        count += len(tokenizer.decode(document, skip_special_tokens=True).encode())
    exact = total = 0
    tasks = files["tasks_held_out"]
    for index in range(min(100, tasks.documents)):
        document = torch.from_numpy(tasks.document(index)[:512].astype(np.int64))
        marker = tokenizer.convert_tokens_to_ids("<|assistant|>")
        start = int((document == marker).nonzero()[-1]) + 1
        with torch.autocast(device, dtype=torch.bfloat16):
            guesses = model(input_ids=document[None].to(device)).logits[0].argmax(-1).cpu()
        exact += bool((guesses[start - 1 : -1] == document[start:]).all())
        total += 1
    return {
        "bits_per_byte": round(bits / count, 4),
        "task_exact": round(exact / total, 4),
    }


def _log(folder: Path, row: dict[str, object], note: str = "") -> None:
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    print(" ".join(f"{key} {value}" for key, value in row.items()), note, flush=True)


def _save(
    path: Path,
    model: LlamaForCausalLM,
    optimizers: list[torch.optim.Optimizer],
    step: int,
) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "step": step,
            "model": model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        },
        partial,
    )
    partial.replace(path)


def _restore(path: Path, model: LlamaForCausalLM, optimizers: list[torch.optim.Optimizer]) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    return int(state["step"])
