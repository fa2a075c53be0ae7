"""The `level5` command: one verb a stage. Only here are arguments parsed and errors printed."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from level5 import __version__, verbs
from level5.errors import InputError
from level5.paths import JUDGE, RUNS

AT_FAULT, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb.

    Returns:
        0 done, 1 a check or gate said no, 2 the user's input is at fault.
    """
    parsed = _parser().parse_args(arguments)
    _quiet_libraries()
    try:
        status: int = parsed.verb(parsed)
    except InputError as error:
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
        return AT_FAULT
    except KeyboardInterrupt:
        print("interrupted; run the same command again to go on", file=sys.stderr)
        return INTERRUPTED
    return status


def _quiet_libraries() -> None:
    """Nothing is reported behind the user's back, and warnings stay readable."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="level5", description="Empathic rewriting: train, judge, evaluate."
    )
    parser.add_argument("--version", action="version", version=f"level5 {__version__}")
    known = parser.add_subparsers(title="verbs", required=True, metavar="VERB")

    def verb(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        added = known.add_parser(name, help=text, description=text)
        added.set_defaults(verb=run)
        return added

    def with_run(added: argparse.ArgumentParser) -> None:
        added.add_argument(
            "--run", type=Path, required=True, help="run file, configs/run/NAME.yaml"
        )
        added.add_argument("overrides", nargs="*", metavar="key.path=value")

    def with_files(added: argparse.ArgumentParser) -> None:
        added.add_argument("--input", type=Path, help="JSON Lines to read")
        added.add_argument("--output", type=Path, help="JSON Lines to write")

    config = verb("config", verbs.config, "check a run file and print it resolved")
    config.add_argument("--fields", action="store_true", help="explain every key instead")
    config.add_argument("--run", type=Path, help="run file, configs/run/NAME.yaml")
    config.add_argument("overrides", nargs="*", metavar="key.path=value")

    data = verb("data", verbs.data, "check the ladders and write the data card's tables and plots")
    data.add_argument("--folder", type=Path, default=Path("data"), help="the folder with ladders/")

    with_run(verb("train", verbs.train, "fine-tune the base with LoRA"))
    with_run(
        verb("generate", verbs.generate, "let base and fine-tuned model rewrite the run's suites")
    )

    evaluate = verb("evaluate", verbs.evaluate, "judge, check and compare every system")
    evaluate.add_argument("--run", type=Path, help="run file: evaluates all its suites")
    evaluate.add_argument("--adapter", type=Path, help="an adapter of a run, with --suite")
    evaluate.add_argument("--suite", type=Path, help="suite file; overrides then go to the suite")
    evaluate.add_argument("overrides", nargs="*", metavar="key.path=value")

    with_run(verb("report", verbs.report, "write the run's HTML and Markdown report"))

    publish = verb("publish", verbs.publish, "bundle an adapter with card, results and checksums")
    publish.add_argument("--adapter", type=Path, required=True)
    publish.add_argument("--to", metavar="OWNER/NAME", help="hub repository to push to")
    publish.add_argument("--confirm", action="store_true", help="push; without it nothing leaves")

    check_bundle = verb("verify", verbs.verify, "check a bundle's sums and load it with plain peft")
    check_bundle.add_argument("--bundle", type=Path, required=True)

    judge = verb("judge", verbs.judge, "rate replies, or fit and evaluate a judge")
    with_files(judge)
    judge.add_argument("--judge", type=Path, default=JUDGE, help="the judge's folder")
    judge.add_argument("--fit", type=Path, metavar="RECIPE", help="fit a judge by this recipe")
    judge.add_argument("--evaluate", action="store_true", help="agreement beside trivial baselines")
    judge.add_argument("overrides", nargs="*", metavar="key=value", help="of the recipe")

    check = verb("check", verbs.check, "run the rubric on replies and show the deciding words")
    with_files(check)
    _case_arguments(check)
    check.add_argument("--reply", help="the reply to check")
    check.add_argument("--json", action="store_true", help="print JSON")

    rewrite = verb(
        "rewrite", verbs.rewrite, "rewrite a draft, or a file of drafts, as a level-5 reply"
    )
    with_files(rewrite)
    _case_arguments(rewrite)
    rewrite.add_argument(
        "--adapter", type=Path, default=RUNS / "embedded" / "adapter", help="a run's adapter"
    )
    return parser


def _case_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--customer", help="the customer's message")
    parser.add_argument("--draft", help="the draft reply")
    parser.add_argument("--context", default="", help="earlier turns, a line each")
    parser.add_argument("--fact", action="append", default=[], help="a fact; may be repeated")


if __name__ == "__main__":
    sys.exit(main())
