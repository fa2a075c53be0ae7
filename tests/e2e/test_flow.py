"""The whole flow on the shipped base and judge, with a handful of ladders: every stage for real."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from level5.cli import main
from level5.data.ladders import load_ladders, split_of
from tests.conftest import ROOT, write_jsonl

RUN = """# A run of a few steps for the tests.
extends: [model/embedded, train/sft, eval/judge, eval/ladders]
seed: 3
data:
  folder: {data}
train:
  epochs: 1
  batch_size: 4
preference:
  pairs: 8
  epochs: 1
  learning_rate: 2e-4
  beta: 0.1
  batch_size: 4
generate:
  max_new_tokens: 24
  candidates: 3
"""


@pytest.fixture(scope="module")
def flow(tmp_path_factory):
    """A trained, evaluated and reported run in a folder of its own."""
    home = tmp_path_factory.mktemp("flow")
    ladders = load_ladders(ROOT / "data")
    kept = [next(x for x in ladders if split_of(x.id) == split) for split in ("dev", "test")]
    kept += [x for x in ladders if split_of(x.id) == "train"][:3]
    rows = [x.model_dump(mode="json", exclude_none=True) for x in kept]
    write_jsonl(home / "data" / "ladders" / "few.jsonl", rows)
    run = home / "few.yaml"
    run.write_text(RUN.format(data=home / "data"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("level5.verbs.RUNS", home / "runs")
        for verb in ("train", "generate", "evaluate", "report"):
            assert main([verb, "--run", str(run)]) == 0
    return home


def test_every_artefact_is_there(flow):
    folder = flow / "runs" / "few"
    for name in (
        "adapter/adapter_model.safetensors",
        "config.yaml",
        "manifest.json",
        "train_log.jsonl",
        "preference_log.jsonl",
        "report.html",
        "report.md",
        "eval/ladders_test/results.json",
        "eval/ladders_test/verdicts.jsonl",
        "eval/ladders_test/rewrites_finetuned.jsonl",
        "eval/ladders_test/rewrites_selected.jsonl",
    ):
        assert (folder / name).is_file(), name


def test_the_manifest_says_how_it_came_about(flow):
    manifest = json.loads((flow / "runs" / "few" / "manifest.json").read_text())
    assert manifest["ladders"] == 3
    assert manifest["preferences"] == 7
    assert manifest["device_reason"]
    assert manifest["versions"]["torch"].startswith("2.13.0")
    assert manifest["data"].keys() == {"few.jsonl", "suggestions.json"}
    assert "model.safetensors" in manifest["base"]
    # One BOS, then the system turn.
    assert manifest["first_tokens"].count(manifest["first_tokens"][0]) == 1


def test_results_hold_every_system_with_n_and_interval(flow):
    path = flow / "runs" / "few" / "eval" / "ladders_test" / "results.json"
    results = json.loads(path.read_text())
    assert list(results["systems"]) == [
        "draft",
        "constant",
        "template",
        "nearest",
        "likeliest",
        "base",
        "fewshot",
        "finetuned",
        "selected",
        "reference",
    ]
    assert results["system"] == "selected"
    for metrics in results["systems"].values():
        for found in metrics.values():
            assert found["n"] == results["items"]
            assert found["low"] <= found["value"] <= found["high"]
    assert {row["against"] for row in results["differences"]} == {
        *results["systems"],
    } - {"selected"}


def test_the_report_is_one_file(flow):
    page = (flow / "runs" / "few" / "report.html").read_text()
    assert "<svg" in page and "Before and after" in page
    assert 'src="http' not in page and "<link" not in page


def test_training_again_does_nothing(flow, monkeypatch, capsys):
    monkeypatch.setattr("level5.verbs.RUNS", flow / "runs")
    assert main(["train", "--run", str(flow / "few.yaml")]) == 0
    assert "up to date" in capsys.readouterr().out


def test_an_adapter_is_evaluated_on_a_file_of_cases(flow, monkeypatch, tmp_path):
    cases = write_jsonl(
        tmp_path / "cases.jsonl",
        [{"id": "a", "context": "x || y", "customer": "No heat.", "draft": "See [link]."}],
    )
    adapter = flow / "runs" / "few" / "adapter"
    suite = ROOT / "evals" / "suites" / "real.yaml"
    arguments = ["evaluate", "--adapter", str(adapter), "--suite", str(suite), f"path={cases}"]
    assert main(arguments) == 0
    results = json.loads((adapter.parent / "eval" / "real" / "results.json").read_text())
    assert results["items"] == 1
    assert "reference" not in results["systems"]


def test_a_bundle_is_sound_until_a_byte_changes(flow, capsys):
    adapter = flow / "runs" / "few" / "adapter"
    assert main(["publish", "--adapter", str(adapter)]) == 0
    assert "dry run" in capsys.readouterr().out
    bundle = adapter.parent / "bundle"
    assert main(["verify", "--bundle", str(bundle)]) == 0
    card = (bundle / "README.md").read_text()
    assert "model-index" in card and "joint success" in card
    assert str(flow) not in card and str(ROOT) not in card
    broken = flow / "broken"
    shutil.copytree(bundle, broken)
    weights = broken / "adapter_model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    assert main(["verify", "--bundle", str(broken)]) == 1
    assert "adapter_model.safetensors: SHA-256" in capsys.readouterr().out


def test_pushing_needs_a_repository(flow, capsys):
    adapter = flow / "runs" / "few" / "adapter"
    assert main(["publish", "--adapter", str(adapter), "--confirm"]) == 2
    assert "--to OWNER/NAME" in capsys.readouterr().err


def test_rewriting_a_file_goes_on_where_it_was_interrupted(flow, tmp_path, monkeypatch):
    from level5 import rewrite

    rows = [
        {"id": str(i), "customer": f"No heat for {i} days.", "draft": "See [link].", "extra": i}
        for i in range(2, 5)
    ]
    source = write_jsonl(tmp_path / "in.jsonl", rows)
    target = tmp_path / "out.jsonl"
    adapter = str(flow / "runs" / "few" / "adapter")
    monkeypatch.setattr(rewrite, "_CHUNK", 1)
    seen: list[int] = []

    def stop_after_one(done: int, total: int) -> None:
        seen.append(done)
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrite.rewrite_file(rewrite.Rewriter(Path(adapter)), source, target, stop_after_one)
    assert not target.exists()
    assert (
        main(["rewrite", "--adapter", adapter, "--input", str(source), "--output", str(target)])
        == 0
    )
    out = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["id"], row["extra"]) for row in out] == [("2", 2), ("3", 3), ("4", 4)]
    assert {"rewrite", "level_before", "level_after", "checks", "joint_success"} <= out[0].keys()
    # One row was done before the interruption; only its journal was gone on from.
    assert seen == [0, 1]
    assert not list(tmp_path.glob(".*journal"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "1", "customer": "x"}\n', "in.jsonl:1: `draft`: Field required"),
        (
            '{"id": "1", "customer": 5, "draft": "d"}\n',
            "`customer`: Input should be a valid string",
        ),
        (
            '{"id": "1", "customer": "", "draft": "d"}\n',
            "`customer`: String should have at least 1",
        ),
        ('{"id": "1", "customer": "x", "draft": "' + "word " * 20_000 + '"}\n', "20,000 words"),
        ('{"id": "1", "customer": "x", "draft": "d"}\n' * 2, "stands already in line 1"),
        ("", "holds no row"),
    ],
)
def test_bad_input_names_file_and_line_before_any_work(flow, tmp_path, capsys, text, message):
    source = tmp_path / "in.jsonl"
    source.write_text(text)
    target = tmp_path / "out.jsonl"
    arguments = ["rewrite", "--input", str(source), "--output", str(target)]
    assert main([*arguments, "--adapter", str(flow / "runs" / "few" / "adapter")]) == 2
    assert message in capsys.readouterr().err
    assert not target.exists()


def test_an_untrained_adapter_is_refused(flow, tmp_path):
    """Zeroed weights change nothing; loading them must not pass for a fine-tuned model."""
    from safetensors.torch import load_file, save_file

    from level5.errors import InputError
    from level5.rewrite import Rewriter

    run = tmp_path / "zero"
    shutil.copytree(flow / "runs" / "few", run)
    path = run / "adapter" / "adapter_model.safetensors"
    save_file({name: value * 0 for name, value in load_file(path).items()}, path)
    with pytest.raises(InputError, match="leaves the base's logits as they are"):
        Rewriter(run / "adapter")


def test_the_stock_harness_scores_the_adapter(flow, tmp_path):
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("lm_eval")),
            "--model",
            "hf",
            "--model_args",
            f"pretrained={ROOT / 'data/models/base'},peft={flow / 'runs/few/adapter'}",
            "--include_path",
            str(ROOT / "evals" / "lm_eval"),
            "--tasks",
            "level5_rewrite",
            "--limit",
            "2",
            "--device",
            "cpu",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for metric in ("joint_success", "level", "facts_kept", "nothing_added", "fluent"):
        assert metric in done.stdout


def test_a_changed_config_trains_anew(flow, monkeypatch, capsys):
    monkeypatch.setattr("level5.verbs.RUNS", flow / "again")
    run = flow / "few.yaml"
    assert main(["train", "--run", str(run)]) == 0
    folder = flow / "again" / "few"
    first = (folder / "adapter" / "adapter_model.safetensors").read_bytes()
    run.write_text(run.read_text().replace("seed: 3", "seed: 4"))
    try:
        assert main(["train", "--run", str(run)]) == 0
    finally:
        run.write_text(run.read_text().replace("seed: 4", "seed: 3"))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["train_loss"] > 0 and not manifest["resumed"]
    assert (folder / "adapter" / "adapter_model.safetensors").read_bytes() != first
    assert not (folder / "checkpoints").exists()


def test_an_adapter_is_not_used_on_another_base(flow, tmp_path, capsys):
    run = tmp_path / "few"
    shutil.copytree(flow / "runs" / "few", run)
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["base"]["model.safetensors"] = "0" * 64
    (run / "manifest.json").write_text(json.dumps(manifest))
    words = ["rewrite", "--adapter", str(run / "adapter"), "--customer", "x", "--draft", "y"]
    assert main(words) == 2
    assert "was trained on another base" in capsys.readouterr().err


def test_results_of_a_replaced_adapter_are_not_published(flow, tmp_path, capsys):
    run = tmp_path / "few"
    shutil.copytree(flow / "runs" / "few", run)
    weights = run / "adapter" / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    assert main(["publish", "--adapter", str(run / "adapter")]) == 2
    assert "an adapter that was replaced since" in capsys.readouterr().err


def test_a_bundle_rewrites_and_only_a_runs_adapter_or_a_bundle_does(flow, tmp_path, capsys):
    adapter = flow / "runs" / "few" / "adapter"
    assert main(["publish", "--adapter", str(adapter)]) == 0
    words = ["--customer", "No heat.", "--draft", "See [link]."]
    bundle = str(adapter.parent / "bundle")
    assert main(["rewrite", "--adapter", bundle, *words]) in (0, 1)
    stray = adapter.parent / "adapter_b"
    shutil.copytree(adapter, stray)
    capsys.readouterr()
    assert main(["rewrite", "--adapter", str(stray), *words]) == 2
    assert "is neither RUN/adapter" in capsys.readouterr().err
    shutil.rmtree(stray)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["rewrite", "--input", "a", "--output", "b", "--customer", "x"], "left unread"),
        (["check", "--input", "a", "--reply", "x"], "go together"),
        (["judge", "--input", "a", "--output", "b", "epochs=8"], "overrides a recipe"),
        (["publish", "--adapter", "a", "--to", "o/n"], "pushes nothing"),
    ],
)
def test_nothing_given_is_left_unread(words, message, capsys):
    assert main(words) == 2
    assert message in capsys.readouterr().err
