"""Precision, recall, F1, and the choice between ways, with the arithmetic in sight."""

import random

import pytest

from level5.rubric.combine import Plan
from level5.rubric_eval.garble import _WAYS, garbled
from level5.rubric_eval.measure import choose, measure

FAULT, SOUND = True, False


def test_counts_become_figures():
    gold = [FAULT, FAULT, FAULT, SOUND, SOUND, SOUND, SOUND]
    said = [True, True, False, True, False, False, False]
    found = measure(gold, said)
    # 2 hits, 1 miss, 1 alarm, 3 quiet.
    assert found.precision == found.recall == found.f1 == pytest.approx(2 / 3)
    assert found.f1_pass == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert found.accuracy == pytest.approx(5 / 7)
    assert found.false_alarms == pytest.approx(1 / 4)
    assert (found.n, found.faults) == (7, 3)


def test_nothing_to_find_is_zero_and_no_error():
    assert measure([SOUND], [False]).f1 == 0.0
    assert measure([], []).accuracy == 0.0


def test_a_head_that_sees_more_is_preferred_to_the_rule():
    gold = [FAULT, FAULT, SOUND, SOUND]
    assert choose(gold, {0.0: [True, False, False, False]}, [0.9, 0.8, 0.1, 0.2]).way == "head"


def test_among_equal_thresholds_the_middle_one_is_taken():
    plan = choose([FAULT, FAULT, SOUND, SOUND], {0.0: [False] * 4}, [0.95, 0.9, 0.1, 0.05])
    assert plan == Plan("head", 0.5)


def test_choosing_needs_both_faults_and_sound_ones():
    with pytest.raises(ValueError, match="alike"):
        choose([SOUND, SOUND], {0.0: [False, False]}, [0.1, 0.2])


def test_a_rule_that_is_right_is_kept():
    gold = [FAULT, FAULT, SOUND, SOUND]
    assert choose(gold, {0.0: gold}, [0.1, 0.9, 0.9, 0.1]) == Plan("rule", 1.0)


def test_ways_that_fail_untouched_rewrites_are_out():
    gold = [FAULT] * 4 + [SOUND] * 4 + [SOUND] * 4
    untouched = [False] * 8 + [True] * 4
    heads = [0.9, 0.8, 0.7, 0.6, 0.1, 0.1, 0.1, 0.1, 0.65, 0.1, 0.1, 0.1]
    rule = {0.0: [True] + [False] * 11}
    # Up to 0.6 all four are found, with one alarm among eight sound ones: F1 8/9.
    assert choose(gold, rule, heads) == Plan("head", 0.5)
    # One of four untouched rewrites is too many; beyond 0.65 three are found, and none wrongly.
    assert choose(gold, rule, heads, untouched).threshold > 0.65


def test_a_gate_is_chosen_by_the_written_cases():
    gold = [FAULT] * 4 + [SOUND] * 4 + [SOUND] * 40
    untouched = [False] * 8 + [True] * 40
    # At 0.3 all faults, and two of four sound cases: recall less alarms 1 - 1/2. At 0.5 two
    # faults and no alarm: 1/2 as well; the middle wins. At 0.3 with one alarm: 1 - 1/4.
    heads = [0.9, 0.9, 0.3, 0.3] + [0.3, 0.3, 0.1, 0.1] + [0.1] * 40
    rule = {0.0: [False] * 48}
    assert choose(gold, rule, heads, untouched).threshold == 0.5
    heads[4] = 0.1
    assert choose(gold, rule, heads, untouched).threshold == 0.3


def test_an_unsure_rule_is_doubted_where_that_is_right_more_often():
    gold = [FAULT, FAULT, SOUND, SOUND]
    rule = {0.0: [True, True, True, False], 0.2: [True, True, False, False]}
    assert choose(gold, rule, [0.5] * 4, [False] * 4) == Plan("rule", 1.0, 0.2)
    same = {0.0: gold, 0.2: gold}
    assert choose(gold, same, [0.5] * 4, [False] * 4) == Plan("rule", 1.0)


@pytest.mark.parametrize("name", _WAYS)
def test_every_way_of_garbling_changes_the_text(name):
    text = (
        "Three weeks without your suitcase and you are worn out by all that. Perhaps it is worse?"
        " I'll look into your booking now. Would you like a call about it?"
    )
    assert _WAYS[name](text, random.Random(1)) != text


def test_garbling_says_which_way_it_took():
    name, text = garbled("Take the next one.", random.Random(1))
    assert name in _WAYS and text != "Take the next one."


def test_a_head_that_gains_less_than_its_standard_error_is_not_heard():
    # Of 20 faults the rule finds 16; with the head 17, .025 more of half the recall, and the
    # standard error is √(.85 × .15 / 20) / 2 = .04.
    gold = [True] * 20 + [False] * 20
    rule = {0.0: [True] * 16 + [False] * 24}
    heads = [0.0] * 16 + [0.9] + [0.0] * 23
    untouched = [False] * 40
    assert choose(gold, rule, heads, untouched).way == "rule"
    # All 20: .1 more, and no error is left.
    heads = [0.0] * 16 + [0.9] * 4 + [0.0] * 20
    assert choose(gold, rule, heads, untouched).way == "either"
