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
    assert choose(gold, [True, False, False, False], [0.9, 0.8, 0.1, 0.2]).way == "head"


def test_among_equal_thresholds_the_middle_one_is_taken():
    plan = choose([FAULT, FAULT, SOUND, SOUND], [False] * 4, [0.95, 0.9, 0.1, 0.05])
    assert plan == Plan("head", 0.5)


def test_choosing_needs_both_faults_and_sound_ones():
    with pytest.raises(ValueError, match="alike"):
        choose([SOUND, SOUND], [False, False], [0.1, 0.2])


def test_a_rule_that_is_right_is_kept():
    gold = [FAULT, FAULT, SOUND, SOUND]
    assert choose(gold, gold, [0.1, 0.9, 0.9, 0.1]) == Plan("rule", 1.0)


def test_ways_with_too_many_false_alarms_are_out():
    gold = [FAULT] * 4 + [SOUND] * 4
    heads = [0.9, 0.8, 0.7, 0.6, 0.65, 0.1, 0.1, 0.1]
    rule = [True, False, False, False] + [False] * 4
    # Up to 0.6 all four are found with one alarm in four; without any, three at most.
    assert choose(gold, rule, heads) == Plan("head", 0.5)
    strict = choose(gold, rule, heads, false_alarms=0.0)
    assert strict.threshold > 0.65


def test_a_gate_weighs_what_it_misses_as_much_as_what_it_stops_wrongly():
    gold = [FAULT] * 4 + [SOUND] * 96
    heads = [0.9, 0.9, 0.3, 0.3] + [0.3] * 2 + [0.1] * 94
    # At 0.5 two of four are found, none wrongly: F1 2/3. At 0.3 all four, two wrongly: F1 4/5.
    assert choose(gold, [False] * 100, heads).threshold == 0.3
    # With six wrongly F1 is 4/7, but recall less alarms 1 - 6/96, where two of four give 1/2.
    more = heads[:4] + [0.3] * 6 + [0.1] * 90
    assert choose(gold, [False] * 100, more).threshold == 0.5
    assert choose(gold, [False] * 100, more, false_alarms=0.07).threshold == 0.3


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
