"""What each verb of the command line does: load, call the stage, print. Heavy imports come late."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.errors import InputError
from level5.paths import RUNS

if TYPE_CHECKING:
    from level5.config import RunConfig
    from level5.evaluate.score import Scored
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
    for name, suite in suites:
        print_results(evaluate_suite(config, suite, name, folder, judge, selector), _console())
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


def judge(arguments: Any) -> int:
    """Rates a file, fits a judge, or evaluates one."""
    wanted = [arguments.fit is not None, arguments.evaluate, arguments.input is not None]
    if sum(wanted) != 1 or (arguments.input is None) != (arguments.output is None):
        raise InputError("judge: give --input FILE and --output FILE, or --fit, or --evaluate")
    if arguments.overrides and arguments.fit is None:
        raise InputError(f"judge: {arguments.overrides[0]!r} overrides a recipe; give --fit FILE")
    if arguments.fit is not None:
        from level5.judge.fit import fit
        from level5.judge.settings import load_judge_fit

        found = fit(load_judge_fit(arguments.fit, arguments.overrides))
        print(
            f"dev: n {found.n}, QWK {found.qwk:.3f}, MAE {found.mae:.3f}, exact {found.exact:.3f}"
        )
        return DONE
    if arguments.evaluate:
        from level5.judge import Judge
        from level5.judge_eval.evaluate import evaluate_judge
        from level5.judge_eval.probes import load_probes
        from level5.judge_eval.report import write_judge_report

        judged = Judge.load(arguments.judge)
        result = evaluate_judge(judged, Path("data"), load_probes(Path("evals/probes")))
        write_judge_report(result, arguments.judge / "evaluation")
        print(f"{arguments.judge / 'evaluation' / 'report.md'} and report.html written")
        return DONE
    from level5.judge.files import judge_file

    print(f"{judge_file(arguments.judge, arguments.input, arguments.output)} rows rated")
    return DONE


def check(arguments: Any) -> int:
    """Checks one reply, or a file."""
    from level5.rubric.files import check_file
    from level5.rubric.show import as_json, show

    if _is_for_files(arguments, "check", ("customer", "draft", "reply", "context", "fact")):
        print(f"{check_file(arguments.input, arguments.output)} rows checked")
        return DONE
    if arguments.reply is None:
        raise InputError("check: give --customer, --draft and --reply, or --input and --output")
    from level5.rubric import check_reply

    case = _case(arguments)
    findings = check_reply(case, arguments.reply)
    if arguments.json:
        print(as_json(findings))
    else:
        show(case, arguments.reply, findings, _console())
    from level5.scale import JOINT_CHECKS

    return REFUSED if any(findings[name].failed for name in JOINT_CHECKS) else DONE


def rewrite(arguments: Any) -> int:
    """Rewrites one draft, or a file."""
    from level5.rewrite import Rewriter, rewrite_file

    if _is_for_files(arguments, "rewrite", ("customer", "draft", "context", "fact")):
        from level5.evaluate.suites import read_cases

        read_cases(arguments.input)  # faults show before any model is loaded
        rows = rewrite_file(
            Rewriter(arguments.adapter), arguments.input, arguments.output, _progress("rewrites")
        )
        done = sum(row["joint_success"] for row in rows)
        print(f"{len(rows)} rewritten, {done} of them joint successes: {arguments.output}")
        return DONE
    case = _case(arguments)
    rewriter = Rewriter(arguments.adapter)
    if problem := rewriter.too_long(case):
        raise InputError(f"command line: {problem}")
    row = rewriter.rewrite([case])[0]
    _print_rewrite(row.scored, row.level_before, row.seconds)
    return DONE if row.scored.joint_success else REFUSED


def _is_for_files(arguments: Any, verb: str, single: tuple[str, ...]) -> bool:
    """Whether files were given; nothing that was given may be left unread."""
    files = arguments.input is not None or arguments.output is not None
    if files and (arguments.input is None or arguments.output is None):
        raise InputError(f"{verb}: --input and --output go together")
    given = [f"--{name}" for name in single if getattr(arguments, name) not in (None, "", [])]
    if files and given:
        raise InputError(f"{verb}: {', '.join(given)} would be left unread beside --input")
    return files


def _case(arguments: Any) -> Any:
    from level5.evaluate.suites import too_much
    from level5.records import Case, parse

    given = {"id": "1", "context": arguments.context, "facts": tuple(arguments.fact)}
    given |= {
        name: value
        for name in ("customer", "draft")
        if (value := getattr(arguments, name)) is not None
    }
    case = parse(Case, given, "command line")
    problems = too_much(case)
    if problems:
        raise InputError([f"command line: {problem}" for problem in problems])
    return case


def _print_rewrite(scored: "Scored", before: int, seconds: float) -> None:
    console = _console()
    console.print(scored.text, highlight=False, markup=False)
    console.print(
        f"\nlevel {before} → {scored.level.level} ({scored.level.reason}); {seconds:.1f} s",
        highlight=False,
    )
    for name in scored.failed:
        found = scored.checks[name]
        words = "; ".join(repr(span.text) for span in found.spans[:4])
        console.print(f"✗ {name}: {found.reason}{f' [{words}]' if words else ''}", markup=False)
    if scored.truncated:
        console.print("✗ truncated: the rewrite ran into generate.max_new_tokens")
    console.print("joint success" if scored.joint_success else "not a joint success")


def _progress(unit: str) -> Callable[[int, int], None]:
    from tqdm import tqdm

    bar = tqdm(unit=unit.removesuffix("s"))

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return show


def _run_folder(arguments: Any) -> "RunFolder":
    from level5.config.load import run_name
    from level5.runs import RunFolder

    return RunFolder(RUNS / run_name(arguments.run, arguments.overrides))


def _trained(arguments: Any) -> "RunFolder":
    from level5.runs import RunFolder

    return RunFolder.of_adapter(_run_folder(arguments).adapter)


def _console() -> Any:
    from rich.console import Console

    # Wide enough for a table also where the output is a file.
    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False)
