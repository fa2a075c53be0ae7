"""Draws a run's rewrites for blind rating, and says what the raters found.

    python scripts/rate_rewrites.py draw --run runs/embedded --output FOLDER --sheets 2
    python scripts/rate_rewrites.py collect --sheets FOLDER --ratings evals/ratings/test.jsonl

A rater reads `FOLDER/sheet1.jsonl` and writes `FOLDER/rated1.jsonl`; `evals/ratings/README.md` has
the brief. `collect` writes the ratings without texts and prints each system's figures.
"""

import argparse
import hashlib
import random
import sys
from pathlib import Path
from typing import Any

from level5.errors import InputError
from level5.evaluate.statistics import estimate
from level5.jsonl import numbered_rows, write_rows

# How many of each system, each of a case of its own where there are enough.
_DRAWN = ["selected=90", "finetuned=30", "likeliest=30", "reference=30"]
_RATING = ("level", "kept", "added", "fluent", "why")
_KEY = "key.jsonl"


def main() -> int:
    """Parses the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(required=True)
    draw_parser = verbs.add_parser("draw", help="write sheets without labels")
    draw_parser.add_argument("--run", type=Path, required=True, help="its folder")
    draw_parser.add_argument("--output", type=Path, required=True)
    draw_parser.add_argument("--suite", default="ladders_test")
    draw_parser.add_argument("--counts", nargs="+", default=_DRAWN, metavar="SYSTEM=N")
    draw_parser.add_argument("--sheets", type=int, default=2)
    draw_parser.add_argument("--seed", type=int, default=1)
    draw_parser.set_defaults(act=draw)
    collect_parser = verbs.add_parser("collect", help="join ratings with what was drawn")
    collect_parser.add_argument("--sheets", type=Path, required=True, help="the drawn folder")
    collect_parser.add_argument("--ratings", type=Path, required=True, help="written")
    collect_parser.set_defaults(act=collect)
    arguments = parser.parse_args()
    try:
        arguments.act(arguments)
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    return 0


def draw(arguments: argparse.Namespace) -> None:
    """Writes sheets, and a key that raters do not see."""
    path = arguments.run / "eval" / arguments.suite / "verdicts.jsonl"
    by_system: dict[str, dict[str, dict[str, Any]]] = {}
    for _, row in numbered_rows(path):
        by_system.setdefault(row["system"], {})[row["id"]] = row
    rng = random.Random(arguments.seed)
    cases = sorted(by_system["finetuned"])
    rng.shuffle(cases)
    drawn: list[dict[str, Any]] = []
    for system, _, count in (entry.partition("=") for entry in arguments.counts):
        if system not in by_system or not count.isdigit():
            raise InputError(
                f"--counts {system}={count}: give SYSTEM=N, a system of {path}:"
                f" {', '.join(by_system)}"
            )
        # Where cases run out, systems share them.
        own, cases = cases[: int(count)], [*cases[int(count) :], *cases[: int(count)]]
        drawn += [by_system[system][case] for case in own]
    rng.shuffle(drawn)
    rows = [
        {
            "key": hashlib.sha256(f"{row['id']} {row['system']}".encode()).hexdigest()[:12],
            "customer": row["customer"],
            "draft": row["draft"],
            "reply": row["text"],
        }
        for row in drawn
    ]
    for sheet in range(arguments.sheets):
        write_rows(arguments.output / f"sheet{sheet + 1}.jsonl", rows[sheet :: arguments.sheets])
    write_rows(
        arguments.output / _KEY,
        [
            {
                "key": sheet_row["key"],
                "suite": arguments.suite,
                "id": row["id"],
                "scenario": row["scenario"],
                "system": row["system"],
                "judged": row["level"],
                "judged_joint_success": row["joint_success"],
            }
            for sheet_row, row in zip(rows, drawn, strict=True)
        ],
    )
    print(f"{len(rows)} rewrites on {arguments.sheets} sheets in {arguments.output}")


def collect(arguments: argparse.Namespace) -> None:
    """Writes the ratings beside the judge's, and prints what each system got."""
    rated = {
        row["key"]: {name: row[name] for name in _RATING}
        for path in sorted(arguments.sheets.glob("rated*.jsonl"))
        for _, row in numbered_rows(path)
    }
    drawn = [row for _, row in numbered_rows(arguments.sheets / _KEY)]
    missing = [row["key"] for row in drawn if row["key"] not in rated]
    if missing:
        raise InputError(f"{arguments.sheets}: not rated yet: {', '.join(missing)}")
    rows = [row | rated[row["key"]] for row in drawn]
    write_rows(arguments.ratings, [{k: v for k, v in row.items() if k != "key"} for row in rows])
    for system in dict.fromkeys(row["system"] for row in rows):
        own = [row for row in rows if row["system"] == system]
        scenarios = [row["scenario"] for row in own]
        print(f"{system}, n = {len(own)}")
        for name, values in figures(own).items():
            found = estimate(values, scenarios, share="level" not in name)
            print(f"  {name}: {found.value:.3f} [{found.low:.3f}, {found.high:.3f}]")


def figures(rows: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Each figure's value for each rating."""
    return {
        "joint success": [
            float(x["level"] == 5 and x["kept"] and not x["added"] and x["fluent"]) for x in rows
        ],
        "at 5": [float(x["level"] == 5) for x in rows],
        "mean level": [float(x["level"]) for x in rows],
        "kept": [float(x["kept"]) for x in rows],
        "nothing added": [float(not x["added"]) for x in rows],
        "fluent": [float(x["fluent"]) for x in rows],
        "joint success by the judge": [float(x["judged_joint_success"]) for x in rows],
        "mean level by the judge": [float(x["judged"]) for x in rows],
    }


if __name__ == "__main__":
    sys.exit(main())
