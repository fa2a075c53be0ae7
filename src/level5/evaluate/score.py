"""Scoring texts: the judge's level, the rubric's checks, and joint success."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from level5.generate.engine import Generated
from level5.judge import Judge, Question
from level5.judge import Verdict as Level
from level5.paths import RUBRIC
from level5.records import Case
from level5.rubric import Finding, check_reply
from level5.rubric.combine import Plan, combined, load_plans
from level5.scale import JOINT_CHECKS, TARGET_LEVEL
from level5.support import SupportScorer
from level5.support.heads import heads_of


@dataclass(frozen=True)
class Scored:
    """One text with everything that was found about it.

    Attributes:
        text: the rewrite.
        truncated: it ran into the token limit.
        level: the judge's rating.
        checks: check id to finding.
        cut: whether judge or support scorer could not read the texts whole.
    """

    text: str
    truncated: bool
    level: Level
    checks: dict[str, Finding]
    cut: bool

    @property
    def whole(self) -> bool:
        """Neither empty nor truncated."""
        return bool(self.text.strip()) and not self.truncated

    @property
    def joint_success(self) -> bool:
        """Level 5, facts kept, nothing added, fluent, and whole. The headline figure."""
        return (
            self.level.level == TARGET_LEVEL
            and self.whole
            and all(self.checks[name].verdict == "pass" for name in JOINT_CHECKS)
        )

    @property
    def failed(self) -> list[str]:
        """The checks that were not passed."""
        return [name for name, finding in self.checks.items() if finding.failed]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "text": self.text,
            "truncated": self.truncated,
            "level": self.level.level,
            "expected": round(self.level.expected, 4),
            "probabilities": [round(p, 4) for p in self.level.probabilities],
            "reason": self.level.reason,
            "cut_by_the_readers": self.cut,
            "joint_success": self.joint_success,
            "checks": {name: finding.as_dict() for name, finding in self.checks.items()},
        }


def question(case: Case, text: str) -> Question:
    """What a judge reads of a case and its rewrite."""
    return Question(case.context, case.customer, text)


class Readers(NamedTuple):
    """Who reads a text: the judge, the support scorer, and how both join the rules."""

    judge: Judge
    scorer: SupportScorer
    plans: dict[str, Plan]

    @classmethod
    def load(cls, judge: Judge) -> "Readers":
        """A judge with the shipped scorer and plans."""
        return cls(judge, SupportScorer.load(), load_plans(RUBRIC))

    @property
    def identity(self) -> list[Any]:
        """What of them a score depends on."""
        return [self.judge.weights_hash, self.scorer.weights_hash, self.plans]

    def read(self, asked: Sequence[tuple[Case, str, str | None]]) -> list["Reading"]:
        """Level and checks of replies, in order.

        Args:
            asked: case, reply and channel, None where that is not known.
        """
        levels = self.judge.score([question(case, reply) for case, reply, _ in asked])
        supports = self.scorer.score([(case, reply) for case, reply, _ in asked])
        return [
            Reading(
                level,
                combined(check_reply(*one), heads_of(level, support, one[1]), self.plans),
                level.truncated or support.truncated,
            )
            for one, level, support in zip(asked, levels, supports, strict=True)
        ]


class Reading(NamedTuple):
    """What the readers found about one reply.

    Attributes:
        level: the judge's verdict.
        checks: check id to finding.
        cut: whether judge or scorer could not read the texts whole.
    """

    level: Level
    checks: dict[str, Finding]
    cut: bool


def score(
    cases: Sequence[Case],
    texts: Sequence[Generated],
    readers: Readers,
    channels: Sequence[str | None] | None = None,
) -> list[Scored]:
    """Scores one text for each case, in order."""
    known = channels or [None] * len(cases)
    asked = [
        (case, answer.text, channel)
        for case, answer, channel in zip(cases, texts, known, strict=True)
    ]
    return [
        Scored(answer.text, answer.truncated, reading.level, reading.checks, reading.cut)
        for answer, reading in zip(texts, readers.read(asked), strict=True)
    ]
