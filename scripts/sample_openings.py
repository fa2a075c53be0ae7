"""What an adapter that writes openings would say of messages, for readers to call right or wrong.

    python scripts/sample_openings.py data/models/rewriter data/openings.jsonl sampled.jsonl

Each message gets the greedy opening first, then sampled ones, cut as a rewrite cuts them and
without repetitions.
"""

import argparse
import sys
from pathlib import Path

from level5.config import load_run
from level5.errors import InputError
from level5.first_clause import first_sentence
from level5.generate.engine import Engine, Generated
from level5.jsonl import read_rows, write_rows
from level5.model import check_source, load_adapted, load_tokenizer, place
from level5.records import Case
from level5.runs import RunFolder

# The draft is not read for an opening.
_DRAFT = "Thank you for your message."


def main() -> int:
    """Parses the command line and writes one row for each message."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("adapter", type=Path, help="an adapter's folder")
    parser.add_argument("messages", type=Path, help="JSON Lines with id and customer")
    parser.add_argument("output", type=Path, help="JSON Lines with id, customer and openings")
    parser.add_argument("--samples", type=int, default=5, help="beside the greedy one")
    parser.add_argument("--temperature", type=float, default=0.8)
    arguments = parser.parse_args()
    try:
        _sample(arguments)
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    return 0


def _sample(arguments: argparse.Namespace) -> None:
    config = load_run(RunFolder.of_adapter(arguments.adapter).config)
    if config.model.writes != "opening":
        raise InputError(
            f"{arguments.adapter} writes whole replies; openings need a run with"
            " `model.writes: opening`, such as configs/run/smollm2.yaml"
        )
    settings = config.generate.model_copy(
        update={"candidates": arguments.samples + 1, "temperature": arguments.temperature}
    )
    config = config.model_copy(update={"generate": settings})
    check_source(config.model)
    engine = Engine(
        load_adapted(config.model, arguments.adapter, place(config.model.dtype)),
        load_tokenizer(config.model),
        config.model,
        config.generate,
        lambda answer, _: first_sentence(answer),
        config.seed,
    )
    cases = [
        Case(id=row["id"], customer=row["customer"], draft=_DRAFT)
        for row in read_rows(arguments.messages)
    ]
    greedy: dict[int, Generated] = {}
    engine.generate(cases, lambda batch: greedy.update(batch))
    sampled = engine.sample(cases)
    write_rows(
        arguments.output,
        [
            {
                "id": case.id,
                "customer": case.customer,
                # A dictionary keeps the order and no repetition.
                "openings": list(dict.fromkeys(x.text for x in (greedy[i], *sampled[i]))),
            }
            for i, case in enumerate(cases)
        ],
    )


if __name__ == "__main__":
    raise SystemExit(main())
