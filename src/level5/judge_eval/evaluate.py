"""Everything that is measured of a judge, as one JSON-ready result."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from level5.agreement import agreement
from level5.data.ladders import Split, load_ladders, split_of
from level5.data.validate import word_count
from level5.judge.calibration import (
    expected_calibration_error,
    ranked_probability_score,
    reliability,
)
from level5.judge.encode import Question
from level5.judge.examples import Example, reply_examples
from level5.judge.gates import GATES, gate_targets
from level5.judge.predict import Judge, Verdict
from level5.judge_eval.baselines import baseline_levels
from level5.judge_eval.edits import ATTACKS, EDITS
from level5.judge_eval.measures import (
    Resampled,
    longer_wins,
    partial_correlation,
    standardized_difference,
)
from level5.judge_eval.probes import Probe, by_family, run_probes
from level5.scale import LEVELS, TARGET_LEVEL

_SEED = 3
# Replies that are edited, attacked or put to another customer.
_DRAWN = 400


def evaluate_judge(
    judge: Judge, data: Path, probes: Sequence[Probe], split: Split = "test"
) -> dict[str, Any]:
    """Rates every reply of a split, and everything made from them.

    Args:
        judge: the judge; one that was fitted on scenarios of the split tells nothing.
        data: the data folder.
        probes: minimal pairs.
        split: whose replies.
    """
    ladders = load_ladders(data)
    train = reply_examples([x for x in ladders if split_of(x.id) == "train"])
    held_out = reply_examples([x for x in ladders if split_of(x.id) == split])
    channels = {x.id: x.channel for x in ladders}
    verdicts = judge.score([x.question for x in held_out])
    blind = judge.score([Question("", "", x.question.reply) for x in held_out])
    predicted = {
        "judge": [v.level for v in verdicts],
        "judge, customer hidden": [v.level for v in blind],
        **baseline_levels(train, held_out),
    }
    labels = [x.level for x in held_out]
    resampled = Resampled([x.scenario for x in held_out])
    return {
        "judge": judge.name,
        "weights_sha256": judge.weights_hash,
        "split": split,
        "scenarios": len({x.scenario for x in held_out}),
        "systems": _systems(labels, predicted, resampled),
        "confusion": _confusion(labels, predicted["judge"]),
        "recall_by_level": {
            str(level): _share(
                [v == level for v, x in zip(predicted["judge"], labels, strict=True) if x == level]
            )
            for level in LEVELS
        },
        "by_kind": _groups(held_out, verdicts, lambda x: x.family),
        "by_domain": _groups(held_out, verdicts, lambda x: x.domain),
        "by_channel": _groups(held_out, verdicts, lambda x: channels[x.scenario]),
        "gates": _gates(held_out, verdicts),
        "calibration": _calibration(labels, verdicts, resampled),
        "length": _length(held_out, verdicts),
        "context_swap": _context_swap(judge, held_out),
        "edits": _edits(judge, held_out),
        "attacks": _attacks(judge, held_out),
        "probes": _probes(judge, probes),
    }


def _systems(
    labels: Sequence[int], predicted: dict[str, list[int]], resampled: Resampled
) -> dict[str, Any]:
    return {
        name: {
            **agreement(labels, levels)._asdict(),
            "qwk": resampled.kappa(labels, levels)._asdict(),
            "difference_of_means": standardized_difference(labels, levels),
            "lift_of_judge": resampled.lift(labels, predicted["judge"], levels)._asdict(),
        }
        for name, levels in predicted.items()
    }


def _confusion(labels: Sequence[int], levels: Sequence[int]) -> list[list[int]]:
    counts = Counter(zip(labels, levels, strict=True))
    return [[counts[label, level] for level in LEVELS] for label in LEVELS]


def _groups(
    examples: Sequence[Example], verdicts: Sequence[Verdict], key: Callable[[Example], str]
) -> dict[str, Any]:
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for x, v in zip(examples, verdicts, strict=True):
        rows[key(x)].append((x.level, v.level))
    return {
        name: agreement([a for a, _ in pairs], [b for _, b in pairs])._asdict()
        for name, pairs in sorted(rows.items())
    }


def _gates(examples: Sequence[Example], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Each head against what kind and level say, where they say anything."""
    found: dict[str, Any] = {}
    targets = [gate_targets(x.family, x.level) for x in examples]
    for name in GATES:
        rows = [
            (t[name], v.gates[name] >= 0.5)
            for t, v in zip(targets, verdicts, strict=True)
            if t[name] is not None
        ]
        hits = sum(bool(truth and said) for truth, said in rows)
        positives = sum(bool(truth) for truth, _ in rows)
        claimed = sum(said for _, said in rows)
        found[name] = {
            "n": len(rows),
            "positives": positives,
            "precision": hits / claimed if claimed else None,
            "recall": hits / positives if positives else None,
        }
    agree = [v.level == v.by_gates for v in verdicts]
    return {"heads": found, "level_and_gates_agree": _share(agree)}


def _calibration(
    labels: Sequence[int], verdicts: Sequence[Verdict], resampled: Resampled
) -> dict[str, Any]:
    probabilities = np.asarray([v.probabilities for v in verdicts])
    right = [v.level == label for v, label in zip(verdicts, labels, strict=True)]
    # The probabilities are calibrated as such, whatever level the cuts make of them.
    likeliest = probabilities.argmax(1) + 1
    bins = reliability(probabilities.max(1).tolist(), (likeliest == np.asarray(labels)).tolist())
    held = [label in v.level_set for v, label in zip(verdicts, labels, strict=True)]
    widths = [len(v.level_set) for v in verdicts]
    sure = [hit for hit, v in zip(right, verdicts, strict=True) if not v.unsure]
    unsure = [hit for hit, v in zip(right, verdicts, strict=True) if v.unsure]
    return {
        "expected_calibration_error": expected_calibration_error(bins),
        "ranked_probability_score": ranked_probability_score(probabilities, labels),
        "coverage": resampled.share(held)._asdict(),
        "set_width": {str(k): widths.count(k) / len(widths) for k in LEVELS},
        "unsure": len(unsure) / len(right),
        "exact_where_sure": _share(sure),
        "exact_where_unsure": _share(unsure),
        "reliability": [x._asdict() for x in bins],
    }


def _length(examples: Sequence[Example], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    words = [word_count(x.question.reply) for x in examples]
    labels = [x.level for x in examples]
    expected = [v.expected for v in verdicts]
    pairs, share = longer_wins([x.scenario for x in examples], labels, expected, words)
    return {
        "correlation_given_length": partial_correlation(expected, labels, words),
        "pairs_of_equals": pairs,
        "longer_wins": share,
        "points": [[w, round(e, 2), y] for w, e, y in zip(words, expected, labels, strict=True)],
    }


def _context_swap(judge: Judge, examples: Sequence[Example]) -> dict[str, Any]:
    """Level-5 replies under the message of another scenario of the same trade."""
    rng = random.Random(_SEED)
    by_domain: dict[str, dict[str, Example]] = defaultdict(dict)
    for x in examples:
        by_domain[x.domain].setdefault(x.scenario, x)
    swapped = []
    for x in examples:
        others = [o for name, o in by_domain[x.domain].items() if name != x.scenario]
        if x.level == TARGET_LEVEL and others:
            other = rng.choice(others).question
            swapped.append((x.question, Question(other.context, other.customer, x.question.reply)))
    own = judge.score([a for a, _ in swapped])
    strange = judge.score([b for _, b in swapped])
    rated = [
        (a.level, b.level) for a, b in zip(own, strange, strict=True) if a.level == TARGET_LEVEL
    ]
    return {
        "rated_5": len(rated),
        "fall": _share([b < a for a, b in rated]),
        "rated_2_or_less": _share([b <= 2 for _, b in rated]),
    }


def _edits(judge: Judge, examples: Sequence[Example]) -> dict[str, Any]:
    rng = random.Random(_SEED)
    drawn = rng.sample(list(examples), min(_DRAWN, len(examples)))
    before = [v.level for v in judge.score([x.question for x in drawn])]
    found = {}
    for name, edit in EDITS.items():
        pairs = [
            (level, edited)
            for level, x in zip(before, drawn, strict=True)
            if (edited := edit(x.question, rng)) != x.question
        ]
        after = [v.level for v in judge.score([question for _, question in pairs])]
        same = [a == b for (a, _), b in zip(pairs, after, strict=True)]
        found[name] = {"n": len(same), "flipped": _share([not kept for kept in same])}
    return found


def _attacks(judge: Judge, examples: Sequence[Example]) -> dict[str, Any]:
    drawn = random.Random(_SEED).sample(list(examples), min(_DRAWN // 4, len(examples)))
    found = {}
    for name, (reply, most) in ATTACKS.items():
        rated = judge.score([x.question._replace(reply=reply) for x in drawn])
        found[name] = {
            "n": len(rated),
            "at_most": most,
            "withstood": _share([v.level <= most for v in rated]),
            "highest": max(v.level for v in rated),
        }
    return found


def _probes(judge: Judge, probes: Sequence[Probe]) -> dict[str, Any]:
    outcomes = run_probes(judge, probes)
    return {
        "n": len(outcomes),
        "passed": _share([o.passed for o in outcomes]),
        "families": {
            family: {
                "n": len(rows),
                "passed": _share([o.passed for o in rows]),
                "both_levels_right": _share([o.exact for o in rows]),
            }
            for family, rows in by_family(outcomes).items()
        },
        "failed": [
            {**o.probe.model_dump(mode="json"), "rated": o.level, "other_rated": o.other_level}
            for o in outcomes
            if not o.passed
        ],
    }


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
