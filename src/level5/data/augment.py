"""Augmentation: other ids, amounts, numbers and names, the same ones throughout a pair.

A small model must learn to copy what the draft says, not to remember what drafts used to say. Only
training pairs are augmented. What could contradict itself stays: dates, times, small numbers, and
numbers that some text of the pair gives in words.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from level5.records import Pair
from level5.rubric.names import find_names
from level5.rubric.slots import Slot, find_slots

_MIN_DIGITS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")


def name_pool(pairs: Iterable[Pair]) -> list[str]:
    """The single-word names of the pairs, to draw other names from."""
    found = {
        name
        for pair in pairs
        for text in _texts(pair)
        for _, name in find_names(text)
        if " " not in name
    }
    return sorted(found)


def augmented(pair: Pair, names: Sequence[str], rng: random.Random) -> Pair:
    """The pair with other numbers and names, or unchanged where it holds none to replace.

    Args:
        pair: a training pair.
        names: what to draw names from; see `name_pool`.
        rng: decides every draw.
    """
    slots = [slot for text in _texts(pair) for slot in find_slots(text)]
    swaps = {**_numbers(slots, rng), **_names(pair, names, rng)}
    if not swaps:
        return pair
    return pair.model_copy(
        update={
            "context": _replaced(pair.context, swaps),
            "customer": _replaced(pair.customer, swaps),
            "facts": tuple(_replaced(fact, swaps) for fact in pair.facts),
            "draft": _replaced(pair.draft, swaps),
            "reference": _replaced(pair.reference, swaps),
        }
    )


def _texts(pair: Pair) -> list[str]:
    return [pair.context, pair.customer, *pair.facts, pair.draft, pair.reference]


def _numbers(slots: Sequence[Slot], rng: random.Random) -> dict[str, str]:
    """Digit strings of ids, amounts and plain numbers, each with another of the same shape."""
    in_words = {slot.value.split()[0] for slot in slots if not any(c.isdigit() for c in slot.text)}
    kept = {
        digits
        for slot in slots
        if slot.kind not in ("id", "money", "number")
        for digits in re.findall(r"\d+", slot.text)
    }
    swaps: dict[str, str] = {}
    for slot in slots:
        if slot.kind not in ("id", "money", "number") or slot.value.split()[-1] in in_words:
            continue
        for digits in re.findall(r"\d+", slot.text):
            if len(digits) >= _MIN_DIGITS and digits not in kept and not _YEAR.fullmatch(digits):
                swaps.setdefault(digits, _like(digits, rng))
    return swaps


def _like(digits: str, rng: random.Random) -> str:
    """As many random digits, zeros where there were zeros: 500 stays a round number."""
    return "".join(d if d == "0" else rng.choice("123456789") for d in digits)


def _names(pair: Pair, names: Sequence[str], rng: random.Random) -> dict[str, str]:
    own = sorted(
        {word for text in _texts(pair) for _, name in find_names(text) for word in name.split()}
    )
    # Words that also stand in lower case are no names here.
    everything = set(re.findall(r"[a-z]+", " ".join(_texts(pair))))
    return {
        word: rng.choice(names)
        for word in own
        if names and word.lower() not in everything and not word.isupper()
    }


def _replaced(text: str, swaps: Mapping[str, str]) -> str:
    pattern = "|".join(re.escape(word) for word in sorted(swaps, key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z\d])(?:{pattern})(?![A-Za-z\d])", lambda m: swaps[m[0]], text)
