"""Fitting the layers that order guesses by a language model's states."""

import time
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch.nn.functional import binary_cross_entropy_with_logits

from level5.config.schema import ModelSection
from level5.jsonl import write_json
from level5.paths import in_repository
from level5.runs import base_identity, sha256
from level5.suggestions.accepted import accepted_by_place
from level5.suggestions.fit import Example, load_examples
from level5.suggestions.states import FILES, StateReader
from level5.suggestions.suggest import Labels, Ranks, one_a_theme

Layer = dict[str, torch.Tensor]
# Weight of the squared weights, chosen on training messages among .003 to 3.
_PENALTY = 0.1
_STEPS = 60
_FOLDS = 2


def fit_states(section: ModelSection, data: Path) -> dict[str, list[tuple[float, int]]]:
    """Fits on all training messages and writes the folder that `model.guesses` names.

    Returns:
        For says and asks: how often what stands at each place was accepted, and of how many
        messages where it had been shown, by layers fitted on the other half of the messages.
    """
    assert section.guesses is not None
    examples, labels, accepted = load_examples(data)
    states = StateReader.load(section).read([x.message for x in examples])
    ranks: list[Ranks] = [Ranks([], [], [], [])] * len(examples)
    for fold in range(_FOLDS):
        rest = [*range(fold, len(examples), _FOLDS)]
        train = [i for i in range(len(examples)) if i % _FOLDS != fold]
        layer = _fitted(states[train], [examples[i] for i in train], labels)
        scores = ((states[rest] - layer["mean"]) / layer["spread"]) @ layer["weight"].T
        for i, row in zip(rest, (scores + layer["bias"]).tolist(), strict=True):
            says, asks = row[: len(labels.says)], row[len(labels.says) :]
            ranks[i] = Ranks([], [], one_a_theme(says, labels.says), one_a_theme(asks, labels.asks))
    report = accepted_by_place([x.name for x in examples], ranks, accepted, labels)
    report = {part: report[part] for part in ("says", "asks")}
    folder = in_repository(section.guesses)
    folder.mkdir(parents=True, exist_ok=True)
    layer = _fitted(states, examples, labels)
    save_file({k: v.half().contiguous() for k, v in layer.items()}, folder / FILES.weights)
    write_json(
        folder / FILES.settings,
        {
            "base": base_identity(section),
            "says": [list(x) for x in labels.says],
            "asks": [list(x) for x in labels.asks],
            "messages": len(examples),
            "accepted": report,
            "fitted": time.strftime("%Y-%m-%d"),
            "weights_sha256": sha256(folder / FILES.weights),
        },
    )
    return report


def _fitted(states: torch.Tensor, examples: Sequence[Example], labels: Labels) -> Layer:
    """Logistic regressions of every sentence on standardized states, over what is known of it."""
    first = len(labels.feelings)
    target = torch.stack([x.labels for x in examples])[:, first:]
    weight = torch.stack([x.weights for x in examples])[:, first:] * ~target.isnan()
    target = target.nan_to_num()
    known = (weight > 0).sum()
    mean, spread = states.mean(0), states.std(0) + 1e-6
    scale = states.shape[1] ** -0.5
    inputs = (states - mean) / spread * scale
    weights = torch.zeros(states.shape[1], target.shape[1], requires_grad=True)
    bias = torch.zeros(target.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=_STEPS)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logits = inputs @ weights + bias
        each = binary_cross_entropy_with_logits(logits, target, reduction="none")
        found = ((each * weight).sum() + _PENALTY * weights.square().sum()) / known
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return {
        "mean": mean,
        "spread": spread,
        "weight": weights.detach().T * scale,
        "bias": bias.detach(),
    }
