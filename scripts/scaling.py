"""How well adapters foretell right openings that they have not learned from, by size and data.

    python scripts/scaling.py runs/scale-* --plot scaling.svg

Each run's adapter is asked what it thinks of the written openings of `data/openings.jsonl`, whose
messages no fine-tuning learns from. Bits per character compare models whose tokens differ. For each
base a power law of the openings learned from is fitted, and says what twice as many would give.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from level5.config import load_run
from level5.config.schema import RunConfig
from level5.data.acknowledgements import RatedOpening, load_rated_openings
from level5.errors import InputError
from level5.evaluate.statistics import Estimate, estimate
from level5.model import load_adapted, load_base, load_tokenizer, place
from level5.paths import in_repository
from level5.prompt import answer_ids, case_prompt
from level5.records import Case
from level5.runs import RunFolder
from level5.svg import new_figure, svg_text


class Point(NamedTuple):
    """One model's bits per character.

    Attributes:
        base: where it was loaded from.
        parameters: of the base.
        openings: that the adapter learned from; 0 for the base as it is.
    """

    base: str
    parameters: int
    openings: int
    bits: Estimate


def main() -> int:
    """Parses the command line, measures every run and its base, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", type=Path, nargs="+", help="folders of finished trainings")
    parser.add_argument("--plot", type=Path, help="also draw the curves as SVG")
    arguments = parser.parse_args()
    try:
        points = _points(arguments.runs)
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    print(f"{'base':28}{'parameters':>14}{'openings':>10}  bits per character")
    for base, parameters, openings, bits in points:
        interval = f"{bits.value:.3f} [{bits.low:.3f}, {bits.high:.3f}]"
        print(f"{base:28}{parameters:>14,}{openings:>10,}  {interval}")
    for base, (at_one, slope) in power_laws(points).items():
        most = max(x.openings for x in points if x.base == base)
        print(
            f"{base}: {at_one:.2f} x openings^{slope:.3f};"
            f" {2 * most:,} would give {at_one * (2 * most) ** slope:.3f}"
        )
    if arguments.plot:
        arguments.plot.write_text(_plot(points), encoding="utf-8")
    return 0


def _points(runs: Sequence[Path]) -> list[Point]:
    rows = load_rated_openings(in_repository("data"))
    points: dict[tuple[str, int], Point] = {}
    for run in runs:
        config = load_run(run / "config.yaml")
        if config.model.writes != "opening" or config.preference:
            raise InputError(
                f"{run}: compared are runs that write openings (model.writes: opening) and have"
                " not learned from these by preference tuning"
            )
        learned = json.loads(RunFolder(run).manifest.read_text(encoding="utf-8"))["pairs"]
        for openings, adapter in ((0, None), (learned, RunFolder(run).adapter)):
            if (config.model.source, openings) not in points:
                point = _point(config, adapter, openings, rows)
                points[config.model.source, openings] = point
                print(f"{run}: {openings:,} openings", file=sys.stderr)
    return sorted(points.values(), key=lambda x: (x.parameters, x.openings))


@torch.inference_mode()
def _point(
    config: RunConfig, adapter: Path | None, openings: int, rows: Sequence[RatedOpening]
) -> Point:
    placement, tokenizer = place(config.model.dtype), load_tokenizer(config.model)
    model = (
        load_base(config.model, placement)
        if adapter is None
        else load_adapted(config.model, adapter, placement)
    ).eval()
    found = []
    for row in rows:
        case = Case(id=row.id, customer=row.customer, draft=row.customer)
        prompt = case_prompt(case, config.model, tokenizer)
        answer = answer_ids(row.opening, tokenizer)
        ids = torch.tensor([prompt + answer], device=placement.device)
        logits = model(input_ids=ids).logits[0, len(prompt) - 1 : -1].float()
        nats = torch.nn.functional.cross_entropy(logits, ids[0, len(prompt) :], reduction="sum")
        found.append(nats.item() / math.log(2) / len(row.opening))
    parameters = sum(x.numel() for x in model.parameters())
    bits = estimate(found, [row.id for row in rows])
    return Point(config.model.source, parameters, openings, bits)


def power_laws(points: Sequence[Point]) -> dict[str, tuple[float, float]]:
    """For each base with two fine-tunings or more: bits at one opening, and the exponent.

    A line through the logarithms, by least squares. It knows no floor, so that it promises too much
    far beyond what was measured.
    """
    by_base: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.openings:
            by_base[point.base].append(point)
    laws = {}
    for base, own in by_base.items():
        if len(own) > 1:
            slope, at_one = np.polyfit(
                np.log([x.openings for x in own]), np.log([x.bits.value for x in own]), 1
            )
            laws[base] = (float(np.exp(at_one)), float(slope))
    return laws


def _plot(points: Sequence[Point]) -> str:
    figure, axes = new_figure(3.2)
    for base, (at_one, slope) in power_laws(points).items():
        own = [x for x in points if x.base == base and x.openings]
        sizes = [x.openings for x in own]
        values = [x.bits.value for x in own]
        errors = [
            [x.bits.value - x.bits.low for x in own],
            [x.bits.high - x.bits.value for x in own],
        ]
        label = f"{base}, {own[0].parameters / 1e6:.0f} M"
        drawn = axes.errorbar(sizes, values, yerr=errors, fmt="o", capsize=3, label=label)
        line = np.geomspace(min(sizes), 2 * max(sizes), 50)
        axes.plot(line, at_one * line**slope, color=drawn[0].get_color(), linewidth=1)
    axes.set_xscale("log")
    axes.set_xlabel("openings learned from")
    axes.set_ylabel("bits per character")
    axes.legend(frameon=False)
    return svg_text(figure)


if __name__ == "__main__":
    raise SystemExit(main())
