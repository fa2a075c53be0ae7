"""What the verbs of a run do: load, call the stage, print. Heavy imports come late."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.errors import InputError
from level5.paths import RUNS

if TYPE_CHECKING:
    from level5.config import RunConfig
    from level5.runs import RunFolder

DONE, REFUSED = 0, 1


def config(arguments: Any) -> int:
    """Prints a run file resolved, or every key explained."""
    from level5.config import RunConfig, dump_yaml, load_run
    from level5.config.load import field_help

    if arguments.fields:
        print("\n".join(field_help(RunConfig)))
    elif arguments.run is None:
        raise InputError("config: give --run FILE, or --fields to have every key explained")
    else:
        resolved = load_run(arguments.run, arguments.overrides)
        _assert_ready(resolved)
        print(dump_yaml(resolved), end="")
    return DONE


def _assert_ready(config: "RunConfig") -> None:
    """What later stages need is there now, before the minutes of training."""
    from level5.config import load_suite
    from level5.judge.predict import assert_judge
    from level5.paths import in_repository

    checks: list[tuple[str, Callable[[Path], object], str]] = [
        *(("suites", load_suite, suite) for suite in config.suites),
        ("judge.folder", assert_judge, config.judge.folder),
        ("judge.selection_folder", assert_judge, config.judge.selection_folder),
    ]
    problems = []
    for key, check_path, name in checks:
        try:
            check_path(in_repository(name))
        except InputError as error:
            problems += [f"{key}: {problem}" for problem in error.problems]
    if problems:
        raise InputError(problems)


def data(arguments: Any) -> int:
    """Checks the data and writes its figures."""
    from level5.data.card import write_card

    found = write_card(arguments.folder)
    for problem in found.problems:
        print(f"✗ {problem}")
    for missed in found.missed_aims:
        print(f"aim missed: {missed}")
    print(f"{arguments.folder / 'figures.md'}: {len(found.problems)} problems")
    return REFUSED if found.problems else DONE


def train(arguments: Any) -> int:
    """Trains, unless the adapter is up to date."""
    from level5.config import load_run

    config = load_run(arguments.run, arguments.overrides)
    _assert_ready(config)
    folder = _run_folder(arguments)
    from level5.train.sft import is_trained, train

    if is_trained(config, folder):
        print(f"{folder.adapter} is up to date")
    else:
        train(config, folder)
    return DONE


def generate(arguments: Any) -> int:
    """Lets base and fine-tuned model answer the run's suites."""
    from level5.config import load_run, load_suite
    from level5.evaluate.outputs import model_outputs
    from level5.evaluate.suites import load_items
    from level5.paths import in_repository

    config = load_run(arguments.run, arguments.overrides)
    folder = _trained(arguments)
    for path in map(in_repository, config.suites):
        items = load_items(load_suite(path), in_repository(config.data.folder))
        for system in ("base", "finetuned"):
            cases = [item.case for item in items]
            model_outputs(config, system, folder, cases, folder.suite(path.stem))
    return DONE


def evaluate(arguments: Any) -> int:
    """Evaluates a run on its suites, or an adapter on one."""
    from level5.config import load_run, load_suite
    from level5.evaluate.evaluate import evaluate_suite
    from level5.evaluate.score import Readers
    from level5.evaluate.table import print_results
    from level5.judge.predict import Judge, assert_independent
    from level5.paths import in_repository
    from level5.runs import RunFolder

    if arguments.adapter is not None and arguments.suite is not None and arguments.run is None:
        folder = RunFolder.of_adapter(arguments.adapter)
        config = load_run(folder.config)
        suites = [(arguments.suite.stem, load_suite(arguments.suite, arguments.overrides))]
    elif arguments.run is not None and arguments.adapter is None and arguments.suite is None:
        config = load_run(arguments.run, arguments.overrides)
        folder = _trained(arguments)
        suites = [(Path(s).stem, load_suite(in_repository(s))) for s in config.suites]
    else:
        raise InputError("evaluate: give --run FILE, or --adapter FOLDER and --suite FILE")
    judge, selector = (
        Judge.load(in_repository(path), config.judge.batch_size)
        for path in (config.judge.folder, config.judge.selection_folder)
    )
    assert_independent(judge, selector)
    readers = Readers.load(judge)
    for name, suite in suites:
        result = evaluate_suite(config, suite, name, folder, readers, selector)
        print_results(result, console())
    return DONE


def report(arguments: Any) -> int:
    """Writes a run's report."""
    from level5.report.page import write_report

    folder = _run_folder(arguments)
    write_report(folder)
    print(f"report: {folder.path / 'report.html'}")
    return DONE


def publish(arguments: Any) -> int:
    """Assembles a bundle, and pushes it only when told to."""
    from level5.publish.bundle import assemble
    from level5.publish.push import push
    from level5.runs import RunFolder

    if arguments.to is not None and not arguments.confirm:
        raise InputError("publish: --to without --confirm pushes nothing; give both, or neither")
    bundle = assemble(RunFolder.of_adapter(arguments.adapter))
    print(f"bundle: {bundle}")
    if not arguments.confirm:
        print("dry run: nothing was pushed; push with --confirm --to OWNER/NAME (make: CONFIRM=1)")
    else:
        print(f"pushed: {push(bundle, arguments.to)}")
    return DONE


def verify(arguments: Any) -> int:
    """Checks a bundle."""
    from level5.publish.verify import verify

    problems = verify(arguments.bundle)
    for problem in problems:
        print(f"✗ {problem}")
    found = "not sound" if problems else "sound: sums agree, plain peft loads it"
    print(f"{arguments.bundle}: {found}")
    return REFUSED if problems else DONE


def _run_folder(arguments: Any) -> "RunFolder":
    from level5.config.load import run_name
    from level5.runs import RunFolder

    return RunFolder(RUNS / run_name(arguments.run, arguments.overrides))


def _trained(arguments: Any) -> "RunFolder":
    from level5.runs import RunFolder

    return RunFolder.of_adapter(_run_folder(arguments).adapter)


def console() -> Any:
    """Where tables and coloured text go."""
    from rich.console import Console

    # Wide enough for a table also where the output is a file.
    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False)
