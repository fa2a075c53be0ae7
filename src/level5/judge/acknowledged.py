"""Plain replies put together from parts that raters accepted or declined for a message.

Each stands beside one that differs by a single part, so that what is learned is whether the part
fits the customer. Levels follow the codebook: with a feeling or an account that does not fit 2;
with nothing behind it that fits 3; with one thing that fits, said or asked, 4; with two 5.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from level5.data.acknowledgements import Acknowledgement, Closing, Gist, Theme
from level5.judge.encode import Question
from level5.judge.examples import Example, Mark
from level5.quoting import draft_sentences
from level5.suggestions.suggest import guessed
from level5.suggestions.topics import as_said

# Facts, or sentences of a draft, that a reply carries.
_MOST_CONTENT = 3
# Gists stand with the closest first; the last are often general.
_CLOSEST = 3
# An account of what happened, and what it is about in a few words.
_TOLD = (
    "You're {feeling}: {account}.",
    "You're {feeling}, and no wonder: {account}.",
    "{account}, and you're {feeling}.",
)
_NAMED = ("You're {feeling} about {account}, and no wonder.", "You're {feeling} about {account}.")
# How often what lies behind is asserted and asked, rather than guessed at.
_ASSERTED = 0.5
_GUESSES = 3
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
    gists: Sequence[Gist],
    closings: Sequence[Closing],
    seed: int,
) -> list[Example]:
    """For each message with fitting parts a plain level-5 reply, and one with a misfit."""
    rng = random.Random(seed)
    groups = {text: t.group for t in themes for text in (*t.says, *t.asks)}
    last = [x.text for x in closings if x.after == "content"]
    topics = [text for x in messages if x.id in accepted for text in accepted[x.id].topics]
    made: list[Example] = []
    for told in messages:
        if told.id in accepted:
            made += _of_message(
                told, accepted[told.id], groups, gists, topics, rng.choice(last), rng
            )
    return made


class _Plain(NamedTuple):
    """A plain reply's parts; `form` has a place for the feeling and one for the account."""

    form: str
    feeling: str
    account: str
    behind: tuple[str, ...]

    def text(self, content: str, closing: str) -> str:
        opening = self.form.format(feeling=self.feeling, account=self.account)
        parts = (opening[0].upper() + opening[1:], *self.behind, content, closing)
        return " ".join(part for part in parts if part)


def _of_message(
    told: Told,
    parts: Acknowledgement,
    groups: Mapping[str, str],
    gists: Sequence[Gist],
    topics: Sequence[str],
    closing: str,
    rng: random.Random,
) -> list[Example]:
    """A reply at level 5 and one with a misfit; none where too little fits."""
    openings = [(form, text) for text in _accounts(parts) for form in _TOLD]
    openings += [(form, text) for text in _about(parts.topics) for form in _NAMED]
    two = [
        (say, ask)
        for say in parts.says.accepted
        for ask in parts.asks.accepted
        if groups[say] != groups[ask]
    ]
    if not (two and parts.feelings.accepted and openings):
        return []
    say, ask = rng.choice(two)
    asserts = rng.random() < _ASSERTED
    behind = (say, ask) if asserts else _guesses(say, ask, parts.asks.accepted, groups)
    form, account = rng.choice(openings)
    good = _Plain(form, rng.choice(parts.feelings.accepted), account, behind)
    first = rng.randrange(max(1, len(told.content) - _MOST_CONTENT + 1))
    content = " ".join(told.content[first : first + _MOST_CONTENT])

    def reply(plain: _Plain, level: int, family: str, decides: str = "") -> Example:
        text = plain.text(content, closing)
        marks: tuple[Mark, ...] = ()
        if decides:
            at = text.index(decides)
            marks = ((family, (at, at + len(decides))),)
        question = Question(told.context, told.customer, text)
        return Example(question, level, family, told.id, told.domain, _CORE, marks)

    variants = []
    if parts.feelings.declined:
        other = rng.choice(parts.feelings.declined)
        variants.append(reply(good._replace(feeling=other), 2, "wrong_feeling", other))
    true = {gist.about for gist in gists if gist.text in parts.gists}
    # Of what the message is not about at all: a neighbour may be true and merely overlooked.
    false = [gist.text for gist in gists if gist.about not in true]
    if true and false:
        wrong = good._replace(form=rng.choice(_TOLD), account=rng.choice(false))
        variants.append(reply(wrong, 2, "no_issue"))
    if topics and (another := rng.choice(topics)) not in parts.topics:
        wrong = good._replace(form=rng.choice(_NAMED), account=as_said(another))
        variants.append(reply(wrong, 2, "no_issue"))
    said = [x for x in parts.says.declined if groups[x] != groups[ask]]
    asked = [x for x in parts.asks.declined if groups[x] != groups[say]]
    if asserts and said:
        other = rng.choice(said)
        variants.append(reply(good._replace(behind=(other, ask)), 4, "over_reach", other))
        if asked:
            neither = good._replace(behind=(other, rng.choice(asked)))
            variants.append(reply(neither, 3, "over_reach", other))
    if asserts and asked:
        variants.append(reply(good._replace(behind=(say, rng.choice(asked))), 4, "no_check"))
    if not asserts and asked:
        thin = _guesses(say, rng.choice(asked), parts.asks.declined, groups)
        variants.append(reply(good._replace(behind=thin), 4, "thin"))
    return [reply(good, 5, "partnership"), *rng.sample(variants, min(1, len(variants)))]


def _accounts(parts: Acknowledgement) -> list[str]:
    return [*parts.gists[:_CLOSEST], *parts.clauses.accepted]


def _about(topics: Sequence[str]) -> list[str]:
    """Each topic, and two that share no words."""
    said = [as_said(text) for text in topics]
    return said + [
        f"{a} and {b}"
        for a, b in combinations(said, 2)
        if not {*a.lower().split()} & {*b.lower().split()}
    ]


def _guesses(say: str, ask: str, asks: Sequence[str], groups: Mapping[str, str]) -> tuple[str, ...]:
    """What is said as a guess, then a statement of another group where there is one, then asked."""
    apart = [x for x in asks if len({groups[say], groups[ask], groups[x]}) == _GUESSES]
    between = tuple(f"{x[:-1]}." for x in apart[:1])
    return (guessed(say), *between, ask)


def content_of(draft: str) -> tuple[str, ...]:
    """The sentences of a plain draft."""
    return tuple(draft_sentences(draft))
