"""Every YAML that ships is found and validated; nothing is left out of the list."""

import re
import subprocess
import sys

import pytest
import yaml

from level5.config import load_run, load_suite
from level5.errors import InputError
from level5.judge.settings import load_judge_fit
from level5.paths import in_repository
from level5.suggestions.settings import load_suggest_fit
from level5.support.settings import load_support_fit
from tests.conftest import ROOT

ALL = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("configs/**/*.yaml"))
RUNS = [p for p in ALL if p.startswith("configs/run/")]
PARTS = [p for p in ALL if re.match(r"configs/(model|train|eval)/", p)]
FITS = [p for p in ALL if p.startswith("configs/judge/")]
SUPPORT = ["configs/support.yaml"]
SUGGESTIONS = ["configs/suggestions.yaml"]
PRETRAIN = [p for p in ALL if p.startswith("configs/pretrain/")]
SUITES = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("evals/suites/*.yaml"))


def test_every_config_is_of_a_known_sort():
    assert sorted([*RUNS, *PARTS, *FITS, *SUPPORT, *SUGGESTIONS, *PRETRAIN]) == ALL
    assert RUNS and PARTS and FITS and PRETRAIN and SUITES


@pytest.mark.parametrize("path", RUNS)
def test_run_files_load_and_their_suites_exist(path):
    config = load_run(ROOT / path)
    for suite in config.suites:
        assert in_repository(suite).is_file()


def test_the_suggestions_recipe_loads():
    path = ROOT / "configs" / "suggestions.yaml"
    assert load_suggest_fit(path).folder == "data/models/suggestions"


def test_the_support_recipe_loads():
    assert load_support_fit(ROOT / "configs" / "support.yaml").folder == "data/models/support"


@pytest.mark.parametrize("path", PARTS)
def test_parts_are_used_by_a_run(path):
    name = path.removeprefix("configs/").removesuffix(".yaml")
    texts = [(ROOT / p).read_text() for p in RUNS]
    assert any(name in yaml.safe_load(text)["extends"] for text in texts)


@pytest.mark.parametrize("path", FITS)
def test_judge_recipes_load(path):
    assert load_judge_fit(ROOT / path).folder


@pytest.mark.parametrize("path", SUITES)
def test_suites_load_or_ask_for_their_path(path):
    try:
        suite = load_suite(ROOT / path)
    except InputError as error:
        assert "needs `path`" in str(error)
    else:
        assert suite.split in ("dev", "test")


@pytest.mark.parametrize("path", [*ALL, *SUITES])
def test_each_begins_with_what_it_is_for(path):
    assert (ROOT / path).read_text().startswith("# ")


@pytest.mark.parametrize("path", PRETRAIN)
def test_pretraining_recipes_load(path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; sys.path.insert(0, 'scripts');"
            "from pretrain.settings import load_recipe;"
            f"print(load_recipe(Path({str(path)!r})).step_tokens)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
