"""A judge's report: Markdown beside its plots, and one self-contained page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from level5.jsonl import write_json, write_text
from level5.judge.gates import GATES
from level5.judge_eval.baselines import REPLY_ONLY
from level5.judge_eval.plots import confusion_plot, length_plot, probes_plot, reliability_plot
from level5.scale import LEVELS

_FAILED_SHOWN = 40


def write_judge_report(result: dict[str, Any], folder: Path) -> None:
    """Writes `result.json`, `report.md`, its four plots and `report.html` into the folder."""
    plots = {
        "confusion": confusion_plot(result["confusion"]),
        "reliability": reliability_plot(result["calibration"]["reliability"]),
        "probes": probes_plot(result["probes"]["families"]),
        "length": length_plot(result["length"]["points"]),
    }
    for name, svg in plots.items():
        write_text(folder / f"{name}.svg", svg)
    sections = _sections(result)
    write_json(folder / "result.json", _without_points(result))
    write_text(folder / "report.md", _markdown(result, sections))
    page = Environment(
        loader=PackageLoader("level5.judge_eval"), autoescape=True, undefined=StrictUndefined
    )
    text = page.get_template("report.html.j2").render(
        judge=result["judge"],
        sections=sections,
        plots={name: svg[svg.index("<svg") :] for name, svg in plots.items()},
        failed=result["probes"]["failed"],
    )
    write_text(folder / "report.html", text)


class Section(NamedTuple):
    """One table of the report.

    Attributes:
        title: its heading.
        note: what the figures mean.
        columns: headings.
        rows: cells.
        plot: name of the plot that goes with it; empty for none.
    """

    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    plot: str = ""


def _sections(result: dict[str, Any]) -> list[Section]:
    return [
        _systems(result),
        _levels(result),
        _calibration(result["calibration"]),
        _probes(result["probes"]),
        _bias(result),
        _edits(result["edits"]),
        _attacks(result["attacks"]),
        _gates(result["gates"]),
        *(
            _grouped(title, result[key])
            for title, key in (
                ("Kinds of reply", "by_kind"),
                ("Channels", "by_channel"),
                ("Domains", "by_domain"),
            )
        ),
    ]


def _systems(result: dict[str, Any]) -> Section:
    rows = []
    for name, x in result["systems"].items():
        lift = "" if name == "judge" else _with_interval(x["lift_of_judge"])
        rows.append(
            (
                name,
                _with_interval(x["qwk"]),
                f"{x['mae']:.3f}",
                f"{x['exact']:.3f}",
                f"{x['adjacent']:.3f}",
                f"{x['difference_of_means']:+.2f}",
                lift,
            )
        )
    n = result["systems"]["judge"]["n"]
    return Section(
        "Agreement with the labels",
        f"{n:,} replies of {result['scenarios']} scenarios of the {result['split']} split; 95 %"
        " intervals from 2,000 bootstrap samples of scenarios, the same for every system. The last"
        f" column is the judge's QWK less the system's. {REPLY_ONLY.capitalize()}: ridge"
        " regression.",
        ("system", "QWK [95 %]", "MAE", "exact", "within one", "mean shift, SD", "judge's lift"),
        rows,
    )


def _levels(result: dict[str, Any]) -> Section:
    return Section(
        "By level",
        "Share of each label's replies that get it.",
        ("label", "n", "recall", *(f"rated {level}" for level in LEVELS)),
        [
            (
                str(level),
                f"{sum(row):,}",
                _share(result["recall_by_level"][str(level)]),
                *(f"{n:,}" for n in row),
            )
            for level, row in zip(LEVELS, result["confusion"], strict=True)
        ],
        "confusion",
    )


def _calibration(found: dict[str, Any]) -> Section:
    widths = ", ".join(f"{k}: {_share(v)}" for k, v in found["set_width"].items() if v)
    return Section(
        "Calibration",
        "Temperature and conformal threshold were set on dev.",
        ("figure", "value"),
        [
            ("expected calibration error", f"{found['expected_calibration_error']:.3f}"),
            ("ranked probability score", f"{found['ranked_probability_score']:.4f}"),
            ("coverage of the level sets", _with_interval(found["coverage"])),
            ("levels in a set", widths),
            ("unsure", _share(found["unsure"])),
            ("exact where sure", _share(found["exact_where_sure"])),
            ("exact where unsure", _share(found["exact_where_unsure"])),
        ],
        "reliability",
    )


def _probes(found: dict[str, Any]) -> Section:
    return Section(
        "Probes",
        f"{found['n']} minimal pairs; passed when both sides stand in the right order (or at one"
        f" level where they should). {_share(found['passed'])} of all are passed; no family is"
        " averaged away.",
        ("family", "pairs", "passed", "both levels right"),
        [
            (family, str(x["n"]), _share(x["passed"]), _share(x["both_levels_right"]))
            for family, x in found["families"].items()
        ],
        "probes",
    )


def _bias(result: dict[str, Any]) -> Section:
    length, swap = result["length"], result["context_swap"]
    return Section(
        "Length and context",
        "Longer wins: among two replies of one scenario and label, how often the longer has the"
        " higher expected level. Context swap: level-5 replies, rated 5, put under the message of"
        " another scenario of the same trade.",
        ("figure", "n", "value"),
        [
            (
                "correlation with the label given length",
                "",
                _two(length["correlation_given_length"]),
            ),
            (
                "longer wins among equals",
                f"{length['pairs_of_equals']:,}",
                _two(length["longer_wins"]),
            ),
            (
                "context swap: falls by a level or more",
                f"{swap['rated_5']:,}",
                _share(swap["fall"]),
            ),
            (
                "context swap: rated 2 or less",
                f"{swap['rated_5']:,}",
                _share(swap["rated_2_or_less"]),
            ),
        ],
        "length",
    )


def _edits(found: dict[str, Any]) -> Section:
    return Section(
        "Harmless edits",
        "Replies whose rating changes although nothing changed that the codebook looks at.",
        ("edit", "replies", "flipped"),
        [(name, str(x["n"]), _share(x["flipped"])) for name, x in found.items()],
    )


def _attacks(found: dict[str, Any]) -> Section:
    return Section(
        "Null attacks",
        "One constant text as the reply to many customers.",
        ("reply", "customers", "deserves at most", "withstood", "highest rating"),
        [
            (name, str(x["n"]), str(x["at_most"]), _share(x["withstood"]), str(x["highest"]))
            for name, x in found.items()
        ],
    )


def _gates(found: dict[str, Any]) -> Section:
    return Section(
        "Gates and caps",
        "Each head against what a reply's kind and level say, where they decide it. The level and"
        f" the level that the gates give agree in {_share(found['level_and_gates_agree'])}; where"
        " not, the verdict says so.",
        ("head", "says yes when the reply", "n", "positives", "precision", "recall"),
        [
            (
                name,
                GATES[name].meaning,
                f"{x['n']:,}",
                f"{x['positives']:,}",
                _share(x["precision"]),
                _share(x["recall"]),
            )
            for name, x in found["heads"].items()
        ],
    )


def _grouped(title: str, groups: Mapping[str, dict[str, float]]) -> Section:
    return Section(
        title,
        "",
        ("", "replies", "MAE", "exact", "within one"),
        [
            (name, f"{x['n']:,}", f"{x['mae']:.3f}", _share(x["exact"]), _share(x["adjacent"]))
            for name, x in groups.items()
        ],
    )


def _markdown(result: dict[str, Any], sections: Sequence[Section]) -> str:
    lines = [f"# The judge {result['judge']}", "", "Written by `make judge-eval`; do not edit.", ""]
    for section in sections:
        lines += [f"## {section.title}", ""]
        lines += [section.note, ""] if section.note else []
        lines += [
            "| " + " | ".join(section.columns) + " |",
            "|---" * len(section.columns) + "|",
            *("| " + " | ".join(row) + " |" for row in section.rows),
            "",
        ]
        if section.plot:
            lines += [f"![{section.title}]({section.plot}.svg)", ""]
    failed = result["probes"]["failed"]
    lines += [f"## Probes not passed: {min(len(failed), _FAILED_SHOWN)} of {len(failed)}", ""]
    for row in failed[:_FAILED_SHOWN]:
        lines += [
            f"- **{row['id']}**, {row['what']}. Levels {row['level']} and {row['other_level']},"
            f" rated {row['rated']} and {row['other_rated']}: “{_one_line(row['reply'])}” against"
            f" “{_one_line(row['other_reply'])}”"
        ]
    return "\n".join([*lines, ""])


def _without_points(result: dict[str, Any]) -> dict[str, Any]:
    length = {k: v for k, v in result["length"].items() if k != "points"}
    return {**result, "length": length}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_interval(x: Mapping[str, float]) -> str:
    return f"{x['value']:.3f} [{x['low']:.3f}, {x['high']:.3f}]"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _two(value: float) -> str:
    return f"{value:.2f}"
