"""What the support scorer is fitted on: written cases and edits, and what programs can make."""

import random
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from level5.data.faithfulness import FaithfulnessCase
from level5.data.faithfulness_edits import EditedRewrite
from level5.records import Case, Ladder, case_of
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span, sentences
from level5.support.altered import altered

T = TypeVar("T")
Range = tuple[int, int]
_AS_IT_STANDS = 1 / 3
# How much of a sentence's content must come back for it to be said, and to be new.
_SAID, _NEW = 0.75, 0.25
# Of foreign facts, the share that the draft gets.
_INTO_DRAFT = 0.4
# Content words of a sentence that states something.
_FEWEST = 3


class Example(NamedTuple):
    """A rewriting with what is wrong with it.

    Attributes:
        case: message, facts and draft.
        reply: the rewrite.
        kept: whether everything of the draft is said.
        nothing_added: whether nothing new is.
        added: characters of the reply that are new; None where nobody has marked them.
        lost: characters of the draft that are no longer said; None where nobody has marked them.
        scenario: the ladder's id.
    """

    case: Case
    reply: str
    kept: bool
    nothing_added: bool
    added: tuple[Range, ...] | None
    lost: tuple[Range, ...] | None
    scenario: str


def case_examples(cases: Sequence[tuple[Ladder, FaithfulnessCase]]) -> list[Example]:
    """The written cases: each gate is known, the words are not unless the gate holds."""
    return [
        Example(
            case_of(ladder, ladder.replies[case.draft_index].text),
            case.rewrite,
            case.facts_kept,
            case.nothing_added,
            () if case.nothing_added else None,
            () if case.facts_kept else None,
            ladder.id,
        )
        for ladder, case in cases
    ]


def edit_examples(edits: Sequence[EditedRewrite]) -> list[Example]:
    """The written edits, each with its words."""
    found = []
    for ladder, edit, draft, text, changed in edits:
        at = draft.find(edit.lost)
        found.append(
            Example(
                case_of(ladder, draft),
                text,
                edit.facts_kept,
                edit.nothing_added,
                () if edit.nothing_added else (changed,) if changed[1] > changed[0] else None,
                ((at, at + len(edit.lost)),) if edit.lost else (),
                ladder.id,
            )
        )
    return found


def rewrite_examples(ladders: Sequence[Ladder]) -> list[Example]:
    """The ladders' rewrites as they stand: sound."""
    return [
        Example(
            case_of(ladder, ladder.replies[reply.rewrites].text),
            reply.text,
            True,
            True,
            (),
            (),
            ladder.id,
        )
        for ladder in ladders
        for reply in ladder.replies
        if reply.rewrites is not None
    ]


def made_examples(
    ladders: Sequence[Ladder], cases: Sequence[tuple[Ladder, FaithfulnessCase]], seed: int
) -> list[Example]:
    """Every rewrite of the ladders and every sound case, one in three as it stands, else changed.

    Changed by: a fact that only the list of facts holds, put into the draft (lost); a sentence of
    the draft that comes back, taken out of draft and facts (added) or out of the rewrite (lost); a
    fact of another ladder of the trade put into the rewrite (added) or the draft (lost); a fact of
    its own put into the rewrite (held). What is in words of its own nothing can be taken from; so a
    word of the draft is altered (lost and added; in the rewrite, too: sound), or a sentence of it
    taken out (added).
    """
    rng = random.Random(seed)
    by_domain: dict[str, list[Ladder]] = {}
    for ladder in ladders:
        by_domain.setdefault(ladder.domain, []).append(ladder)
    made: list[Example] = []
    sound = [
        (ladder, ladder.replies[reply.rewrites].text, reply.text)
        for ladder in ladders
        for reply in ladder.replies
        if reply.rewrites is not None
    ] + [
        (ladder, ladder.replies[case.draft_index].text, case.rewrite)
        for ladder, case in cases
        if case.facts_kept and case.nothing_added
    ]
    for ladder, draft, text in sound:
        case = case_of(ladder, draft)
        if rng.random() < _AS_IT_STANDS:
            made.append(Example(case, text, True, True, (), (), ladder.id))
            continue
        ways = [
            _fact_into_draft,
            _out_of_sources,
            _out_of_rewrite,
            _own_fact,
            _word_altered,
            _word_altered_in_both,
            _out_of_draft,
        ]
        rng.shuffle(ways)
        near = by_domain.get(ladder.domain, ())
        foreign = _foreign_fact(case, text, ladder, near, rng)
        ready = [way(case, text, ladder.id, rng) for way in ways]
        found = [x for x in (*ready, foreign) if x is not None]
        if found:
            made.append(found[0] if rng.random() < 0.8 else found[-1])
    return made


def _fact_into_draft(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    fact = _choose(
        [f for f in case.facts if _held(f, reply) <= _NEW and _held(f, case.draft) <= _NEW], rng
    )
    if fact is None:
        return None
    draft, where = _put(fact, case.draft, "draft", rng)
    changed = case.model_copy(update={"draft": draft})
    return Example(changed, reply, False, True, (), (where,), scenario)


def _own_fact(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    fact = _choose([f for f in case.facts if _held(f, reply) <= _NEW], rng)
    if fact is None:
        return None
    return Example(case, _put(fact, reply, "reply", rng)[0], True, True, (), (), scenario)


def _foreign_fact(
    case: Case, reply: str, ladder: Ladder, near: Sequence[Ladder], rng: random.Random
) -> Example | None:
    facts = [f for other in near if other.id != ladder.id for f in other.facts]
    known = "\n".join([case.draft, *case.facts, case.customer, case.context])
    fact = _choose(
        [f for f in rng.sample(facts, min(6, len(facts))) if _held(f, known) <= _NEW], rng
    )
    if fact is None:
        return None
    if rng.random() < _INTO_DRAFT:
        draft, where = _put(fact, case.draft, "draft", rng)
        changed = case.model_copy(update={"draft": draft})
        return Example(changed, reply, False, True, (), (where,), ladder.id)
    text, where = _put(fact, reply, "reply", rng)
    return Example(case, text, True, False, (where,), (), ladder.id)


def _word_altered(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    """A word of the draft altered, and every fact that says the same taken away."""
    source = _choose(_stated(case), rng)
    if source is None:
        return None
    new = altered(source.text, rng)
    facts = _other_facts(case, source)
    if new is None or _held(source.text, "\n".join((case.customer, case.context))) > 0.5:
        return None
    draft = case.draft[: source.start] + new.text + case.draft[source.end :]
    changed = case.model_copy(update={"draft": draft, "facts": facts})
    where = source.start + new.start, source.start + new.end
    return Example(changed, reply, False, False, None, (where,), scenario)


def _word_altered_in_both(
    case: Case, reply: str, scenario: str, rng: random.Random
) -> Example | None:
    """The same word altered in the draft and in the rewrite that repeats its sentence: sound.

    Else an odd word alone would tell what is altered.
    """
    source = _choose([s for s in _stated(case) if s.text in reply], rng)
    new = altered(source.text, rng) if source else None
    if source is None or new is None:
        return None
    draft = case.draft[: source.start] + new.text + case.draft[source.end :]
    changed = case.model_copy(update={"draft": draft, "facts": _other_facts(case, source)})
    return Example(changed, reply.replace(source.text, new.text), True, True, (), (), scenario)


def _out_of_draft(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    """A sentence of the draft taken away that the rewrite says somewhere, in whatever words."""
    source = _choose(_stated(case), rng)
    if source is None:
        return None
    draft, facts = _without(case.draft, source), _other_facts(case, source)
    if (
        not draft
        or _held(source.text, "\n".join((draft, *facts, case.customer, case.context))) > 0.3
    ):
        return None
    changed = case.model_copy(update={"draft": draft, "facts": facts})
    return Example(changed, reply, True, False, None, (), scenario)


def _stated(case: Case) -> list[Span]:
    return [
        s
        for s in content_sentences(Material(case, ""))
        if len(stems(s.text)) >= _FEWEST and not s.text.rstrip().endswith("?")
    ]


def _other_facts(case: Case, source: Span) -> tuple[str, ...]:
    return tuple(
        f for f in case.facts if _held(source.text, f) <= 0.5 and _held(f, source.text) <= 0.5
    )


def _out_of_sources(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    """A sentence of the draft taken away, and with it every fact that says the same."""
    pair = _choose(_carried(case, reply), rng)
    if pair is None:
        return None
    source, echo = pair
    draft = _without(case.draft, source)
    facts = _other_facts(case, source)
    known = "\n".join([draft, *facts, case.customer, case.context])
    if (
        not draft
        or _held(echo.text, known) > 0.5
        or _held(source.text, _without(reply, echo)) > 0.5
    ):
        return None
    changed = case.model_copy(update={"draft": draft, "facts": facts})
    return Example(changed, reply, True, False, ((echo.start, echo.end),), (), scenario)


def _out_of_rewrite(case: Case, reply: str, scenario: str, rng: random.Random) -> Example | None:
    """A sentence of the draft whose only echo in the rewrite is taken away."""
    pair = _choose(_carried(case, reply), rng)
    if pair is None:
        return None
    source, echo = pair
    text = _without(reply, echo)
    if not text or _held(source.text, text) > 0.5:
        return None
    return Example(case, text, False, True, (), ((source.start, source.end),), scenario)


def _carried(case: Case, reply: str) -> list[tuple[Span, Span]]:
    """Sentences of the draft, each with the sentence of the reply that says it and little else."""
    return [
        (source, echo)
        for source in content_sentences(Material(case, ""))
        for echo in sentences(reply, "reply")
        if len(stems(source.text)) >= _FEWEST
        and _held(source.text, echo.text) >= _SAID
        and _held(echo.text, source.text) >= _SAID
    ]


def _held(sentence: str, text: str) -> float:
    """The share of a sentence's content words that stand in a text."""
    own = set(stems(sentence))
    return len(own & set(stems(text))) / len(own) if own else 1.0


def _without(text: str, span: Span) -> str:
    return " ".join((text[: span.start].strip() + " " + text[span.end :].strip()).split())


def _put(sentence: str, text: str, where: str, rng: random.Random) -> tuple[str, Range]:
    """The text with a sentence put between two of its own, and where it stands now."""
    ends = [s.end for s in sentences(text, "draft" if where == "draft" else "reply")]
    at = rng.choice(ends) if ends else len(text)
    joined = f"{text[:at]} {sentence}{text[at:]}"
    return joined, (at + 1, at + 1 + len(sentence))


def _choose(options: Sequence[T], rng: random.Random) -> T | None:
    return rng.choice(options) if options else None
