"""What a judge is fitted on: the ladders' replies, and hard negatives, written and made."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from level5.data.negatives import Negative
from level5.data.stock import Stock
from level5.judge.encode import Question
from level5.records import Ladder, Reply

# Blame stays level 1 whatever is put around it, so these are no core for stock empathy.
_RUDE = frozenset({"blame", "doubt", "denial", "command", "sarcasm"})


@dataclass(frozen=True)
class Example:
    """A reply with its level.

    Attributes:
        question: what the judge reads.
        level: 1 to 5.
        family: the reply's kind, or how the program made it.
        scenario: the ladder's id.
        domain: the ladder's domain.
    """

    question: Question
    level: int
    family: str
    scenario: str
    domain: str


def reply_examples(ladders: Sequence[Ladder]) -> list[Example]:
    """Every reply of the ladders that carry a feeling."""
    return [
        example(ladder, reply)
        for ladder in ladders
        if not ladder.no_feeling
        for reply in ladder.replies
    ]


def example(ladder: Ladder, reply: Reply) -> Example:
    """One reply to one ladder's customer."""
    question = Question(ladder.context, ladder.customer, reply.text)
    return Example(question, reply.level, reply.kind, ladder.id, ladder.domain)


def negative_examples(negatives: Sequence[tuple[Ladder, Negative]]) -> list[Example]:
    """The written hard negatives."""
    return [example(ladder, negative) for ladder, negative in negatives]


def made_examples(ladders: Sequence[Ladder], stock: Stock, seed: int) -> list[Example]:
    """Negatives that need no writer, their levels fixed by the codebook's caps.

    For each ladder: a reply of level 3 to 5 and one of level 1 put to another customer (2: somebody
    else's problem; 1 stays 1); two of three with stock empathy around a reply of level 1 or 2 (2:
    nothing of this issue), one in three around one of level 3 (4 where the stock guesses at
    something: a single remark; else 3); and one in three with its words broken (1).
    """
    rng = random.Random(seed)
    felt = [ladder for ladder in ladders if not ladder.no_feeling]
    made: list[Example] = []
    for ladder in felt:
        near = [x for x in felt if x.domain == ladder.domain and x.id != ladder.id]
        other = rng.choice(near if near and rng.random() < 0.5 else felt)
        if other.id != ladder.id:
            high = rng.choice([reply for reply in other.replies if reply.level >= 3])
            low = rng.choice([reply for reply in other.replies if reply.level == 1])
            made.append(_put(ladder, high.text, 2, "context_swap"))
            made.append(_put(ladder, low.text, 1, "context_swap"))
        made += _stock_examples(ladder, stock, rng)
        if rng.random() < 0.3:
            text = rng.choice(ladder.replies).text
            made.append(_put(ladder, _garbled(text, rng), 1, "garbled"))
    return made


def _stock_examples(ladder: Ladder, stock: Stock, rng: random.Random) -> list[Example]:
    made = []
    for levels, share in (((1, 2), 2 / 3), ((3,), 1 / 3)):
        if rng.random() >= share:
            continue
        core = rng.choice([r for r in ladder.replies if r.level in levels and r.kind not in _RUDE])
        opening, guesses = rng.choice(stock.openings)
        closing = rng.choice(stock.closings)[0] if rng.random() < 0.7 else ""
        text = f"{opening} {core.text} {closing}".strip()
        level = 2 if core.level < 3 else 4 if guesses else 3
        made.append(_put(ladder, text, level, "stock_graft"))
    return made


def _put(ladder: Ladder, text: str, level: int, family: str) -> Example:
    question = Question(ladder.context, ladder.customer, text)
    return Example(question, level, family, ladder.id, ladder.domain)


def _garbled(text: str, rng: random.Random) -> str:
    """Words out of order, some broken, some doubled: no sentence is left."""
    words = re.findall(r"\S+", text)
    rng.shuffle(words)
    out: list[str] = []
    for word in words:
        draw = rng.random()
        if draw < 0.15 and len(word) > 3:
            word = word[: rng.randint(1, len(word) - 1)]
        out.extend([word, word] if draw > 0.9 else [word])
    return " ".join(out)
