"""Results as a table for the terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

from level5.evaluate.evaluate import METRICS, SYSTEM_NAMES

_SHOWN = ("joint_success", "level", "facts_kept", "nothing_added", "fluent")


def print_results(results: dict[str, Any], console: Console) -> None:
    """Prints systems by metrics, each with its 95 % interval, and the paired differences."""
    table = Table(
        title=f"{results['suite']}: {results['items']} drafts of {results['scenarios']} scenarios,"
        f" judge {results['judge']['name']}; 95 % intervals over scenarios"
    )
    table.add_column("system")
    table.add_column("n", justify="right")
    for metric in _SHOWN:
        table.add_column(METRICS[metric], justify="right")
    for system, metrics in results["systems"].items():
        cells = [cell(metric, metrics[metric]) for metric in _SHOWN]
        n = str(metrics["joint_success"]["n"])
        table.add_row(SYSTEM_NAMES[system], n, *cells)
    console.print(table)
    gaps = ", ".join(
        f"{SYSTEM_NAMES[system]} {found['value']:+.2f}"
        for system, found in results["judges_gap"].items()
    )
    console.print(f"mean level by the selecting judge less the reporting one's: {gaps}")
    for row in results["differences"]:
        console.print(
            f"{SYSTEM_NAMES[results['system']]} − {SYSTEM_NAMES[row['against']]},"
            f" {METRICS[row['metric']]}:"
            f" {row['value']:+.3f} [{row['low']:+.3f}, {row['high']:+.3f}],"
            f" p (Holm) {row['p_holm']:.4f}, smallest detectable {row['detectable']:.3f}",
            highlight=False,
        )


def cell(metric: str, found: dict[str, float]) -> str:
    """One figure with its interval: a share in percent, a level as it is."""
    if metric == "level":
        return f"{found['value']:.2f} [{found['low']:.2f}, {found['high']:.2f}]"
    return f"{100 * found['value']:.1f} % [{100 * found['low']:.1f}, {100 * found['high']:.1f}]"
