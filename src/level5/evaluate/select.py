"""Best of several: the greedy answer or one of those sampled beside it.

What is best is decided by the judge that selects and the checks, never by the judge that reports.
A greedy answer that passes both stays: among answers that pass, the judge's order is no better than
chance by what readers say (EXPERIMENTS.md, 32), and a sampled answer is a less likely one.
"""

from collections.abc import Callable, Sequence

from level5.evaluate.score import Readers, Scored, score
from level5.generate.engine import Generated
from level5.records import Case
from level5.scale import JOINT_CHECKS

# Answers of one case each, more of them with every call.
Sample = Callable[[Sequence[Case]], list[list[Generated]]]


def best_of(
    cases: Sequence[Case],
    greedy: Sequence[Generated],
    sample: Sample,
    selectors: Readers,
    channels: Sequence[str | None],
) -> list[Generated]:
    """One answer a case, in order.

    Args:
        cases: what was asked.
        greedy: the first candidate of each.
        sample: asked for further candidates of those that fail.
        selectors: the selecting judge, with the checks.
        channels: of each case, None where that is not known.
    """
    best = score(cases, greedy, selectors, channels)
    chosen = list(greedy)
    failed = [i for i, scored in enumerate(best) if not scored.joint_success]
    sampled = sample([cases[i] for i in failed]) if failed else []
    asked = [
        (i, answer)
        for i, answers in zip(failed, sampled, strict=True)
        for answer in dict.fromkeys(answers)
        if answer.text != greedy[i].text
    ]
    read = score(
        [cases[i] for i, _ in asked],
        [answer for _, answer in asked],
        selectors,
        [channels[i] for i, _ in asked],
    )
    for (i, answer), scored in zip(asked, read, strict=True):
        if rank(scored) > rank(best[i]):
            best[i], chosen[i] = scored, answer
    return chosen


def rank(scored: Scored) -> tuple[bool, int, float]:
    """Joint success first, then whole texts by the gates they pass, then the expected level."""
    passed = sum(scored.checks[name].verdict == "pass" for name in JOINT_CHECKS)
    return scored.joint_success, passed if scored.whole else -1, scored.level.expected
