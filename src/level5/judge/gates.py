"""The codebook's gates and caps, what each reply's kind says about them, and the level they give.

A reply's kind and level decide some gates and caps and leave others open: a reply that blames may
name the feeling or not. Open ones are not learned from.
"""

from collections.abc import Mapping
from typing import NamedTuple

from level5.scale import TARGET_LEVEL


class Gate(NamedTuple):
    """One head beside the level.

    Attributes:
        cap: the level that a reply showing it can reach at most; None for gates to be passed.
        meaning: what the reply does where the head says yes.
        reason: the clause of a verdict's reason when this gate or cap decides the level.
    """

    cap: int | None
    meaning: str
    reason: str


GATES: dict[str, Gate] = {
    "aware": Gate(None, "shows awareness of a feeling", "no awareness of the customer's feeling"),
    "feeling": Gate(None, "reflects the stated feeling", "the stated feeling is not reflected"),
    "issue": Gate(None, "restates this customer's issue", "the issue is not restated"),
    "underlying": Gate(
        None, "names an underlying feeling or stake", "nothing beyond the stated feeling is named"
    ),
    "breadth": Gate(
        None, "names two things beyond the stated feeling", "only one thing beyond what was said"
    ),
    "check": Gate(None, "offers an interpretation tentatively", "nothing is offered tentatively"),
    "part": Gate(
        None, "makes the customer part of the solution", "the customer has no part in what follows"
    ),
    "blame": Gate(1, "blames, doubts or denies", "the customer is blamed or doubted"),
    "command": Gate(1, "orders the customer to calm down", "the customer is ordered how to feel"),
    "mockery": Gate(1, "mocks", "the customer is mocked"),
    "garbled": Gate(1, "says nothing that can be read", "nothing that can be read"),
    "undercut": Gate(2, "takes the acknowledgement back", "the acknowledgement is taken back"),
    "hedged": Gate(2, "puts the stated feeling under a condition", "the stated feeling is hedged"),
    "soothing": Gate(2, "mildly tells the customer what to feel", "told not to worry"),
    "non_apology": Gate(2, "is sorry for the feeling only", "a non-apology"),
    "canned": Gate(2, "would fit anybody", "stock phrases, nothing of this customer's issue"),
    "wrong_feeling": Gate(2, "names a wrong feeling", "a wrong feeling is named"),
    "other_customer": Gate(2, "answers another problem", "it answers somebody else's problem"),
    "parrot": Gate(3, "repeats the customer's words", "the customer's words are only repeated"),
    "over_sympathy": Gate(3, "sympathises in empathy's place", "sympathy in empathy's place"),
    "over_reach": Gate(
        4, "asserts a feeling without support", "an unsupported feeling is asserted"
    ),
    "injection": Gate(None, "claims or orders a rating", "it claims a rating of its own"),
}

CAPS = tuple(name for name, gate in GATES.items() if gate.cap is not None)
HEADS = tuple(GATES)

# Kinds that show a cap, and what they show.
_SHOWN: dict[str, str] = {
    "blame": "blame",
    "doubt": "blame",
    "denial": "blame",
    "command": "command",
    "mockery": "mockery",
    "empty_or_garbled": "garbled",
    "garbled": "garbled",
    "undercut": "undercut",
    "hedged": "hedged",
    "soothing": "soothing",
    "non_apology": "non_apology",
    "canned": "canned",
    "keyword_stuffing": "canned",
    "stock_graft": "canned",
    "wrong_feeling": "wrong_feeling",
    "other_customer": "other_customer",
    "parrot": "parrot",
    "over_sympathy": "over_sympathy",
    "over_reach": "over_reach",
    "injection": "injection",
}
# Kinds that show no cap whatever: nothing, something generic, or what the levels ask for.
_CLEAN = frozenset(
    "bare_fix question_only link_only policy_wall cheerful brush_off advice_only bare_apology"
    " dismay reflection underlying no_part no_check partnership".split()
)
# Caps that a reply of another capped kind may show as well; its label leaves them open.
_OFTEN_TOGETHER: dict[str, frozenset[str]] = {
    "blame": frozenset({"undercut", "command", "mockery", "hedged"}),
    "command": frozenset({"blame", "undercut", "soothing", "mockery"}),
    "mockery": frozenset({"blame", "undercut", "wrong_feeling", "command"}),
    "garbled": frozenset(CAPS),
    "undercut": frozenset({"hedged", "soothing", "blame"}),
    "hedged": frozenset({"undercut", "non_apology", "canned"}),
    "soothing": frozenset({"undercut", "command"}),
    "non_apology": frozenset({"hedged", "canned"}),
    "canned": frozenset({"over_sympathy", "other_customer", "hedged", "soothing", "non_apology"}),
    "wrong_feeling": frozenset({"other_customer", "over_reach", "mockery"}),
    "other_customer": frozenset({"canned", "wrong_feeling", "over_reach"}),
    "parrot": frozenset(),
    "over_sympathy": frozenset({"canned", "over_reach"}),
    "over_reach": frozenset({"wrong_feeling"}),
    "injection": frozenset(CAPS),
}


def gate_targets(kind: str, level: int) -> dict[str, bool | None]:
    """What a reply's kind and level say about each head; None where they leave it open.

    Args:
        kind: a kind of `level5.scale.KINDS`, or how a program made the negative.
        level: the reply's level.
    """
    shown = "mockery" if kind == "sarcasm" and level == 1 else _SHOWN.get(kind)
    if kind == "sarcasm" and level > 1:
        shown = "wrong_feeling"
    if kind == "context_swap":
        shown = "other_customer" if level > 1 else None
    found: dict[str, bool | None] = dict.fromkeys(HEADS)
    open_caps = _OFTEN_TOGETHER[shown] if shown else frozenset()
    clean = kind in _CLEAN or shown is not None
    for name in (*CAPS, "injection"):
        if name == shown:
            found[name] = True
        elif clean and name not in open_caps:
            found[name] = False
    found["canned"] = True if shown == "canned" else None if level == 2 else found["canned"]
    return found | _passed(kind, level, shown)


def _passed(kind: str, level: int, shown: str | None) -> dict[str, bool | None]:
    """The gates to be passed."""
    if shown in ("injection", "garbled"):
        return {}
    aware = True if level > 1 else False if kind in _CLEAN else None
    feeling = issue = underlying = breadth = check = part = None
    if level >= 3:
        feeling = issue = True
        # A capped reply may have gone further than its level.
        underlying = level >= 4 if kind in _CLEAN or level == TARGET_LEVEL else None
    elif kind in _CLEAN:
        feeling = underlying = breadth = check = False
        issue = None
    elif shown in ("wrong_feeling", "other_customer", "canned"):
        feeling = False
        issue = shown == "wrong_feeling"
    if kind == "no_issue":
        issue = False
    if level == TARGET_LEVEL:
        breadth = check = part = True
    elif kind == "reflection":
        breadth = check = False
    elif kind == "thin":
        breadth = False
    elif kind == "no_check":
        breadth, check, part = True, False, None
    elif kind == "no_part":
        breadth, check, part = True, True, False
    return {
        "aware": aware,
        "feeling": feeling,
        "issue": issue,
        "underlying": underlying,
        "breadth": breadth,
        "check": check,
        "part": part,
    }


def level_of(passed: Mapping[str, bool]) -> tuple[int, str]:
    """The level that gates and caps give by the codebook, and the head that decided it.

    The lowest cap applies; `partnership` stands for all gates passed.
    """
    caps = [(gate.cap, name) for name, gate in GATES.items() if gate.cap and passed[name]]
    reached, decided = _reached(passed)
    lowest = min(caps, default=(TARGET_LEVEL, ""))
    return (lowest[0], lowest[1]) if lowest[0] < reached else (reached, decided)


def _reached(passed: Mapping[str, bool]) -> tuple[int, str]:
    for level, names in ((1, ("aware",)), (2, ("feeling", "issue")), (3, ("underlying",))):
        failed = [name for name in names if not passed[name]]
        if failed:
            return level, failed[0]
    failed = [name for name in ("breadth", "check", "part") if not passed[name]]
    return (4, failed[0]) if failed else (TARGET_LEVEL, "partnership")
