"""The data card's plots, as SVG files."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from level5.data.labels import Labelled, confusion
from level5.data.validate import word_count
from level5.jsonl import write_text
from level5.records import Ladder
from level5.scale import LEVELS
from level5.svg import BLUE, new_figure, svg_text


def plot_words(ladders: Sequence[Ladder], path: Path) -> None:
    """Words of the replies, by level."""
    figure, axes = new_figure(2.8)
    lengths = [
        [word_count(r.text) for x in ladders for r in x.replies if r.level == k] for k in LEVELS
    ]
    axes.boxplot(
        lengths, tick_labels=[f"level {k}" for k in LEVELS], whis=(5, 95), showfliers=False
    )
    axes.set_ylabel("words (5–95 %)")
    write_text(path, svg_text(figure))


def plot_counts(counts: "Counter[str]", unit: str, path: Path) -> None:
    """How often each name occurs, the most frequent first."""
    names = [name for name, _ in counts.most_common()]
    figure, axes = new_figure(0.6 + 0.17 * len(names))
    axes.barh(names, [counts[name] for name in names], color=BLUE)
    axes.tick_params(axis="y", labelsize=7)
    axes.margins(y=0.01)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    write_text(path, svg_text(figure))


def plot_confusion(rows: Sequence[Labelled], path: Path) -> None:
    """Blind levels against the writers', in shares of each of the writers' levels."""
    figure, axes = new_figure(3.4)
    table = confusion(rows)
    shares = [
        [table[given][rated] / max(1, table[given].total()) for rated in LEVELS] for given in LEVELS
    ]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, line in enumerate(shares):
        for j, share in enumerate(line):
            colour = "white" if share > 0.5 else "black"
            axes.text(j, i, f"{100 * share:.0f}", ha="center", va="center", color=colour)
    axes.set_xticks(range(len(LEVELS)), LEVELS)
    axes.set_yticks(range(len(LEVELS)), LEVELS)
    axes.set_xlabel("blind level")
    axes.set_ylabel("writer's level, % of its labels")
    write_text(path, svg_text(figure))
