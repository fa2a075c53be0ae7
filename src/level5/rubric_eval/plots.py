"""The report's plot: F1 of every check."""

from level5.svg import BLUE, new_figure, svg_text

_AIM = 0.85


def checks_plot(merits: dict[str, float]) -> str:
    """A bar for each check, red below the least aim."""
    figure, axes = new_figure(0.24 * len(merits) + 0.9)
    order = sorted(merits, key=lambda name: -merits[name])
    shares = [merits[name] for name in order]
    axes.barh(order, shares, color=[BLUE if share >= _AIM else "#d7191c" for share in shares])
    axes.axvline(_AIM, color="#777777", linestyle=":")
    axes.set_xlim(0, 1)
    axes.set_xlabel("F1 on the test split")
    axes.invert_yaxis()
    return svg_text(figure)
