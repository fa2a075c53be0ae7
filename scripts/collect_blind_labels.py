"""Puts what a rater returned into `data/labels`.

python scripts/collect_blind_labels.py --rater NAME SHEET...
"""

import argparse
import sys
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from level5.data.labels import Rating, blind_labels
from level5.data.ladders import load_ladders
from level5.errors import InputError
from level5.jsonl import write_rows
from level5.records import Name, read_records

ROOT = Path(__file__).parents[1]


def _rater(name: str) -> str:
    try:
        return TypeAdapter(Name).validate_python(name)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(f"{name!r}: {error.errors()[0]['msg']}") from error


def main() -> int:
    """Parses the command line, joins ratings and replies, writes `NAME.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rater", required=True, type=_rater)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("sheets", type=Path, nargs="+")
    arguments = parser.parse_args()
    try:
        ratings = [rating for sheet in arguments.sheets for rating in read_records(Rating, sheet)]
        labels = blind_labels(ratings, arguments.rater, load_ladders(arguments.data))
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    path = arguments.data / "labels" / f"{arguments.rater}.jsonl"
    write_rows(path, [label.model_dump(mode="json") for label in labels])
    print(f"{len(labels):,} labels in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
