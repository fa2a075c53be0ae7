"""Blind labels: levels given by raters who saw codebook, customer and reply, and no label."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from level5.agreement import Agreement, agreement
from level5.errors import InputError
from level5.records import Identifier, Ladder, Name, Record, read_records
from level5.scale import LEVELS

# A little more than the fifth of all replies that must be labelled.
_SHARE = 0.21
_RELABELLED = "relabelled.jsonl"


class BlindLabel(Record):
    """One rater's level for one reply.

    Attributes:
        ladder: the scenario.
        reply: index of the reply in it.
        text: first 12 digits of the reply's SHA-256, so that a label cannot outlive its text.
        rater: who, a pass of a language model.
        level: 1 to 5.
        unsure: the rater wavered between two levels and took the lower.
    """

    ladder: Identifier
    reply: int
    text: str
    rater: Name
    level: int = Field(ge=LEVELS[0], le=LEVELS[-1])
    unsure: bool = False


class Relabelled(Record):
    """A reply whose level is no longer the one that its writer aimed at.

    Attributes:
        ladder: the scenario.
        reply: index of the reply in it.
        text: as in `BlindLabel`.
        written: the writer's level.
        kind: the writer's kind.
    """

    ladder: Identifier
    reply: int
    text: str
    written: int = Field(ge=LEVELS[0], le=LEVELS[-1])
    kind: Name


class Labelled(NamedTuple):
    """A reply with the blind levels, by rater, and the writer's.

    Attributes:
        ladder: the scenario.
        reply: index of the reply in it.
        levels: the blind levels.
        intended: the level that the writer aimed at, which need not be the one that it has now.
        kind: the kind that the writer aimed at.
    """

    ladder: Ladder
    reply: int
    levels: tuple[int, ...]
    intended: int
    kind: str

    @property
    def contradicted(self) -> bool:
        """Whether at least two raters agree on a level that the reply does not have."""
        level, count = Counter(self.levels).most_common(1)[0]
        return count > 1 and level != self.ladder.replies[self.reply].level


def is_sampled(ladder_id: str, index: int) -> bool:
    """Whether a reply belongs to the blind sample: a fifth, by a hash, whoever wrote it."""
    digest = hashlib.sha256(f"blind:{ladder_id}:{index}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < _SHARE


def text_digest(text: str) -> str:
    """What `BlindLabel.text` holds."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def rating_sheet(ladders: Sequence[Ladder]) -> list[dict[str, Any]]:
    """The blind sample as raters see it: no ids, no indices, in an order that tells nothing."""
    rows = [
        {
            "text": text_digest(reply.text),
            "context": ladder.context,
            "customer": ladder.customer,
            "rated": reply.text,
        }
        for ladder in ladders
        if not ladder.no_feeling
        for index, reply in enumerate(ladder.replies)
        if is_sampled(ladder.id, index)
    ]
    return sorted(rows, key=lambda row: str(row["text"]))


class Rating(Record):
    """What a rater hands in for one row of a sheet.

    Attributes:
        text: as on the sheet.
        level: 1 to 5.
        unsure: the rater wavered between two levels and took the lower.
    """

    text: str
    level: int = Field(ge=LEVELS[0], le=LEVELS[-1])
    unsure: bool = False


def blind_labels(
    ratings: Sequence[Rating], rater: str, ladders: Sequence[Ladder]
) -> list[BlindLabel]:
    """A rater's ratings, each with the reply it belongs to.

    Raises:
        InputError: a rating names no reply, or two name the same.
    """
    rated = {
        text_digest(reply.text): (ladder.id, index)
        for ladder in ladders
        for index, reply in enumerate(ladder.replies)
    }
    counts = Counter(rating.text for rating in ratings)
    problems = [f"{text}: no reply has this digest" for text in counts.keys() - rated]
    problems += [f"{text}: rated {n} times" for text, n in counts.items() if n > 1]
    if problems:
        raise InputError(sorted(problems))
    return [
        BlindLabel(
            ladder=rated[rating.text][0],
            reply=rated[rating.text][1],
            text=rating.text,
            rater=rater,
            level=rating.level,
            unsure=rating.unsure,
        )
        for rating in ratings
    ]


def load_labelled(
    data: Path, ladders: Sequence[Ladder], relabelled: Sequence[Relabelled]
) -> list[Labelled]:
    """Reads `labels/*.jsonl` and joins what belongs to each reply.

    Raises:
        InputError: a row is faulty, names no reply, rates a text that has changed since, or a rater
            rated one reply twice; every such row is named.
    """
    by_id = {ladder.id: ladder for ladder in ladders}
    given: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    problems: list[str] = []
    for path in sorted((data / "labels").glob("*.jsonl")):
        for label in read_records(BlindLabel, path):
            if problem := _void(label, by_id):
                problems.append(f"{path}: {problem}")
            elif label.rater in given[label.ladder, label.reply]:
                problems.append(
                    f"{path}: {label.ladder} reply {label.reply}: {label.rater} rated it twice"
                )
            else:
                given[label.ladder, label.reply][label.rater] = label.level
    if problems:
        raise InputError(problems)
    written = {(row.ladder, row.reply): (row.written, row.kind) for row in relabelled}
    return [
        Labelled(
            by_id[ladder],
            index,
            tuple(levels.values()),
            *written.get((ladder, index), (reply.level, reply.kind)),
        )
        for (ladder, index), levels in sorted(given.items())
        if levels
        for reply in [by_id[ladder].replies[index]]
    ]


def load_relabelled(data: Path, ladders: Sequence[Ladder]) -> list[Relabelled]:
    """Reads `relabelled.jsonl`; empty when there is none.

    Raises:
        InputError: a row is faulty, names no reply, or a text that has changed since.
    """
    path = data / _RELABELLED
    if not path.exists():
        return []
    by_id = {ladder.id: ladder for ladder in ladders}
    rows = read_records(Relabelled, path)
    problems = [f"{path}: {problem}" for row in rows if (problem := _void(row, by_id))]
    if problems:
        raise InputError(problems)
    return rows


def _void(row: BlindLabel | Relabelled, by_id: dict[str, Ladder]) -> str | None:
    """What makes the row belong to no reply of today's."""
    where = f"{row.ladder} reply {row.reply}"
    ladder = by_id.get(row.ladder)
    if ladder is None or not 0 <= row.reply < len(ladder.replies):
        return f"{where}: there is no such reply"
    if text_digest(ladder.replies[row.reply].text) != row.text:
        return f"{where}: the text has changed since it was rated; rate it again"
    return None


def rater_agreement(rows: Sequence[Labelled]) -> dict[str, Agreement]:
    """Agreement of the two raters with each other, and of all blind labels with the writers'.

    Rows with one label stay out of the first; each label counts once in the second.
    """
    pairs = [row.levels[:2] for row in rows if len(row.levels) > 1]
    found = {}
    if pairs:
        found["one rater and the other"] = agreement([a for a, _ in pairs], [b for _, b in pairs])
    if rows:
        intended = [row.intended for row in rows for _ in row.levels]
        found["raters and writers"] = agreement(
            intended, [level for row in rows for level in row.levels]
        )
    return found


def confusion(rows: Sequence[Labelled]) -> dict[int, Counter[int]]:
    """For each level of the writers, how often each blind level was given."""
    table: dict[int, Counter[int]] = {level: Counter() for level in LEVELS}
    for row in rows:
        table[row.intended].update(row.levels)
    return table


def exact_by_kind(rows: Sequence[Labelled]) -> dict[str, tuple[int, float]]:
    """For each kind of reply: labels, and the share that is the writer's level."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        hits[row.kind].extend(level == row.intended for level in row.levels)
    return {kind: (len(found), sum(found) / len(found)) for kind, found in sorted(hits.items())}
