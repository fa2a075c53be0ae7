"""Assembling a bundle: everything a stranger needs to load, judge and reproduce an adapter."""

import json
import shutil
from pathlib import Path
from typing import Any

from level5.errors import InputError
from level5.evaluate.results import load_results
from level5.jsonl import write_json, write_text
from level5.publish.card import model_card
from level5.runs import BUNDLE_CONFIG, RunFolder, folder_hashes

SUMS_FILE = "SHA256SUMS"
_ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")


def assemble(folder: RunFolder) -> Path:
    """Writes `bundle/` in the run's folder.

    It holds the adapter, the resolved config, the manifest, each suite's results, a model card with
    the figures in the hub's metadata, and the SHA-256 sums of all of them.

    Returns:
        The bundle's folder.

    Raises:
        InputError: the run was not evaluated, its results are of another adapter, or its adapter
            is incomplete.
    """
    if folder.is_bundle:
        raise InputError(f"{folder.path}: is a bundle already; push it from its run's folder")
    results = load_results(folder)
    missing = [name for name in _ADAPTER_FILES if not (folder.adapter / name).is_file()]
    problems = [f"{folder.adapter / name}: missing" for name in missing]
    if not folder.manifest.is_file():
        problems.append(f"{folder.manifest}: missing")
    if problems:
        raise InputError(problems)

    partial = folder.path / ".bundle.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for name in _ADAPTER_FILES:
        shutil.copy2(folder.adapter / name, partial / name)
    _strip_local_paths(partial / "adapter_config.json")
    shutil.copy2(folder.config, partial / BUNDLE_CONFIG)
    shutil.copy2(folder.manifest, partial / "manifest.json")
    for path in results:
        write_json(partial / f"results_{path.parent.name}.json", _without_local_path(path))
    write_text(partial / "README.md", model_card(folder))
    sums = folder_hashes(partial)
    write_text(partial / SUMS_FILE, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    bundle = folder.path / "bundle"
    shutil.rmtree(bundle, ignore_errors=True)
    partial.rename(bundle)
    return bundle


def _without_local_path(results: Path) -> dict[str, Any]:
    """A suite's results; of a file that lay elsewhere on this machine only the name."""
    found: dict[str, Any] = json.loads(results.read_text(encoding="utf-8"))
    path = found["suite_config"]["path"]
    if path is not None and Path(path).is_absolute():
        found["suite_config"]["path"] = Path(path).name
    return found


def _strip_local_paths(path: Path) -> None:
    """Peft writes where the base lay on this machine; a stranger needs its name."""
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    base = str(config["base_model_name_or_path"])
    if Path(base).is_absolute():
        config["base_model_name_or_path"] = "/".join(Path(base).parts[-3:])
    write_text(path, json.dumps(config, indent=2, sort_keys=True) + "\n")
