"""A fitted encoder's folder: settings, and weights that must be those the settings name."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from level5.errors import InputError
from level5.runs import sha256


class Files(NamedTuple):
    """The two files of a folder, and the command that writes it."""

    settings: str
    weights: str
    make: str


def assert_fitted(folder: Path, files: Files) -> None:
    """Checks that a folder is one of `save_network`'s, without loading it.

    Raises:
        InputError: it is not.
    """
    for name in (files.settings, files.weights):
        if not (folder / name).is_file():
            raise InputError(f"{folder}: holds no {name}; make one with `{files.make}`")


def read_settings(folder: Path, files: Files) -> dict[str, Any]:
    """A folder's settings, its weights checked against their hash.

    Raises:
        InputError: the folder holds no settings, or other weights than they name.
    """
    assert_fitted(folder, files)
    settings: dict[str, Any] = json.loads((folder / files.settings).read_text(encoding="utf-8"))
    found = sha256(folder / files.weights)
    if found != settings["weights_sha256"]:
        raise InputError(
            f"{folder / files.weights}: SHA-256 {found} is not the one in {files.settings}; fetch"
            " the file again"
        )
    return settings
