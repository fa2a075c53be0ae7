"""What a suite evaluates on: cases, with the reference and the scenario where they are known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from level5.config import SuiteConfig
from level5.data.ladders import load_ladders, split_of
from level5.data.pairs import evaluation_pairs
from level5.errors import InputError
from level5.jsonl import numbered_rows
from level5.paths import in_repository
from level5.records import Case, parse

MAX_WORDS = 4000
MAX_CHARACTERS = 40_000


@dataclass(frozen=True)
class Item:
    """One case of a suite.

    Attributes:
        case: what the rewriter sees.
        scenario: what bootstraps resample; cases of one ladder share it.
        channel: chat, email, phone or social, where known.
        reference: the level-5 reference, where there is one.
        draft_level: the draft's label, where there is one.
    """

    case: Case
    scenario: str
    channel: str | None = None
    reference: str | None = None
    draft_level: int | None = None


def load_items(suite: SuiteConfig, data: Path) -> list[Item]:
    """The items of a suite.

    Raises:
        InputError: the suite is empty, or its file is faulty; all rows' problems together.
    """
    if suite.source == "ladders":
        ladders = [x for x in load_ladders(data) if split_of(x.id) == suite.split]
        items = [
            Item(
                case=Case(**pair.model_dump(include=set(Case.model_fields))),
                scenario=pair.ladder,
                channel=pair.channel,
                reference=pair.reference,
                draft_level=pair.draft_level,
            )
            for pair in evaluation_pairs(ladders, suite.drafts_per_scenario)
        ]
        where = f"{data / 'ladders'}, split {suite.split}"
    else:
        assert suite.path is not None
        path = in_repository(suite.path)
        items = [
            Item(case=case, scenario=case.id, channel=row.get("channel"))
            for case, row, _ in read_cases(path, suite.context_separator)
        ]
        where = str(path)
    if not items:
        raise InputError(f"{where}: holds no case")
    return items


class CaseRow(NamedTuple):
    """A case with the whole row it came from, and its line."""

    case: Case
    row: dict[str, Any]
    line: int


def read_cases(path: Path, context_separator: str = "\n") -> list[CaseRow]:
    """Reads cases; fields of a row that a case lacks are kept in `row`.

    Raises:
        InputError: the file holds nothing, fields are missing or of the wrong type, a text is over
            4,000 words or 40,000 characters, an id occurs twice; all problems, as `file:line`.
    """
    problems: list[str] = []
    cases: list[CaseRow] = []
    seen: dict[str, int] = {}
    for number, row in numbered_rows(path):
        where = f"{path}:{number}"
        known = {name: row[name] for name in Case.model_fields if name in row}
        try:
            case = parse(Case, known, where)
        except InputError as error:
            problems.extend(error.problems)
            continue
        problems.extend(f"{where}: {problem}" for problem in too_much(case))
        if case.id in seen:
            problems.append(f"{where}: `id`: {case.id!r} stands already in line {seen[case.id]}")
        seen[case.id] = number
        context = (
            case.context.replace(context_separator, "\n") if context_separator else case.context
        )
        cases.append(CaseRow(case.model_copy(update={"context": context}), row, number))
    if problems:
        raise InputError(problems)
    if not cases:
        raise InputError(f"{path}: holds no row")
    return cases


def too_much(case: Case) -> list[str]:
    """The fields of a case that are too long for anybody's message."""
    fields = {"context": case.context, "customer": case.customer, "draft": case.draft}
    found = []
    for name, text in {**fields, "facts": " ".join(case.facts)}.items():
        words = len(text.split())
        if words > MAX_WORDS or len(text) > MAX_CHARACTERS:
            found.append(
                f"`{name}` has {words:,} words and {len(text):,} characters, at most {MAX_WORDS:,}"
                f" and {MAX_CHARACTERS:,}; give the part that is to be rewritten"
            )
    return found
