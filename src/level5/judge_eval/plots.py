"""The report's plots: confusion, reliability, families of probes, score against length."""

from typing import Any

import numpy as np

from level5.scale import LEVELS
from level5.svg import BLUE, new_figure, svg_text

_GREY = "#777777"
# Below this a family's bar is marked: the aim for every single one.
_LEAST = 0.85


def confusion_plot(table: list[list[int]]) -> str:
    """Labels against given levels, as counts and shares of the label."""
    figure, axes = new_figure(3.2)
    counts = np.asarray(table)
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(counts):
        for j, n in enumerate(row):
            axes.text(j, i, f"{n:,}", ha="center", color="white" if shares[i, j] > 0.5 else "black")
    axes.set_xticks(range(len(LEVELS)), LEVELS)
    axes.set_yticks(range(len(LEVELS)), LEVELS)
    axes.set_xlabel("level given")
    axes.set_ylabel("label")
    return svg_text(figure)


def reliability_plot(bins: list[dict[str, float]]) -> str:
    """Share right against confidence, bins of equal count."""
    figure, axes = new_figure(3.0)
    axes.plot([0, 1], [0, 1], color=_GREY, linestyle=":", label="calibrated")
    axes.plot(
        [b["confidence"] for b in bins], [b["right"] for b in bins], "o-", color=BLUE, label="judge"
    )
    axes.set_xlim(0.2, 1.01)
    axes.set_ylim(0.2, 1.01)
    axes.set_xlabel("probability of the level given")
    axes.set_ylabel("share right")
    axes.legend(frameon=False)
    return svg_text(figure)


def probes_plot(families: dict[str, Any]) -> str:
    """Pairs passed, by family."""
    figure, axes = new_figure(0.28 * len(families) + 0.9)
    shares = [100 * row["passed"] for row in families.values()]
    colours = [BLUE if share >= 100 * _LEAST else "#d7191c" for share in shares]
    axes.barh(list(families), shares, color=colours)
    axes.axvline(100 * _LEAST, color=_GREY, linestyle=":")
    axes.set_xlim(0, 100)
    axes.set_xlabel("pairs in the right order, %")
    axes.invert_yaxis()
    return svg_text(figure)


def length_plot(points: list[list[float]]) -> str:
    """Expected level against words, a colour for each label."""
    figure, axes = new_figure(3.2)
    words, expected, labels = (np.asarray(column) for column in zip(*points, strict=True))
    for level in LEVELS:
        own = labels == level
        axes.scatter(
            words[own], expected[own], s=5, alpha=0.5, label=f"label {level}", rasterized=True
        )
    axes.set_xlim(0, float(np.percentile(words, 99.5)))
    axes.set_xlabel("words in the reply")
    axes.set_ylabel("expected level")
    axes.legend(ncol=5, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=8)
    return svg_text(figure)
