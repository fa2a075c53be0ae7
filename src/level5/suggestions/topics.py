"""Topics: a few words of a customer's message that name what it is about.

They complete "You're upset about …". A few words are no parroting, and unlike a clause of the
customer's they claim nothing about who did what.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from level5.turning import turned
from level5.words import is_word

LONGEST = 7
_EDGE = " .,!?;:\"“”'‘’()[]…*-–—"
_STOP = re.compile(r"[.!?;:…][\"”’)]*$")
_NO_WORD = re.compile(r"^\W*@\w|^\W*#[A-Za-z]|^\W*\$[A-Za-z]|https?:|www\.|\[link\]")
# A noun alone wants an article; after one of these it has what it needs, or none.
_DETERMINED = frozenset(
    "a an the my our your his her their its this that these those no some any every each all both"
    " half several many much more most few one two three four five six seven eight nine ten eleven"
    " twelve another other such enough not only what which being having how too so very i me you it"
    " we they he she".split()
)


class Word(NamedTuple):
    """A word's place in its message, without marks; `stops` where a sentence ends after it."""

    start: int
    end: int
    stops: bool


class Topic(NamedTuple):
    """What a message is about.

    Attributes:
        words: as typed.
        event: what happened to it, by its id; empty where it is likelier that nothing listed did.
        share: how likely that is, of all that may have happened.
    """

    words: str
    event: str
    share: float


class Span(NamedTuple):
    """Numbers of a span's first and last word."""

    first: int
    last: int


def words_of(message: str) -> list[Word]:
    """The words of a message, which is on one line, without spaces in a row.

    Handles, tags and links are none; a sentence ends before them.
    """
    found: list[Word] = []
    for match in re.finditer(r"\S+", message):
        text = match[0]
        if _NO_WORD.search(text):
            found[-1:] = [word._replace(stops=True) for word in found[-1:]]
            continue
        start = len(text) - len(text.lstrip(_EDGE))
        end = len(text.rstrip(_EDGE))
        if end > start:
            at = match.start()
            found.append(Word(at + start, at + end, bool(_STOP.search(text))))
    return found


def spans_of(words: Sequence[Word]) -> list[Span]:
    """Every span that may be a topic: of one sentence, at most `LONGEST` words."""
    found = []
    for first in range(len(words)):
        for last in range(first, min(len(words), first + LONGEST)):
            found.append(Span(first, last))
            if words[last].stops:
                break
    return found


def find(topic: str, message: str, words: Sequence[Word]) -> Span | None:
    """Where a topic stands in its message; None where it is not whole words of it."""
    starts = {word.start: i for i, word in enumerate(words)}
    ends = {word.end: i for i, word in enumerate(words)}
    at = message.find(topic)
    while at >= 0:
        if at in starts and at + len(topic) in ends:
            return Span(starts[at], ends[at + len(topic)])
        at = message.find(topic, at + 1)
    return None


def on_one_line(message: str) -> str:
    """The message with single spaces."""
    return " ".join(message.split())


def _without_strays(text: str) -> str:
    """The text without brackets and quotes whose partner is outside."""
    for opening, closing in ("()", "[]", "“”", '""'):
        pair = (
            text.count(opening) % 2 == 0
            if opening == closing
            else (text.count(opening) == text.count(closing))
        )
        if not pair:
            text = text.replace(opening, "").replace(closing, "")
    return text


def as_said(topic: str) -> str:
    """A topic from the agent's side, with an article where it needs one."""
    text = _without_strays(turned(topic))
    first = text.split()[0]
    bare = first.islower() and is_word(first) and not first.endswith(("'s", "’s", "ed"))
    return f"the {text}" if bare and first not in _DETERMINED else text
