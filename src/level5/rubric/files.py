"""`level5 check` on a file."""

from pathlib import Path

from level5.errors import InputError
from level5.jsonl import assert_writable, numbered_rows, with_fields, write_rows
from level5.records import Case, parse
from level5.rubric import check_reply


def check_file(source: Path, target: Path) -> int:
    """Adds `checks` to every row of a JSON Lines file, in its order; returns how many.

    Rows need customer, draft and reply; context, facts and channel may be there; `reply` may be
    empty. Other fields are carried through.

    Raises:
        InputError: every row's problems, each as `file:line`.
    """
    assert_writable(target)
    problems: list[str] = []
    rows = []
    for number, row in numbered_rows(source):
        where = f"{source}:{number}"
        given = {name: row[name] for name in Case.model_fields if name in row}
        try:
            case = parse(Case, {"id": str(number), **given}, where)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if not isinstance(row.get("reply"), str):
            problems.append(f"{where}: `reply`: a string is required")
            continue
        findings = check_reply(case, row["reply"], row.get("channel"))
        added = {"checks": {k: found.as_dict() for k, found in findings.items()}}
        rows.append(with_fields(row, added))
    if problems:
        raise InputError(problems)
    write_rows(target, rows)
    return len(rows)
