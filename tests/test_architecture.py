"""The rules of the design that a program can hold."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "level5"
MODULES = sorted(PACKAGE.rglob("*.py"))
# In the order of the flow: a module imports from its own room and from rooms before it.
ORDER = [
    "errors",
    "memory",
    "paths",
    "scale",
    "agreement",
    "svg",
    "jsonl",
    "journal",
    "records",
    "words",
    "quoting",
    "turning",
    "config",
    "runs",
    "data",
    "model",
    "encoder",
    "suggestions",
    "prompt",
    "judge",
    "rubric",
    "plain",
    "train",
    "generate",
    "support",
    "judge_eval",
    "evaluate",
    "rubric_eval",
    "report",
    "publish",
    "rewrite",
    "verbs",
    "text_verbs",
    "cli",
]
# `data` reads slots for its checks, and nothing else of the rubric.
ALLOWED = {("data", "rubric"), ("rubric", "data"), ("train", "rubric")}
HEAVY = {"torch", "transformers", "peft", "trl", "datasets", "sklearn", "matplotlib", "lm_eval"}
MAY_BE_HEAVY = {
    "model",
    "encoder",
    "support",
    "suggestions",
    "train",
    "generate",
    "judge",
    "judge_eval",
    "evaluate",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, top_level_only: bool) -> set[str]:
    tree = ast.parse(path.read_text())
    guarded = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    nodes = tree.body if top_level_only else ast.walk(tree)
    found = set()
    for node in nodes:
        if node in guarded:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_upstream(path):
    own = room(path)
    if own == "__init__":
        return
    for name in imports(path, top_level_only=False):
        parts = name.split(".")
        if parts[0] != "level5" or len(parts) < 2 or parts[1] not in ORDER:
            continue
        if (own, parts[1]) not in ALLOWED:
            assert ORDER.index(parts[1]) <= ORDER.index(own), f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_heavy_libraries_stay_where_they_belong(path):
    heavy = {name for name in imports(path, True) if name.split(".")[0] in HEAVY - {"sklearn"}}
    if room(path) not in MAY_BE_HEAVY:
        assert not heavy


def test_there_are_no_utils():
    assert not [p for p in MODULES if "util" in p.stem or "helper" in p.stem or "misc" in p.stem]


def test_modules_and_functions_stay_small():
    for path in MODULES:
        text = path.read_text()
        assert len(text.splitlines()) <= 350, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno <= 65, f"{path}: {node.name}"


def test_help_is_quick():
    times = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "level5.cli", "--help"], check=True, capture_output=True
        )
        times.append(time.monotonic() - begun)
    bare = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare.append(time.monotonic() - begun)
    # 0.3 s on a quiet machine, beyond what Python itself takes on this one.
    assert min(times) - min(bare) < 0.3
