"""The model card of a bundle, with its figures in the hub's metadata."""

import json
from typing import Any

from level5.config import load_run
from level5.evaluate.evaluate import METRICS, SYSTEM_NAMES
from level5.evaluate.results import load_results
from level5.evaluate.table import cell
from level5.runs import RunFolder

_SHOWN = ("joint_success", "level", "facts_kept", "nothing_added", "fluent")


def model_card(folder: RunFolder) -> str:
    """The card as Markdown with a YAML header (model-index).

    Written by hand rather than by the trainer, whose card holds local paths and open questions.
    """
    config = load_run(folder.config)
    manifest = json.loads(folder.manifest.read_text(encoding="utf-8"))
    suites = list(load_results(folder).values())
    name = f"level5-{folder.path.name}"
    lines = [
        "---",
        _header(name, suites),
        "---",
        "",
        f"# {name}",
        "",
        "A LoRA adapter that rewrites a support agent's level-1 to level-3 reply as a level-5"
        " empathic one, keeping every fact.",
        "",
        f"Base: `{config.model.source}`"
        + (
            f" at `{config.model.revision}`"
            if config.model.revision
            else " of the level5 repository"
        )
        + f". Rank {config.lora.r}, {manifest['steps']} steps on {manifest['pairs']} pairs of"
        f" {manifest['ladders']} scenarios written and labelled by language models; seed"
        f" {manifest['seed']}.",
        "",
        "## Figures",
        "",
        "95 % intervals, resampling scenarios. Joint success: judged level 5, facts kept, nothing"
        " added, fluent, whole.",
    ]
    for suite in suites:
        lines += ["", *_table(suite)]
    lines += [
        "",
        "## Limits",
        "",
        "The levels are a judge's, not people's. Read every rewrite before it is sent: a share of"
        " them, given above, loses or adds something.",
        "",
        "## Use",
        "",
        "```",
        "git clone the level5 repository, then: make setup",
        '.venv/bin/level5 rewrite --adapter FOLDER --customer "…" --draft "…"',
        "```",
        "`SHA256SUMS` lists every file; `level5 verify --bundle FOLDER` checks them.",
        "",
    ]
    return "\n".join(lines)


def _header(name: str, suites: list[dict[str, Any]]) -> str:
    """The hub's metadata, the figures as a model-index."""
    from huggingface_hub import EvalResult, ModelCardData

    header = ModelCardData(
        language="en",
        license="apache-2.0",
        library_name="peft",
        pipeline_tag="text-generation",
        tags=["empathic-rewriting", "customer-service", "lora", "level5"],
        model_name=name,
        eval_results=[
            EvalResult(
                task_type="text-generation",
                task_name="empathic rewriting",
                dataset_type=suite["suite"],
                dataset_name=suite["suite"],
                metric_type=metric,
                metric_name=METRICS[metric],
                metric_value=round(suite["systems"][suite["system"]][metric]["value"], 4),
            )
            for suite in suites
            for metric in _SHOWN
        ],
    )
    return str(header.to_yaml()).strip()


def _table(suite: dict[str, Any]) -> list[str]:
    rows = [
        f"**{suite['suite']}**, {suite['items']} drafts of {suite['scenarios']} scenarios:",
        "",
        "| system | " + " | ".join(METRICS[m] for m in _SHOWN) + " |",
        "|---|" + "---|" * len(_SHOWN),
    ]
    for system, found in suite["systems"].items():
        cells = " | ".join(cell(m, found[m]) for m in _SHOWN)
        rows.append(f"| {SYSTEM_NAMES[system]} | {cells} |")
    return rows
