"""Plain answers of a training case: of its form, what raters accepted, and what they did not."""

import random
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from level5.data.acknowledgements import Acknowledgement
from level5.plain import Behind, Form, Opening
from level5.suggestions import Suggested
from level5.suggestions.suggest import told, troubled

# So many more declined ones of the three guesses at what lies behind make an answer a worse one.
_MISSES = 2


class Fitting(NamedTuple):
    """The parts of one plain answer that fit its message."""

    opening: Opening
    behind: Behind
    closing: str


def fitting_parts(
    form: Form,
    found: Suggested,
    accepted: Acknowledgement,
    events: Mapping[str, str],
    rng: random.Random,
) -> Fitting | None:
    """The parts of a case's plain answer, in the notation of quotes ("[2]", "{1}", "<3>").

    Args:
        form: the case's plain answers.
        found: what its message suggests, which the form's numbers refer to.
        accepted: which feelings, topics, events and sentences fit the message.
        events: the text of each event.
        rng: decides among closings.

    Returns:
        None where no suggested feeling or topic fits: such a case would teach what is wrong. Of
        sentences the likeliest stand in for what fits.
    """
    feelings = [i for i, x in enumerate(found.feelings) if x in accepted.feelings.accepted]
    # Where what happened is told, what is merely named beside it adds nothing.
    topics = _indices(found.topics, _told(accepted, events))
    topics = topics or _indices(found.topics, _named(accepted))
    if not (feelings and topics):
        return None
    # The likeliest that fit: what else fits, a small model could only guess.
    chosen = feelings[0], tuple(topics[:2])
    opening = next(x for x in form.openings if (x.feeling, x.topics) == chosen)
    guesses = {*accepted.guesses.accepted, *accepted.says.accepted}
    behind = max(
        form.behind,
        key=lambda x: (
            _count(x, found, guesses, {*accepted.asks.accepted}),
            -x.says - sum(x.asks),
        ),
    )
    closing = rng.choice(form.frame.closings) if form.frame.closings else ""
    return Fitting(opening, behind, closing)


def plain_answer(form: Form, parts: Fitting) -> str:
    """The answer of these parts."""
    return form.frame.around(f"{parts.opening.text} {parts.behind.text}", parts.closing)


def misfits(
    form: Form,
    found: Suggested,
    accepted: Acknowledgement,
    events: Mapping[str, str],
    parts: Fitting,
) -> Iterator[Fitting]:
    """The same parts with one that does not fit: a feeling, a topic, or the guesses.

    A feeling that raters declined, a topic that they did not name in the place of one that they
    did, guesses of which they declined two more: of each the likeliest, the nearest mistake.
    """
    opening, behind, _ = parts
    for wrong in form.openings:
        if (
            wrong.topics == opening.topics
            and found.feelings[wrong.feeling] in accepted.feelings.declined
        ):
            yield parts._replace(opening=wrong)
            break
    true = true_topics(accepted, events)
    for wrong in form.openings:
        if (
            wrong.feeling == opening.feeling
            # As long as the better one, or length would tell them apart.
            and len(wrong.topics) == len(opening.topics)
            and any(found.topics[i] not in true for i in wrong.topics)
        ):
            yield parts._replace(opening=wrong)
            break
    guesses = {*accepted.guesses.declined, *accepted.says.declined}
    asks = {*accepted.asks.declined}
    few = _count(behind, found, guesses, asks)
    for worse in form.behind:
        if _count(worse, found, guesses, asks) >= few + _MISSES:
            yield parts._replace(behind=worse)
            break


def true_topics(accepted: Acknowledgement, events: Mapping[str, str]) -> set[str]:
    """The topics that fit the message, as suggestions word them."""
    return {*_told(accepted, events), *_named(accepted)}


def _indices(texts: tuple[str, ...], among: set[str]) -> list[int]:
    return [i for i, text in enumerate(texts) if text in among]


def _named(accepted: Acknowledgement) -> set[str]:
    return {troubled(words) for words in accepted.topics}


def _told(accepted: Acknowledgement, events: Mapping[str, str]) -> set[str]:
    return {
        told(words, event, events)
        for words, names in zip(accepted.topics, accepted.events, strict=False)
        for event in names
    }


def _count(behind: Behind, found: Suggested, guesses: set[str], asks: set[str]) -> int:
    return (found.says[behind.says].text in guesses) + sum(
        found.asks[i].text in asks for i in behind.asks
    )
