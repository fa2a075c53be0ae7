"""Hearing rules and heads on gold, choosing the ways on dev, and measuring them on test."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from level5.jsonl import write_json
from level5.judge import Judge, Question
from level5.rubric import CHECK_FUNCTIONS, Finding, check_reply
from level5.rubric.combine import PLAN_FILE, Plan, fails, rule_fails
from level5.rubric.heads import HEADED, Heads
from level5.rubric_eval.gold import Gold
from level5.rubric_eval.measure import DOUBTS, choose, measure
from level5.rubric_eval.wording import wording
from level5.scale import CHECKS
from level5.support import SupportScorer
from level5.support.heads import heads_of

_GATED = ("facts_kept", "nothing_added")


class Heard(NamedTuple):
    """One gold reply with what the rules, and the heads where they matter, say of it."""

    gold: Gold
    findings: dict[str, Finding]
    heads: Heads | None

    def by_head(self, check: str) -> float:
        """The head's probability of a fail."""
        assert self.heads is not None, "heads are heard wherever one bears on a known check"
        return self.heads.fails(check)

    def by_rule(self, check: str, doubt: float) -> bool:
        """Whether the rule fails it, the scorer heard where the rule is unsure."""
        assert self.heads is not None, "heads are heard wherever one bears on a known check"
        return rule_fails(check, self.findings[check], self.heads, doubt)

    def fails(self, check: str, plan: Plan) -> bool:
        """Whether the check fails as planned."""
        return fails(plan, self.by_rule(check, plan.doubt), self.by_head(check))


def hear(gold: Sequence[Gold], judge: Judge, scorer: SupportScorer) -> list[Heard]:
    """Runs the rules on every gold reply, and the heads where one bears on what is known of it."""
    headed = [g for g in gold if not g.fails.keys().isdisjoint(HEADED)]
    verdicts = judge.score([Question(g.case.context, g.case.customer, g.reply) for g in headed])
    supports = scorer.score([(g.case, g.reply) for g in headed])
    heads = {
        id(g): heads_of(verdict, support, g.reply)
        for g, verdict, support in zip(headed, verdicts, supports, strict=True)
    }
    return [Heard(g, check_reply(g.case, g.reply, g.channel), heads.get(id(g))) for g in gold]


def fit_plans(heard: Sequence[Heard], folder: Path, sources: dict[str, str]) -> dict[str, Plan]:
    """Chooses each check's way on dev and writes it.

    Args:
        heard: the dev split's.
        folder: where `rubric.json` is written.
        sources: names and hashes of the judge and the scorer, kept beside the choice.
    """
    plans = {}
    for check in HEADED:
        rows = _of_check(check, heard)
        plans[check] = choose(
            [h.gold.fails[check] for h in rows],
            {
                doubt: [h.by_rule(check, doubt) for h in rows]
                for doubt in (DOUBTS if check in _GATED else (0.0,))
            },
            [h.by_head(check) for h in rows],
            [h.gold.source == "references" for h in rows] if check in _GATED else None,
        )
    checks = {name: plan._asdict() for name, plan in plans.items()}
    write_json(folder / PLAN_FILE, {"chosen_on": "dev", **sources, "checks": checks})
    return plans


def evaluate_rubric(heard: Sequence[Heard], plans: dict[str, Plan], split: str) -> dict[str, Any]:
    """Every check's figures on one split, by rule, by head, and as planned; and every kind's."""
    checks = {}
    for check in CHECK_FUNCTIONS:
        rows = _of_check(check, heard)
        gold = [h.gold.fails[check] for h in rows]
        by_rule = [h.findings[check].failed for h in rows]
        found: dict[str, Any] = {
            "family": CHECKS[check].family,
            "sources": sorted({h.gold.source for h in rows}),
            "scenarios": len({h.gold.scenario for h in rows}),
            "rule": measure(gold, by_rule)._asdict(),
        }
        if check in plans:
            by_head = [h.by_head(check) for h in rows]
            plan = plans[check]
            found["head"] = measure(gold, [p >= 0.5 for p in by_head])._asdict()
            found["together"] = measure(gold, [h.fails(check, plan) for h in rows])._asdict()
            found["way"] = plan._asdict()
        for source in ("labels", "pairs"):
            own = [h for h in rows if h.gold.source == source]
            if own and len(own) < len(rows):
                gold = [h.gold.fails[check] for h in own]
                found[source] = measure(gold, [h.fails(check, plans[check]) for h in own])._asdict()
        checks[check] = found
    return {
        "split": split,
        "checks": checks,
        "kinds": _kinds(heard, plans),
        "wordings": _wordings(heard, plans),
        "corruptions": _corruptions(heard),
    }


def _corruptions(heard: Sequence[Heard]) -> dict[str, dict[str, Any]]:
    """The share of garbled texts that `fluent` finds, by kind of corruption."""
    found: dict[str, list[bool]] = {}
    for h in heard:
        if h.gold.fails.get("fluent"):
            found.setdefault(h.gold.kind, []).append(h.findings["fluent"].failed)
    return {
        kind: {"n": len(said), "found": sum(said) / len(said)}
        for kind, said in sorted(found.items())
    }


def _of_check(check: str, heard: Sequence[Heard]) -> list[Heard]:
    """The gold that knows a check; a reply with a label is not counted by its kind again."""
    labelled = {(h.gold.scenario, h.gold.reply) for h in heard if h.gold.source == "labels"}
    return [
        h
        for h in heard
        if check in h.gold.fails
        # Where a rule does not apply, no head is heard.
        and h.findings[check].verdict != "na"
        and (h.gold.source != "kinds" or (h.gold.scenario, h.gold.reply) not in labelled)
    ]


def _kinds(heard: Sequence[Heard], plans: dict[str, Plan]) -> dict[str, dict[str, Any]]:
    """Share right of both faithfulness gates, by kind of case."""
    found: dict[str, dict[str, Any]] = {}
    for kind in sorted({h.gold.kind for h in heard if h.gold.source in ("cases", "references")}):
        rows = [h for h in heard if h.gold.kind == kind and set(_GATED) <= set(h.gold.fails)]
        found[kind] = {"n": len(rows)}
        for check in _GATED:
            right = [h.fails(check, plans[check]) == h.gold.fails[check] for h in rows]
            found[kind][check] = sum(right) / len(right)
    return found


def _wordings(heard: Sequence[Heard], plans: dict[str, Plan]) -> dict[str, dict[str, Any]]:
    """Share right of the gates on untouched rewrites, and on written cases by how free they are."""
    found: dict[str, list[tuple[bool, ...]]] = {}
    for h in heard:
        if not set(_GATED) <= set(h.gold.fails):
            continue
        sort = "untouched"
        if h.gold.source == "cases":
            sort = f"{wording(h.gold.case, h.gold.reply)}, {_state(h.gold)}"
        elif h.gold.source == "standalone":
            sort = f"with scenarios of their own, {_state(h.gold)}"
        right = [h.fails(check, plans[check]) == h.gold.fails[check] for check in _GATED]
        found.setdefault(sort, []).append((*right, all(right)))
    return {
        sort: {"n": len(rows)}
        | {
            name: sum(column) / len(rows)
            for name, column in zip((*_GATED, "both"), zip(*rows, strict=True), strict=True)
        }
        for sort, rows in sorted(found.items())
    }


def _state(gold: Gold) -> str:
    return "faulty" if any(gold.fails[check] for check in _GATED) else "sound"


def throughput(
    gold: Sequence[Gold], judge: Judge, scorer: SupportScorer, most: int = 400
) -> dict[str, float]:
    """Replies a second, for the rules alone and with both heads."""
    some = list(gold)[:: max(1, len(gold) // most)][:most]

    def rate(run: Callable[[], object]) -> float:
        begun = time.perf_counter()
        run()
        return len(some) / (time.perf_counter() - begun)

    return {
        "n": len(some),
        "rules": rate(lambda: [check_reply(g.case, g.reply, g.channel) for g in some]),
        "with heads": rate(lambda: hear(some, judge, scorer)),
    }
