"""The plain answer that is learned for a training case: of its form, what raters accepted."""

import random
from collections.abc import Mapping

from level5.data.acknowledgements import Acknowledgement
from level5.plain import Form
from level5.suggestions import Suggested
from level5.suggestions.suggest import told, troubled


def plain_answer(
    form: Form,
    found: Suggested,
    accepted: Acknowledgement,
    events: Mapping[str, str],
    rng: random.Random,
) -> str | None:
    """One plain answer of a case, in the notation of quotes ("[2]", "{1}", "<3>").

    Args:
        form: the case's plain answers.
        found: what its message suggests, which the form's numbers refer to.
        accepted: which feelings, topics, events and sentences fit the message.
        events: the text of each event.
        rng: decides among what fits.

    Returns:
        None where no suggested feeling or topic fits: such a case would teach what is wrong. Of
        sentences the likeliest stand in for what fits.
    """
    feelings = [i for i, x in enumerate(found.feelings) if x in accepted.feelings.accepted]
    named = {troubled(words) for words in accepted.topics}
    happened = {
        told(words, event, events)
        for words, names in zip(accepted.topics, accepted.events, strict=False)
        for event in names
    }
    # Where what happened is told, what is merely named beside it adds nothing.
    topics = [i for i, x in enumerate(found.topics) if x in happened]
    topics = topics or [i for i, x in enumerate(found.topics) if x in named]
    if not (feelings and topics):
        return None
    # The likeliest that fit: what else fits, a small model could only guess.
    chosen = feelings[0], tuple(topics[:2])
    opening = next(x for x in form.openings if (x.feeling, x.topics) == chosen)
    guesses = {*accepted.guesses.accepted, *accepted.says.accepted}
    behind = max(
        form.behind,
        key=lambda x: (
            (found.says[x.says].text in guesses)
            + sum(found.asks[i].text in accepted.asks.accepted for i in x.asks),
            -x.says - sum(x.asks),
        ),
    )
    closing = rng.choice(form.frame.closings) if form.frame.closings else ""
    return form.frame.around(f"{opening.text} {behind.text}", closing)
