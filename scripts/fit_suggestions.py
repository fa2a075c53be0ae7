"""Fits what suggests feelings, topics and sentences, on what raters accepted.

    python scripts/fit_suggestions.py [KEY=VALUE ...]

By `configs/suggestions.yaml`, into its folder. Prints how often what stands at each place was
accepted, by networks that had not seen the message, of the messages where it had been shown.
"""

import sys

from level5.paths import in_repository
from level5.suggestions.fit import fit
from level5.suggestions.settings import load_suggest_fit


def main() -> None:
    """Fits, writes and prints."""
    recipe = load_suggest_fit(in_repository("configs/suggestions.yaml"), tuple(sys.argv[1:]))
    for part, places in fit(recipe).items():
        print(f"{part}: {', '.join(f'{share:.1%} of {n}' for share, n in places)}")


if __name__ == "__main__":
    main()
