"""What the verbs on texts do: rate, check, coach, rewrite. Heavy imports come late."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.errors import InputError
from level5.verbs import DONE, REFUSED, console

if TYPE_CHECKING:
    from level5.evaluate.score import Scored


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
    """Checks one reply, or a file; or fits and measures what checks them."""
    wanted = [arguments.fit is not None, arguments.plan, arguments.evaluate]
    if sum(wanted) > 1:
        raise InputError("check: give one of --fit, --plan and --evaluate")
    if arguments.overrides and arguments.fit is None:
        raise InputError(f"check: {arguments.overrides[0]!r} overrides a recipe; give --fit FILE")
    single = ("customer", "draft", "reply", "context", "fact", "json", "rules_only")
    if any(wanted):
        named = [
            f"--{n.replace('_', '-')}" for n in (*single, "input", "output") if _given(arguments, n)
        ]
        if named:
            raise InputError(f"check: {', '.join(named)} would be left unread; give it alone")
        return _measure_checks(arguments)
    if _is_for_files(arguments, "check", single[:-1]):
        from level5.evaluate.files import check_file

        checked = check_file(arguments.input, arguments.output, arguments.rules_only)
        print(f"{checked} rows checked")
        return DONE
    if arguments.reply is None:
        raise InputError("check: give --customer, --draft and --reply, or --input and --output")
    from level5.evaluate.files import check_one
    from level5.rubric.show import as_json, show
    from level5.scale import JOINT_CHECKS

    case = _case(arguments)
    findings = check_one(case, arguments.reply, arguments.rules_only)
    if arguments.json:
        print(as_json(findings))
    else:
        show(case, arguments.reply, findings, console())
    return REFUSED if any(findings[name].failed for name in JOINT_CHECKS) else DONE


def _measure_checks(arguments: Any) -> int:
    """Fits the support scorer, chooses how rules and heads join, or measures every check."""
    if arguments.fit is not None:
        from level5.support.fit import fit
        from level5.support.settings import load_support_fit

        found = fit(load_support_fit(arguments.fit, arguments.overrides))
        print("dev: " + ", ".join(f"{name} AUC {auc:.3f}" for name, auc in found.items()))
        return DONE
    from level5.rubric_eval.stage import evaluate_checks, plan_checks

    folder = plan_checks() if arguments.plan else evaluate_checks()
    print(f"{folder} written")
    return DONE


def coach(arguments: Any) -> int:
    """Tells a person where their own reply stands and what the next gate is."""
    from level5.evaluate.files import coach_reply
    from level5.evaluate.suites import too_much
    from level5.records import Case, parse

    if not arguments.reply.strip():
        raise InputError("coach: --reply is empty; give the reply that you would send")
    # A person's own reply rewrites no draft; it stands in for one.
    given = {"id": "1", "customer": arguments.customer, "draft": arguments.reply}
    case = parse(Case, {**given, "context": arguments.context}, "command line")
    if problems := too_much(case):
        raise InputError([f"command line: {p.replace('`draft`', '--reply')}" for p in problems])
    print("\n".join(coach_reply(case, arguments.reply)))
    return DONE


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
    given = [f"--{name}" for name in single if _given(arguments, name)]
    if files and given:
        raise InputError(f"{verb}: {', '.join(given)} would be left unread beside --input")
    return files


def _given(arguments: Any, name: str) -> bool:
    return getattr(arguments, name) not in (None, "", [], False)


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
    out = console()
    out.print(scored.text, highlight=False, markup=False)
    out.print(
        f"\nlevel {before} → {scored.level.level} ({scored.level.reason}); {seconds:.1f} s",
        highlight=False,
    )
    for name in scored.failed:
        found = scored.checks[name]
        words = "; ".join(repr(span.text) for span in found.spans[:4])
        out.print(f"✗ {name}: {found.reason}{f' [{words}]' if words else ''}", markup=False)
    if scored.truncated:
        out.print("✗ truncated: the rewrite ran into generate.max_new_tokens")
    out.print("joint success" if scored.joint_success else "not a joint success")


def _progress(unit: str) -> Callable[[int, int], None]:
    from tqdm import tqdm

    bar = tqdm(unit=unit.removesuffix("s"))

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return show
