"""Fitting a judge: examples to a folder with weights, settings and figures."""

import math
import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from coral_pytorch.losses import corn_loss
from tqdm import tqdm

from level5.agreement import Agreement, agreement
from level5.data.ladders import half_of, load_ladders, split_of
from level5.data.leaks import assert_no_copies, assert_no_leak
from level5.data.negatives import load_negatives
from level5.data.stock import load_stock
from level5.judge.encode import Encoded, collate, encode
from level5.judge.examples import (
    Example,
    made_examples,
    negative_examples,
    reply_examples,
)
from level5.judge.network import JudgeNetwork, level_probabilities
from level5.judge.settings import JudgeFit
from level5.judge.store import build_network, save_network
from level5.model import Placement, place
from level5.paths import in_repository
from level5.scale import LEVELS

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_EVAL_BATCH = 64


def fit(recipe: JudgeFit) -> Agreement:
    """Fits a judge, keeps the epoch that agrees best on dev, calibrates it there, and saves it.

    Returns:
        Its agreement on the dev scenarios.

    Raises:
        InputError: data at fault, or a held-out scenario among the training ladders.
    """
    ladders = load_ladders(in_repository(recipe.data))
    train_ladders = [x for x in ladders if split_of(x.id) == "train"]
    held_out = [x for x in ladders if split_of(x.id) != "train"]
    assert_no_leak(train_ladders, held_out)
    own = [x for x in train_ladders if recipe.half in ("all", half_of(x.id))]
    own_ids = {x.id for x in own}
    negatives = load_negatives(in_repository(recipe.data), train_ladders)
    assert_no_copies([n.text for _, n in negatives], held_out)
    examples = [
        *reply_examples(own),
        *negative_examples([(x, n) for x, n in negatives if x.id in own_ids]),
    ]
    dev = reply_examples([x for x in ladders if split_of(x.id) == "dev"])

    torch.manual_seed(recipe.seed)
    settings: dict[str, Any] = recipe.model_dump(mode="json")
    network, tokenizer = build_network(settings)
    placement = place()
    network.to(placement.device)
    for parameter in network.parameters():
        if not parameter.requires_grad:
            parameter.data = parameter.data.to(placement.dtype)
    print(
        f"{len(examples):,} replies of {len(own):,} scenarios, and others made anew each epoch;"
        f" dev {len(dev):,} replies; {placement.device} ({placement.device_reason})"
    )
    stock = load_stock(in_repository(recipe.data))
    made = [made_examples(own, stock, recipe.seed + epoch) for epoch in range(recipe.epochs)]
    logits = _fit_best(network, tokenizer, recipe, placement, made, examples, dev)
    temperature = _temperature(logits, [x.level for x in dev])
    found = _agreement(dev, logits, temperature)
    save_network(
        network,
        in_repository(recipe.folder),
        {
            "name": f"{recipe.half}-{recipe.seed}",
            **settings,
            "temperature": temperature,
            "scenarios": sorted(own_ids),
            "examples": len(examples),
            "dev": found._asdict(),
            "fitted": time.strftime("%Y-%m-%d"),
        },
    )
    return found


def _fit_best(
    network: JudgeNetwork,
    tokenizer: "PreTrainedTokenizerBase",
    recipe: JudgeFit,
    placement: Placement,
    made: Sequence[Sequence[Example]],
    examples: Sequence[Example],
    dev: Sequence[Example],
) -> torch.Tensor:
    """Fits all epochs and leaves the network as it was after the best; returns its dev logits."""
    fitting = _Fitting(network, recipe, placement, int(tokenizer.pad_token_id))
    encoded_dev = [encode(x.question, tokenizer, recipe.window) for x in dev]
    steps = sum(math.ceil((len(examples) + len(more)) / recipe.batch_size) for more in made)
    best_qwk, best_logits, best_weights = -math.inf, torch.empty(0), dict[str, torch.Tensor]()
    with tqdm(total=steps, unit="step", mininterval=5) as bar:
        for epoch, more in enumerate(made):
            now = [*examples, *more]
            encoded = [encode(x.question, tokenizer, recipe.window) for x in now]
            fitting.epoch(encoded, [x.level for x in now], epoch, steps, bar)
            logits = fitting.logits(encoded_dev)
            found = _agreement(dev, logits, 1.0)
            bar.write(f"epoch {epoch + 1}: dev QWK {found.qwk:.3f}, MAE {found.mae:.3f}")
            if found.qwk > best_qwk:
                best_qwk, best_logits = found.qwk, logits
                best_weights = {
                    name: parameter.detach().clone()
                    for name, parameter in network.named_parameters()
                    if parameter.requires_grad
                }
    for name, parameter in network.named_parameters():
        if name in best_weights:
            parameter.data.copy_(best_weights[name])
    return best_logits


def _agreement(examples: Sequence[Example], logits: torch.Tensor, temperature: float) -> Agreement:
    probabilities = level_probabilities(logits / temperature)
    levels = (probabilities.argmax(-1) + 1).tolist()
    return agreement([x.level for x in examples], levels)


def _temperature(logits: torch.Tensor, levels: Sequence[int]) -> float:
    """The temperature of least negative log-likelihood, on a grid from 0.5 to 4."""
    target = torch.tensor(levels) - 1

    def loss(temperature: float) -> float:
        probabilities = level_probabilities(logits / temperature).clamp(min=1e-6)
        return float(-probabilities.log()[torch.arange(len(target)), target].mean())

    return min((0.5 + 0.05 * step for step in range(71)), key=loss)


class _Fitting:
    """One network, its optimizer and its schedule."""

    def __init__(
        self, network: JudgeNetwork, recipe: JudgeFit, placement: Placement, pad_id: int
    ) -> None:
        self._network, self._recipe, self._placement, self._pad = network, recipe, placement, pad_id
        trainable = [p for p in network.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(trainable, lr=recipe.learning_rate, weight_decay=0.01)
        self._step = 0

    def epoch(
        self, encoded: Sequence[Encoded], levels: Sequence[int], epoch: int, steps: int, bar: Any
    ) -> None:
        """One pass over the examples, batches of like length in random order."""
        self._network.train()
        weights = _balance(levels)
        for batch in _batches(encoded, self._recipe.batch_size, self._recipe.seed + epoch):
            self._step += 1
            rate = self._recipe.learning_rate * _factor(self._step, steps)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            logits = self._forward([encoded[i] for i in batch])
            target = torch.tensor([levels[i] - 1 for i in batch], device=logits.device)
            keep = torch.rand(len(batch)) < torch.tensor([weights[levels[i]] for i in batch])
            if not bool(keep.any()):
                continue
            loss = corn_loss(logits[keep].float(), target[keep], len(LEVELS))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimizer.step()
            self._optimizer.zero_grad(set_to_none=True)
            bar.update()

    @torch.no_grad()
    def logits(self, encoded: Sequence[Encoded]) -> torch.Tensor:
        """Logits (n, 4) in evaluation mode."""
        self._network.eval()
        rows = torch.zeros(len(encoded), len(LEVELS) - 1)
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(order), _EVAL_BATCH):
            batch = order[start : start + _EVAL_BATCH]
            rows[batch] = self._forward([encoded[i] for i in batch]).float().cpu()
        return rows

    def _forward(self, batch: Sequence[Encoded]) -> torch.Tensor:
        device = self._placement.device
        tensors = [tensor.to(device) for tensor in collate(batch, self._pad)]
        with torch.autocast(device, dtype=torch.bfloat16):
            logits: torch.Tensor = self._network(*tensors)
        return logits


def _balance(levels: Sequence[int]) -> dict[int, float]:
    """Chance to be learned from, such that no level is seen twice as often as the rarest."""
    counts = {level: max(1, levels.count(level)) for level in LEVELS}
    rarest = min(counts.values())
    return {level: min(1.0, 2 * rarest / count) for level, count in counts.items()}


def _factor(step: int, steps: int) -> float:
    """Linear warm-up over a twentieth, then linear decay to zero."""
    warm = max(1, steps // 20)
    return min(step / warm, max(0.0, (steps - step) / (steps - warm)))


def _batches(encoded: Sequence[Encoded], size: int, seed: int) -> list[list[int]]:
    rng = random.Random(seed)
    order = list(range(len(encoded)))
    rng.shuffle(order)
    # Sorting within chunks keeps batches even in length and still mixed.
    chunk = 20 * size
    batches: list[list[int]] = []
    for start in range(0, len(order), chunk):
        part = sorted(order[start : start + chunk], key=lambda i: len(encoded[i].ids))
        batches.extend(part[i : i + size] for i in range(0, len(part), size))
    rng.shuffle(batches)
    return batches
