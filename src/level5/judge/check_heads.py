"""Heads for the rubric's checks, fitted after all others on what these have made of a reply.

A logistic regression for each check on the network's state, which stays as it is. The replies are
of scenarios that the network was not fitted on: there its state is what it is at work.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm

from level5.data.check_labels import LABELLED, fails_by_kind, load_check_labels
from level5.data.check_pairs import half_of, load_check_pairs
from level5.data.ladders import split_of
from level5.judge.encode import Question, collate, encode
from level5.judge.network import JudgeNetwork
from level5.records import Ladder

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# Replies whose kind alone decides some checks; more of them change nothing.
_MOST_BY_KIND = 6000
# A reader's word on a check against what the kind of a reply implies.
_LABEL_WEIGHT = 3.0
# A reply written for a check, where as many fail as pass (EXPERIMENTS.md, 40).
_PAIR_WEIGHT = 2.0
# The squared penalty on standardized weights, for a reply; many checks have few faults.
_PENALTY = 200.0
_STEPS = 200
_BATCH = 32


class Known(NamedTuple):
    """A reply and which checks it fails; those that are not known are absent."""

    question: Question
    fails: dict[str, bool]
    weight: float


def known_replies(data: Path, ladders: Sequence[Ladder], fitted: Sequence[str]) -> list[Known]:
    """Training replies whose checks are known, of scenarios that are not among the fitted ones.

    Where all are, the fitted ones serve.
    """
    train = {x.id: x for x in ladders if split_of(x.id) == "train"}
    rest = {name: x for name, x in train.items() if name not in set(fitted)} or train
    found: list[Known] = []
    seen: set[tuple[str, int]] = set()
    for ladder, row in load_check_labels(data, list(ladders)):
        if ladder.id in rest:
            fails = {name: name in row.fail for name in LABELLED if name not in row.na}
            found.append(Known(_question(ladder, row.reply), fails, _LABEL_WEIGHT))
            seen.add((ladder.id, row.reply))
    for ladder, pair in load_check_pairs(data, list(ladders)):
        if ladder.id in rest and half_of(ladder.id) == "fit":
            question = Question(ladder.context, ladder.customer, pair.text)
            found.append(Known(question, {pair.check: pair.fails}, _PAIR_WEIGHT))
    by_kind = [
        Known(_question(ladder, i), fails, 1.0)
        for ladder in rest.values()
        if not ladder.no_feeling
        for i, reply in enumerate(ladder.replies)
        if (ladder.id, i) not in seen and (fails := fails_by_kind(reply.kind, reply.level))
    ]
    random.Random(0).shuffle(by_kind)
    return found + by_kind[:_MOST_BY_KIND]


def _question(ladder: Ladder, reply: int) -> Question:
    return Question(ladder.context, ladder.customer, ladder.replies[reply].text)


def fit_check_heads(
    network: JudgeNetwork,
    tokenizer: "PreTrainedTokenizerBase",
    window: int,
    known: Sequence[Known],
) -> None:
    """Sets the layer of the checks.

    Args:
        network: otherwise fitted.
        tokenizer: its encoder's.
        window: tokens that it reads.
        known: replies to fit on; a check that none of them fails, or all do, keeps an even logit.
    """
    layer = network.head["checks"]
    device = next(layer.parameters()).device
    x = _states(network, tokenizer, window, [row.question for row in known])
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / spread
    target = torch.full((len(known), len(LABELLED)), torch.nan, device=device)
    for i, row in enumerate(known):
        for name, failed in row.fails.items():
            target[i, LABELLED.index(name)] = float(failed)
    share = target.nanmean(0)
    fitted = (share > 0) & (share < 1)
    weight = torch.tensor([row.weight for row in known], device=device)[:, None] * ~target.isnan()
    target = target.nan_to_num()
    slope = torch.zeros(x.shape[1], len(LABELLED), device=device, requires_grad=True)
    bias = torch.zeros(len(LABELLED), device=device, requires_grad=True)
    optimizer = torch.optim.LBFGS([slope, bias], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = binary_cross_entropy_with_logits(x @ slope + bias, target, reduction="none")
        found = ((each * weight).sum() + _PENALTY * slope.square().sum()) / len(known)
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        scaled = (slope / spread[:, None]) * fitted
        layer.load_state_dict({"weight": scaled.T, "bias": (bias - mean @ scaled) * fitted})


@torch.no_grad()
def _states(
    network: JudgeNetwork,
    tokenizer: "PreTrainedTokenizerBase",
    window: int,
    questions: Sequence[Question],
) -> torch.Tensor:
    """The network's states (n, width), in order."""
    network.eval()
    device = next(network.head.parameters()).device
    encoded = [encode(question, tokenizer, window) for question in questions]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    pad = int(tokenizer.pad_token_id)
    found: dict[int, torch.Tensor] = {}
    for start in tqdm(range(0, len(order), _BATCH), unit="batch", mininterval=5, desc="checks"):
        batch = order[start : start + _BATCH]
        tensors = collate([encoded[i] for i in batch], pad)
        states = network(*(x.to(device) for x in tensors)).state.float()
        found.update(zip(batch, states, strict=True))
    return torch.stack([found[i] for i in range(len(encoded))])
