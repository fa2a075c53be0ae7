"""Writes the blind sample as sheets for raters: customer and reply, no label, shuffled.

    python scripts/draw_blind_sample.py --output FOLDER --sheets 8

What raters return goes into `data/labels`, a `BlindLabel` a line; `make data` reports agreement.
"""

import argparse
from pathlib import Path

from level5.data.labels import rating_sheet
from level5.data.ladders import load_ladders
from level5.jsonl import write_rows

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Parses the command line and writes the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--sheets", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    arguments = parser.parse_args()
    rows = rating_sheet(load_ladders(arguments.data))
    for sheet in range(arguments.sheets):
        path = arguments.output / f"sheet{sheet + 1}.jsonl"
        write_rows(path, rows[sheet :: arguments.sheets])
    print(f"{len(rows):,} replies on {arguments.sheets} sheets in {arguments.output}")


if __name__ == "__main__":
    main()
