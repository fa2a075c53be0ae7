"""The evaluate stage: every system on one suite, scored, compared, and written down."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from level5.config import RunConfig, SuiteConfig
from level5.data.acknowledgements import load_own_words
from level5.data.ladders import load_ladders
from level5.evaluate.baselines import constant, few_shot, likeliest, nearest, template, unchanged
from level5.evaluate.outputs import model_outputs, selected_outputs
from level5.evaluate.results import adapter_identity
from level5.evaluate.score import Readers, Scored, question, score
from level5.evaluate.statistics import estimate, holm, paired_difference
from level5.evaluate.suites import Item, load_items
from level5.generate.engine import Generated
from level5.jsonl import write_json, write_rows
from level5.judge import Judge
from level5.paths import in_repository
from level5.runs import RunFolder
from level5.scale import JOINT_CHECKS, LEVELS, TARGET_LEVEL

SYSTEM_NAMES = {
    "draft": "draft unchanged",
    "constant": "one reply for all",
    "template": "fixed template",
    "nearest": "nearest training reply",
    "likeliest": "likeliest parts, no model",
    "base": "base model prompted",
    "fewshot": "base model, few-shot",
    "finetuned": "fine-tuned model",
    "selected": "fine-tuned, best of several",
    "reference": "reference",
}
METRICS = {
    "joint_success": "joint success",
    "level": "mean level",
    "level_5": "level 5",
    "facts_kept": "facts kept",
    "nothing_added": "nothing added",
    "fluent": "fluent",
    "length_fits": "length fits",
    "truncated": "truncated",
}


def evaluate_suite(
    config: RunConfig,
    suite: SuiteConfig,
    name: str,
    folder: RunFolder,
    readers: Readers,
    selector: Judge,
) -> dict[str, Any]:
    """Runs every system on one suite.

    Every figure is the reporting judge's. `judges_gap` holds the selecting judge's mean level less
    the reporting one's: where it grows from system to system, the selecting judge was pleased and
    the customer was not (over-optimization).

    Writes `results.json` and `verdicts.jsonl` (a row for each case and system) under
    `eval/<name>/`, beside the models' cached rewrites.

    Returns:
        What `results.json` holds.
    """
    items = load_items(suite, in_repository(config.data.folder))
    out = folder.suite(name)
    systems = _systems(config, items, folder, out, readers._replace(judge=selector))
    scored = {
        system: score([i.case for i in items], texts, readers, [i.channel for i in items])
        for system, texts in systems.items()
    }
    scenarios = [item.scenario for item in items]
    values = {system: metric_values(rows) for system, rows in scored.items()}
    results = {
        "suite": name,
        "suite_config": suite.model_dump(mode="json"),
        "adapter": adapter_identity(folder),
        "items": len(items),
        "scenarios": len(set(scenarios)),
        "judge": _identity(readers.judge) | {"dtype": readers.judge.dtype},
        "support_scorer": readers.scorer.weights_hash,
        "cut_by_the_readers": {
            system: sum(row.cut for row in rows) for system, rows in scored.items()
        },
        "systems": {
            system: {
                metric: estimate(row, scenarios, share=metric != "level")._asdict()
                for metric, row in by_metric.items()
            }
            for system, by_metric in values.items()
        },
        "judges_gap": _judges_gap(selector, items, scored),
        "selection_judge": _identity(selector),
        "system": _own(values),
        "differences": _differences(values, scenarios),
    }
    write_json(out / "results.json", results)
    _write_verdicts(items, scored, out / "verdicts.jsonl")
    return results


def _identity(judge: Judge) -> dict[str, str]:
    return {"name": judge.name, "sha256": judge.weights_hash}


def _write_verdicts(items: Sequence[Item], scored: dict[str, list[Scored]], path: Path) -> None:
    write_rows(
        path,
        (
            {
                "id": item.case.id,
                "scenario": item.scenario,
                "system": system,
                "customer": item.case.customer,
                "draft": item.case.draft,
                **rows[index].as_dict(),
            }
            for system, rows in scored.items()
            for index, item in enumerate(items)
        ),
    )


def _judges_gap(
    selector: Judge, items: Sequence[Item], scored: dict[str, list[Scored]]
) -> dict[str, Any]:
    """The selecting judge's mean level less the reporting one's, by system."""
    scenarios = [item.scenario for item in items]
    gaps = {}
    for system, rows in scored.items():
        asked = [question(item.case, row.text) for item, row in zip(items, rows, strict=True)]
        differences = [
            float(other.level - row.level.level)
            for other, row in zip(selector.score(asked), rows, strict=True)
        ]
        gaps[system] = estimate(differences, scenarios, share=False)._asdict()
    return gaps


def metric_values(rows: Sequence[Scored]) -> dict[str, list[float]]:
    """Each metric's value for each row.

    An empty or truncated text is as bad as can be: level 1, no check passed. A check that does not
    apply counts as passed.
    """
    levels = [row.level.level if row.whole else LEVELS[0] for row in rows]
    values: dict[str, list[float]] = {
        "joint_success": [float(row.joint_success) for row in rows],
        "level": [float(level) for level in levels],
        "level_5": [float(level == TARGET_LEVEL) for level in levels],
        "truncated": [float(row.truncated) for row in rows],
    }
    for check in (*JOINT_CHECKS, "length_fits"):
        values[check] = [float(row.whole and not row.checks[check].failed) for row in rows]
    return {metric: values[metric] for metric in METRICS}


def _systems(
    config: RunConfig, items: Sequence[Item], folder: RunFolder, out: Path, selectors: Readers
) -> dict[str, list[Generated]]:
    cases = [item.case for item in items]
    data = in_repository(config.data.folder)
    training = load_ladders(data, split="train")
    examples = few_shot(
        cases, training, load_own_words(data) if config.model.writes == "opening" else None
    )
    systems = {
        "draft": [Generated(unchanged(item), False) for item in items],
        "constant": [Generated(constant(), False) for _ in items],
        "template": [Generated(template(item), False) for item in items],
        "nearest": [Generated(text, False) for text in nearest(items, training)],
        "likeliest": [Generated(likeliest(case), False) for case in cases],
        "base": model_outputs(config, "base", folder, cases, out),
        "fewshot": model_outputs(config, "fewshot", folder, cases, out, examples),
        "finetuned": model_outputs(config, "finetuned", folder, cases, out),
    }
    if config.generate.candidates > 1:
        asked = [(item.case, item.channel) for item in items]
        systems["selected"] = selected_outputs(
            config, folder, asked, systems["finetuned"], selectors, out
        )
    references = [item.reference for item in items if item.reference is not None]
    if len(references) == len(items):
        systems["reference"] = [Generated(text, False) for text in references]
    return systems


def _own(systems: Mapping[str, object]) -> str:
    """The system that a run stands for: the best of several where there are several."""
    return "selected" if "selected" in systems else "finetuned"


def _differences(
    values: dict[str, dict[str, list[float]]], scenarios: Sequence[str]
) -> list[dict[str, Any]]:
    """The fine-tuned model, at its best, against each other system, in joint success and level."""
    own = _own(values)
    rows = []
    for metric in ("joint_success", "level"):
        for system in values:
            if system == own:
                continue
            found = paired_difference(values[own][metric], values[system][metric], scenarios)
            rows.append({"metric": metric, "against": system, **found._asdict()})
    for row, p in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["p_holm"] = p
    return rows
