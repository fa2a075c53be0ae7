"""Writes the blind sample, where not yet rated twice, as sheets for raters: no label, shuffled.

    python scripts/draw_blind_sample.py --output FOLDER --sheets 8

A rater returns `{"text": "0123456789ab", "level": 2, "unsure": false}` a line;
`collect_blind_labels.py` puts that into `data/labels`, and `make data` reports agreement.
"""

import argparse
import sys
from pathlib import Path

from level5.data.labels import load_labelled, load_relabelled, rating_sheet
from level5.data.ladders import load_ladders
from level5.errors import InputError
from level5.jsonl import write_rows

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Parses the command line and writes the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--sheets", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    arguments = parser.parse_args()
    try:
        ladders = load_ladders(arguments.data)
        relabelled = load_relabelled(arguments.data, ladders)
        rated = {
            row.ladder.replies[row.reply].text
            for row in load_labelled(arguments.data, ladders, relabelled)
            if len(row.levels) > 1
        }
        rows = [row for row in rating_sheet(ladders) if row["rated"] not in rated]
        for sheet in range(arguments.sheets):
            path = arguments.output / f"sheet{sheet + 1}.jsonl"
            write_rows(path, rows[sheet :: arguments.sheets])
        print(f"{len(rows):,} replies on {arguments.sheets} sheets in {arguments.output}")
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
