"""Plots as inline SVG, so that a report is one file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from level5.evaluate.evaluate import SYSTEM_NAMES
from level5.scale import LEVELS
from level5.svg import BLUE, new_figure, svg_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# From low to high; readable in grey and by colour-blind readers (ColorBrewer RdYlBu).
_LEVEL_COLOURS = ("#d7191c", "#fdae61", "#ffffbf", "#abd9e9", "#2c7bb6")


def success_plot(results: dict[str, Any]) -> str:
    """Joint success of each system with its interval."""
    figure, axes = new_figure(2.6)
    names = list(results["systems"])
    found = [results["systems"][name]["joint_success"] for name in names]
    shares = [100 * row["value"] for row in found]
    errors = [
        [max(0.0, 100 * (row["value"] - row["low"])) for row in found],
        [max(0.0, 100 * (row["high"] - row["value"])) for row in found],
    ]
    axes.barh([SYSTEM_NAMES[n] for n in names], shares, xerr=errors, color=BLUE, capsize=3)
    axes.set_xlim(0, 100)
    axes.set_xlabel("joint success, % (95 % interval)")
    axes.invert_yaxis()
    return _inline(figure)


def level_plot(verdicts: Sequence[dict[str, Any]]) -> str:
    """The share of each judged level, by system."""
    figure, axes = new_figure(2.6)
    names = list(dict.fromkeys(row["system"] for row in verdicts))
    left = [0.0] * len(names)
    for level, colour in zip(LEVELS, _LEVEL_COLOURS, strict=True):
        shares = []
        for name in names:
            rows = [row for row in verdicts if row["system"] == name]
            shares.append(100 * sum(row["level"] == level for row in rows) / len(rows))
        axes.barh(
            [SYSTEM_NAMES[n] for n in names],
            shares,
            left=left,
            color=colour,
            edgecolor="#555555",
            linewidth=0.4,
            label=f"level {level}",
        )
        left = [a + b for a, b in zip(left, shares, strict=True)]
    axes.set_xlim(0, 100)
    axes.set_xlabel("judged level, % of replies")
    axes.legend(ncol=5, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=8)
    axes.invert_yaxis()
    return _inline(figure)


def loss_plot(log: Sequence[dict[str, Any]]) -> str:
    """Training loss by step."""
    figure, axes = new_figure(2.6)
    rows = [row for row in log if "loss" in row]
    axes.plot([row["step"] for row in rows], [row["loss"] for row in rows], color=BLUE)
    axes.set_xlabel("optimizer step")
    axes.set_ylabel("loss, nats a token")
    return _inline(figure)


def _inline(figure: "Figure") -> str:
    """The figure to stand inside a page: without what comes before its first tag."""
    text = svg_text(figure)
    return text[text.index("<svg") :]
