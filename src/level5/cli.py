"""The `level5` command: one verb a stage. Only here are arguments parsed and errors printed."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from level5 import __version__, text_verbs, verbs
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
    except OSError as error:
        if error.filename is None:
            raise
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
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
        added: argparse.ArgumentParser = known.add_parser(name, help=text, description=text)
        added.set_defaults(verb=run)
        return added

    _add_run_verbs(verb)
    _add_text_verbs(verb)
    return parser


Verb = Callable[[str, Callable[[Any], int], str], argparse.ArgumentParser]


def _add_run_verbs(verb: Verb) -> None:
    """The stages of a run, and publishing what it made."""
    config = verb("config", verbs.config, "check a run file and print it resolved")
    config.add_argument("--fields", action="store_true", help="explain every key instead")
    config.add_argument("--run", type=Path, help="run file, configs/run/NAME.yaml")
    _overrides(config)

    data = verb("data", verbs.data, "check the ladders and write the data card's figures")
    data.add_argument("--folder", type=Path, default=Path("data"), help="holds ladders/")

    for name, run, text in (
        ("train", verbs.train, "fine-tune the base with LoRA"),
        ("generate", verbs.generate, "let base and fine-tuned model rewrite the run's suites"),
        ("report", verbs.report, "write the run's HTML and Markdown report"),
    ):
        stage = verb(name, run, text)
        stage.add_argument("--run", type=Path, required=True, help="configs/run/NAME.yaml")
        _overrides(stage)

    evaluate = verb("evaluate", verbs.evaluate, "judge, check and compare every system")
    evaluate.add_argument("--run", type=Path, help="run file: evaluates all its suites")
    evaluate.add_argument("--adapter", type=Path, help="an adapter of a run, with --suite")
    evaluate.add_argument("--suite", type=Path, help="suite file, which overrides then go to")
    _overrides(evaluate)

    publish = verb("publish", verbs.publish, "bundle an adapter with card, results and sums")
    publish.add_argument("--adapter", type=Path, required=True)
    publish.add_argument("--to", metavar="OWNER/NAME", help="hub repository to push to")
    publish.add_argument("--confirm", action="store_true", help="push; without it nothing leaves")

    verify = verb("verify", verbs.verify, "check a bundle's sums and load it with plain peft")
    verify.add_argument("--bundle", type=Path, required=True)


def _add_text_verbs(verb: Verb) -> None:
    """What works on texts: rating, checking, rewriting."""
    judge = verb("judge", text_verbs.judge, "rate replies, or fit and evaluate a judge")
    _files(judge)
    judge.add_argument("--judge", type=Path, default=JUDGE, help="the judge's folder")
    judge.add_argument("--fit", type=Path, metavar="RECIPE", help="fit a judge by this recipe")
    judge.add_argument("--evaluate", action="store_true", help="agreement beside baselines")
    _overrides(judge)

    check = verb("check", text_verbs.check, "run the rubric on replies and show the deciding words")
    _files(check)
    _case_arguments(check)
    check.add_argument("--reply", help="the reply to check")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.add_argument("--rules-only", action="store_true", help="quick: hear no fitted head")
    check.add_argument("--fit", type=Path, metavar="RECIPE", help="fit the support scorer")
    check.add_argument("--plan", action="store_true", help="choose on dev how rules and heads join")
    check.add_argument(
        "--evaluate", action="store_true", help="precision and recall of every check"
    )
    _overrides(check)

    coach = verb("coach", text_verbs.coach, "say which gate your own reply has yet to pass")
    coach.add_argument("--customer", required=True, help="the customer's message")
    coach.add_argument("--reply", required=True, help="your reply")
    coach.add_argument("--context", default="", help="earlier turns, a line each")

    rewrite = verb("rewrite", text_verbs.rewrite, "rewrite a draft, or a file of them, as level 5")
    _files(rewrite)
    _case_arguments(rewrite)
    rewrite.add_argument(
        "--adapter", type=Path, default=RUNS / "embedded" / "adapter", help="a run's adapter"
    )


def _overrides(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("overrides", nargs="*", metavar="key.path=value")


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--input", type=Path, help="JSON Lines to read")
    parser.add_argument("--output", type=Path, help="JSON Lines to write")


def _case_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--customer", help="the customer's message")
    parser.add_argument("--draft", help="the draft reply")
    parser.add_argument("--context", default="", help="earlier turns, a line each")
    parser.add_argument("--fact", action="append", default=[], help="a fact; may be repeated")


if __name__ == "__main__":
    sys.exit(main())
