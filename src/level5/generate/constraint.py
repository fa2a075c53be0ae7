"""Holding decoding to a finite set of answers, given part by part."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

# What an answer is made of: parts in order, each with its alternatives.
Parts = Sequence[Sequence[str]]


class Constraint:
    """The tokens that may follow, while an answer takes one alternative of each part in order.

    Parts are joined by spaces. Each is a token sequence of its own, so that a tokenizer must not
    join what a space separates, as those of the models here do not.

    Args:
        parts: at least one alternative each.
        tokenizer: the model's.
    """

    def __init__(self, parts: Parts, tokenizer: "PreTrainedTokenizerBase") -> None:
        self._end = int(tokenizer.eos_token_id)
        self._parts = [
            _tree([_ids(text if i == 0 else f" {text}", tokenizer) for text in alternatives])
            for i, alternatives in enumerate(parts)
        ]

    def following(self, answer: Sequence[int]) -> list[int]:
        """The tokens that may follow those of an answer so far; only the end token after it."""
        # A part's alternative may begin another, so that more than one place is possible.
        places: list[tuple[int, _Tree]] = [(0, self._parts[0])]
        for token in answer:
            places = [(part, node[token]) for part, node in self._open(places) if token in node]
        found = {token for _, node in self._open(places) for token in node if token != _STOP}
        if any(part == len(self._parts) - 1 and _STOP in node for part, node in places):
            found.add(self._end)
        # What follows the end, in a batch with longer answers, is padding.
        return sorted(found) or [self._end]

    def _open(self, places: list[tuple[int, "_Tree"]]) -> list[tuple[int, "_Tree"]]:
        """The places, and the next part's beginning where a part may be over."""
        return places + [
            (part + 1, self._parts[part + 1])
            for part, node in places
            if _STOP in node and part + 1 < len(self._parts)
        ]


class _Tree(dict[int, "_Tree"]):
    """What may follow, token by token; `_STOP` where an alternative is over."""


_STOP = -1


def _tree(sequences: list[list[int]]) -> _Tree:
    root = _Tree()
    for ids in sequences:
        node = root
        for token in [*ids, _STOP]:
            node = node.setdefault(token, _Tree())
    return root


def _ids(text: str, tokenizer: "PreTrainedTokenizerBase") -> list[int]:
    ids: list[int] = tokenizer(text, add_special_tokens=False).input_ids
    return ids


def allowed_tokens(
    constraints: Sequence[Constraint], prompt: int, count: int
) -> Callable[[int, "torch.Tensor"], list[int]]:
    """What transformers' `prefix_allowed_tokens_fn` asks.

    Args:
        constraints: of each prompt in the batch.
        prompt: tokens before the answer begins, padding included.
        count: answers a prompt, next to each other.
    """

    def following(row: int, ids: "torch.Tensor") -> list[int]:
        return constraints[row // count].following(ids[prompt:].tolist())

    return following
