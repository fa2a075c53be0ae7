"""`level5 check` and `level5 coach`: one reply, or a file of them."""

from collections.abc import Sequence
from pathlib import Path

from level5.errors import InputError
from level5.evaluate.score import Readers, question
from level5.evaluate.suites import too_much
from level5.jsonl import assert_writable, numbered_rows, with_fields, write_rows
from level5.judge import Judge
from level5.records import Case, parse
from level5.rubric import Finding, check_reply
from level5.rubric.coach import coach

Asked = tuple[Case, str, str | None]


def check_one(case: Case, reply: str, rules_only: bool) -> dict[str, Finding]:
    """Every check on one reply, by the rules alone or with the heads heard."""
    return _check([(case, reply, None)], rules_only)[0]


def check_file(source: Path, target: Path, rules_only: bool) -> int:
    """Adds `checks` to every row of a JSON Lines file, in its order; returns how many.

    Rows need customer, draft and reply; context, facts and channel may be there; `reply` may be
    empty. Other fields are carried through.

    Raises:
        InputError: every row's problems, each as `file:line`.
    """
    assert_writable(target)
    problems: list[str] = []
    rows = []
    asked: list[Asked] = []
    for number, row in numbered_rows(source):
        where = f"{source}:{number}"
        given = {name: row[name] for name in Case.model_fields if name in row}
        try:
            case = parse(Case, {"id": str(number), **given}, where)
        except InputError as error:
            problems.extend(error.problems)
            continue
        problems.extend(f"{where}: {problem}" for problem in too_much(case))
        if not isinstance(row.get("reply"), str):
            problems.append(f"{where}: `reply`: a string is required")
            continue
        rows.append(row)
        asked.append((case, row["reply"], row.get("channel")))
    if not rows and not problems:
        problems.append(f"{source}: there is no row in it; nothing can be checked")
    if problems:
        raise InputError(problems)
    write_rows(
        target,
        (
            with_fields(row, {"checks": {k: found.as_dict() for k, found in findings.items()}})
            for row, findings in zip(rows, _check(asked, rules_only), strict=True)
        ),
    )
    return len(rows)


def _check(asked: Sequence[Asked], rules_only: bool) -> list[dict[str, Finding]]:
    if rules_only:
        return [check_reply(*one) for one in asked]
    return [reading.checks for reading in Readers.load(Judge.load()).read(asked)]


def coach_reply(case: Case, reply: str) -> list[str]:
    """The lines of `level5 coach`; see `level5.rubric.coach`."""
    verdict = Judge.load().score([question(case, reply)])[0]
    return coach(case, reply, verdict.level, verdict.gates, check_reply(case, reply))
