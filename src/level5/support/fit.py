"""Fitting the support scorer: cases, edits and made examples to a folder with weights."""

import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm

from level5.data.faithfulness import FaithfulnessCase, load_faithfulness_cases
from level5.data.faithfulness_edits import load_faithfulness_edits
from level5.data.ladders import load_ladders, split_of
from level5.data.leaks import assert_no_copies, assert_no_leak
from level5.encoder.descent import Descent
from level5.encoder.store import adapted_encoder, save_network
from level5.model import Placement, place
from level5.paths import in_repository
from level5.records import Ladder
from level5.support.encode import DRAFT, REPLY, Encoded, collate, encode
from level5.support.examples import (
    Example,
    Range,
    case_examples,
    edit_examples,
    made_examples,
    rewrite_examples,
)
from level5.support.network import SupportNetwork
from level5.support.predict import FILES
from level5.support.settings import SupportFit

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_EVAL_BATCH = 64
# Batches whose examples are sorted by length together.
_CHUNK = 20
_TOKEN_WEIGHT = 1.0
GATES = ("added", "lost")
# Written cases put most things in words of their own, and what programs make copies the draft: how
# often a case is seen in an epoch, and the share of the ladders that are changed.
_CASES, _MADE = 3, 0.5


def fit(recipe: SupportFit) -> dict[str, float]:
    """Fits the scorer and saves it; `make rubric` then chooses its thresholds.

    Returns:
        Area under the ROC curve of each gate on dev, written cases and untouched rewrites together.

    Raises:
        InputError: data at fault, or a held-out scenario among the training ones.
    """
    data = in_repository(recipe.data)
    ladders = load_ladders(data)
    train = [x for x in ladders if split_of(x.id) == "train"]
    held_out = [x for x in ladders if split_of(x.id) != "train"]
    assert_no_leak(train, held_out)
    cases = load_faithfulness_cases(data, ladders)
    edits = load_faithfulness_edits(data, train)
    assert_no_copies([x.text for x in edits], held_out)
    own = [x for x in cases if split_of(x[0].id) == "train"]
    written = [
        *case_examples(own * _CASES),
        *edit_examples(edits),
    ]
    dev_ladders = [x for x in ladders if split_of(x.id) == "dev"]
    dev_cases = case_examples([x for x in cases if split_of(x[0].id) == "dev"])
    dev = [*dev_cases, *rewrite_examples(dev_ladders)]

    torch.manual_seed(recipe.seed)
    settings: dict[str, Any] = recipe.model_dump(mode="json")
    encoder, width, tokenizer = adapted_encoder(settings)
    network = SupportNetwork(encoder, width, recipe.dropout)
    placement = place()
    network.to(placement.device)
    encoder.to(dtype=placement.dtype)  # type: ignore[call-arg]
    made = [_some_made(train, own, recipe.seed + epoch) for epoch in range(recipe.epochs)]
    print(
        f"{len(written):,} cases and edits, {len(made[0]):,} made anew each epoch; dev {len(dev):,}"
        f"; {placement.device} ({placement.device_reason})"
    )
    _descend(network, tokenizer, recipe, placement, written, made)

    found = _probabilities(network, tokenizer, recipe, placement, dev)
    wrong = torch.tensor([[not x.nothing_added, not x.kept] for x in dev])
    auc = {name: float(roc_auc_score(wrong[:, i], found[:, i])) for i, name in enumerate(GATES)}
    save_network(
        network,
        in_repository(recipe.folder),
        FILES,
        {
            **settings,
            "scenarios": sorted({x.id for x in train}),
            "dev": {"n": len(dev), "auc": auc},
            "fitted": time.strftime("%Y-%m-%d"),
        },
    )
    return auc


def _some_made(
    train: list[Ladder], cases: list[tuple[Ladder, FaithfulnessCase]], seed: int
) -> list[Example]:
    """A share of the ladders' rewrites, and every sound case, changed by programs."""
    ladders = random.Random(seed).sample(train, round(_MADE * len(train)))
    return made_examples(ladders, cases * _CASES, seed)


def _descend(
    network: SupportNetwork,
    tokenizer: "PreTrainedTokenizerBase",
    recipe: SupportFit,
    placement: Placement,
    written: Sequence[Example],
    made: Sequence[Sequence[Example]],
) -> None:
    encoded_written = [encode(x.case, x.reply, tokenizer, recipe.window) for x in written]
    steps = sum(-(-(len(written) + len(more)) // recipe.batch_size) for more in made)
    descent = Descent(network.parameters(), recipe.learning_rate, steps)
    network.train()
    with tqdm(total=steps, unit="step", mininterval=5) as bar:
        for epoch, more in enumerate(made):
            now = [*written, *more]
            encoded = [
                *encoded_written,
                *(encode(x.case, x.reply, tokenizer, recipe.window) for x in more),
            ]
            for batch in _batches(encoded, recipe.batch_size, recipe.seed + epoch):
                rows = [encoded[i] for i in batch]
                tensors = [t.to(placement.device) for t in collate(rows, tokenizer.pad_token_id)]
                gates, tokens = network(*tensors)
                loss = _loss(gates, tokens, [now[i] for i in batch], rows)
                descent.step(loss)
                bar.update()
                bar.set_postfix(loss=f"{float(loss.detach()):.2f}", refresh=False)


def _loss(
    gates: torch.Tensor, tokens: torch.Tensor, examples: Sequence[Example], rows: Sequence[Encoded]
) -> torch.Tensor:
    """Cross-entropy of the gates, and of the tokens whose texts are marked."""
    wrong = torch.tensor([[not x.nothing_added, not x.kept] for x in examples], device=gates.device)
    loss = binary_cross_entropy_with_logits(gates, wrong.float())
    target = torch.full(tokens.shape, float("nan"))
    for i, (example, row) in enumerate(zip(examples, rows, strict=True)):
        target[i, : len(row.ids)] = torch.tensor(token_targets(example, row))
    target = target.to(tokens.device)
    known = ~target.isnan()
    if known.any():
        loss = loss + _TOKEN_WEIGHT * binary_cross_entropy_with_logits(tokens[known], target[known])
    return loss


def token_targets(example: Example, row: Encoded) -> list[float]:
    """1 for tokens that are added or lost, 0 for others of reply and draft; NaN where unknown.

    Tokens of sentences held word for word are left out, too: they can be neither.
    """
    marked: dict[int, tuple[Range, ...] | None] = {REPLY: example.added, DRAFT: example.lost}
    targets = []
    for region, (start, end) in zip(row.regions, row.spans, strict=True):
        ranges = marked.get(region)
        if ranges is None:
            targets.append(float("nan"))
        else:
            targets.append(float(any(start < b and end > a for a, b in ranges)))
    return targets


@torch.no_grad()
def _probabilities(
    network: SupportNetwork,
    tokenizer: "PreTrainedTokenizerBase",
    recipe: SupportFit,
    placement: Placement,
    examples: Sequence[Example],
) -> torch.Tensor:
    """Probabilities (n, 2) that something is added, and lost."""
    network.eval()
    encoded = [encode(x.case, x.reply, tokenizer, recipe.window) for x in examples]
    found = torch.zeros(len(encoded), 2)
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    for start in range(0, len(order), _EVAL_BATCH):
        batch = order[start : start + _EVAL_BATCH]
        tensors = collate([encoded[i] for i in batch], int(tokenizer.pad_token_id))
        gates, _ = network(*(t.to(placement.device) for t in tensors))
        found[batch] = torch.sigmoid(gates).cpu()
    return found


def _batches(encoded: Sequence[Encoded], size: int, seed: int) -> list[list[int]]:
    """Batches of like length, in random order."""
    rng = random.Random(seed)
    order = list(range(len(encoded)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), _CHUNK * size):
        chunk = sorted(order[start : start + _CHUNK * size], key=lambda i: len(encoded[i].ids))
        batches.extend(chunk[i : i + size] for i in range(0, len(chunk), size))
    rng.shuffle(batches)
    return batches
