"""What a judge is fitted on: the ladders' replies, and hard negatives, written and made."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from level5.data.negatives import Negative
from level5.judge.encode import Question
from level5.records import Ladder, Reply


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


def made_examples(ladders: Sequence[Ladder], seed: int) -> list[Example]:
    """Negatives that need no writer, their levels fixed by the codebook's caps.

    For each ladder: a reply of level 3 to 5 and one of level 1 put to another customer (2: somebody
    else's problem; 1 stays 1), and one in three with its words broken (1: nothing can be read).
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
        if rng.random() < 0.3:
            text = rng.choice(ladder.replies).text
            made.append(_put(ladder, _garbled(text, rng), 1, "garbled"))
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
