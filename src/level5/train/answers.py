"""What is learned of each training case: the answers, in the notation that the model writes."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from level5.config import RunConfig
from level5.data.acknowledgements import (
    load_acknowledgements,
    load_events,
    load_own_words,
    message_cases,
)
from level5.errors import InputError
from level5.paths import in_repository
from level5.plain import plain_form
from level5.quoting import quoted
from level5.records import Case, Ladder, Pair
from level5.suggestions import suggested
from level5.train.plain import fitting_parts, plain_answer

Row = TypeVar("Row", Case, Ladder)


def learned_answers(pairs: list[Pair], config: RunConfig) -> tuple[list[Case], list[str]]:
    """The cases that are learned from, and what is learned of each.

    Args:
        pairs: of the training scenarios.
        config: says which sort of answer.

    Returns:
        The pairs, and for answers that are not references the short messages too, as far as there
        is an answer to them; and the answers in the notation that the model writes.
    """
    if config.data.answers == "references":
        if config.model.quotes:
            return list(pairs), [quoted(pair.reference, pair.draft) for pair in pairs]
        return list(pairs), [pair.reference for pair in pairs]
    data = in_repository(config.data.folder)
    short = message_cases(data)
    if config.data.train_messages is not None:
        short = first_by_hash(short, config.data.train_messages, "data.train_messages")
    cases = [(pair, pair.ladder) for pair in pairs] + [(x, x.id) for x in short]
    if config.data.answers == "own_words":
        learned = list(_in_own_words(cases, data))
    else:
        learned = list(_of_parts(cases, data, random.Random(config.seed)))
    return [case for case, _ in learned], [answer for _, answer in learned]


def first_by_hash(rows: Sequence[Row], wanted: int | None, setting: str) -> list[Row]:
    """So many rows by a hash of their ids, which spreads them over all shards; all for None.

    Raises:
        InputError: there are fewer; `setting` is what asked for them.
    """
    if wanted is not None and wanted > len(rows):
        raise InputError(
            f"{setting}: {wanted} asked for, there are {len(rows)}; leave it out to take all"
        )
    return sorted(rows, key=lambda x: hashlib.sha256(x.id.encode()).digest())[:wanted]


def _in_own_words(cases: list[tuple[Case, str]], data: Path) -> Iterator[tuple[Case, str]]:
    # Drafts do not matter here: one case a message.
    by_message = {message: case for case, message in reversed(cases)}
    written = load_own_words(data)
    for message, case in by_message.items():
        if message in written:
            yield case, written[message].opening


def _of_parts(
    cases: list[tuple[Case, str]], data: Path, rng: random.Random
) -> Iterator[tuple[Case, str]]:
    accepted = load_acknowledgements(data)
    events = {event.id: event.text for event in load_events(data)}
    for case, message in cases:
        if message in accepted:
            found = suggested(case.customer)
            form = plain_form(case, found)
            parts = fitting_parts(form, found, accepted[message], events, rng)
            if parts is not None:
                yield case, plain_answer(form, parts)
