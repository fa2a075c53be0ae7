"""A run's folder: its files, and the manifest that says how they came about."""

import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from level5.config import dump_yaml
from level5.config.schema import ModelSection
from level5.errors import InputError
from level5.jsonl import write_json, write_text
from level5.paths import ROOT, in_repository

BUNDLE_CONFIG = "level5_config.yaml"
_PACKAGES = ("torch", "transformers", "peft", "trl", "accelerate", "datasets", "lm_eval", "numpy")


@dataclass(frozen=True)
class RunFolder:
    """The files of one run, or of the bundle published from one."""

    path: Path
    is_bundle: bool = False

    @property
    def adapter(self) -> Path:
        """The fine-tuned adapter, as peft saves it."""
        return self.path if self.is_bundle else self.path / "adapter"

    @property
    def config(self) -> Path:
        """The resolved config."""
        return self.path / (BUNDLE_CONFIG if self.is_bundle else "config.yaml")

    @property
    def manifest(self) -> Path:
        """How the adapter came about."""
        return self.path / "manifest.json"

    @property
    def train_log(self) -> Path:
        """The trainer's log, one object a line."""
        return self.path / "train_log.jsonl"

    @property
    def preference_log(self) -> Path:
        """The log of preference tuning, if the run has it."""
        return self.path / "preference_log.jsonl"

    def suite(self, name: str) -> Path:
        """The folder of one suite's rewrites, verdicts and results; beside a bundle, not in it."""
        if self.is_bundle:
            return self.path.with_name(f"{self.path.name}-eval") / name
        return self.path / "eval" / name

    @classmethod
    def of_adapter(cls, adapter: Path) -> "RunFolder":
        """The run that an adapter folder belongs to.

        Raises:
            InputError: the folder holds no adapter, or is neither RUN/adapter nor a bundle.
        """
        if not (adapter / "adapter_config.json").is_file():
            found = sorted(str(p.parent) for p in ROOT.glob("runs/*/adapter/adapter_config.json"))
            listed = f"there are {', '.join(found)}" if found else "train one with `make run`"
            raise InputError(f"{adapter}: holds no adapter (adapter_config.json); {listed}")
        place = adapter.resolve()
        if (place / BUNDLE_CONFIG).is_file():
            return cls(place, is_bundle=True)
        folder = cls(place.parent)
        if folder.adapter != place or not folder.config.is_file():
            raise InputError(
                f"{adapter}: is neither RUN/adapter with RUN/config.yaml beside it, nor a bundle"
                f" with {BUNDLE_CONFIG}; an adapter is used under the config that it was trained by"
            )
        return folder

    def assert_same_base(self, model: ModelSection) -> None:
        """Proves that the base is still the one that the adapter was trained on.

        Raises:
            InputError: the base has changed since, or the manifest is missing.
        """
        if not self.manifest.is_file():
            raise InputError(f"{self.manifest}: missing; it says what the adapter was trained on")
        manifest = json.loads(self.manifest.read_text(encoding="utf-8"))
        if manifest["base"] != base_identity(model):
            raise InputError(
                f"{self.adapter}: was trained on another base than {model.source} is now; train"
                " again, or restore that base"
            )


def sha256(path: Path) -> str:
    """A file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """Relative path to SHA-256, for every file of a folder."""
    return {
        str(path.relative_to(folder)): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def base_identity(model: ModelSection) -> dict[str, str] | str | None:
    """What a base is: the hashes of its weights, tokenizer and settings, or its hub revision."""
    folder = in_repository(model.source)
    if not folder.is_dir():
        return model.revision
    parts = (".safetensors", ".json", ".jinja", ".model", ".txt")
    return {name: h for name, h in folder_hashes(folder).items() if name.endswith(parts)}


def fingerprint(*parts: object) -> str:
    """A short hash of anything that JSON can hold."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def data_hashes(paths: Iterable[Path]) -> dict[str, str]:
    """File name to SHA-256."""
    return {path.name: sha256(path) for path in paths}


def git_state(root: Path = ROOT) -> dict[str, Any]:
    """The revision and whether files differ from it; both null outside a git checkout."""

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.strip()

    status = git("status", "--porcelain")
    return {
        "revision": git("rev-parse", "HEAD"),
        "changed": None if status is None else bool(status),
    }


def versions() -> dict[str, str]:
    """Python's and the stack's versions."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def write_manifest(folder: RunFolder, config: BaseModel, facts: dict[str, Any]) -> None:
    """Writes the resolved config and the manifest.

    Args:
        folder: the run.
        config: the validated config.
        facts: what the stage adds: data and model hashes, device and reason, counts, times.
    """
    write_text(folder.config, dump_yaml(config))
    write_json(
        folder.manifest,
        {
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
            "git": git_state(),
            "versions": versions(),
            "platform": platform.platform(),
            **facts,
        },
    )
