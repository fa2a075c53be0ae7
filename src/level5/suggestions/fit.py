"""Fitting on what raters accepted for training messages."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm

from level5.data.acknowledgements import (
    Acknowledgement,
    Choice,
    Shown,
    load_acknowledgements,
    load_choices,
    load_events,
    load_themes,
    messages_of,
)
from level5.data.ladders import load_ladders, split_of
from level5.data.leaks import assert_no_copies
from level5.encoder.descent import Descent
from level5.encoder.store import adapted_encoder, save_network
from level5.model import Placement, place
from level5.paths import in_repository
from level5.suggestions.accepted import accepted_by_place, known
from level5.suggestions.network import SuggestNetwork, tokens
from level5.suggestions.settings import SuggestFit
from level5.suggestions.suggest import (
    FILES,
    Labels,
    Ranks,
    Sentence,
    key_of,
    rank,
)
from level5.suggestions.topics import Span, find, on_one_line, words_of

# Feelings shown to raters less often are not learned.
_LEAST = 40
# What a rater chose from all themes without seeing the rest of the answer says less than what one
# accepted; that a theme was not chosen, less still.
_CHOSEN, _NOT_CHOSEN = 0.4, 0.2
_NO_FACT = 0.3


@dataclass(frozen=True)
class Example:
    """A message and what is known of each label and of its topics.

    Attributes:
        typed: the message.
        message: the same on one line.
        labels: 1, 0, or not a number, of feelings, says and asks in order.
        weights: of each label.
        topics: spans of the message that name what it is about; empty where none does or none is
            known.
        events: of some of them what happened to it, by number; the number of all events where
            nothing that is true can be told.
    """

    name: str
    typed: str
    message: str
    labels: torch.Tensor
    weights: torch.Tensor
    topics: list[Span]
    events: dict[Span, list[int]]


def fit(recipe: SuggestFit) -> dict[str, list[tuple[float, int]]]:
    """Fits by folds and on all, and writes the recipe's folder.

    Returns:
        For feelings, topics, says and asks, and for events of topics that readers named: how often
        what stands at each place was accepted, and of how many messages where it had been shown; by
        networks that had not seen them.
    """
    examples, labels, accepted = load_examples(in_repository(recipe.data))
    placement = place()
    ranks: list[Ranks] = [Ranks([], [], [], [])] * len(examples)
    for fold in range(recipe.folds):
        rest = range(fold, len(examples), recipe.folds)
        train = [x for i, x in enumerate(examples) if i % recipe.folds != fold]
        network, tokenizer = _fitted(recipe, train, labels, placement, f"fold {fold + 1}")
        for i in rest:
            found = examples[i]
            ranks[i] = rank(network, tokenizer, recipe.window, labels, found.message)
    network, _ = _fitted(recipe, examples, labels, placement, "all")
    report = accepted_by_place([x.name for x in examples], ranks, accepted, labels)
    save_network(
        network,
        in_repository(recipe.folder),
        FILES,
        {
            **recipe.model_dump(mode="json"),
            "feelings": labels.feelings,
            "named": sorted({x for row in accepted.values() for x in row.feelings.accepted}),
            "says": [list(x) for x in labels.says],
            "asks": [list(x) for x in labels.asks],
            "events": labels.events,
            "held_out": {
                key_of(example.typed): list(row)
                for example, row in zip(examples, ranks, strict=True)
            },
            "accepted": report,
            "fitted": time.strftime("%Y-%m-%d"),
        },
    )
    return report


def load_examples(data: Path) -> tuple[list[Example], Labels, dict[str, Acknowledgement]]:
    """The training messages with what is known of each, and what raters said.

    Raises:
        InputError: data at fault, or a message that a held-out scenario has, too.
    """
    accepted, choices = load_acknowledgements(data), load_choices(data)
    ladders = load_ladders(data)
    messages = messages_of(data, ladders)
    assert_no_copies(list(messages.values()), [x for x in ladders if split_of(x.id) != "train"])
    labels = _labels(data, list(accepted.values()))
    names = sorted({*accepted, *choices})
    examples = [
        _example(name, messages[name], accepted.get(name), choices.get(name), labels)
        for name in names
    ]
    return examples, labels, accepted


def _labels(data: Path, rows: Sequence[Acknowledgement]) -> Labels:
    shown = Counter(
        name for row in rows for name in (*row.feelings.accepted, *row.feelings.declined)
    )
    themes = load_themes(data)
    return Labels(
        sorted(name for name, count in shown.items() if count >= _LEAST),
        [Sentence(text, t.id, t.group) for t in themes for text in t.says],
        [Sentence(text, t.id, t.group) for t in themes for text in t.asks],
        {event.id: event.text for event in load_events(data)},
    )


def _example(
    name: str, message: str, own: Acknowledgement | None, choice: Choice | None, labels: Labels
) -> Example:
    offered = labels_offered(labels, choice) if choice else set()

    def chosen(theme: str) -> bool | None:
        return theme in choice.themes if choice and theme in offered else None

    known = [
        *(
            _answer(
                own.feelings if own else None, text, text in choice.feelings if choice else None
            )
            for text in labels.feelings
        ),
        *(_as_guess(own, x.text, chosen(x.theme)) for x in labels.says),
        *(_answer(own.asks if own else None, x.text, chosen(x.theme)) for x in labels.asks),
    ]
    values, weights = zip(*known, strict=True)
    typed, message = message, on_one_line(message)
    words = words_of(message)
    topics: list[Span] = []
    events: dict[Span, list[int]] = {}
    names = list(labels.events)
    for i, text in enumerate(own.topics if own else ()):
        span = find(text, message, words)
        if span is None:
            continue
        topics.append(span)
        if own and i < len(own.events):
            events[span] = [names.index(x) for x in own.events[i]] or [len(names)]
    return Example(
        name, typed, message, torch.tensor(values), torch.tensor(weights), topics, events
    )


def _answer(shown: Shown | None, text: str, chosen: bool | None) -> tuple[float, float]:
    """What a rater said of it, or else chose, and how much that weighs."""
    value = known(shown, text)
    if value == value or chosen is None:
        return value, 1.0
    return float(chosen), _CHOSEN if chosen else _NOT_CHOSEN


def _as_guess(own: Acknowledgement | None, text: str, chosen: bool | None) -> tuple[float, float]:
    """The same of a sentence put as a guess: what holds as a fact holds so, what does not, may."""
    value = known(own.guesses if own else None, text)
    as_fact = known(own.says if own else None, text)
    if value != value and as_fact == as_fact:
        return as_fact, 1.0 if as_fact else _NO_FACT
    return _answer(own.guesses if own else None, text, chosen)


def labels_offered(labels: Labels, choice: Choice) -> set[str]:
    """The themes that a rater could choose from."""
    return {*list(dict.fromkeys(x.theme for x in labels.says))[: choice.offered]}


def _fitted(
    recipe: SuggestFit,
    examples: Sequence[Example],
    labels: Labels,
    placement: Placement,
    what: str,
) -> tuple[SuggestNetwork, Any]:
    """A network fitted on the examples, ready to rank, and its tokenizer."""
    torch.manual_seed(recipe.seed)
    encoder, width, tokenizer = adapted_encoder(recipe.model_dump(mode="json"))
    network = SuggestNetwork(encoder, width, labels.total, len(labels.events))
    network.to(placement.device)
    _start(network, examples, tokenizer, recipe.window, labels)
    encoder.to(dtype=placement.dtype)  # type: ignore[call-arg]
    size = recipe.batch_size
    steps = recipe.epochs * -(-len(examples) // size)
    descent = Descent(network.parameters(), recipe.learning_rate, steps)
    network.train()
    with tqdm(total=steps, unit="step", mininterval=5, desc=what) as bar:
        for _ in range(recipe.epochs):
            order = torch.randperm(len(examples)).tolist()
            for start in range(0, len(order), size):
                batch = [examples[i] for i in order[start : start + size]]
                loss = _loss(network, tokenizer, recipe.window, batch)
                descent.step(loss)
                bar.update()
                bar.set_postfix(loss=f"{float(loss.detach()):.3f}", refresh=False)
    encoder.to(dtype=torch.float32)  # type: ignore[call-arg]
    return network.eval(), tokenizer


def _loss(
    network: SuggestNetwork, tokenizer: Any, window: int, batch: Sequence[Example]
) -> torch.Tensor:
    """Cross-entropy of the labels that are known, of topics among all spans, and of events."""
    device = next(network.head.parameters()).device
    ids, mask, placed = tokens([x.message for x in batch], tokenizer, window)
    hidden, states = network.read(ids.to(device), mask.to(device))
    target = torch.stack([x.labels for x in batch]).to(device)
    weight = torch.stack([x.weights for x in batch]).to(device)
    loss = _cross_entropy(network.labels(states), target, weight)
    by_topic, by_event = [], []
    for i, example in enumerate(batch):
        # The first that a reader named is the most telling.
        rank_of = {span: k for k, span in enumerate(example.topics)}
        true = {k: rank_of[span] for k, span in enumerate(placed[i].spans) if span in rank_of}
        if true:
            scores = network.topics(hidden[i], states[i], placed[i])
            by_topic.append(_missed(scores, [*true], [*true.values()]))
        told = [k for k in true if placed[i].spans[k] in example.events]
        if told:
            logits = network.events(hidden[i], states[i], placed[i].of(told))
            for row, k in zip(logits, told, strict=True):
                right = example.events[placed[i].spans[k]]
                by_event.append(_missed(row, right, [*range(len(right))]))
    for losses in (by_topic, by_event):
        if losses:
            loss = loss + torch.stack(losses).mean()
    return loss


def _missed(scores: torch.Tensor, right: list[int], ranks: list[int]) -> torch.Tensor:
    """Minus the log of the share that falls on what is right, each weighed by 1 / (1 + rank)."""
    weights = -torch.log1p(torch.tensor(ranks, dtype=scores.dtype, device=scores.device))
    return scores.logsumexp(0) - (scores[right] + weights).logsumexp(0)


def _cross_entropy(
    logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor
) -> torch.Tensor:
    """The weighted mean over known targets; 0 where none is known."""
    known = ~target.isnan()
    if not known.any():
        return logits.sum() * 0.0
    each = binary_cross_entropy_with_logits(logits[known], target[known], reduction="none")
    return (each * weight[known]).sum() / weight[known].sum()


# What a theme's sentences share, and what each has of its own: weights of the squared penalties.
_SHARED, _OWN = 0.2, 0.8
_STEPS = 150


def _start(
    network: SuggestNetwork,
    examples: Sequence[Example],
    tokenizer: Any,
    window: int,
    labels: Labels,
) -> None:
    """Sets the labels' layer to a logistic regression on the encoder as it is."""
    device = next(network.head.parameters()).device
    read = (tokens([e.message], tokenizer, window) for e in examples)
    with torch.no_grad():
        states = torch.cat(
            [network.read(ids.to(device), mask.to(device))[1] for ids, mask, _ in read]
        )
    target = torch.stack([x.labels for x in examples]).to(device)
    weight = torch.stack([x.weights for x in examples]).to(device) * ~target.isnan()
    target = target.nan_to_num()
    # Labels of one theme and kind lean on what they share; a feeling stands alone.
    kinds = [
        *labels.feelings,
        *(("says", x.theme) for x in labels.says),
        *(("asks", x.theme) for x in labels.asks),
    ]
    place_of = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    groups = [place_of[kind] for kind in kinds]
    shared = torch.zeros(states.shape[1], len(place_of), device=device, requires_grad=True)
    own = torch.zeros(states.shape[1], len(kinds), device=device, requires_grad=True)
    bias = torch.zeros(len(kinds), device=device, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [shared, own, bias], max_iter=_STEPS, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logits = states @ (shared[:, groups] + own) + bias
        each = binary_cross_entropy_with_logits(logits, target, reduction="none")
        penalty = _SHARED * shared.square().sum() + _OWN * own.square().sum() + bias.square().sum()
        found = ((each * weight).sum() + penalty) / weight.sum()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        layer = network.head["labels"]
        layer.load_state_dict({"weight": (shared[:, groups] + own).T, "bias": bias})
