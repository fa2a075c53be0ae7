"""Best of several: the greedy answer or one of those sampled beside it.

What is best is decided by the judge that selects and the checks, never by the judge that reports.
A greedy answer that passes both stays: among answers that pass, the judge's order is no better than
chance by what readers say (EXPERIMENTS.md, 32), and a sampled answer is a less likely one. Openings
that pass may be compared by a language model's two likelihoods, which know more of what is right.
"""

from collections.abc import Callable, Sequence
from functools import partial

from level5.config import RunConfig
from level5.evaluate.score import Readers, Scored, score
from level5.first_clause import first_sentence
from level5.generate.engine import Generated
from level5.records import Case
from level5.scale import JOINT_CHECKS

# Answers of one case each, more of them with every call.
Sample = Callable[[Sequence[Case]], list[list[Generated]]]
# Of cases, their greedy answers, what samples more, and the cases' channels: one answer a case.
Select = Callable[
    [Sequence[Case], Sequence[Generated], Sample, Sequence[str | None]], list[Generated]
]


def selection(config: RunConfig, selectors: Readers) -> Select:
    """What finds the best of a run's answers, by `generate.selects`."""
    if config.generate.selects == "judge":
        return partial(best_of, selectors=selectors)
    from level5.generate.likelihood import TwoWayLikelihood

    scores = TwoWayLikelihood.load(config.model).scores
    return partial(likeliest_of, selectors=selectors, scores=scores)


def best_of(
    cases: Sequence[Case],
    greedy: Sequence[Generated],
    sample: Sample,
    channels: Sequence[str | None],
    selectors: Readers,
) -> list[Generated]:
    """One answer a case, in order.

    Args:
        cases: what was asked.
        greedy: the first candidate of each.
        sample: asked for further candidates of those that fail.
        channels: of each case, None where that is not known.
        selectors: the selecting judge, with the checks.
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


def likeliest_of(
    cases: Sequence[Case],
    greedy: Sequence[Generated],
    sample: Sample,
    channels: Sequence[str | None],
    selectors: Readers,
    scores: Callable[[Sequence[tuple[str, str]]], list[float]],
) -> list[Generated]:
    """One answer a case, in order: of those that pass, the one whose opening scores most.

    Args:
        cases: what was asked.
        greedy: the first candidate of each.
        sample: asked for further candidates of all.
        channels: of each case, None where that is not known.
        selectors: say what passes. Where none does, the opening alone decides.
        scores: of pairs of a message and an opening, such as `TwoWayLikelihood.scores`.
    """
    # Answers that are cut to the same opening are one.
    candidates = [
        list({first_sentence(x.answer): x for x in reversed([first, *more])}.items())
        for first, more in zip(greedy, sample(cases), strict=True)
    ]
    pairs = [
        (case.customer, opening)
        for case, own in zip(cases, candidates, strict=True)
        for opening, _ in own
    ]
    found = iter(scores(pairs))
    ordered = [
        [answer for _, answer in sorted(((next(found), x) for _, x in own), key=lambda y: -y[0])]
        for own in candidates
    ]
    chosen = [own[0] for own in ordered]
    undecided, place = list(range(len(cases))), 0
    while undecided:
        asked = [ordered[i][place] for i in undecided]
        read = score(
            [cases[i] for i in undecided], asked, selectors, [channels[i] for i in undecided]
        )
        for i, answer, scored in zip(undecided, asked, read, strict=True):
            if scored.joint_success:
                chosen[i] = answer
        failed = [i for i, x in zip(undecided, read, strict=True) if not x.joint_success]
        place += 1
        undecided = [i for i in failed if place < len(ordered[i])]
    return chosen


def rank(scored: Scored) -> tuple[bool, int, float]:
    """Joint success first, then whole texts by the gates they pass, then the expected level."""
    passed = sum(scored.checks[name].verdict == "pass" for name in JOINT_CHECKS)
    return scored.joint_success, passed if scored.whole else -1, scored.level.expected
