from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from level5.config import dump_yaml, load_run, load_suite
from level5.config.load import run_name
from level5.config.source import Source, parse_scalar
from level5.errors import InputError
from tests.conftest import ROOT

EMBEDDED = ROOT / "configs" / "run" / "embedded.yaml"
HEAD = "extends: [model/embedded, train/sft, eval/judge, eval/ladders]\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "run.yaml"
    path.write_text(HEAD + text)
    return path


def problems(path: Path, overrides: list[str] | None = None) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        load_run(path, overrides or [])
    return caught.value.problems


def test_four_mistakes_give_four_lines_with_file_line_key_and_help(tmp_path):
    path = written(
        tmp_path,
        "seed: 1\nlora:\n  rank: 4\n  dropout: no\ntrain:\n  epocs: 3\n  batch_size: 8.5\n",
    )
    found = problems(path)
    assert len(found) == 4
    text = "\n".join(found)
    assert f"{path}:4: `lora.rank`: unknown key; known here: r, alpha" in text
    assert f"{path}:5: `lora.dropout`: got 'no': input should be a valid number" in text
    assert f"{path}:7: `train.epocs`: unknown key; did you mean `epochs`?" in text
    assert f"{path}:8: `train.batch_size`: got 8.5" in text


def test_a_number_without_a_dot_is_a_number(tmp_path):
    path = written(tmp_path, "seed: 1\ntrain:\n  learning_rate: 2e-5\n")
    assert load_run(path).train.learning_rate == 2e-5
    assert load_run(path, ["train.learning_rate=1e-4"]).train.learning_rate == 1e-4


def test_a_key_given_twice_is_an_error_with_both_lines(tmp_path):
    path = written(tmp_path, "seed: 1\nseed: 2\n")
    assert problems(path) == (
        f"{path}:3: `seed`: a second time; it stands already in line 2; keep one",
    )


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "NO", "null_", "1_000", "12:30"])
def test_words_stay_words(word):
    assert parse_scalar(word) == word


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("3", 3), ("-0.5", -0.5), ("[a, b]", ["a", "b"]), ("", "")]
)
def test_plain_values_are_read(text, value):
    assert parse_scalar(text) == value


def test_true_is_not_a_number(tmp_path):
    assert "`seed`: got True" in problems(written(tmp_path, "seed: true\n"))[0]


def test_interpolation_is_refused(tmp_path):
    found = problems(written(tmp_path, "seed: ${oc.env:HOME}\n"))
    assert any("looks like an interpolation" in line for line in found)


def test_later_parents_win_own_keys_over_them_overrides_over_all(tmp_path):
    path = written(tmp_path, "seed: 1\nlora:\n  r: 4\n")
    config = load_run(path, ["lora.alpha=9"])
    assert (config.lora.r, config.lora.alpha, config.lora.dropout) == (4, 9, 0.0)


def test_lists_replace(tmp_path):
    path = written(tmp_path, "seed: 1\nlora:\n  targets: [q_proj, v_proj]\n")
    assert load_run(path).lora.targets == ("q_proj", "v_proj")


def test_a_missing_file_is_one_problem_and_lists_its_neighbours():
    found = problems(ROOT / "configs" / "run" / "embeded.yaml")
    assert len(found) == 1
    assert "embedded.yaml" in found[0]


def test_a_missing_parent_is_named(tmp_path):
    path = tmp_path / "run.yaml"
    path.write_text("extends: [model/nothing]\nseed: 1\n")
    assert "`extends`" in problems(path)[0]


def test_a_config_that_extends_itself_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("level5.config.load.CONFIGS", tmp_path)
    path = tmp_path / "loop.yaml"
    path.write_text("extends: [loop]\n")
    assert "leads back to" in problems(path)[0]


def test_an_override_without_equals_is_named():
    assert problems(EMBEDDED, ["lora.r"]) == ("command line: 'lora.r': expected key.path=value",)


def test_an_override_of_an_unknown_key_gets_a_hint():
    found = problems(EMBEDDED, ["lora.dropuot=0.1"])
    assert found == ("command line: `lora.dropuot`: unknown key; did you mean `dropout`?",)


def test_a_resolved_config_loads_to_itself(tmp_path):
    config = load_run(EMBEDDED, ["lora.r=8"])
    path = tmp_path / "again.yaml"
    path.write_text(dump_yaml(config))
    assert load_run(path) == config


def test_configs_are_frozen():
    with pytest.raises(ValidationError):
        load_run(EMBEDDED).seed = 3


def test_a_run_with_overrides_gets_a_folder_of_its_own():
    assert run_name(EMBEDDED) == "embedded"
    assert run_name(EMBEDDED, ["lora.r=8", "seed=3"]) == "embedded+lora.r=8+seed=3"


def test_altered_or_long_overrides_keep_their_folders_apart():
    names = {run_name(EMBEDDED, [f"data.folder=a{mark}b"]) for mark in "/_ "}
    assert len(names) == 3
    long = [run_name(EMBEDDED, ["model.instruction=" + "x" * n]) for n in (300, 301)]
    assert len(set(long)) == 2 and max(map(len, long)) <= 120


@pytest.mark.parametrize("text", ["seed: !foo 3", "seed: !!int abc", "1: 2", "a: &a [*a]"])
def test_odd_yaml_is_a_problem_not_a_traceback(tmp_path, text):
    path = tmp_path / "odd.yaml"
    path.write_text(text + "\n")
    with pytest.raises(InputError):
        load_run(path)


def test_an_interpolation_is_refused_on_the_command_line_too():
    with pytest.raises(InputError, match="looks like an interpolation"):
        load_run(EMBEDDED, ["model.instruction=${oc.env:HOME}"])


def test_a_suite_of_cases_needs_its_path():
    with pytest.raises(InputError, match="needs `path`"):
        load_suite(ROOT / "evals" / "suites" / "real.yaml")
    suite = load_suite(ROOT / "evals" / "suites" / "real.yaml", ["path=x.jsonl"])
    assert suite.context_separator == " || "


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_reported(text):
    source = Source(Path("f.yaml"), text)
    assert all(line.startswith("f.yaml") for line in source.problems)


def test_openings_in_own_words_are_learned_and_written_alone(tmp_path):
    path = written(tmp_path, "seed: 1\ndata:\n  answers: own_words\n")
    assert "set both or neither" in problems(path)[0]
    assert "set model.quotes" in problems(path, ["model.writes=opening"])[0]


def test_references_are_learned_from_ladders_alone(tmp_path):
    path = written(tmp_path, "seed: 1\ndata:\n  answers: references\n  train_messages: 5\n")
    assert any("learned from ladders alone" in x for x in problems(path))
