"""Rewriting for a person or a file: draft in, level-5 reply out, with what the checks say of it."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from level5.config import load_run
from level5.errors import InputError
from level5.evaluate.outputs import load_engine
from level5.evaluate.results import adapter_identity
from level5.evaluate.score import Readers, Scored, score
from level5.evaluate.select import Select, selection
from level5.evaluate.suites import read_cases
from level5.generate.engine import Generated
from level5.journal import Journal
from level5.jsonl import assert_writable, with_fields, write_rows
from level5.judge import Judge, Question
from level5.model import check_source
from level5.paths import in_repository
from level5.records import Case
from level5.runs import RunFolder, fingerprint
from level5.suggestions import suggestions_identity
from level5.suggestions.states import guesses_identity

# Cases between two writes to disk; an interruption loses at most so many.
_CHUNK = 32


class Rewritten(NamedTuple):
    """A rewrite with the draft's level beside its own."""

    scored: Scored
    level_before: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """The fields that `level5 rewrite` adds to a row."""
        return {
            "rewrite": self.scored.text,
            "level_before": self.level_before,
            "level_after": self.scored.level.level,
            "checks": {name: found.as_dict() for name, found in self.scored.checks.items()},
            "joint_success": self.scored.joint_success,
            "truncated": self.scored.truncated,
            "seconds": self.seconds,
        }


class Rewriter:
    """An adapter on its base, with the judge of its run.

    Args:
        adapter: a run's adapter folder; base, prompt and decoding are those of the run.

    Raises:
        InputError: there is no adapter, it does not fit its base, or the run's judge is missing.
    """

    def __init__(self, adapter: Path) -> None:
        folder = RunFolder.of_adapter(adapter)
        config = load_run(folder.config)
        check_source(config.model)
        folder.assert_same_base(config.model)
        judge = Judge.load(in_repository(config.judge.folder), config.judge.batch_size)
        self._readers = Readers.load(judge)
        self._select: Select | None = None
        selectors = self._readers
        if config.generate.candidates > 1:
            selector = Judge.load(
                in_repository(config.judge.selection_folder), config.judge.batch_size
            )
            selectors = self._readers._replace(judge=selector)
            self._select = selection(config, selectors)
        self._engine = load_engine(config, adapter)
        self.identity = fingerprint(
            adapter_identity(folder),
            config.model_dump(mode="json"),
            *self._readers.identity,
            *selectors.identity,
            suggestions_identity() if config.model.hears_suggestions else None,
            guesses_identity(config.model),
        )

    def too_long(self, case: Case) -> str:
        """Why a case cannot be rewritten; empty where it can."""
        return self._engine.too_long(case)

    def rewrite(
        self, cases: Sequence[Case], channels: Sequence[str | None] | None = None
    ) -> list[Rewritten]:
        """Rewrites every case, in order; `seconds` is each case's share of the whole time."""
        begun = time.monotonic()
        answers: dict[int, Generated] = {}
        self._engine.generate(cases, lambda batch: answers.update(batch))
        texts = [answers[i] for i in range(len(cases))]
        if self._select is not None:
            known = channels or [None] * len(cases)
            texts = self._select(cases, texts, self._engine.sample, known)
        scored = score(cases, texts, self._readers, channels)
        asked = [Question(c.context, c.customer, c.draft) for c in cases]
        drafts = self._readers.judge.score(asked)
        share = (time.monotonic() - begun) / max(1, len(cases))
        return [
            Rewritten(row, before.level, round(share, 3))
            for row, before in zip(scored, drafts, strict=True)
        ]


def rewrite_file(
    rewriter: Rewriter, source: Path, target: Path, progress: Callable[[int, int], None]
) -> list[dict[str, Any]]:
    """Rewrites a JSON Lines file, in its order, unknown fields carried through.

    All rows are checked before the first is rewritten. What is done is kept in a journal beside the
    target, from which an interrupted call goes on; the target appears when everything is done.

    Args:
        rewriter: see there.
        source: rows with id, customer, draft, and maybe context, facts and channel.
        target: where the rows are written, with the fields of `Rewritten.as_dict` added.
        progress: called with (done, all) after each chunk.

    Returns:
        The rows written.

    Raises:
        InputError: the file is faulty; all problems, each as `file:line`.
    """
    assert_writable(target)
    read = read_cases(source)
    too_long = [
        f"{source}:{line}: {problem}"
        for case, _, line in read
        if (problem := rewriter.too_long(case))
    ]
    if too_long:
        raise InputError(too_long)
    journal = Journal(target.with_name(f".{target.name}.journal"))
    keys = [fingerprint(rewriter.identity, row.case.model_dump()) for row in read]
    todo = [i for i, key in enumerate(keys) if journal.get(key) is None]
    progress(len(read) - len(todo), len(read))
    for start in range(0, len(todo), _CHUNK):
        chunk = todo[start : start + _CHUNK]
        done = rewriter.rewrite(
            [read[i].case for i in chunk], [read[i].row.get("channel") for i in chunk]
        )
        journal.add({keys[i]: row.as_dict() for i, row in zip(chunk, done, strict=True)})
        progress(len(read) - len(todo) + start + len(chunk), len(read))
    rows = []
    for key, (_, row, _) in zip(keys, read, strict=True):
        rows.append(with_fields(row, journal[key]))
    write_rows(target, rows)
    journal.remove()
    return rows
