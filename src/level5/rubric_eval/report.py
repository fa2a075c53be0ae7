"""The rubric's report: a table of checks, a table of faithfulness kinds, a plot, and JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from level5.jsonl import write_json, write_text
from level5.rubric_eval.plots import checks_plot
from level5.scale import CHECKS


def figure_of_merit(name: str, row: dict[str, Any]) -> float:
    """F1 of what a check looks for: of failing for faults, of passing for the others."""
    return _f1(row.get("together", row["rule"]), CHECKS[name].looks_for_fault)


def write_rubric_report(
    results: dict[str, dict[str, Any]], speed: dict[str, float], folder: Path
) -> None:
    """Writes `result.json`, `report.md` and `checks.svg` into the folder."""
    write_json(folder / "result.json", {"splits": results, "throughput": speed})
    merits = {name: figure_of_merit(name, row) for name, row in results["test"]["checks"].items()}
    write_text(folder / "checks.svg", checks_plot(merits))
    write_text(folder / "report.md", _markdown(results, speed))


def _markdown(results: dict[str, dict[str, Any]], speed: dict[str, float]) -> str:
    lines = [
        "# What the rubric's checks are worth",
        "",
        "![F1 of every check](checks.svg)",
        "",
        "Precision, recall and F1 are those of what a check looks for: a fault in conduct,"
        " faithfulness and text, something good in feeling, issue and partnership. *Way*: the rule"
        " alone, the fitted head alone (from the probability that stands there), or a fail where"
        " either or both say so; chosen on dev. Gold: replies whose kind decides the check, pairs"
        " of a reply that fails and a look-alike that passes, written cases, untouched rewrites and"
        " programmed corruptions; and replies labelled check by check by a language model"
        " (`labels`). The last columns are the F1 on such labels and on pairs alone, where there is"
        " more than one source.",
        "",
    ]
    for split, result in results.items():
        lines += [f"## The {split} split", "", *_checks(result["checks"]), ""]
    lines += ["## Faithfulness by kind, test", "", *_kinds(results["test"]["kinds"]), ""]
    lines += [
        "## Faithfulness by wording",
        "",
        "Written cases that keep to the draft's words and such as do not, cases written apart from"
        " the ladders, sound and faulty ones each, and untouched rewrites: the share on which a"
        " gate, and both, are right.",
        "",
    ]
    for split, result in results.items():
        lines += [f"### {split}", "", *_wordings(result["wordings"]), ""]
    lines += ["## `fluent` by kind of corruption, test", ""]
    lines += _table(
        ("kind", "n", "found"),
        [
            (kind, str(row["n"]), f"{row['found']:.2f}")
            for kind, row in results["test"]["corruptions"].items()
        ],
    )
    lines += [
        "",
        "`length_fits` is arithmetic: its texts were made too long by the same rule.",
        "",
        "## Speed",
        "",
        f"{speed['rules']:.0f} replies a second by the rules alone, {speed['with heads']:.0f} with"
        f" judge and support scorer ({speed['n']:.0f} untouched rewrites of the dev split).",
        "",
    ]
    return "\n".join(lines)


def _checks(checks: dict[str, dict[str, Any]]) -> list[str]:
    head = (
        "check", "family", "n", "faults", "way", "precision", "recall", "F1", "F1 rule", "F1 head",
        "accuracy", "false alarms", "F1 labels", "F1 pairs",
    )  # fmt: skip
    rows = []
    for name, row in sorted(checks.items(), key=lambda item: item[1]["family"]):
        fault = CHECKS[name].looks_for_fault
        best = row.get("together", row["rule"])
        way = "rule"
        if "way" in row:
            plan = row["way"]
            way = plan["way"] + ("" if plan["way"] == "rule" else f" {plan['threshold']:.2f}")
        precision, recall = _looked_for(best, fault)
        rows.append(
            (
                f"`{name}`",
                row["family"],
                f"{best['n']:,}",
                f"{best['faults']:,}",
                way,
                f"{precision:.2f}",
                f"{recall:.2f}",
                f"**{_f1(best, fault):.2f}**",
                f"{_f1(row['rule'], fault):.2f}",
                f"{_f1(row['head'], fault):.2f}" if "head" in row else "",
                f"{best['accuracy']:.3f}",
                f"{best['false_alarms']:.3f}",
                _alone(row, "labels", fault),
                _alone(row, "pairs", fault),
            )
        )
    return _table(head, rows)


def _alone(row: dict[str, Any], source: str, fault: bool) -> str:
    if source not in row:
        return ""
    return f"{_f1(row[source], fault):.2f} ({row[source]['n']})"


def _f1(found: dict[str, float], fault: bool) -> float:
    return found["f1"] if fault else found["f1_pass"]


def _looked_for(found: dict[str, float], fault: bool) -> tuple[float, float]:
    """Precision and recall of what is looked for."""
    if fault:
        return found["precision"], found["recall"]
    n, faults = found["n"], found["faults"]
    caught = found["recall"] * faults
    quiet = (1 - found["false_alarms"]) * (n - faults)
    passes = quiet + faults - caught
    return (quiet / passes if passes else 0.0), 1 - found["false_alarms"]


def _kinds(kinds: dict[str, dict[str, Any]]) -> list[str]:
    rows = [
        (kind, str(row["n"]), f"{row['facts_kept']:.2f}", f"{row['nothing_added']:.2f}")
        for kind, row in kinds.items()
    ]
    return _table(("kind", "n", "`facts_kept` right", "`nothing_added` right"), rows)


def _wordings(wordings: dict[str, dict[str, Any]]) -> list[str]:
    rows = [
        (
            sort,
            f"{row['n']:,}",
            *(f"{row[name]:.3f}" for name in ("facts_kept", "nothing_added", "both")),
        )
        for sort, row in wordings.items()
    ]
    return _table(("wording", "n", "`facts_kept` right", "`nothing_added` right", "both"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
