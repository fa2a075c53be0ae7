"""The data stage: every check on the ladders, and the card's tables and plots."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.metrics import cohen_kappa_score

from level5.data.edits import EditedReply, load_edits
from level5.data.faithfulness import FaithfulnessCase, load_faithfulness_cases
from level5.data.faithfulness_edits import EditedRewrite, load_faithfulness_edits
from level5.data.grafts import Graft, load_grafts
from level5.data.labels import (
    Labelled,
    confusion,
    exact_by_kind,
    is_sampled,
    load_labelled,
    load_relabelled,
    rater_agreement,
)
from level5.data.ladders import SPLITS, load_ladders, split_of
from level5.data.leaks import near_duplicates
from level5.data.negatives import Negative, load_negatives
from level5.data.pairs import pairs_of
from level5.data.plots import plot_confusion, plot_counts, plot_words
from level5.data.shape import shape_shares
from level5.data.standalone import StandaloneCase, load_standalone_cases
from level5.data.surface import cue_table, surface_predictions
from level5.data.validate import ladder_problems
from level5.jsonl import write_json, write_text
from level5.records import Ladder
from level5.scale import CHANNELS, KINDS, LEVELS

# What a program may reach at most from surface alone, fitted on train and read on dev.
SURFACE_AIMS = {"length": 0.15, "keywords": 0.55, "TF-IDF": 0.75}
# Words tell more the more replies they are fitted on; the aims come from a set of 600.
_REFERENCE_SIZE = 600


class CardFindings(NamedTuple):
    """What the data stage found.

    Attributes:
        problems: what is wrong and must be mended.
        missed_aims: surface cues that tell the levels better than they should.
    """

    problems: list[str]
    missed_aims: list[str]


class Material(NamedTuple):
    """What lies in a data folder."""

    ladders: list[Ladder]
    negatives: list[tuple[Ladder, Negative]]
    edits: list[EditedReply]
    grafts: list[Graft]
    cases: list[tuple[Ladder, FaithfulnessCase]]
    faithfulness_edits: list[EditedRewrite]
    standalone: list[StandaloneCase]
    labelled: list[Labelled]
    relabelled: int


def write_card(data: Path) -> CardFindings:
    """Checks the data folder and writes `figures.md`, `splits.json` and `plots/` into it.

    Raises:
        InputError: a file is faulty.
    """
    ladders = load_ladders(data)
    train = [ladder for ladder in ladders if split_of(ladder.id) == "train"]
    negatives = load_negatives(data, train)
    edits, grafts = load_edits(data, train), load_grafts(data)
    cases = load_faithfulness_cases(data, ladders)
    relabelled = load_relabelled(data, ladders)
    labelled = load_labelled(data, ladders, relabelled)
    problems = [f"{x.id}: {problem}" for x in ladders for problem in ladder_problems(x)]
    problems += [
        f"{pair}, across splits" if pair.across_splits else str(pair)
        for pair in near_duplicates(ladders)
    ]
    problems += [
        f"{row.ladder.id}: reply {row.reply} is of level {row.ladder.replies[row.reply].level},"
        " raters who did not know it"
        f" gave {' and '.join(map(str, row.levels))}; relabel or drop it"
        for row in labelled
        if row.contradicted
    ]
    surface = surface_kappas(ladders)
    missed = [
        f"surface cues: {name} alone reaches QWK {value:.2f}, aim {SURFACE_AIMS[name]:.2f}"
        for name, value in surface.items()
        if value > SURFACE_AIMS[name]
    ]
    split_ids = {s: [x.id for x in ladders if split_of(x.id) == s] for s in SPLITS}
    write_json(data / "splits.json", split_ids)
    material = Material(
        ladders,
        negatives,
        edits,
        grafts,
        cases,
        load_faithfulness_edits(data, train),
        load_standalone_cases(data),
        labelled,
        len(relabelled),
    )
    write_text(data / "figures.md", "\n".join(_lines(material, surface)))
    _write_plots(material, data / "plots")
    return CardFindings(problems, missed)


def _lines(material: Material, surface: dict[str, float]) -> list[str]:
    ladders, negatives, edits, grafts, cases, faithfulness_edits, standalone, labelled, _ = material
    few = surface_kappas(ladders, _REFERENCE_SIZE)
    return [
        "# Figures of the data",
        "",
        "Written by `make data`; do not edit.",
        "",
        f"{len(ladders):,} ladders, {sum(len(x.replies) for x in ladders):,} replies,"
        f" {sum(1 for x in ladders for _ in pairs_of(x)):,} pairs,"
        f" {len(negatives):,} hard negatives and rated texts, {len(edits):,} minimal edits,"
        f" {len(grafts):,} grafts, {len(cases):,} faithfulness cases,"
        f" {len(standalone):,} with scenarios of their own,"
        f" {len(faithfulness_edits):,} faithfulness edits,"
        f" {sum(len(x.levels) for x in labelled):,} blind labels.",
        "",
        *_table("Splits, by scenario", Counter(split_of(x.id) for x in ladders)),
        *_table("Domains", Counter(x.domain for x in ladders)),
        *_table("Channels", Counter(x.channel for x in ladders)),
        *_table("Customers' voices", Counter(x.voice for x in ladders)),
        *_table("Varieties of English", Counter(x.variety for x in ladders)),
        *_table("Traits", _traits(ladders)),
        "## Shape",
        "",
        "| | of | share |",
        "|---|---|---|",
        *(
            f"| {name} | {n:,} | {share:.0%} |"
            for name, (n, share) in shape_shares(ladders).items()
        ),
        "",
        *_table("Kinds of reply", Counter(r.kind for x in ladders for r in x.replies)),
        *_table("Hard negatives and rated texts", Counter(n.kind for _, n in negatives)),
        *_table("Minimal edits", Counter(x.edit.kind for x in edits)),
        *_table("Grafts", Counter(x.kind for x in grafts)),
        *_table("Faithfulness cases", Counter(c.kind for _, c in cases)),
        *_table("Faithfulness edits", Counter(x.edit.kind for x in faithfulness_edits)),
        *_table("Faithfulness cases by verdict", Counter(_verdict(c) for _, c in cases)),
        *_label_lines(material),
        "## Surface cues by level",
        "",
        *_cue_lines(ladders),
        "",
        "QWK on the level that surface alone reaches, fitted on train, read on dev; and fitted on"
        f" {_REFERENCE_SIZE} replies only, as many as the set has that the aims come from:",
        "",
        f"| cue | QWK | aim, at most | fitted on {_REFERENCE_SIZE} |",
        "|---|---|---|---|",
        *(
            f"| {name} | {v:.2f} | {SURFACE_AIMS[name]:.2f} | {few[name]:.2f} |"
            for name, v in surface.items()
        ),
        "",
        "![Words by level](plots/words.svg)",
        "",
        "![Ladders by domain](plots/domains.svg)",
        "",
        "![Replies by kind](plots/kinds.svg)",
        "",
    ]


def _write_plots(material: Material, plots: Path) -> None:
    ladders = material.ladders
    plot_words(ladders, plots / "words.svg")
    plot_counts(Counter(x.domain for x in ladders), "ladders", plots / "domains.svg")
    kinds = Counter(r.kind for x in ladders for r in x.replies)
    plot_counts(kinds, "replies", plots / "kinds.svg")
    if material.labelled:
        plot_confusion(material.labelled, plots / "blind_labels.svg")


def surface_kappas(ladders: Sequence[Ladder], most: int | None = None) -> dict[str, float]:
    """QWK on dev of classifiers that see only length, keywords or words; fitted on train.

    Args:
        ladders: all scenarios.
        most: fit on at most so many replies, of scenarios drawn by a hash of their ids.
    """
    drawn = sorted(ladders, key=lambda x: hashlib.sha256(x.id.encode()).digest())
    train = [(r.text, r.level) for x in drawn if split_of(x.id) == "train" for r in x.replies]
    dev = [(r.text, r.level) for x in ladders if split_of(x.id) == "dev" for r in x.replies]
    if not train or not dev:
        return {}
    predicted = surface_predictions(
        [text for text, _ in train[:most]],
        [level for _, level in train[:most]],
        [text for text, _ in dev],
    )
    labels = [level for _, level in dev]
    return {
        name: float(cohen_kappa_score(labels, levels, labels=list(LEVELS), weights="quadratic"))
        for name, levels in predicted.items()
    }


def _verdict(case: FaithfulnessCase) -> str:
    kept = "facts kept" if case.facts_kept else "facts not kept"
    return f"{kept}, {'nothing added' if case.nothing_added else 'something added'}"


def _label_lines(material: Material) -> list[str]:
    """The agreement of the blind labels; empty when there are none."""
    ladders, labelled = material.ladders, material.labelled
    if not labelled:
        return []
    replies = sum(len(x.replies) for x in ladders)
    sampled = sum(is_sampled(x.id, i) for x in ladders for i in range(len(x.replies)))
    further = sum(not is_sampled(row.ladder.id, row.reply) for row in labelled)
    # Replies rated outside the sample were chosen, so that agreement on them says nothing.
    labelled = [row for row in labelled if is_sampled(row.ladder.id, row.reply)]
    twice = sum(len(row.levels) > 1 for row in labelled)
    table = confusion(labelled)
    return [
        "## Blind labels",
        "",
        f"{twice:,} replies of {replies:,} were rated by two language models that saw codebook,"
        f" context, customer and reply only ({sampled:,} are in the sample). {further:,} replies"
        " outside the sample were rated to find mislabelled ones; the figures leave them out."
        f" {material.relabelled:,} replies were relabelled; the figures compare with the"
        " level that the writer aimed at.",
        "",
        "| | labels | QWK | exact | within one |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {a.n:,} | {a.qwk:.3f} | {a.exact:.3f} | {a.adjacent:.3f} |"
            for name, a in rater_agreement(labelled).items()
        ),
        "",
        "| writer's level | " + " | ".join(f"rated {level}" for level in LEVELS) + " |",
        "|---" * (len(LEVELS) + 1) + "|",
        *(
            f"| {given} | " + " | ".join(f"{table[given][level]:,}" for level in LEVELS) + " |"
            for given in LEVELS
        ),
        "",
        "| kind | labels | the writer's level |",
        "|---|---|---|",
        *(
            f"| {kind} | {n:,} | {share:.0%} |"
            for kind, (n, share) in exact_by_kind(labelled).items()
        ),
        "",
        "![Blind levels against the writers'](plots/blind_labels.svg)",
        "",
    ]


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
