"""The report stage: a run's results and verdicts as one self-contained page."""

import html
import json
import random
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from level5.errors import InputError
from level5.evaluate.evaluate import METRICS, SYSTEM_NAMES
from level5.evaluate.results import load_results
from level5.evaluate.table import cell
from level5.jsonl import read_rows, write_text
from level5.report.plots import level_plot, loss_plot, success_plot
from level5.runs import RunFolder
from level5.scale import JOINT_CHECKS

_SHOWN = (
    "joint_success",
    "level",
    "facts_kept",
    "nothing_added",
    "fluent",
    "length_fits",
    "truncated",
)
_EXAMPLES = 12
_SEED = 5


def write_report(folder: RunFolder) -> None:
    """Writes `report.html`, `report.md` and each suite's plot from what earlier stages left.

    Raises:
        InputError: the run has no manifest or no results yet.
    """
    if not folder.manifest.is_file():
        raise InputError(f"{folder.manifest}: missing; train the run first")
    suites: list[dict[str, Any]] = []
    for path, results in load_results(folder).items():
        verdicts = read_rows(path.parent / "verdicts.jsonl")
        suites.append(
            {
                "results": results,
                "success": success_plot(results),
                "levels": level_plot(verdicts),
                "examples": _examples(verdicts),
            }
        )
    page = Environment(
        loader=PackageLoader("level5.report"), autoescape=True, undefined=StrictUndefined
    )
    log = read_rows(folder.train_log) if folder.train_log.is_file() else []
    text = page.get_template("report.html.j2").render(
        name=folder.path.name,
        manifest=json.loads(folder.manifest.read_text(encoding="utf-8")),
        loss=loss_plot(log) if log else "",
        suites=suites,
        metrics=_SHOWN,
        metric_names=METRICS,
        system_names=SYSTEM_NAMES,
        cell=cell,
    )
    write_text(folder.path / "report.html", text)
    for suite in suites:
        write_text(folder.path / f"{suite['results']['suite']}.svg", suite["success"])
    write_text(folder.path / "report.md", _markdown(folder.path.name, suites))


def _examples(verdicts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    by_system: dict[str, dict[str, dict[str, Any]]] = {}
    for row in verdicts:
        by_system.setdefault(row["system"], {})[row["id"]] = row
    rows = list(by_system.get("selected", by_system["finetuned"]).values())
    drawn = random.Random(_SEED).sample(rows, min(_EXAMPLES, len(rows)))
    references = by_system.get("reference", {})
    return [
        {
            **row,
            "draft_level": by_system["draft"][row["id"]]["level"],
            "reference": references[row["id"]]["text"] if row["id"] in references else "",
            "marked": _marked(row),
            "failed": [
                (name, row["checks"][name]["reason"])
                for name in JOINT_CHECKS
                if row["checks"][name]["verdict"] == "fail"
            ],
        }
        for row in drawn
    ]


def _marked(row: dict[str, Any]) -> str:
    """The rewrite with the words underlined that failed a gate."""
    text: str = row["text"]
    failing = [False] * len(text)
    for name in JOINT_CHECKS:
        found = row["checks"][name]
        for span in found["spans"] if found["verdict"] == "fail" else []:
            if span["where"] == "reply":
                failing[span["start"] : span["end"]] = [True] * (span["end"] - span["start"])
    out, inside = [], False
    for character, marked in zip(text, failing, strict=True):
        if marked != inside:
            out.append("<mark>" if marked else "</mark>")
            inside = marked
        out.append(html.escape(character))
    return "".join(out) + ("</mark>" if inside else "")


def _markdown(name: str, suites: Sequence[dict[str, Any]]) -> str:
    lines = [f"# {name}", ""]
    for suite in suites:
        results = suite["results"]
        lines += [
            f"## {results['suite']}",
            "",
            f"{results['items']} drafts of {results['scenarios']} scenarios, judged by"
            f" {results['judge']['name']}; 95 % intervals over scenarios.",
            "",
            "| system | n | " + " | ".join(METRICS[m] for m in _SHOWN) + " |",
            "|---|---|" + "---|" * len(_SHOWN),
        ]
        for system, found in results["systems"].items():
            cells = " | ".join(cell(m, found[m]) for m in _SHOWN)
            n = found["joint_success"]["n"]
            lines.append(f"| {SYSTEM_NAMES[system]} | {n} | {cells} |")
        lines.append("")
    return "\n".join(lines)
