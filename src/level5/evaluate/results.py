"""A run's results, as far as they are still those of its adapter."""

import json
from pathlib import Path
from typing import Any

from level5.errors import InputError
from level5.runs import RunFolder, fingerprint, folder_hashes


def adapter_identity(folder: RunFolder) -> str:
    """What results say that they were measured on."""
    return fingerprint(folder_hashes(folder.adapter))


def load_results(folder: RunFolder) -> dict[Path, dict[str, Any]]:
    """Every suite's results by the path of their file.

    Raises:
        InputError: there are none, or some are of an adapter that has been replaced since.
    """
    paths = sorted(folder.suite("*").parent.glob("*/results.json"))
    if not paths:
        raise InputError(f"{folder.suite('').parent}: no results; evaluate the adapter first")
    found = {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    current = adapter_identity(folder)
    stale = [path for path, results in found.items() if results["adapter"] != current]
    if stale:
        raise InputError(
            [
                f"{path}: of an adapter that was replaced since; evaluate again, or delete"
                f" {path.parent}"
                for path in stale
            ]
        )
    return found
