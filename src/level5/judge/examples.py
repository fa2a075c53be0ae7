"""What a judge is fitted on: the ladders' replies, and hard negatives, written and made."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from level5.data.changed import Range
from level5.data.edits import EditedReply
from level5.data.grafts import GRAFT_LEVELS, Graft, grafts_by_kind
from level5.data.negatives import Negative
from level5.data.stock import Stock
from level5.data.swap_feeling import with_wrong_feeling
from level5.judge.encode import Question
from level5.judge.harmless import SENTENCE_END, in_another_form
from level5.records import Ladder

# What a reply of a ladder with the same fault is called.
_FAMILIES = {
    "to_3": "reflection",
    "no_feeling_word": "bare_apology",
    "other_issue": "other_customer",
    "other_feeling": "wrong_feeling",
}
# Replies that any judge tells apart soon, and the share of them that is kept.
_PLAIN = frozenset(
    "bare_fix question_only link_only policy_wall cheerful brush_off canned bare_apology dismay"
    " keyword_stuffing off_topic".split()
)
_PLAIN_SHARE = 0.2
# Ladders of which a reply comes in another form.
_HARMLESS_SHARE = 0.5
# The gate that speaks from what an edit of a kind puts in, or takes out.
_PUT_IN = {
    "undercut": "undercut",
    "hedged": "hedged",
    "wrong_feeling": "wrong_feeling",
    "non_apology": "non_apology",
    "soothing": "soothing",
    "blame": "blame",
    "doubt": "blame",
    "over_sympathy": "over_sympathy",
    "over_reach": "over_reach",
}
_TAKEN_OUT = {
    "no_check": "check",
    "no_part": "part",
    "thin": "breadth",
    "to_3": "underlying",
    "no_feeling_word": "feeling",
    "no_issue": "issue",
}
Mark = tuple[str, Range]
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
        core: index of the ladder's reply that this is or was made from; None for others.
        marks: gate, and characters of the reply that decide it; its other words do not.
    """

    question: Question
    level: int
    family: str
    scenario: str
    domain: str
    core: int | None = None
    marks: tuple[Mark, ...] = ()


def reply_examples(ladders: Sequence[Ladder], edits: Sequence[EditedReply] = ()) -> list[Example]:
    """Every reply of the ladders that carry a feeling.

    Args:
        ladders: the scenarios.
        edits: what an edit takes out of a reply is marked in it for the gate that it passed there.
    """
    marks: dict[tuple[str, int], tuple[Mark, ...]] = {}
    for x in edits:
        if (gate := _TAKEN_OUT.get(x.edit.kind)) is not None:
            key = (x.ladder.id, x.edit.reply)
            marks[key] = (*marks.get(key, ()), (gate, x.taken))
    return [
        _example(
            ladder, reply.text, reply.level, reply.kind, core, marks.get((ladder.id, core), ())
        )
        for ladder in ladders
        if not ladder.no_feeling
        for core, reply in enumerate(ladder.replies)
    ]


def thinned(examples: Sequence[Example], seed: int) -> list[Example]:
    """One in five of the plainest replies of levels 1 and 2, which are many, and all others."""
    rng = random.Random(seed)
    return [x for x in examples if x.family not in _PLAIN or rng.random() < _PLAIN_SHARE]


def negative_examples(negatives: Sequence[tuple[Ladder, Negative]]) -> list[Example]:
    """The written hard negatives, and the texts that were rated."""
    found = []
    for ladder, n in negatives:
        at = n.text.index(n.words)
        marks = _put_in(n.kind, n.level, (at, at + len(n.words)))
        found.append(_example(ladder, n.text, n.level, n.kind, marks=marks))
    return found


def edited_examples(edits: Sequence[EditedReply]) -> list[Example]:
    """The edited replies; each stands beside the ladder's own, from which it hardly differs."""
    return [
        Example(
            Question(ladder.context, customer, text),
            edit.level,
            _FAMILIES.get(edit.kind, edit.kind),
            ladder.id,
            ladder.domain,
            edit.reply,
            _put_in(edit.kind, edit.level, put),
        )
        for ladder, edit, customer, text, _, put in edits
        if not ladder.no_feeling
    ]


def _put_in(kind: str, level: int, put: Range) -> tuple[Mark, ...]:
    """What an edit puts in, marked for the cap that it shows or the gate that it passes."""
    gate = "underlying" if kind == "lift" and level == 4 else _PUT_IN.get(kind)
    return ((gate, put),) if gate is not None and put[1] > put[0] else ()


def made_examples(
    ladders: Sequence[Ladder], stock: Stock, grafts: Sequence[Graft], seed: int
) -> list[Example]:
    """Negatives that need no writer, their levels fixed by the codebook's caps.

    For each ladder a reply of level 3 to 5 put to another customer (2: somebody else's problem),
    one of level 5 put to yet another, one with a graft that decides the level, and one with a wrong
    feeling in place of the right one where it is named by an adjective (2). For some ladders a
    reply in another form that decides nothing, a reply of level 1 put to another customer (1),
    stock empathy around a reply of level 1 or 2 (2: nothing of this issue) or 3 (4 where the stock
    guesses at something: a single remark; else 3), a graft that decides nothing, and a reply with
    its words broken (1).
    """
    rng = random.Random(seed)
    felt = [ladder for ladder in ladders if not ladder.no_feeling]
    by_kind = grafts_by_kind(grafts)
    made: list[Example] = []
    for ladder in felt:
        made += _other_customer(ladder, felt, rng)
        made += _stock_examples(ladder, stock, rng)
        made += _graft_examples(ladder, by_kind, rng)
        made += _swap_examples(ladder, rng)
        made += _harmless_examples(ladder, rng)
        if rng.random() < 0.2:
            text = rng.choice(ladder.replies).text
            made.append(_example(ladder, _garbled(text, rng), 1, "garbled"))
    return made


def _other_customer(ladder: Ladder, felt: Sequence[Ladder], rng: random.Random) -> list[Example]:
    """A good reply and a poor one under another scenario's message, of the same trade mostly."""
    others = [x for x in felt if x.id != ladder.id]
    near = [x for x in others if x.domain == ladder.domain]
    if not others:
        return []
    made = []
    for level, cores, share in ((2, (3, 4, 5), 1.0), (2, (5,), 1.0), (1, (1,), 0.25)):
        if rng.random() >= share:
            continue
        asked = rng.choice(near if near and rng.random() < 0.8 else others)
        own = [(i, r) for i, r in enumerate(ladder.replies) if r.level in cores]
        if not own:
            continue
        core, reply = rng.choice(own)
        question = Question(asked.context, asked.customer, reply.text)
        made.append(Example(question, level, "context_swap", ladder.id, ladder.domain, core))
    return made


def _stock_examples(ladder: Ladder, stock: Stock, rng: random.Random) -> list[Example]:
    made = []
    for levels, share in (((1, 2), 1 / 3), ((3,), 1 / 4)):
        if rng.random() >= share:
            continue
        core = rng.choice([r for r in ladder.replies if r.level in levels and r.kind not in _RUDE])
        opening, guesses = rng.choice(stock.openings)
        closing = rng.choice(stock.closings)[0] if rng.random() < 0.7 else ""
        text = f"{opening} {core.text} {closing}".strip()
        level = 2 if core.level < 3 else 4 if guesses else 3
        made.append(_example(ladder, text, level, "stock_graft"))
    return made


def _graft_examples(
    ladder: Ladder, by_kind: dict[str, list[str]], rng: random.Random
) -> list[Example]:
    core, reply = rng.choice([(i, r) for i, r in enumerate(ladder.replies) if r.level >= 3])
    # Undercuts are the most varied and the hardest to see.
    kind = "undercut" if rng.random() < 0.4 else rng.choice(list(GRAFT_LEVELS))
    graft = rng.choice(by_kind[kind])
    text = _grafted(reply.text, graft, rng)
    at = text.index(graft)
    level = GRAFT_LEVELS[kind]
    marks = _put_in(kind, level, (at, at + len(graft)))
    made = [_example(ladder, text, level, kind, core, marks)]
    if rng.random() < 0.3:
        core = rng.randrange(len(ladder.replies))
        reply = ladder.replies[core]
        # A claimed rating in a reply that is good by itself is no case of the codebook's.
        kind = "injection" if reply.level < 3 and rng.random() < 0.5 else "courtesy"
        text = _grafted(reply.text, rng.choice(by_kind[kind]), rng)
        family = "injection" if kind == "injection" else reply.kind
        made.append(_example(ladder, text, reply.level, family, core))
    return made


def _swap_examples(ladder: Ladder, rng: random.Random) -> list[Example]:
    swapped = [
        (core, text)
        for core, reply in enumerate(ladder.replies)
        if reply.level >= 3 and (text := with_wrong_feeling(reply.text, rng)) is not None
    ]
    if not swapped:
        return []
    core, text = rng.choice(swapped)
    return [_example(ladder, text, 2, "wrong_feeling", core)]


def _harmless_examples(ladder: Ladder, rng: random.Random) -> list[Example]:
    core = rng.randrange(len(ladder.replies))
    reply = ladder.replies[core]
    text = in_another_form(reply.text, rng)
    if text is None or rng.random() >= _HARMLESS_SHARE:
        return []
    return [_example(ladder, text, reply.level, reply.kind, core)]


def _grafted(reply: str, graft: str, rng: random.Random) -> str:
    """The reply with a sentence after its first or a later one."""
    sentences = SENTENCE_END.split(reply.strip())
    at = rng.randint(1, len(sentences))
    return " ".join([*sentences[:at], graft, *sentences[at:]])


def _example(
    ladder: Ladder,
    text: str,
    level: int,
    family: str,
    core: int | None = None,
    marks: tuple[Mark, ...] = (),
) -> Example:
    question = Question(ladder.context, ladder.customer, text)
    return Example(question, level, family, ladder.id, ladder.domain, core, marks)


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
