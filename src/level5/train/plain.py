"""Plain level-5 answers put together from chosen parts: what a small model can learn to write.

The written references are too varied for 15 M parameters, which learn their tone and none of their
sense. A plain answer names the feeling, says back what happened in the customer's own clauses,
names one thing behind it and asks about another, carries the draft's content, and leaves a choice.
What is to be learned is which: which feeling, which clauses, which of a few dozen underlying
feelings.
"""

import random
import re
from collections.abc import Sequence

from level5.data.acknowledgements import Acknowledgement, Parts
from level5.quoting import draft_sentences
from level5.records import Case
from level5.reflecting import customer_clauses
from level5.rubric.draft import is_greeting, offers_choice, quotable_sentences
from level5.suggestions import Suggested

_ACTS = re.compile(r"\b(?:I'll|I will|let me|I can)\b", re.IGNORECASE)


def plain_answer(
    case: Case,
    chosen: Acknowledgement,
    parts: Parts,
    suggested: Suggested,
    rng: random.Random,
) -> str:
    """One plain answer, in the notation of quotes ("[2]", "{1}", "<3>"); parts vary by chance.

    Args:
        case: message and draft.
        chosen: what fits the message.
        parts: all sentences.
        suggested: what the prompt suggests; a feeling is taken from there first, and themes are.
        rng: decides among what fits.
    """
    sentences = draft_sentences(case.draft)
    carried = quotable_sentences(case)
    choices = [i for i in carried if offers_choice(sentences[i - 1])]
    greeting = [i for i in carried if is_greeting(sentences[i - 1])]
    first, second = _two_themes(chosen, suggested, parts, rng)
    said = [
        *(f"[{i}]" for i in greeting),
        _opening(case, chosen, suggested, rng),
        f"<{first}>",
        f"<{second}?>",
        *(f"[{i}]" for i in carried if i not in greeting),
    ]
    if not (choices and any(_ACTS.search(sentences[i - 1]) for i in carried)):
        after = "choice" if choices else "content" if carried[len(greeting) :] else "nothing"
        said.append(rng.choice([x.text for x in parts.closings if x.after == after]))
    return " ".join(said)


def _opening(case: Case, chosen: Acknowledgement, suggested: Suggested, rng: random.Random) -> str:
    """Feeling and restatement in one sentence."""
    message = case.customer.lower()
    named = [f for f in chosen.feelings if re.search(rf"\b{re.escape(f)}\b", message)]
    feeling = rng.choice(named or _fitting(chosen.feelings, suggested.feelings)[:2])
    numbers = {clause: i for i, clause in enumerate(customer_clauses(case.customer), start=1)}
    clauses = rng.choice(chosen.clauses[:2]) if chosen.clauses else ()
    account = ", and ".join(f"{{{numbers[c]}}}" for c in clauses) or chosen.own.strip().rstrip(".")
    forms = ["You're {feeling}: {account}.", "You're {feeling}, and no wonder: {account}."]
    if len(clauses) < 2:
        forms.append("{Account}, and you're {feeling}.")
    return rng.choice(forms).format(
        feeling=feeling, account=account, Account=account[:1].upper() + account[1:]
    )


def _fitting(chosen: Sequence[str], suggested: Sequence[str]) -> list[str]:
    """What fits, the suggested before the others."""
    return [x for x in chosen if x in suggested] + [x for x in chosen if x not in suggested]


def _two_themes(
    chosen: Acknowledgement, suggested: Suggested, parts: Parts, rng: random.Random
) -> tuple[int, int]:
    """The numbers of two suggested themes of different groups, those that fit before the others."""
    offered = suggested.themes
    fitting = sorted(offered, key=lambda x: (x not in chosen.themes, offered.index(x)))
    first = fitting[0]
    group = parts.themes[first].group
    # All of one group happens; then the two are merely different.
    second = next((x for x in fitting[1:] if parts.themes[x].group != group), fitting[1])
    two = [offered.index(first) + 1, offered.index(second) + 1]
    rng.shuffle(two)
    return two[0], two[1]
