"""The data stage: every check on the ladders, and the card's tables and plots."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.metrics import cohen_kappa_score

from level5.data.ladders import SPLITS, load_ladders, split_of
from level5.data.leaks import near_duplicates
from level5.data.negatives import load_negatives
from level5.data.pairs import pairs_of
from level5.data.surface import cue_table, surface_predictions
from level5.data.validate import ladder_problems, word_count
from level5.jsonl import write_json, write_text
from level5.records import Ladder
from level5.scale import CHANNELS, KINDS, LEVELS

# What a program may reach at most from surface alone, fitted on train and read on dev.
SURFACE_AIMS = {"length": 0.15, "keywords": 0.55, "TF-IDF": 0.75}


class CardFindings(NamedTuple):
    """What the data stage found.

    Attributes:
        problems: what is wrong and must be mended.
        missed_aims: surface cues that tell the levels better than they should.
    """

    problems: list[str]
    missed_aims: list[str]


def write_card(data: Path) -> CardFindings:
    """Checks the data folder and writes `figures.md`, `splits.json` and `plots/` into it.

    Raises:
        InputError: a file is faulty.
    """
    ladders = load_ladders(data)
    train = [ladder for ladder in ladders if split_of(ladder.id) == "train"]
    negatives = load_negatives(data, train)
    problems = [f"{x.id}: {problem}" for x in ladders for problem in ladder_problems(x)]
    problems += [
        f"{pair.first} and {pair.second}: {pair.similarity:.2f} alike"
        + (", across splits" if pair.across_splits else "")
        for pair in near_duplicates(ladders)
    ]
    surface = surface_kappas(ladders)
    missed = [
        f"surface cues: {name} alone reaches QWK {value:.2f}, aim {SURFACE_AIMS[name]:.2f}"
        for name, value in surface.items()
        if value > SURFACE_AIMS[name]
    ]
    split_ids = {s: [x.id for x in ladders if split_of(x.id) == s] for s in SPLITS}
    write_json(data / "splits.json", split_ids)
    lines = [
        "# Figures of the data",
        "",
        "Written by `make data`; do not edit.",
        "",
        f"{len(ladders):,} ladders, {sum(len(x.replies) for x in ladders):,} replies,"
        f" {sum(1 for x in ladders for _ in pairs_of(x)):,} pairs,"
        f" {len(negatives):,} written hard negatives.",
        "",
        *_table("Splits, by scenario", Counter(split_of(x.id) for x in ladders)),
        *_table("Domains", Counter(x.domain for x in ladders)),
        *_table("Channels", Counter(x.channel for x in ladders)),
        *_table("Customers' voices", Counter(x.voice for x in ladders)),
        *_table("Varieties of English", Counter(x.variety for x in ladders)),
        *_table("Traits", _traits(ladders)),
        *_table("Kinds of reply", Counter(r.kind for x in ladders for r in x.replies)),
        *_table("Written hard negatives", Counter(n.kind for _, n in negatives)),
        "## Surface cues by level",
        "",
        *_cue_lines(ladders),
        "",
        "QWK on the level that surface alone reaches, fitted on train, read on dev:",
        "",
        "| cue | QWK | aim, at most |",
        "|---|---|---|",
        *(f"| {name} | {v:.2f} | {SURFACE_AIMS[name]:.2f} |" for name, v in surface.items()),
        "",
        "![Words by level](plots/words.svg)",
        "",
    ]
    write_text(data / "figures.md", "\n".join(lines))
    _plot_words(ladders, data / "plots" / "words.svg")
    return CardFindings(problems, missed)


def surface_kappas(ladders: Sequence[Ladder]) -> dict[str, float]:
    """QWK on dev of classifiers that see only length, keywords or words; fitted on train."""
    rows = [(split_of(x.id), r.text, r.level) for x in ladders for r in x.replies]
    train = [(text, level) for split, text, level in rows if split == "train"]
    dev = [(text, level) for split, text, level in rows if split == "dev"]
    if not train or not dev:
        return {}
    predicted = surface_predictions(
        [text for text, _ in train], [level for _, level in train], [text for text, _ in dev]
    )
    labels = [level for _, level in dev]
    return {
        name: float(cohen_kappa_score(labels, levels, labels=list(LEVELS), weights="quadratic"))
        for name, levels in predicted.items()
    }


def _traits(ladders: Sequence[Ladder]) -> "Counter[str]":
    counts = Counter(trait for x in ladders for trait in x.traits)
    counts["earlier turns"] = sum(bool(x.context) for x in ladders)
    counts["no feeling"] = sum(x.no_feeling for x in ladders)
    return counts


def _table(title: str, counts: "Counter[str]") -> list[str]:
    order = {name: i for i, name in enumerate((*SPLITS, *CHANNELS, *KINDS))}
    names = sorted(counts, key=lambda name: (order.get(name, len(order)), name))
    return [
        f"## {title}",
        "",
        "| | n |",
        "|---|---|",
        *(f"| {name} | {counts[name]:,} |" for name in names),
        "",
    ]


def _cue_lines(ladders: Sequence[Ladder]) -> list[str]:
    table = cue_table(ladders)
    columns = [name for name in next(iter(table.values())) if name != "n"]
    lines = ["| level | n | " + " | ".join(columns) + " |", "|---" * (len(columns) + 2) + "|"]
    for level, row in table.items():
        cells = [f"{row[c]:.0f}" if c == "words" else f"{row[c]:.2f}" for c in columns]
        lines.append(f"| {level} | {row['n']:.0f} | " + " | ".join(cells) + " |")
    return lines


def _plot_words(ladders: Sequence[Ladder], path: Path) -> None:
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 2.8), layout="constrained")
    axes = figure.subplots()
    lengths = [
        [word_count(r.text) for x in ladders for r in x.replies if r.level == k] for k in LEVELS
    ]
    axes.boxplot(
        lengths, tick_labels=[f"level {k}" for k in LEVELS], whis=(5, 95), showfliers=False
    )
    axes.set_ylabel("words (5–95 %)")
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context({"svg.hashsalt": "level5", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None})
