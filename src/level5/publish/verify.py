"""Checking a bundle: its sums, and that plain peft loads it onto its base."""

from pathlib import Path

from level5.config import load_run
from level5.errors import InputError
from level5.model import check_source, load_adapted, place
from level5.publish.bundle import SUMS_FILE
from level5.runs import BUNDLE_CONFIG, RunFolder, folder_hashes

_CACHE = ".cache/"


def verify(bundle: Path) -> list[str]:
    """What is wrong with a bundle, a line each; empty when nothing is.

    Raises:
        InputError: the folder is no bundle.
    """
    sums = bundle / SUMS_FILE
    if not sums.is_file():
        raise InputError(f"{sums}: missing; make a bundle with `make publish ADAPTER=…`")
    listed = {}
    for line in sums.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = folder_hashes(bundle)
    found.pop(SUMS_FILE, None)
    # What the hub and its download add by themselves.
    found = {k: v for k, v in found.items() if k != ".gitattributes" and _CACHE not in k}
    problems = [f"{name}: listed, not there" for name in sorted(set(listed) - set(found))]
    problems += [f"{name}: there, not listed" for name in sorted(set(found) - set(listed))]
    problems += [
        f"{name}: SHA-256 is {found[name]}, listed {listed[name]}"
        for name in sorted(set(found) & set(listed))
        if found[name] != listed[name]
    ]
    if problems:
        return problems
    config = load_run(bundle / BUNDLE_CONFIG)
    try:
        check_source(config.model)
        RunFolder.of_adapter(bundle).assert_same_base(config.model)
        load_adapted(config.model, bundle, place(config.model.dtype))
    except InputError as error:
        problems.extend(error.problems)
    return problems
