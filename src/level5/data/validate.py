"""The mechanical part of the codebook, checked on every ladder.

What a program can hold against a ladder without judging it: its shape, the facts carried through
levels 3 to 5, no slot from nowhere, and lengths. The rest is for raters.
"""

import re
from collections.abc import Iterable, Iterator

from level5.records import Ladder
from level5.rubric.slots import Slot, agree, find_slots, is_round
from level5.scale import MAX_WORDS, TARGET_LEVEL
from level5.words import longest_run

MIN_KINDS = 2
MAX_CUSTOMER_WORDS = 150
MAX_COPIED_RUN = 9

_TURN = re.compile(r"^(?:Customer|Agent): \S")


def ladder_problems(ladder: Ladder) -> list[str]:
    """Everything mechanical that is wrong with one ladder, a line each; empty when nothing is."""
    return [
        *_shape(ladder),
        *_facts_carried(ladder),
        *_slots_from_nowhere(ladder),
        *_rewrites_hold_the_draft(ladder),
    ]


def word_count(text: str) -> int:
    """Words as runs of non-space characters."""
    return len(text.split())


def _shape(ladder: Ladder) -> Iterator[str]:
    for level in (1, 2):
        kinds = {reply.kind for reply in ladder.replies if reply.level == level}
        if len(kinds) < MIN_KINDS:
            yield f"level {level} has {len(kinds)} kind, at least {MIN_KINDS} are needed"
    if sum(reply.level == TARGET_LEVEL for reply in ladder.replies) < 2:
        yield "fewer than 2 replies of level 5"
    if not ladder.no_feeling and not (ladder.stated and ladder.underlying):
        yield "stated and underlying feelings must not be empty unless `no_feeling` is true"
    if word_count(ladder.customer) > MAX_CUSTOMER_WORDS:
        yield f"the customer's message has over {MAX_CUSTOMER_WORDS} words"
    for line in ladder.context.splitlines():
        if not _TURN.match(line):
            yield f"context line {line[:40]!r} does not begin with 'Customer: ' or 'Agent: '"
    texts = [reply.text for reply in ladder.replies]
    if len(set(texts)) < len(texts):
        yield "two replies are the same"
    for index, reply in enumerate(ladder.replies):
        if word_count(reply.text) > MAX_WORDS:
            yield f"reply {index} has {word_count(reply.text)} words, at most {MAX_WORDS}"
        run = longest_copied_run(reply.text, ladder.customer)
        if reply.level >= 4 and run > MAX_COPIED_RUN:
            yield f"reply {index} (level {reply.level}) copies {run} words of the customer in a row"


def longest_copied_run(reply: str, customer: str) -> int:
    """The most words in a row that a reply has from the customer's message."""
    return longest_run(_words(reply), _words(customer)).size


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def _weak(slot: Slot) -> bool:
    """Small numbers in words, ordinals and bare months are ordinary language: "one of the two"."""
    if slot.kind in ("number_word", "ordinal", "month", "year", "rate", "fraction"):
        return True
    if is_round(slot):
        return True
    if slot.kind == "id":  # a row, a gate, but also a letter talked about
        return len(slot.value) == 1
    if slot.kind == "time":  # "three in the morning", but not "noon"
        return slot.in_words and " " in slot.text
    return slot.kind == "quantity" and not slot.text[0].isdigit()


def missing_slots(required: Iterable[Slot], reply: Iterable[Slot]) -> list[Slot]:
    """Slots of `required` that agree with no slot of `reply`."""
    held = list(reply)
    return [slot for slot in required if not any(agree(slot, other) for other in held)]


def _firm(text: str) -> list[Slot]:
    return [slot for slot in find_slots(text) if not _weak(slot) and slot.kind != "name"]


def _listed(slots: Iterable[Slot]) -> str:
    return ", ".join(dict.fromkeys(repr(slot.text) for slot in slots))


def _facts_carried(ladder: Ladder) -> Iterator[str]:
    facts = _firm("\n".join(ladder.facts))
    for index, reply in enumerate(ladder.replies):
        if reply.level >= 3 and reply.rewrites is None:
            missing = missing_slots(facts, find_slots(reply.text))
            if missing:
                yield f"reply {index} (level {reply.level}) lacks {_listed(missing)} of the facts"


def _slots_from_nowhere(ladder: Ladder) -> Iterator[str]:
    known = find_slots("\n".join([*ladder.facts, ladder.customer, ladder.context]))
    for index, reply in enumerate(ladder.replies):
        added = missing_slots(_firm(reply.text), known)
        if added and reply.kind != "other_customer":
            yield f"reply {index} has {_listed(added)}, which neither facts nor customer hold"


def _rewrites_hold_the_draft(ladder: Ladder) -> Iterator[str]:
    theirs = find_slots("\n".join([ladder.customer, ladder.context]))
    for index, reply in enumerate(ladder.replies):
        if reply.rewrites is None:
            continue
        draft = ladder.replies[reply.rewrites]
        missing = missing_slots(_firm(draft.text), find_slots(reply.text))
        if missing:
            yield f"reply {index} rewrites {reply.rewrites} but lacks {_listed(missing)} of it"
        added = missing_slots(_firm(reply.text), [*find_slots(draft.text), *theirs])
        if added:
            yield f"reply {index} rewrites {reply.rewrites} but adds {_listed(added)} to it"
