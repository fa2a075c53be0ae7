"""What a check returns: a verdict, its reason, and the words that decided it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from level5.records import Case
from level5.rubric.slots import Slot

Where = Literal["customer", "draft", "reply"]
Outcome = Literal["pass", "fail", "na", "unscored"]


@dataclass(frozen=True)
class Span:
    """Deciding words.

    Attributes:
        where: in which text they stand.
        start: character offset.
        end: character offset after the last character.
        text: the words.
    """

    where: Where
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One check's outcome on one reply.

    Attributes:
        verdict: what counts.
        reason: why, in words.
        spans: the words that decided it.
        unsure: whether words were compared, so that the same in wholly other words would fail too.
        by_rule: what the rule alone says, where a head was heard as well.
        by_head: the probability of a fail by the head; None where none was heard.
    """

    verdict: Outcome
    reason: str
    spans: tuple[Span, ...] = ()
    unsure: bool = False
    by_rule: Outcome | None = None
    by_head: float | None = None

    @property
    def failed(self) -> bool:
        """Whether the reply did not pass; not applicable and unscored are not failures."""
        return self.verdict == "fail"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        plain: dict[str, Any] = {
            "verdict": self.verdict,
            "reason": self.reason,
            "spans": [vars(span) for span in self.spans],
        }
        if self.by_head is not None:
            plain |= {"by_rule": self.by_rule, "by_head": round(self.by_head, 4)}
        return plain


def slot_span(slot: Slot, where: Where) -> Span:
    """A slot as a span."""
    return Span(where, slot.start, slot.end, slot.text)


def passed(reason: str, spans: Iterable[Span] = ()) -> Finding:
    """A pass."""
    return Finding("pass", reason, tuple(spans))


def fail(reason: str, spans: Iterable[Span] = ()) -> Finding:
    """A fail."""
    return Finding("fail", reason, tuple(spans))


def unsure(found: Iterable[tuple[str, Sequence[Span]]]) -> Finding | None:
    """One fail for all that was found by comparing words; None where nothing was.

    The scorer, asked about its words, hears of every objection and not of the first one alone.

    Args:
        found: what each objection is, with its words; without words it is none.
    """
    objections = [(name, spans) for name, spans in found if spans]
    if not objections:
        return None
    reason = "; ".join(
        f"{name}: {', '.join(repr(span.text) for span in spans)}" for name, spans in objections
    )
    return Finding("fail", reason, tuple(x for _, spans in objections for x in spans), unsure=True)


def not_applicable(reason: str) -> Finding:
    """Nothing to check."""
    return Finding("na", reason)


_SENTENCE = re.compile(r"[^\s.!?…\n][^.!?…\n]*(?:[.](?=\S)[^.!?…\n]*)*(?:[.!?…]+[\"'”’)]*|\n|$)")


@dataclass(frozen=True)
class Material:
    """A case and a reply to it, with what several checks need of them."""

    case: Case
    reply: str
    channel: str | None = None

    @cached_property
    def support(self) -> str:
        """What the agent may rely on: draft and facts, in lower case."""
        return "\n".join([self.case.draft, *self.case.facts]).lower()

    @cached_property
    def known(self) -> str:
        """Everything said so far, in lower case."""
        return "\n".join([self.support, self.case.customer, self.case.context]).lower()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The reply's sentences."""
        return sentences(self.reply, "reply")

    def find(self, pattern: re.Pattern[str], where: Where = "reply") -> list[Span]:
        """All matches of a pattern in one of the texts."""
        text = {"reply": self.reply, "draft": self.case.draft, "customer": self.case.customer}[
            where
        ]
        return [Span(where, m.start(), m.end(), m[0]) for m in pattern.finditer(text)]


def sentences(text: str, where: Where) -> tuple[Span, ...]:
    """The sentences of a text; a dot inside a number or address ends none."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words)
            found.append(Span(where, start, start + len(words), words))
    return tuple(found)
