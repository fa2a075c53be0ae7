"""JSON Lines on disk: read with `file:line` errors, written whole or not at all."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from level5.errors import InputError

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Reads every row of a JSON Lines file; see `numbered_rows`."""
    return [row for _, row in numbered_rows(path)]


def numbered_rows(path: Path) -> list[tuple[int, Row]]:
    """Reads every row of a JSON Lines file with its line number, from 1.

    Blank lines are skipped. A last line without its line end is read like any other.

    Raises:
        InputError: the file is missing, is not UTF-8, or holds lines that are not JSON objects; all
            faulty lines are listed as `file:line`.
    """
    problems: list[str] = []
    rows: list[tuple[int, Row]] = []
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_constant=_reject_constant)
            # What cannot be written again (1e999, half a surrogate pair) shows here, not hours on.
            to_line(row).encode()
        except ValueError as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            if isinstance(error, UnicodeEncodeError):
                reason = "half a surrogate pair, which UTF-8 cannot hold"
            problems.append(f"{path}:{number}: not valid JSON ({reason})")
        except RecursionError:
            problems.append(f"{path}:{number}: not valid JSON (nested too deeply)")
        else:
            if isinstance(row, dict):
                rows.append((number, row))
            else:
                kind = type(row).__name__
                problems.append(f"{path}:{number}: expected a JSON object, got {kind}")
    if problems:
        raise InputError(problems)
    return rows


def _reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        siblings = (
            sorted(p.name for p in path.parent.glob("*.jsonl")) if path.parent.is_dir() else []
        )
        listed = f"; {path.parent} holds {', '.join(siblings)}" if siblings else ""
        raise InputError(f"{path}: no such file{listed}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path}:{number}: not UTF-8 (byte 0x{data[error.start]:02x}); convert the file"
        ) from None


def to_line(row: Row) -> str:
    """One row as one line of JSON, characters as they are, without the line end."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False)


@contextmanager
def atomic_writer(path: Path) -> Iterator[TextIO]:
    """Opens `path` for writing so that it changes only if the whole block succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def assert_writable(path: Path) -> None:
    """Checks that a file can be written, before hours go into what it shall hold.

    Raises:
        InputError: it is a folder, or its folder cannot be made or written to.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path.parent}: cannot be made ({error.strerror})") from None
    if not os.access(path.parent, os.W_OK):
        raise InputError(f"{path.parent}: cannot be written to")


def with_fields(row: Row, added: Row) -> Row:
    """A row with further fields; an own field of the same name is kept as `given_<name>`."""
    kept = {f"given_{name}" if name in added else name: value for name, value in row.items()}
    return {**kept, **added}


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Writes rows as JSON Lines, whole or not at all."""
    with atomic_writer(path) as file:
        for row in rows:
            file.write(to_line(row) + "\n")


def write_json(path: Path, value: object) -> None:
    """Writes one indented JSON document, whole or not at all."""
    with atomic_writer(path) as file:
        json.dump(value, file, ensure_ascii=False, indent=2, allow_nan=False)
        file.write("\n")


def write_text(path: Path, text: str) -> None:
    """Writes a text file, whole or not at all."""
    with atomic_writer(path) as file:
        file.write(text)
