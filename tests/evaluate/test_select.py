"""Best of several: who is asked for more, and who is kept."""

from types import SimpleNamespace

import pytest

from level5.evaluate import select
from level5.evaluate.select import best_of, likeliest_of, rank
from level5.generate.engine import Generated
from level5.records import Case
from level5.scale import JOINT_CHECKS

CASES = [Case(id=str(i), customer="Cold.", draft="See [link].") for i in range(3)]


def scored(text: str) -> SimpleNamespace:
    """Texts say what they are worth: level, then the number of gates that fail."""
    level, failing = int(text[0]), int(text[1])
    checks = {
        name: SimpleNamespace(verdict="fail" if i < failing else "pass")
        for i, name in enumerate(JOINT_CHECKS)
    }
    return SimpleNamespace(
        text=text,
        level=SimpleNamespace(level=level, expected=float(level)),
        checks=checks,
        whole=True,
        joint_success=level == 5 and not failing,
    )


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    def score(cases, texts, readers, channels):
        assert len(cases) == len(texts) == len(channels)
        return [scored(answer.text) for answer in texts]

    monkeypatch.setattr(select, "score", score)


def texts(found):
    return [answer.text for answer in found]


def test_cases_whose_greedy_answer_fails_get_the_best_of_their_own():
    sampled = [["50y", "30y"], ["20z", "41z"]]

    def sample(cases):
        # The first passes and is asked for nothing.
        assert [case.id for case in cases] == ["1", "2"]
        return [[Generated(t, False) for t in own] for own in sampled]

    greedy = [Generated(t, False) for t in ("50a", "40b", "30c")]
    # A failed gate outweighs a level.
    assert texts(best_of(CASES, greedy, sample, [None] * 3, None)) == ["50a", "50y", "30c"]


def test_where_all_pass_nothing_is_sampled():
    greedy = [Generated("50", False)] * 3

    def sample(cases):
        raise AssertionError

    assert best_of(CASES, greedy, sample, [None] * 3, None) == greedy


def test_the_greedy_answer_stays_where_nothing_is_better():
    greedy = [Generated(t, False) for t in ("40a", "40b", "40c")]
    found = best_of(CASES, greedy, lambda cases: [[Generated("30y", False)]] * 3, [None] * 3, None)
    assert texts(found) == ["40a", "40b", "40c"]


def test_a_failed_gate_weighs_more_than_a_level():
    assert rank(scored("40")) > rank(scored("51")) > rank(scored("41")) > rank(scored("52"))


def test_an_unfinished_text_is_last():
    unfinished = scored("50")
    unfinished.whole, unfinished.joint_success = False, False
    assert rank(unfinished) < rank(scored("13"))


def opening(worth: str, words: str) -> Generated:
    return Generated(worth, False, answer=words)


def test_of_openings_that_pass_the_one_that_scores_most_is_taken():
    greedy = [
        opening("50", "You're sad that it is cold, and so on."),
        opening("51", "You're upset that it is cold."),
        opening("41", "You're cross that it is cold."),
    ]
    sampled = [
        # Cut to the same opening as the greedy one; one that scores more.
        [opening("50", "You're sad that it is cold, and more."), opening("50x", "You're frozen.")],
        # Scores less and passes.
        [opening("50y", "You're worried.")],
        # None passes, and this one scores more.
        [opening("40", "You're frozen.")],
    ]
    asked = []

    def scores(pairs):
        asked.extend(pairs)
        return [
            {"You're frozen.": 3.0, "You're worried.": 1.0}.get(words, 2.0) for _, words in pairs
        ]

    found = likeliest_of(CASES, greedy, lambda cases: sampled, [None] * 3, None, scores)
    assert texts(found) == ["50x", "50y", "40"]
    assert len(asked) == 2 + 2 + 2
    assert ("Cold.", "You're sad that it is cold.") in asked
