"""Plain level-5 answers: what a small model can learn to write, part by part.

The written references are too varied for 15 M parameters, which learn their tone and none of their
sense. A plain answer names the feeling, says back what happened in the customer's own clause, names
one thing behind it and asks about another, carries the draft's content, and leaves a choice. What
is to be learned is which: which feeling, which clause, which of the sentences that the message
suggests. Training takes one of a case's plain answers, decoding may be held to them.
"""

import re
from functools import lru_cache
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
# Two clauses are said in one breath where both are short.
_SHORT = 8


class Opening(NamedTuple):
    """Feeling and restatement in one sentence, by the numbers of what is suggested."""

    text: str
    feeling: int
    clauses: tuple[int, ...]


class Behind(NamedTuple):
    """One thing behind the message said, another asked, by the numbers of what is suggested."""

    text: str
    says: int
    asks: int


class Form(NamedTuple):
    """The parts of a case's plain answers, in order, each with its alternatives.

    Attributes:
        before: numbers of the draft's greeting; empty where it has none.
        openings: alternatives.
        behind: alternatives.
        after: numbers of the draft's content; may be empty.
        closings: alternatives; empty where the draft leaves a choice and owns an action.
    """

    before: str
    openings: tuple[Opening, ...]
    behind: tuple[Behind, ...]
    after: str
    closings: tuple[str, ...]

    def alternatives(self) -> list[list[str]]:
        """The alternatives of each part that is not empty; an answer takes one of each."""
        parts = [
            [self.before],
            [x.text for x in self.openings],
            [x.text for x in self.behind],
            [self.after],
            list(self.closings),
        ]
        return [part for part in parts if any(part)]


def plain_form(case: Case, found: Suggested) -> Form:
    """What the plain answers of a case are made of."""
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
    return Form(
        before=_marks(greeting),
        openings=_openings(found),
        behind=_behind(found),
        after=_marks(content),
        closings=() if choices and acts else _closings()[after],
    )


def _marks(numbers: list[int]) -> str:
    return " ".join(f"[{i}]" for i in numbers)


def _openings(found: Suggested) -> tuple[Opening, ...]:
    return tuple(
        Opening(text, feeling, clauses)
        for feeling, name in enumerate(found.feelings)
        for clauses in _clause_choices(found)
        for text in _opening_texts(name, clauses)
    )


def _clause_choices(found: Suggested) -> list[tuple[int, ...]]:
    """One clause, or two short ones; none where the message has none."""
    numbers = range(len(found.clauses))
    short = [i for i in numbers if len(found.clauses[i].split()) <= _SHORT]
    pairs = [(i, j) for i in short for j in short if i != j]
    return [*((i,) for i in numbers), *pairs] or [()]


def _opening_texts(feeling: str, clauses: tuple[int, ...]) -> list[str]:
    marks = [f"{{{i + 1}}}" for i in clauses]
    if not marks:
        return [f"You're {feeling}, and no wonder."]
    account = ", and ".join(marks)
    texts = [f"You're {feeling}: {account}.", f"You're {feeling}, and no wonder: {account}."]
    return [*texts, f"{account}, and you're {feeling}."] if len(marks) == 1 else texts


def _behind(found: Suggested) -> tuple[Behind, ...]:
    pairs = [
        (Behind(f"<{i + 1}> <{j + 1}?>", i, j), says, asks)
        for i, says in enumerate(found.says)
        for j, asks in enumerate(found.asks)
        if says.theme != asks.theme
    ]
    # All may be of one group; then two are merely different.
    apart = [pair for pair, says, asks in pairs if says.group != asks.group]
    return tuple(apart or [pair for pair, _, _ in pairs])


@lru_cache(maxsize=1)
def _closings() -> dict[str, tuple[str, ...]]:
    closings = load_closings(in_repository("data"))
    return {
        after: tuple(x.text for x in closings if x.after == after)
        for after in ("choice", "content", "nothing")
    }
