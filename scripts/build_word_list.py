"""Builds the word list of the `fluent` check from the pretraining corpora and the training ladders.

    python scripts/build_word_list.py --corpora FOLDER

A word enters that occurs in lower case three times in the corpora, or once in the ladders.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
ROOT = Path(__file__).parents[1]
MIN_COUNT = 3


def main() -> None:
    """Counts and writes `src/level5/rubric/words.txt.gz`."""
    from level5.data.ladders import load_ladders
    from pretrain.corpus import BOOKS, books, dialogues

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    word = re.compile(r"(?<![\w'])[a-z]+(?:'[a-z]+)*(?![\w'])")
    for name in BOOKS:
        for book in books(arguments.corpora, name):
            counts.update(word.findall(book.replace("’", "'")))
    for turns in dialogues(arguments.corpora):
        for _, text in turns:
            counts.update(word.findall(text.replace("’", "'")))
    words = {w for w, n in counts.items() if n >= MIN_COUNT}
    for ladder in load_ladders(ROOT / "data", split="train"):
        for text in (*ladder.facts, *(r.text for r in ladder.replies if r.level > 2)):
            words.update(word.findall(text.replace("’", "'")))
    text = "\n".join(sorted(words)) + "\n"
    path = ROOT / "src" / "level5" / "rubric" / "words.txt.gz"
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(words):,} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
