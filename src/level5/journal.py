"""An append-only file of finished rows, so that interrupted work goes on where it stopped."""

import json
from pathlib import Path

from level5.jsonl import Row, to_line


class Journal:
    """Rows by key, on disk as soon as they are added.

    A last line cut off by an interruption is dropped; its row is simply done again.

    Args:
        path: the file; it is created with the first row.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, Row] = {}
        if path.exists():
            whole = path.read_bytes()
            kept = whole[: whole.rfind(b"\n") + 1]
            if len(kept) < len(whole):
                path.write_bytes(kept)
            # Not splitlines: rows may hold U+2028 and its like.
            for line in kept.decode("utf-8").split("\n")[:-1]:
                entry = json.loads(line)
                self._rows[entry["key"]] = entry["row"]

    def get(self, key: str) -> Row | None:
        """The row of a key, or None where it is still to do."""
        return self._rows.get(key)

    def __getitem__(self, key: str) -> Row:
        return self._rows[key]

    def add(self, rows: dict[str, Row]) -> None:
        """Appends rows."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            for key, row in rows.items():
                file.write(to_line({"key": key, "row": row}) + "\n")
        self._rows.update(rows)

    def remove(self) -> None:
        """Deletes the file, once its rows have found their place."""
        self._path.unlink(missing_ok=True)
