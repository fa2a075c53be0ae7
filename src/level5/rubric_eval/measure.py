"""Precision, recall and F1 of a check, and the choice between its ways."""

import math
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from level5.rubric.combine import Plan, Way, fails

# The share of untouched rewrites that a faithfulness gate may fail.
FALSE_ALARMS = 0.03
_GRID = tuple(k / 50 for k in range(1, 50))
# What an unsure rule may ask of the scorer; 0 believes it whatever the scorer says.
DOUBTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)


class Measured(NamedTuple):
    """Counts and figures of one way; a fail is what is looked for.

    Attributes:
        n: replies.
        faults: replies that should fail.
        precision: share of the fails that are right.
        recall: share of the faults that are found.
        f1: harmonic mean of the two.
        f1_pass: the same of passing.
        accuracy: share right.
        false_alarms: share of sound replies that fail.
    """

    n: int
    faults: int
    precision: float
    recall: float
    f1: float
    f1_pass: float
    accuracy: float
    false_alarms: float


def measure(gold: Sequence[bool], said: Sequence[bool]) -> Measured:
    """Figures of what was said against what should be; 0 where a figure has no ground.

    Args:
        gold: whether each should fail.
        said: whether each fails.
    """
    both = [(g, s) for g, s in zip(gold, said, strict=True)]
    hit, missed = both.count((True, True)), both.count((True, False))
    alarm, quiet = both.count((False, True)), both.count((False, False))
    return Measured(
        n=len(both),
        faults=hit + missed,
        precision=_share(hit, hit + alarm),
        recall=_share(hit, hit + missed),
        f1=_share(2 * hit, 2 * hit + missed + alarm),
        f1_pass=_share(2 * quiet, 2 * quiet + missed + alarm),
        accuracy=_share(hit + quiet, len(both)),
        false_alarms=_share(alarm, alarm + quiet),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def choose(
    gold: Sequence[bool],
    by_rule: Mapping[float, Sequence[bool]],
    by_head: Sequence[float],
    untouched: Sequence[bool] | None = None,
) -> Plan:
    """The way and threshold of greatest F1 (mean of failing and passing), or of a gate's accuracy.

    A gate is there to stop faults, however rare they are on dev: of the ways that fail few
    untouched rewrites it looks for the one that is right on most of the written cases, faults and
    sound ones weighed alike, and takes the simplest that is within one standard error of it
    (Breiman, Friedman, Olshen and Stone 1984): a scorer that gains less than that on texts like
    those it was fitted on may lose on others. Among equals the rule that is doubted least, the
    simplest way, and of thresholds the one nearest to a half.

    Args:
        gold: whether each should fail.
        by_rule: whether the rule fails it, at each doubt to choose from.
        by_head: the head's probability of a fail.
        untouched: for a gate which replies are untouched rewrites, all of them sound; ways that
            fail more than `FALSE_ALARMS` of them are out, and where all do, the one with fewest is
            taken.

    Raises:
        ValueError: there is no fault, or nothing sound, to choose by.
    """
    if len(set(gold)) < 2:
        raise ValueError(f"all {len(gold)} replies are alike; faults and sound ones are needed")
    ways: tuple[Way, ...] = ("head", "either", "both")
    plans = [
        plan
        for doubt in by_rule
        for plan in (
            Plan("rule", 1.0, doubt),
            *(Plan(way, t, doubt) for way in ways for t in _GRID if way != "head" or not doubt),
        )
    ]

    def simple(plan: Plan) -> tuple[float, float]:
        return -plan.doubt, 1.0 if plan.way == "rule" else -abs(plan.threshold - 0.5)

    def heard(plan: Plan) -> list[bool]:
        return [fails(plan, r, h) for r, h in zip(by_rule[plan.doubt], by_head, strict=True)]

    if untouched is None:

        def worth(plan: Plan) -> tuple[float, float, float]:
            found = measure(gold, heard(plan))
            return (round((found.f1 + found.f1_pass) / 2, 6), *simple(plan))

        return max(plans, key=worth)
    written = [not bare for bare in untouched]
    alarms, right, error = {}, {}, {}
    for plan in plans:
        said = heard(plan)
        too_many = _share(sum(compress(said, untouched)), sum(untouched)) - FALSE_ALARMS
        alarms[plan] = round(max(0.0, too_many), 6)
        found = measure([*compress(gold, written)], [*compress(said, written)])
        right[plan] = (found.recall - found.false_alarms) / 2
        error[plan] = _standard_error(found)
    few = [plan for plan in plans if alarms[plan] == min(alarms.values())]
    best = max(few, key=lambda plan: right[plan])
    near = [plan for plan in few if right[plan] >= right[best] - error[best]]
    rules = [plan for plan in near if plan.way == "rule"]
    return max(rules or near, key=lambda plan: (*simple(plan), right[plan]))


def _standard_error(found: Measured) -> float:
    """Of half of recall minus false alarms, as binomial shares."""
    variances = (
        share * (1 - share) / max(1, n)
        for share, n in (
            (found.recall, found.faults),
            (found.false_alarms, found.n - found.faults),
        )
    )
    return math.sqrt(sum(variances)) / 2
