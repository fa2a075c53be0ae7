"""Fitting a judge: examples to a folder with weights, settings and figures."""

import math
import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from tqdm import tqdm

from level5.agreement import Agreement, agreement
from level5.data.ladders import load_ladders, split_of
from level5.encoder.descent import Descent
from level5.encoder.store import save_network
from level5.judge.calibration import (
    COVERAGE,
    conformal_threshold,
    expected_level,
    fit_cuts,
    level_at,
)
from level5.judge.check_heads import fit_check_heads, known_replies
from level5.judge.encode import Encoded, collate, encode
from level5.judge.examples import Example, reply_examples
from level5.judge.gates import HEADS, gate_targets
from level5.judge.losses import judge_loss
from level5.judge.network import JudgeNetwork, Read, level_probabilities
from level5.judge.predict import FILES
from level5.judge.rescale import fit_scale
from level5.judge.settings import JudgeFit
from level5.judge.store import build_network
from level5.judge.training_set import training_set
from level5.model import Placement, place
from level5.paths import in_repository
from level5.scale import LEVELS

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_EVAL_BATCH = 64
# Batches whose examples are sorted by length together.
_CHUNK = 20


def fit(recipe: JudgeFit) -> Agreement:
    """Fits a judge, keeps the epoch that agrees best on dev, calibrates it there, and saves it.

    Returns:
        Its agreement on the dev scenarios.

    Raises:
        InputError: data at fault, or a held-out scenario among the training ladders.
    """
    data = in_repository(recipe.data)
    ladders = load_ladders(data)
    own = training_set(recipe, data, ladders)
    dev = reply_examples([x for x in ladders if split_of(x.id) == "dev"])

    torch.manual_seed(recipe.seed)
    settings: dict[str, Any] = recipe.model_dump(mode="json")
    network, tokenizer = build_network(settings)
    placement = place()
    network.to(placement.device)
    network.encoder.to(dtype=placement.dtype)  # type: ignore[call-arg]
    print(
        f"{len(own.written):,} replies of {len(own.scenarios):,} scenarios, and others made anew"
        f" each epoch; dev {len(dev):,} replies; {placement.device} ({placement.device_reason})"
    )
    _start_gates(network, own.written)
    logits = _fit_best(network, tokenizer, recipe, placement, own.made, own.written, dev)
    fit_check_heads(network, tokenizer, recipe.window, known_replies(data, ladders, own.scenarios))
    levels = [x.level for x in dev]
    scale = fit_scale(logits, levels)
    rated = level_probabilities(scale.applied(logits)).numpy()
    expected = [expected_level(row) for row in rated.tolist()]
    cuts = fit_cuts(expected, levels)
    found = agreement(levels, [level_at(x, cuts) for x in expected])
    save_network(
        network,
        in_repository(recipe.folder),
        FILES,
        {
            "name": f"{recipe.part}-{recipe.seed}",
            **settings,
            **scale._asdict(),
            "cuts": cuts,
            "coverage": COVERAGE,
            "set_threshold": conformal_threshold(rated, levels),
            "scenarios": own.scenarios,
            "examples": len(own.written),
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
    encoded_dev = [encode(x.question, tokenizer, recipe.window) for x in dev]
    steps = sum(math.ceil((len(examples) + len(more)) / recipe.batch_size) for more in made)
    fitting = _Fitting(network, recipe, placement, int(tokenizer.pad_token_id), steps)
    best_qwk, best_logits, best_weights = -math.inf, torch.empty(0), dict[str, torch.Tensor]()
    with tqdm(total=steps, unit="step", mininterval=5) as bar:
        for epoch, more in enumerate(made):
            now = [*examples, *more]
            encoded = [encode(x.question, tokenizer, recipe.window) for x in now]
            fitting.epoch(encoded, now, epoch, bar)
            logits, _ = fitting.logits(encoded_dev)
            found = _agreement(dev, logits)
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


def _agreement(examples: Sequence[Example], logits: torch.Tensor) -> Agreement:
    levels = (level_probabilities(logits).argmax(-1) + 1).tolist()
    return agreement([x.level for x in examples], levels)


class _Fitting:
    """One network and its descent."""

    def __init__(
        self,
        network: JudgeNetwork,
        recipe: JudgeFit,
        placement: Placement,
        pad_id: int,
        steps: int,
    ) -> None:
        self._network, self._recipe, self._placement, self._pad = network, recipe, placement, pad_id
        self._descent = Descent(network.parameters(), recipe.learning_rate, steps)

    def epoch(
        self,
        encoded: Sequence[Encoded],
        examples: Sequence[Example],
        epoch: int,
        bar: Any,
    ) -> None:
        """One pass over the examples, batches of like length in random order."""
        self._network.train()
        levels = torch.tensor([x.level - 1 for x in examples])
        gates = torch.tensor([_gate_row(x) for x in examples])
        device = self._placement.device
        for batch in _batches(
            examples, encoded, self._recipe.batch_size, self._recipe.seed + epoch
        ):
            rows = [encoded[i] for i in batch]
            read = self._forward(rows)
            here = (levels[batch].to(device), gates[batch].to(device))
            words = _marked(rows, [examples[i] for i in batch])
            loss = judge_loss(read, *here, words.to(device))
            self._descent.step(loss)
            bar.update()

    @torch.no_grad()
    def logits(self, encoded: Sequence[Encoded]) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (n, 4) of the levels and (n, heads) of the gates, in evaluation mode."""
        self._network.eval()
        rows = torch.zeros(len(encoded), len(LEVELS) - 1)
        gates = torch.zeros(len(encoded), len(HEADS))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(order), _EVAL_BATCH):
            batch = order[start : start + _EVAL_BATCH]
            read = self._forward([encoded[i] for i in batch])
            rows[batch], gates[batch] = read.levels.cpu(), read.gates.cpu()
        return rows, gates

    def _forward(self, batch: Sequence[Encoded]) -> Read:
        device = self._placement.device
        tensors = [tensor.to(device) for tensor in collate(batch, self._pad)]
        return Read(*(logits.float() for logits in self._network(*tensors)))


def _marked(rows: Sequence[Encoded], examples: Sequence[Example]) -> torch.Tensor:
    """The marks of a batch (marks, 4) as row, head, first token and last token plus one."""
    found = []
    for i, (row, example) in enumerate(zip(rows, examples, strict=True)):
        for gate, (start, end) in example.marks:
            inside = [k for k, (a, b) in enumerate(row.spans) if a < end and b > start]
            if inside:
                found.append((i, HEADS.index(gate), inside[0], inside[-1] + 1))
    return torch.tensor(found, dtype=torch.long).reshape(-1, 4)


def _gate_row(example: Example) -> list[float]:
    """1, 0 or NaN (open) for each head."""
    targets = gate_targets(example.family, example.level)
    return [math.nan if targets[name] is None else float(bool(targets[name])) for name in HEADS]


def _start_gates(network: JudgeNetwork, examples: Sequence[Example]) -> None:
    """Sets the gates' outputs to their shares among the examples.

    From zero, learning the shares alone moved the encoder so far that it learned nothing else.
    """
    targets = torch.tensor([_gate_row(x) for x in examples])
    known = ~targets.isnan()
    share = (targets.nan_to_num().sum(0) + 1) / (known.sum(0) + 2)
    whole, tokens = network.head["whole"][-1], network.head["tokens"][-1]  # type: ignore[index]
    with torch.no_grad():
        whole.bias[-len(HEADS) :] = torch.logit(share)
        whole.weight[-len(HEADS) :] *= 0.1
        tokens.bias.zero_()
        tokens.weight *= 0.1


def _batches(
    examples: Sequence[Example], encoded: Sequence[Encoded], size: int, seed: int
) -> list[list[int]]:
    """Batches of like length, in random order, each reply beside what was made from it.

    Side by side, a reply and its edit differ by what decides the level and by nothing else.
    """
    rng = random.Random(seed)
    groups: dict[tuple[str, int], list[int]] = {}
    for i, x in enumerate(examples):
        groups.setdefault((x.scenario, -1 - i if x.core is None else x.core), []).append(i)
    order = list(groups.values())
    rng.shuffle(order)
    # Sorting within chunks keeps batches even in length and still mixed.
    batches: list[list[int]] = []
    for start in range(0, len(order), _CHUNK * size):
        chunk = order[start : start + _CHUNK * size]
        chunk.sort(key=lambda group: max(len(encoded[i].ids) for i in group))
        flat = [i for group in chunk for i in group]
        batches.extend(flat[i : i + size] for i in range(0, len(flat), size))
    rng.shuffle(batches)
    return batches
