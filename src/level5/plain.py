"""Plain level-5 answers: what a small model can learn to write, part by part.

The written references are too varied for 15 M parameters, which learn their tone and none of their
sense. A plain answer names the feeling and what it is about, guesses at three things behind it,
carries the draft's content, and leaves a choice. What is to be learned is which: which feeling,
which topics, which of the sentences that the message suggests. Training takes one of a case's plain
answers, decoding may be held to them.
"""

import re
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from level5.data.acknowledgements import load_closings
from level5.paths import in_repository
from level5.quoting import draft_sentences
from level5.records import Case
from level5.rubric.draft import is_greeting, offers_choice, quotable_sentences
from level5.suggestions import Suggested

_ACTS = re.compile(r"\b(?:I'll|I will|let me|I can)\b", re.IGNORECASE)
# "Shall I go ahead?" is a choice, but none to name.
_BETWEEN = re.compile(
    r"\b(?:or|which|whichever|either|prefer|rather|choice|choose)\b", re.IGNORECASE
)
# What stands between a feeling and what it is about; most take "about".
_BETWEEN_WORDS = {
    word: between
    for between, words in {
        "by": "alarmed baffled bewildered bothered confused crushed disappointed discouraged"
        " disgusted disheartened dismayed drained exasperated exhausted flustered frustrated"
        " humiliated hurt insulted irritated mortified outraged overwhelmed puzzled saddened shaken"
        " shocked sickened stressed stunned troubled unsettled",
        "with": "displeased dissatisfied impatient stuck unimpressed",
        "of": "ashamed scared terrified tired weary",
        "over": "desperate frantic helpless panicked panicking powerless",
    }.items()
    for word in words.split()
} | {"let down": "by", "worn out": "by", "put out": "by", "fed up": "with", "at a loss": "over"}
# Done to somebody: "You're cheated" would agree that they were.
_FELT = frozenset(
    "cheated disrespected ignored intimidated offended unsafe violated wounded".split()
)
# Each may miss; of three, two mostly fit, and a level-5 reply needs two.
_GUESSES = 3


class Opening(NamedTuple):
    """The feeling and what it is about, by the numbers of what is suggested.

    Attributes:
        topics: one or two; none where the message has none.
    """

    text: str
    feeling: int
    topics: tuple[int, ...]


class Behind(NamedTuple):
    """Three guesses at what lies behind the message, the last a question, by their numbers."""

    text: str
    says: int
    asks: tuple[int, int]


class Frame(NamedTuple):
    """What stands around the empathy of a case's answers.

    Attributes:
        before: numbers of the draft's greeting; empty where it has none.
        after: numbers of the draft's content; may be empty.
        closings: alternatives; empty where the draft leaves a choice and owns an action.
    """

    before: str
    after: str
    closings: tuple[str, ...]

    def around(self, empathy: str, closing: str) -> str:
        """The answer with this empathy, and one of the closings, or "" where there are none."""
        return " ".join(part for part in (self.before, empathy, self.after, closing) if part)


class Form(NamedTuple):
    """The parts of a case's plain answers, in order, each with its alternatives."""

    frame: Frame
    openings: tuple[Opening, ...]
    behind: tuple[Behind, ...]

    def opened_by(self, opening: str) -> str:
        """The answer of the likeliest parts with another opening, in the notation of quotes."""
        behind = self.behind[0].text if self.behind else ""
        closing = self.frame.closings[0] if self.frame.closings else ""
        return self.frame.around(f"{opening} {behind}".strip(), closing)

    def alternatives(self) -> list[list[str]]:
        """The alternatives of each part that is not empty; an answer takes one of each."""
        parts = [
            [self.frame.before],
            [x.text for x in self.openings],
            [x.text for x in self.behind],
            [self.frame.after],
            list(self.frame.closings),
        ]
        return [part for part in parts if any(part)]


def plain_form(case: Case, found: Suggested) -> Form:
    """What the plain answers of a case are made of."""
    return Form(answer_frame(case), _openings(found), _behind(found))


def answer_frame(case: Case) -> Frame:
    """What of a case's draft stands around the empathy of its answers, and what may close them."""
    sentences = draft_sentences(case.draft)
    carried = quotable_sentences(case)
    greeting = [i for i in carried if is_greeting(sentences[i - 1])]
    content = [i for i in carried if i not in greeting]
    choices = any(
        offers_choice(sentences[i - 1]) and _BETWEEN.search(sentences[i - 1]) for i in carried
    )
    acts = any(_ACTS.search(sentences[i - 1]) for i in carried)
    after: Literal["choice", "content", "nothing"] = (
        "choice" if choices else "content" if content else "nothing"
    )
    return Frame(
        before=_marks(greeting),
        after=_marks(content),
        closings=() if choices and acts else _closings()[after],
    )


def _marks(numbers: list[int]) -> str:
    return " ".join(f"[{i}]" for i in numbers)


def _openings(found: Suggested) -> tuple[Opening, ...]:
    numbers = range(len(found.topics))
    # One may say too little of what happened; a second may be beside the point.
    chosen = [*((i,) for i in numbers), *combinations(numbers, 2)] or [()]
    return tuple(
        Opening(_opening_text(name, topics), feeling, topics)
        for feeling, name in enumerate(found.feelings)
        for topics in chosen
    )


def _opening_text(feeling: str, topics: tuple[int, ...]) -> str:
    last = feeling.split()[-1]
    you = f"You feel {feeling}" if last in _FELT else f"You're {feeling}"
    if not topics:
        return f"{you}, and no wonder."
    two = " ".join(feeling.split()[-2:])
    between = _BETWEEN_WORDS.get(two) or _BETWEEN_WORDS.get(last, "about")
    return f"{you} {between} {' and '.join(f'{{{i + 1}}}' for i in topics)}, and no wonder."


def _behind(found: Suggested) -> tuple[Behind, ...]:
    numbers = range(len(found.asks))
    guesses = [
        (
            Behind(f"<{i + 1}> <{j + 1}.> <{k + 1}?>", i, (j, k)),
            (says, found.asks[j], found.asks[k]),
        )
        for i, says in enumerate(found.says)
        for j in numbers
        for k in numbers
        if len({says.theme, found.asks[j].theme, found.asks[k].theme}) == _GUESSES
    ]
    # All may be of one group; then they are merely different.
    most = max((len({x.group for x in about}) for _, about in guesses), default=0)
    return tuple(guess for guess, about in guesses if len({x.group for x in about}) == most)


@lru_cache(maxsize=1)
def _closings() -> dict[str, tuple[str, ...]]:
    closings = load_closings(in_repository("data"))
    return {
        after: tuple(x.text for x in closings if x.after == after)
        for after in ("choice", "content", "nothing")
    }
