"""Builds the word list of the `fluent` check from the pretraining corpora and the training ladders.

    python scripts/build_word_list.py --corpora FOLDER

A word enters that occurs in lower case three times in the corpora, and more often so than with a
capital inside a sentence; or once in the agents' replies of the training ladders.
"""

import argparse
import gzip
import itertools
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
ROOT = Path(__file__).parents[1]
MIN_COUNT = 3


def main() -> None:
    """Counts and writes `src/level5/words.txt.gz`."""
    from level5.data.ladders import load_ladders
    from pretrain.corpus import BOOKS, books, dialogues

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    word = re.compile(r"(?<![\w'])[a-z]+(?:'[a-z]+)*(?![\w'])")
    name = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?:'[a-z]+)*(?![\w'])")
    names: Counter[str] = Counter()
    texts = (book for part in BOOKS for book in books(arguments.corpora, part))
    said = (text for turns in dialogues(arguments.corpora) for _, text in turns)
    for text in itertools.chain(texts, said):
        plain = text.replace("’", "'")
        counts.update(word.findall(plain))
        names.update(found.lower() for found in name.findall(plain))
    words = {w for w, n in counts.items() if n >= MIN_COUNT and n > names[w]}
    for ladder in load_ladders(ROOT / "data", split="train"):
        for text in (*ladder.facts, *(r.text for r in ladder.replies if r.level > 2)):
            plain = text.replace("’", "'")
            counts.update(own := word.findall(plain))
            names.update(found.lower() for found in name.findall(plain))
            words.update(own)
    words = {w for w in words if counts[w] > names[w]}
    text = "\n".join(sorted(words)) + "\n"
    path = ROOT / "src" / "level5" / "words.txt.gz"
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(words):,} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
