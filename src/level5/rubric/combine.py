"""Rule and head together: for each check the way that was right most often on dev."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from level5.errors import InputError
from level5.rubric.findings import Finding
from level5.rubric.heads import HEADED, Heads

Way = Literal["rule", "head", "either", "both"]
PLAN_FILE = "rubric.json"


class Plan(NamedTuple):
    """How one check comes to its verdict.

    Attributes:
        way: the rule alone, the head alone, or a fail where either or both say so.
        threshold: the head's probability from which on it says fail.
        doubt: the probability that the scorer must give the words that an unsure rule objects to,
            for the rule to be believed.
    """

    way: Way
    threshold: float
    doubt: float = 0.0


def load_plans(folder: Path) -> dict[str, Plan]:
    """The plans that `make rubric` chose.

    Raises:
        InputError: there are none, or not one for each check that has a head.
    """
    path = folder / PLAN_FILE
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; make it with `make rubric`")
    rows = json.loads(path.read_text(encoding="utf-8"))["checks"]
    if set(rows) != set(HEADED):
        odd = ", ".join(sorted(set(rows) ^ set(HEADED)))
        raise InputError(f"{path}: not the checks that have heads ({odd}); run `make rubric`")
    return {name: Plan(**row) for name, row in rows.items()}


def combined(
    findings: Mapping[str, Finding], heads: Heads, plans: Mapping[str, Plan]
) -> dict[str, Finding]:
    """The rules' findings with the heads heard; both stay visible in each finding."""
    return {
        name: _combine(name, found, heads, plans[name]) if name in plans else found
        for name, found in findings.items()
    }


def rule_fails(check: str, found: Finding, heads: Heads, doubt: float) -> bool:
    """Whether the rule's objection stands once the scorer has looked at the words."""
    return found.failed and not (found.unsure and heads.objects_to(check, found.spans) < doubt)


def fails(plan: Plan, by_rule: bool, by_head: float) -> bool:
    """Whether a check fails, given what rule and head say."""
    head = by_head >= plan.threshold
    if plan.way == "rule":
        return by_rule
    if plan.way == "head":
        return head
    return (by_rule or head) if plan.way == "either" else (by_rule and head)


def _combine(name: str, found: Finding, heads: Heads, plan: Plan) -> Finding:
    probability = heads.fails(name)
    heard = replace(found, by_rule=found.verdict, by_head=probability)
    if found.verdict == "na":
        return heard
    by_rule = rule_fails(name, found, heads, plan.doubt)
    if fails(plan, by_rule, probability):
        if by_rule:
            return heard
        reason = f"{heads.reason(name)} ({probability:.0%})"
        return replace(heard, verdict="fail", reason=reason, spans=heads.spans(name))
    if found.failed:
        reason = f"the rule objects ({found.reason}); the head does not ({probability:.0%})"
        return replace(heard, verdict="pass", reason=reason)
    return heard
