"""Plain replies put together from parts that raters accepted or declined for a message.

Each stands beside one that differs by a single part, so that what is learned is whether the part
fits the customer. Levels follow the codebook: with a feeling that does not fit 2; with nothing
behind it that fits 3; with one thing that fits, said or asked, 4; with both 5.
"""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from level5.data.acknowledgements import Acknowledgement, Closing, Theme
from level5.judge.encode import Question
from level5.judge.examples import Example, Mark
from level5.quoting import draft_sentences

# Facts, or sentences of a draft, that a reply carries.
_MOST_CONTENT = 3
# Beside a ladder's own replies in a batch; no reply of a ladder has this number.
_CORE = 1000


class Told(NamedTuple):
    """A message, and what an agent has to say to it."""

    id: str
    domain: str
    context: str
    customer: str
    content: tuple[str, ...]


def acknowledged_examples(
    messages: Sequence[Told],
    accepted: Mapping[str, Acknowledgement],
    themes: Sequence[Theme],
    closings: Sequence[Closing],
    seed: int,
) -> list[Example]:
    """For each message with fitting parts a plain level-5 reply, and one with a misfit."""
    rng = random.Random(seed)
    groups = {text: t.group for t in themes for text in (*t.says, *t.asks)}
    last = [x.text for x in closings if x.after == "content"]
    made: list[Example] = []
    for told in messages:
        if told.id in accepted:
            made += _of_message(told, accepted[told.id], groups, rng.choice(last), rng)
    return made


def _of_message(
    told: Told,
    parts: Acknowledgement,
    groups: Mapping[str, str],
    closing: str,
    rng: random.Random,
) -> list[Example]:
    two = [
        (say, ask)
        for say in parts.says.accepted
        for ask in parts.asks.accepted
        if groups[say] != groups[ask]
    ]
    if not (two and parts.feelings.accepted and parts.clauses.accepted):
        return []
    say, ask = rng.choice(two)
    good = {
        "feeling": rng.choice(parts.feelings.accepted),
        "clause": rng.choice(parts.clauses.accepted),
        "say": say,
        "ask": ask,
    }
    first = rng.randrange(max(1, len(told.content) - _MOST_CONTENT + 1))
    content = " ".join(told.content[first : first + _MOST_CONTENT])
    form = rng.choice(
        [
            "You're {feeling}: {clause}.",
            "You're {feeling}, and no wonder: {clause}.",
            "{Clause}, and you're {feeling}.",
        ]
    )

    def reply(
        values: Mapping[str, str], level: int, family: str, decides: str | None = None
    ) -> Example:
        clause = values["clause"]
        opening = form.format(**values, Clause=clause[:1].upper() + clause[1:])
        text = " ".join(x for x in (opening, values["say"], values["ask"], content, closing) if x)
        marks: tuple[Mark, ...] = ()
        if decides is not None:
            at = text.index(values[decides])
            marks = ((family, (at, at + len(values[decides]))),)
        return Example(
            Question(told.context, told.customer, text),
            level,
            family,
            told.id,
            told.domain,
            _CORE,
            marks,
        )

    variants = []
    if parts.feelings.declined:
        other = good | {"feeling": rng.choice(parts.feelings.declined)}
        variants.append(reply(other, 2, "wrong_feeling", "feeling"))
    said = [x for x in parts.says.declined if groups[x] != groups[ask]]
    asked = [x for x in parts.asks.declined if groups[x] != groups[say]]
    if said:
        variants.append(reply(good | {"say": rng.choice(said)}, 4, "over_reach", "say"))
    if asked:
        variants.append(reply(good | {"ask": rng.choice(asked)}, 4, "no_check"))
    if said and asked:
        neither = good | {"say": rng.choice(said), "ask": rng.choice(asked)}
        variants.append(reply(neither, 3, "over_reach", "say"))
    return [reply(good, 5, "partnership"), *rng.sample(variants, min(1, len(variants)))]


def content_of(draft: str) -> tuple[str, ...]:
    """The sentences of a plain draft."""
    return tuple(draft_sentences(draft))
