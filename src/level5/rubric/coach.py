"""Coaching: the level of a person's own reply, the next gate, and what the message offers."""

from collections.abc import Mapping

from level5.judge.gates import GATES, level_of
from level5.records import Case
from level5.rubric.feeling import feeling_groups
from level5.rubric.findings import Finding, Material
from level5.rubric.issue import specifics
from level5.scale import CHECKS, TARGET_LEVEL

# What to do where a gate is not passed or a cap shows; nothing here writes the reply.
_ADVICE: dict[str, str] = {
    "aware": "show that you have noticed how this feels",
    "feeling": "name the feeling, as strongly as they put it",
    "issue": "say back what happened, with a detail of theirs, in your own words",
    "underlying": "name something they did not spell out: a stake, a worry, a hurt",
    "breadth": "go one thing further: a second stake or feeling that the message supports",
    "check": "offer one guess at what it means to them as a question, not as a fact",
    "part": "leave them a choice that changes what happens next, and own an action",
    "blame": "take out what puts it on them, or doubts them",
    "command": "take out the order how to feel",
    "mockery": "take out the sarcasm",
    "garbled": "write whole sentences",
    "undercut": "take out the clause that takes the acknowledgement back",
    "hedged": "grant the feeling: no `if`, no `may have felt`",
    "soothing": "take out `don't worry` and the like",
    "non_apology": "be sorry for what happened, not for how they feel about it",
    "canned": "replace a stock phrase by a detail of this message",
    "wrong_feeling": "name the feeling that is in the message, not another",
    "other_customer": "answer this message's problem",
    "parrot": "say it in your own words",
    "over_sympathy": "leave your own feelings out; stay with theirs",
    "over_reach": "ask what you have assumed, or leave it out",
}
_MOST_LINES = 12


def coach(
    case: Case, reply: str, level: int, gates: Mapping[str, float], findings: Mapping[str, Finding]
) -> list[str]:
    """At most twelve lines for the person who wrote the reply; none of them rewrites it.

    Args:
        case: the customer's message.
        reply: the person's own.
        level: the judge's.
        gates: probabilities of the judge's heads.
        findings: of the rubric.
    """
    by_gates, decided = level_of({name: p >= 0.5 for name, p in gates.items()})
    if decided not in GATES and level < TARGET_LEVEL:
        # The judge is lower than its gates: the one that was passed most narrowly is next.
        decided = max(_ADVICE, key=lambda name: gates[name] if GATES[name].cap else 1 - gates[name])
    lines = [
        f"level {level}" if by_gates == level else f"level {level} (the gates give {by_gates})"
    ]
    if decided in GATES:
        lines += [f"in the way: {GATES[decided].reason}", f"next: {_ADVICE[decided]}"]
    else:
        lines.append("next: nothing; every gate is passed")
    lines += _offers(Material(case, reply))
    for name, found in findings.items():
        if found.failed and (
            CHECKS[name].looks_for_fault and CHECKS[name].family != "faithfulness"
        ):
            words = "; ".join(f"“{span.text}”" for span in found.spans[:2])
            lines.append(f"mind {name}: {words or found.reason}")
    return lines[:_MOST_LINES]


def _offers(material: Material) -> list[str]:
    """The feelings that the message states, and the details that the reply has not taken up."""
    lines = []
    felt = [span.text for spans in feeling_groups(material, "customer").values() for span in spans]
    if felt:
        lines.append("they say they feel: " + ", ".join(dict.fromkeys(felt)))
    taken = {word.lower() for word in specifics(material.reply)}
    details = [word for word in specifics(material.case.customer) if word.lower() not in taken]
    if details:
        lines.append("details you could take up: " + ", ".join(details[:8]))
    return lines
