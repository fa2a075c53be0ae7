"""`level5 judge` on a file."""

from pathlib import Path

from level5.errors import InputError
from level5.jsonl import assert_writable, numbered_rows, with_fields, write_rows
from level5.judge.encode import Question
from level5.judge.predict import Judge


def judge_file(folder: Path, source: Path, target: Path) -> int:
    """Adds a verdict to every row of a JSON Lines file, in its order; returns how many.

    Rows need customer and reply, strings; context may be there. Other fields are carried through;
    one that a verdict has too, such as `level`, as `given_level`.

    Raises:
        InputError: every row's problems, each as `file:line`; or there is no judge in `folder`.
    """
    assert_writable(target)
    rows = numbered_rows(source)
    problems = [
        f"{source}:{number}: `{name}`: a string is required"
        for number, row in rows
        for name in ("customer", "reply")
        if not isinstance(row.get(name), str)
    ]
    problems += [
        f"{source}:{number}: `context`: must be a string, earlier turns a line each"
        for number, row in rows
        if not isinstance(row.get("context", ""), str)
    ]
    if problems:
        raise InputError(problems)
    judge = Judge.load(folder)
    verdicts = judge.score(
        [Question(row.get("context", ""), row["customer"], row["reply"]) for _, row in rows]
    )
    write_rows(
        target,
        (with_fields(r, v._asdict()) for (_, r), v in zip(rows, verdicts, strict=True)),
    )
    return len(rows)
