"""Casing and typing noise, as customers write: what the customer's side of a pair may suffer."""

import random
import re

from level5.rubric.slots import find_slots

# Words whose letters may change places: no names, no digits, no placeholders, nothing short.
_PLAIN = re.compile(r"(?<![\w@#/\[.'-])[a-z]{5,}(?![\w@/:\].'-])")
_TYPOS = 0.06


def noisy(text: str, rng: random.Random) -> str:
    """The text as somebody in a hurry types it; every number, name and link stays readable.

    One to three of: lower case, no apostrophes, no full stops at line ends, neighbouring letters
    swapped in about one plain word of sixteen.

    Args:
        text: the customer's words.
        rng: decides which.
    """
    ways = rng.sample(
        (_lowered, _without_apostrophes, _without_stops, _mistyped), rng.randint(1, 3)
    )
    for way in ways:
        text = way(text, rng)
    return text


def _lowered(text: str, rng: random.Random) -> str:
    # Ids keep their capitals.
    return re.sub(r"\S+", lambda m: m[0] if re.search(r"\d|//|\[", m[0]) else m[0].lower(), text)


def _without_apostrophes(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[a-z])['’](?=(?:s|t|re|ve|ll|d|m)\b)", "", text)


def _without_stops(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[a-z])\.(?=\s*$)", "", text, flags=re.MULTILINE)


def _mistyped(text: str, rng: random.Random) -> str:
    def swapped(match: re.Match[str]) -> str:
        word = match[0]
        if rng.random() >= _TYPOS:
            return word
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    taken = {at for slot in find_slots(text) for at in range(slot.start, slot.end)}
    return _PLAIN.sub(lambda m: m[0] if m.start() in taken else swapped(m), text)
