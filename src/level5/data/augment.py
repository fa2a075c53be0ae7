"""Augmentation: other details, the same ones throughout a pair, and a customer who types in haste.

A small model must learn to copy what the draft says, not to remember what drafts used to say. Only
training pairs are augmented. What could contradict itself stays: times, small numbers, numbers that
some text of the pair gives in words, and dates beside a "tomorrow" or a "weekend".
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from level5.data.noise import noisy
from level5.data.shift_dates import shifted_dates
from level5.data.stock import Stock
from level5.records import Pair
from level5.rubric.names import find_names
from level5.rubric.slot_patterns import MONTHS, WEEKDAYS
from level5.rubric.slots import Slot, find_slots

_MIN_DIGITS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_NAME = re.compile(r"[A-Z][a-zà-ÿ]{2,}")
_CALENDAR = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)})s?$|{'|'.join(MONTHS)}|christmas|easter|diwali|eid", re.IGNORECASE
)
_NOISY = 0.3
_COURTEOUS = 0.25
# Things of which the same can be said. A pair that names two of a row keeps both.
_PRODUCTS = (
    ("jacket", "coat", "jumper", "cardigan", "hoodie", "fleece"),
    ("boots", "trainers", "sandals", "loafers"),
    ("headphones", "earbuds"),
    ("kettle", "toaster", "blender"),
    ("sofa", "armchair", "wardrobe", "bookcase"),
    ("pizza", "curry", "burger", "lasagne"),
    ("novel", "cookbook", "atlas"),
    ("red", "blue", "green", "grey", "black", "white"),
)


def name_pool(pairs: Iterable[Pair]) -> list[str]:
    """The single-word names of the pairs, to draw other names from."""
    found = {
        name
        for pair in pairs
        for text in _texts(pair)
        for _, name in find_names(text)
        if _is_first_name(name)
    }
    return sorted(found)


def _is_first_name(name: str) -> bool:
    """Whether a capitalised word may stand for a person: no initials, currency, day or month."""
    return bool(_FIRST_NAME.fullmatch(name)) and not _CALENDAR.match(name)


def augmented(pair: Pair, names: Sequence[str], stock: Stock, rng: random.Random) -> Pair:
    """The pair with other numbers, dates, products and names, the same throughout.

    In some pairs the customer types in haste, and in some the draft opens with stock courtesy,
    which says nothing that a reference would have to keep.

    Args:
        pair: a training pair.
        names: what to draw names from; see `name_pool`.
        stock: courtesy for drafts.
        rng: decides every draw.
    """
    texts = _texts(pair)
    slots = [slot for text in texts for slot in find_slots(text)]
    dates = shifted_dates(texts, slots, rng)
    swaps = {**_numbers(slots, rng), **_products(texts, rng), **_names(pair, names, rng), **dates}
    customer = _replaced(pair.customer, swaps)
    draft = _replaced(pair.draft, swaps)
    courtesy = [text for text, asks in (*stock.openings, *stock.closings) if not asks]
    courteous = bool(courtesy) and rng.random() < _COURTEOUS
    if courteous:
        draft = f"{rng.choice(courtesy)} {draft}"
    return pair.model_copy(
        update={
            "context": _replaced(pair.context, swaps),
            "customer": noisy(customer, rng) if rng.random() < _NOISY else customer,
            "facts": tuple(_replaced(fact, swaps) for fact in pair.facts),
            "draft": draft,
            "draft_level": max(pair.draft_level, 2) if courteous else pair.draft_level,
            "reference": _replaced(pair.reference, swaps),
        }
    )


def _texts(pair: Pair) -> list[str]:
    return [pair.context, pair.customer, *pair.facts, pair.draft, pair.reference]


def _numbers(slots: Sequence[Slot], rng: random.Random) -> dict[str, str]:
    """Digit strings of ids, amounts and plain numbers, each with another of the same shape."""
    spelled = [slot for slot in slots if not any(c.isdigit() for c in slot.text)]
    in_words = {part for slot in spelled for part in slot.value.split()}
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


def _products(texts: Sequence[str], rng: random.Random) -> dict[str, str]:
    """Each product that a text names, with another of its row."""
    said = set(re.findall(r"[a-z]+", "\n".join(texts)))
    swaps = {}
    for row in _PRODUCTS:
        named = [word for word in row if word in said]
        if len(named) == 1:
            swaps[named[0]] = rng.choice([word for word in row if word != named[0]])
    return swaps


def _names(pair: Pair, names: Sequence[str], rng: random.Random) -> dict[str, str]:
    own = sorted(
        {word for text in _texts(pair) for _, name in find_names(text) for word in name.split()}
    )
    # Words that also stand in lower case are no names here.
    everything = set(re.findall(r"[a-z]+", " ".join(_texts(pair))))
    return {
        word: rng.choice(names)
        for word in own
        if names and word.lower() not in everything and _is_first_name(word)
    }


def _replaced(text: str, swaps: Mapping[str, str]) -> str:
    if not swaps:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(swaps, key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z\d])(?:{pattern})(?![A-Za-z\d])", lambda m: swaps[m[0]], text)
