"""Times the judge against the stock `text-classification` pipeline on the same encoder and texts.

python scripts/bench_judge.py --replies 512

Both rate test replies of the ladders on this machine, with as many threads. The pipeline loads the
judge's encoder with a fresh 5-way head from a temporary folder; its labels mean nothing, its work
is the same. Batch size 32 for both; each is timed three times and the median is given.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

from level5.data.ladders import load_ladders
from level5.encoder.load import encoder_folder
from level5.judge import Judge
from level5.judge.examples import reply_examples

ROOT = Path(__file__).parents[1]
_BATCH = 32
_TIMES = 3


def main() -> None:
    """Parses the command line, times both, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replies", type=int, default=512)
    arguments = parser.parse_args()
    examples = reply_examples(load_ladders(ROOT / "data", "test"))[: arguments.replies]
    questions = [x.question for x in examples]
    judge = Judge.load(batch_size=_BATCH)
    ours = _rate(lambda: judge.score(questions), len(questions))
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
        model = AutoModelForSequenceClassification.from_pretrained(encoder_folder(), num_labels=5)
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        stock = pipeline("text-classification", model=folder, batch_size=_BATCH)
        pairs = [
            {"text": f"{q.context}\n{q.customer}".strip(), "text_pair": q.reply} for q in questions
        ]
        theirs = _rate(lambda: stock(pairs, truncation=True, max_length=384), len(questions))
    print(f"{'':24}replies a second")
    print(f"{'level5 judge, ' + judge.dtype:24}{ours:10.1f}")
    print(f"{'stock pipeline, float32':24}{theirs:10.1f}")
    print(f"{'ratio':24}{ours / theirs:10.2f}")


def _rate(work: Callable[[], object], items: int) -> float:
    """Items a second, the median of three runs after one to warm up."""
    work()
    seconds = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return items / statistics.median(seconds)


if __name__ == "__main__":
    main()
