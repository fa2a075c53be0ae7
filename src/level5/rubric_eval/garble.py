"""Texts that are not fluent, made from fluent ones, a way a text."""

import random
import re
from collections.abc import Callable

_SMALL = frozenset("a an the to of in on at is are was and that with for you I it be can".split())
_FIELDS = ("{customer_name}", "<name>", "[INSERT DATE]", "{{order_id}}", "[Agent Name]")


def garbled(text: str, rng: random.Random) -> tuple[str, str]:
    """A way of garbling that changes the text, and what comes of it."""
    ways = list(_WAYS.items())
    rng.shuffle(ways)
    for name, way in ways:
        made = way(text, rng)
        if made != text:
            return name, made
    raise ValueError("no way of garbling changes this text")


def _broken_words(text: str, rng: random.Random) -> str:
    """Two longer words with their letters in another order."""
    words = [m for m in re.finditer(r"\b[a-z]{6,}\b", text)]
    for match in sorted(rng.sample(words, min(2, len(words))), key=lambda m: -m.start()):
        letters = list(match[0])
        rng.shuffle(letters)
        text = text[: match.start()] + "".join(letters) + text[match.end() :]
    return text


def _cut_off(text: str, rng: random.Random) -> str:
    """Everything after a word within the last sentence is gone."""
    words = text.split()
    return " ".join(words[: -rng.randint(2, 4)]).rstrip(".!?,;:") if len(words) > 8 else text


def _said_twice(text: str, rng: random.Random) -> str:
    """A run of words comes twice."""
    words = text.split()
    if len(words) < 10:
        return text
    start = rng.randrange(len(words) - 6)
    run = words[start : start + rng.randint(4, 6)]
    return " ".join([*words[: start + len(run)], *run, *words[start + len(run) :]])


def _stutter(text: str, rng: random.Random) -> str:
    """A word comes twice in a row."""
    words = text.split()
    at = [i for i, word in enumerate(words) if re.fullmatch(r"[a-z]{3,}", word)]
    if not at:
        return text
    i = rng.choice(at)
    return " ".join([*words[: i + 1], *words[i:]])


def _template_left(text: str, rng: random.Random) -> str:
    """A field of a template was never filled."""
    field = rng.choice(_FIELDS)
    words = text.split()
    i = rng.randrange(1, len(words)) if len(words) > 1 else 1
    return " ".join([*words[:i], field, *words[i:]])


def _words_lost(text: str, rng: random.Random) -> str:
    """Three of the small words that hold sentences together are gone."""
    words = text.split()
    small = [i for i, word in enumerate(words) if word in _SMALL]
    gone = set(rng.sample(small, min(3, len(small))))
    return " ".join(word for i, word in enumerate(words) if i not in gone)


def _disagreement(text: str, rng: random.Random) -> str:
    """Verbs that do not go with their subjects."""
    found = list(
        re.finditer(r"\b(?:I|you|it|he|she|we|they) (am|is|are|was|were|has|have|'ll)\b", text)
    )
    for match in reversed(rng.sample(found, min(2, len(found)))):
        other = rng.choice([v for v in ("am", "is", "are", "has", "have") if v != match[1]])
        if match[1] != "'ll":
            text = text[: match.start(1)] + other + text[match.end(1) :]
    return text


def _halves_swapped(text: str, rng: random.Random) -> str:
    """A sentence whose halves have changed places, in the middle of a clause."""
    sentences = re.split(r"(?<=[.!?]) ", text)
    long = [i for i, sentence in enumerate(sentences) if len(sentence.split()) >= 8]
    if not long:
        return text
    i = rng.choice(long)
    words = sentences[i].rstrip(".!?").split()
    middle = len(words) // 2
    sentences[i] = " ".join([*words[middle:], *words[:middle]]).capitalize() + "."
    return " ".join(sentences)


def _open_quote(text: str, rng: random.Random) -> str:
    """A quotation mark or bracket that nothing closes."""
    words = text.split() or [""]
    i = rng.randrange(len(words))
    words[i] = rng.choice(('"', "(")) + words[i]
    return " ".join(words)


def _lower_start(text: str, rng: random.Random) -> str:
    """A later sentence begins in lower case."""
    starts = [m.end(1) for m in re.finditer(r"([.!?] )(?=[A-Z][a-z]+ [a-z])", text)]
    if not starts:
        return text
    i = rng.choice(starts)
    return text[:i] + text[i].lower() + text[i + 1 :]


def _shuffled(text: str, rng: random.Random) -> str:
    """The words between the first and the last in another order."""
    words = text.split()
    middle = words[1:-1]
    rng.shuffle(middle)
    return " ".join([*words[:1], *middle, *words[-1:]])


_WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "broken words": _broken_words,
    "cut off": _cut_off,
    "a run said twice": _said_twice,
    "a word twice": _stutter,
    "template left": _template_left,
    "small words lost": _words_lost,
    "verbs that disagree": _disagreement,
    "halves swapped": _halves_swapped,
    "open quote": _open_quote,
    "lower case start": _lower_start,
    "shuffled": _shuffled,
}
