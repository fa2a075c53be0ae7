"""Fits the layers that order guesses by a language model's own states.

    python scripts/fit_guesses.py configs/run/smollm2.yaml

Into the folder that the run's `model.guesses` names. Prints how often what stands at each place was
accepted, by layers that had not seen the message, of the messages where it had been shown.
"""

import argparse
import sys
from pathlib import Path

from level5.config import load_run
from level5.errors import InputError
from level5.paths import in_repository
from level5.suggestions.fit_states import fit_states


def main() -> int:
    """Parses the command line, fits, writes and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="a run file with model.guesses")
    try:
        config = load_run(parser.parse_args().run)
        if config.model.guesses is None:
            raise InputError("model.guesses: name the folder to write, e.g. data/models/guesses")
        report = fit_states(config.model, in_repository(config.data.folder))
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    for part, places in report.items():
        print(f"{part}: {', '.join(f'{share:.1%} of {n}' for share, n in places)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
