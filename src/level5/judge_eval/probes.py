"""Probes: minimal pairs whose levels differ, or do not, by one gate or cap of the codebook."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from level5.errors import InputError
from level5.judge.encode import Question
from level5.judge.predict import Judge
from level5.records import Identifier, Name, Record, read_records
from level5.scale import LEVELS

_Level = Field(ge=LEVELS[0], le=LEVELS[-1])


class Probe(Record):
    """Two replies, or one reply to two customers.

    Attributes:
        id: of the pair.
        family: what is probed.
        customer: the message.
        reply: the better side, or the unchanged one.
        level: its level.
        other_customer: another customer for the other side; empty where it has the same one.
        other_reply: the changed side.
        other_level: its level.
        what: what differs, and which gate or cap decides.
    """

    id: Identifier
    family: Name
    customer: str
    reply: str
    level: int = _Level
    other_customer: str = ""
    other_reply: str
    other_level: int = _Level
    what: str


class Outcome(NamedTuple):
    """What the judge made of a probe.

    Attributes:
        probe: the pair.
        level: given to the first side.
        other_level: given to the other.
        passed: the sides stand in the right order, or at one level where they should.
        exact: both levels are right.
    """

    probe: Probe
    level: int
    other_level: int
    passed: bool
    exact: bool


def load_probes(folder: Path) -> list[Probe]:
    """Reads `*.jsonl`.

    Raises:
        InputError: there are none, a row is faulty, or an id occurs twice.
    """
    probes = [
        probe for path in sorted(folder.glob("*.jsonl")) for probe in read_records(Probe, path)
    ]
    if not probes:
        raise InputError(f"{folder}: holds no probes (*.jsonl)")
    doubled = [name for name, n in Counter(probe.id for probe in probes).items() if n > 1]
    if doubled:
        raise InputError([f"{folder}: probe {name} occurs more than once" for name in doubled])
    return probes


def run_probes(judge: Judge, probes: Sequence[Probe]) -> list[Outcome]:
    """Rates both sides of every probe.

    A pair is passed when the two levels given stand in the same order as the true ones: higher,
    lower or equal.
    """
    verdicts = judge.score(
        [Question("", p.customer, p.reply) for p in probes]
        + [Question("", p.other_customer or p.customer, p.other_reply) for p in probes]
    )
    outcomes = []
    for probe, first, other in zip(
        probes, verdicts[: len(probes)], verdicts[len(probes) :], strict=True
    ):
        passed = _order(first.level, other.level) == _order(probe.level, probe.other_level)
        exact = (first.level, other.level) == (probe.level, probe.other_level)
        outcomes.append(Outcome(probe, first.level, other.level, passed, exact))
    return outcomes


def _order(first: int, other: int) -> int:
    return (first > other) - (first < other)


def by_family(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes of each family, in the order of their names."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.probe.family].append(outcome)
    return dict(sorted(found.items()))
