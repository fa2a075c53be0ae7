"""What a suite evaluates on: cases, with the reference and the scenario where they are known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from level5.config import SuiteConfig
from level5.data.ladders import load_ladders, split_of
from level5.data.pairs import evaluation_pairs
from level5.errors import InputError
from level5.jsonl import numbered_rows
from level5.paths import in_repository
from level5.records import Case, parse

MAX_WORDS = 4000


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
            for pair in evaluation_pairs(ladders)
        ]
        where = f"{data / 'ladders'}, split {suite.split}"
    else:
        assert suite.path is not None
        path = in_repository(suite.path)
        items = [
            Item(case=case, scenario=case.id, channel=row.get("channel"))
            for case, row in read_cases(path, suite.context_separator)
        ]
        where = str(path)
    if not items:
        raise InputError(f"{where}: holds no case")
    return items


def read_cases(path: Path, context_separator: str = "\n") -> list[tuple[Case, dict[str, Any]]]:
    """Reads cases with the whole row each came from; fields that a case lacks are carried through.

    Raises:
        InputError: the file holds nothing, fields are missing or of the wrong type, a text is over
            4,000 words, an id occurs twice; every row's problems, each as `file:line`.
    """
    problems: list[str] = []
    cases: list[tuple[Case, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for number, row in numbered_rows(path):
        where = f"{path}:{number}"
        known = {name: row[name] for name in Case.model_fields if name in row}
        try:
            case = parse(Case, known, where)
        except InputError as error:
            problems.extend(error.problems)
            continue
        for name in ("context", "customer", "draft"):
            words = len(getattr(case, name).split())
            if words > MAX_WORDS:
                problems.append(
                    f"{where}: `{name}` has {words:,} words, at most {MAX_WORDS:,}; give the part"
                    " that is to be rewritten"
                )
        if case.id in seen:
            problems.append(f"{where}: `id`: {case.id!r} stands already in line {seen[case.id]}")
        seen[case.id] = number
        context = (
            case.context.replace(context_separator, "\n") if context_separator else case.context
        )
        cases.append((case.model_copy(update={"context": context}), row))
    if problems:
        raise InputError(problems)
    if not cases:
        raise InputError(f"{path}: holds no row")
    return cases
