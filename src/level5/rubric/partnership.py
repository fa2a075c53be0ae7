"""Partnership: the customer's part in the solution, the agent's action, greeting and close."""

import re

from level5.rubric.findings import Finding, Material, fail, not_applicable, passed
from level5.rubric.lexicon import CHOICE, NEGATIVE_FEELING, OWNERSHIP

_NEXT = re.compile(
    r"\b(?:next|then|once|when|after|until|from there|first|I'll|I will|I can|you can|you may|you'll|will be"
    r"|please|send|DM|reply|visit|call|see|follow|go to|fill in|by \d|on (?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day)\b|\[(?:link|phone|email)\]",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:care|hope|take your time|in your own time|at your (?:own )?pace|here (?:for|if|with)|with you|stay"
    r" with|whenever|glad|wish|all the best|thinking of|look after|by your side|together|for as long|every step"
    r"|no rush|what(?:ever)? (?:would )?(?:help|suits?|matters?|works)|easier for you|best for you)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|thanks?|thank you|welcome|greetings)\b",
    re.IGNORECASE,
)


def customer_in_solution(material: Material) -> Finding:
    """Asks what the customer would like, or gives options. Source: S0 L5, S1.

    Errors: whether the choice changes what happens next is not judged.
    """
    spans = material.find(CHOICE)
    return passed("the customer is asked", spans) if spans else fail("the customer has no part")


def ownership(material: Material) -> Finding:
    """First-person action ("I'll …"), not "it will be …". Source: S0 L5."""
    spans = material.find(OWNERSHIP)
    return passed("first-person action", spans) if spans else fail("nobody owns an action")


def next_step(material: Material) -> Finding:
    """Says what happens next, or reminds of it. Source: S1."""
    spans = material.find(_NEXT)
    return passed("says what comes next", spans[-1:]) if spans else fail("no next step")


def caring_close(material: Material) -> Finding:
    """Ends by showing care, or by handing the customer a choice. Source: S1."""
    if not material.sentences:
        return fail("nothing is said")
    last = material.sentences[-2:]
    text = " ".join(span.text for span in last)
    if NEGATIVE_FEELING.search(text) or _CARE.search(text) or CHOICE.search(text):
        return passed("ends with the customer", last)
    return fail("ends without care", last)


def rapport(material: Material) -> Finding:
    """Greets where the channel calls for it: email and phone. Source: S4."""
    if material.channel not in ("email", "phone"):
        return not_applicable("the channel calls for no greeting")
    if material.case.context:
        return not_applicable("the conversation is under way")
    found = _GREETING.search(material.reply)
    return passed("greets") if found else fail("no greeting")
