"""Every command of the README holds, as far as that shows without running for minutes."""

import re
import shlex
import subprocess

import pytest

from level5.cli import _parser
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
FENCED = re.findall(r"^```(\w*)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
BLOCKS = [text for language, text in FENCED if not language]
COMMANDS = [
    line.split("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if re.match(r"(?:make|\.venv/bin/)", line)
]


def test_there_are_commands():
    assert COMMANDS[:2] == ["make run", "make test"]
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_make_targets_exist_and_take_their_variables(command):
    words = shlex.split(command)
    done = subprocess.run(
        ["make", "-n", "-o", "setup", *words[1:]], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for word in words[2:]:
        for value in word.partition("=")[2].split():
            assert value in done.stdout or value == "1", f"{value} does not reach the command"


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith(".venv/bin/level5")])
def test_level5_commands_parse(command):
    assert _parser().parse_args(shlex.split(command)[1:]).verb


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"(?:configs|evals|scripts|data|assets)/[\w./-]+\w", README)))
)
def test_paths_exist(path):
    assert (ROOT / path).exists(), path


def test_the_tree_names_every_room():
    tree = next(block for block in BLOCKS if block.startswith("configs/"))
    for room in (ROOT / "src" / "level5").iterdir():
        if room.is_dir() and (room / "__init__.py").exists():
            assert f"{room.name}/" in tree


def test_the_python_example_runs_as_written():
    code = next(text for language, text in FENCED if language == "python")
    done = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "-c", code], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Verdict(level=1" in done.stdout
