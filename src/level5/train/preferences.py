"""Pairs of answers to one case, of which the first is better: what preference tuning learns from.

All are written or rated by readers. Samples ranked by the selecting judge would follow its order,
which among plain answers is no better than chance (EXPERIMENTS.md, 32).
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from level5.config import RunConfig
from level5.data.acknowledgements import (
    load_acknowledgements,
    load_events,
    load_rated_openings,
    message_cases,
)
from level5.data.faithfulness import load_faithfulness_cases
from level5.data.ladders import load_ladders
from level5.data.pairs import pairs_of
from level5.errors import InputError
from level5.first_clause import first_sentence
from level5.paths import in_repository
from level5.plain import plain_form
from level5.quoting import quoted
from level5.records import Case, Ladder, Pair, case_of
from level5.scale import TARGET_LEVEL
from level5.suggestions import suggested
from level5.train.plain import fitting_parts, misfits, plain_answer


class Preference(NamedTuple):
    """Two answers to a case, in the notation that the model writes."""

    case: Case
    chosen: str
    rejected: str


def preferences(pairs: list[Pair], ladders: list[Ladder], config: RunConfig) -> list[Preference]:
    """The preferences of a run, at most `preference.pairs`, spread by a hash over all there are.

    Args:
        pairs: of the training scenarios, augmented versions among them.
        ladders: these scenarios.
        config: with a `preference` section; its sort of answer decides.

    Returns:
        Of written references: each before a lower level of its ladder, and rewrites that keep their
        draft before those that do not. Of plain answers: what raters accepted before the same with
        one part that they declined. Of openings: right ones before wrong ones that were sampled.

    Raises:
        InputError: there is none.
    """
    assert config.preference is not None
    rng = random.Random(config.seed)
    data = in_repository(config.data.folder)
    if config.data.answers == "plain":
        found = list(_plain(pairs, data, rng))
    elif config.data.answers == "own_words":
        found = list(_openings(data))
    else:
        found = [*_of_levels(pairs, ladders, rng), *_of_faithfulness(ladders, data)]
        if config.model.quotes:
            found = [
                Preference(case, quoted(better, case.draft), quoted(worse, case.draft))
                for case, better, worse in found
            ]
    if not found:
        raise InputError(
            "preference: none of the training ladders has a worse answer to learn from; ask for"
            " more of them (data.train_ladders), or set preference to null"
        )
    found.sort(key=lambda x: hashlib.sha256(f"{x.case.id} {x.rejected}".encode()).digest())
    return found[: config.preference.pairs]


def _of_levels(
    pairs: list[Pair], ladders: list[Ladder], rng: random.Random
) -> Iterator[Preference]:
    by_id = {ladder.id: ladder for ladder in ladders}
    for pair in pairs:
        lower = [
            x.text
            for x in by_id[pair.ladder].replies
            if x.level < TARGET_LEVEL and (x.level, x.kind) != (pair.draft_level, pair.draft_kind)
        ]
        if lower:
            yield Preference(pair, pair.reference, rng.choice(lower))


def _openings(data: Path) -> Iterator[Preference]:
    for row in load_rated_openings(data):
        # An opening is written from the message alone.
        case = Case(id=row.id, customer=row.customer, draft=row.customer)
        # Each wrong one has a right one of its own, as far as there are so many.
        better = [*row.right, first_sentence(row.opening)]
        for i, wrong in enumerate(row.wrong):
            yield Preference(case, better[i % len(better)], wrong)


def _of_faithfulness(ladders: list[Ladder], data: Path) -> Iterator[Preference]:
    """Each unfaithful rewrite after a faithful one of its draft, where there is one."""
    own = {ladder.id for ladder in ladders}
    cases = [x for x in load_faithfulness_cases(data, load_ladders(data)) if x[0].id in own]
    faithful = {(x.ladder, x.draft): x.reference for ladder in ladders for x in pairs_of(ladder)}
    for ladder, case in cases:
        if case.facts_kept and case.nothing_added:
            # A reference is of level 5; a rewrite written for these gates need not be.
            faithful.setdefault((ladder.id, ladder.replies[case.draft_index].text), case.rewrite)
    for ladder, case in cases:
        draft = ladder.replies[case.draft_index].text
        if not (case.facts_kept and case.nothing_added) and (ladder.id, draft) in faithful:
            yield Preference(case_of(ladder, draft), faithful[ladder.id, draft], case.rewrite)


def _plain(pairs: list[Pair], data: Path, rng: random.Random) -> Iterator[Preference]:
    accepted = load_acknowledgements(data)
    events = {event.id: event.text for event in load_events(data)}
    cases: list[tuple[Case, str]] = [(pair, pair.ladder) for pair in pairs]
    cases += [(case, case.id) for case in message_cases(data)]
    for case, message in cases:
        if message not in accepted:
            continue
        found = suggested(case.customer)
        form = plain_form(case, found)
        parts = fitting_parts(form, found, accepted[message], events, rng)
        if parts is not None:
            for worse in misfits(form, found, accepted[message], events, parts):
                yield Preference(case, plain_answer(form, parts), plain_answer(form, worse))
