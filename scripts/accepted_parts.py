"""How many parts of plain answers readers accepted, on training messages a run has not learned.

    python scripts/accepted_parts.py runs/embedded --cases 600

No judge is asked, so that a run can be chosen by it: readers have accepted or declined what each
training message suggests, and suggestions for it come from networks that did not see it.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from level5.config import load_run
from level5.config.schema import RunConfig
from level5.data.acknowledgements import Acknowledgement, load_acknowledgements, load_events
from level5.data.ladders import load_ladders
from level5.data.pairs import pairs_of
from level5.errors import InputError
from level5.evaluate.outputs import load_engine
from level5.evaluate.statistics import estimate
from level5.generate.engine import Generated
from level5.paths import in_repository
from level5.plain import Behind, Form, Opening, plain_form
from level5.records import Case, case_of
from level5.runs import RunFolder
from level5.suggestions import Suggested, spoken, suggested
from level5.train.plain import true_topics

MEASURES = ("feeling", "topic", "guesses", "all")
# Of three guesses, what a level-5 reply needs.
_NEEDED = 2


class Asked(NamedTuple):
    """A case with what can be said, and what readers accepted."""

    ladder: str
    case: Case
    found: Suggested
    form: Form
    accepted: Acknowledgement
    topics: set[str]


def main() -> int:
    """Parses the command line, generates greedily and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", type=Path, nargs="+", help="folders of finished trainings")
    parser.add_argument("--cases", type=int, default=600, help="at most so many, two a message")
    parser.add_argument("--output", type=Path, help="also write the figures as JSON")
    arguments = parser.parse_args()
    try:
        configs = [load_run(run / "config.yaml") for run in arguments.runs]
        asked = _asked(configs, arguments.runs, arguments.cases)
        found = {"likeliest": [_rated(x, x.form.openings[0], x.form.behind[0]) for x in asked]}
        found["best possible"] = [_best(x) for x in asked]
        for run, config in zip(arguments.runs, configs, strict=True):
            found[str(run)] = _of_run(run, config, asked)
    except InputError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 1
    ladders = [x.ladder for x in asked]
    print(f"{len(asked)} cases of {len(set(ladders))} messages")
    table = {}
    for name, rows in found.items():
        table[name] = {
            measure: estimate([float(row[i]) for row in rows], ladders)._asdict()
            for i, measure in enumerate(MEASURES)
        }
        figures = (
            f"{measure} {x['value']:.3f} [{x['low']:.3f}, {x['high']:.3f}]"
            for measure, x in table[name].items()
        )
        print(f"{name:32}", *figures, sep="  ")
    if arguments.output:
        arguments.output.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


def _asked(configs: Sequence[RunConfig], runs: Sequence[Path], wanted: int) -> list[Asked]:
    data = in_repository(configs[0].data.folder)
    accepted = load_acknowledgements(data)
    events = {event.id: event.text for event in load_events(data)}
    ladders = sorted(load_ladders(data, split="train"), key=lambda x: _hash(x.id))
    learned = _learned(configs, runs, len(ladders))
    cases: list[Asked] = []
    for ladder in ladders[learned:]:
        if ladder.id not in accepted:
            continue
        drafts = sorted({pair.draft for pair in pairs_of(ladder)}, key=_hash)
        for draft in drafts[:2]:
            case = case_of(ladder, draft).model_copy(update={"facts": ()})
            found = suggested(case.customer)
            form = plain_form(case, found)
            own = accepted[ladder.id]
            cases.append(Asked(ladder.id, case, found, form, own, true_topics(own, events)))
    return cases[:wanted]


def _learned(configs: Sequence[RunConfig], runs: Sequence[Path], there: int) -> int:
    """The most ladders that any of the runs has learned; these come first in every run's order."""
    problems = [
        f"{run}: it does not write plain answers held to their form (data.answers: plain,"
        " generate.constrained: true), which is what readers have rated"
        for run, config in zip(runs, configs, strict=True)
        if config.data.answers != "plain" or not config.generate.constrained
    ]
    most = max(config.data.train_ladders or there for config in configs)
    if most >= there:
        problems.append(
            f"the runs have learned from all {there:,} training ladders; give"
            " data.train_ladders a smaller figure"
        )
    if problems:
        raise InputError(problems)
    return most


def _of_run(run: Path, config: RunConfig, asked: Sequence[Asked]) -> list[tuple[float, ...]]:
    texts: dict[int, str] = {}

    def keep(batch: Sequence[tuple[int, Generated]]) -> None:
        texts.update((i, answer.text) for i, answer in batch)
        print(f"{run}: {len(texts)}/{len(asked)}", end="\r", file=sys.stderr)

    load_engine(config, RunFolder(run).adapter).generate([x.case for x in asked], keep)
    return [_rated(x, *_parts(x, texts[i])) for i, x in enumerate(asked)]


def _parts(asked: Asked, text: str) -> tuple[Opening, Behind]:
    def said(part: str) -> bool:
        # After a greeting the first letter is small.
        return spoken(part, asked.found).lower() in text.lower()

    return (
        next(x for x in asked.form.openings if said(x.text)),
        next(x for x in asked.form.behind if said(x.text)),
    )


def _rated(asked: Asked, opening: Opening, behind: Behind) -> tuple[float, ...]:
    accepted = asked.accepted
    feeling = asked.found.feelings[opening.feeling] in accepted.feelings.accepted
    topic = any(asked.found.topics[i] in asked.topics for i in opening.topics[:1])
    says = asked.found.says[behind.says].text
    guesses = (says in {*accepted.guesses.accepted, *accepted.says.accepted}) + sum(
        asked.found.asks[i].text in accepted.asks.accepted for i in behind.asks
    )
    return feeling, topic, guesses, feeling and topic and guesses >= _NEEDED


def _best(asked: Asked) -> tuple[float, ...]:
    return max(
        (_rated(asked, o, b) for o in asked.form.openings for b in asked.form.behind),
        key=lambda row: (row[-1], row[2]),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
