"""What kinds say about gates, and the level that gates give."""

import pytest

from level5.judge.gates import CAPS, GATES, HEADS, gate_targets, level_of
from level5.scale import KINDS

PASSED = dict.fromkeys(HEADS, False) | dict.fromkeys(
    ("aware", "feeling", "issue", "underlying", "breadth", "check", "part"), True
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_decides_never_contradicts_its_level(kind):
    for level in KINDS[kind].levels:
        targets = gate_targets(kind, level)
        assert targets.keys() == set(HEADS)
        # Open gates could all be passed and open caps all be absent: that must allow the level.
        best = {name: (GATES[name].cap is None) if t is None else t for name, t in targets.items()}
        assert level_of(best)[0] >= level


def test_all_gates_passed_is_5():
    assert level_of(PASSED) == (5, "partnership")


@pytest.mark.parametrize(
    ("changed", "level", "decided"),
    [
        ({"aware": False}, 1, "aware"),
        ({"feeling": False}, 2, "feeling"),
        ({"issue": False}, 2, "issue"),
        ({"underlying": False}, 3, "underlying"),
        ({"breadth": False}, 4, "breadth"),
        ({"check": False}, 4, "check"),
        ({"part": False}, 4, "part"),
        ({"blame": True}, 1, "blame"),
        ({"undercut": True}, 2, "undercut"),
        ({"over_sympathy": True}, 3, "over_sympathy"),
        ({"over_reach": True}, 4, "over_reach"),
        # Where several caps apply, the lowest.
        ({"over_reach": True, "undercut": True}, 2, "undercut"),
        # A cap above what the gates reach decides nothing.
        ({"feeling": False, "over_sympathy": True}, 2, "feeling"),
        # Claiming a rating is no cap of its own.
        ({"injection": True}, 5, "partnership"),
    ],
)
def test_the_lowest_of_gates_and_caps_decides(changed, level, decided):
    assert level_of(PASSED | changed) == (level, decided)


def test_blame_leaves_open_whether_the_feeling_is_named():
    targets = gate_targets("blame", 1)
    assert targets["blame"] is True
    assert targets["feeling"] is None and targets["aware"] is None
    assert targets["garbled"] is False


def test_level_2_takes_sarcasm_literally_and_level_1_mocks():
    assert gate_targets("sarcasm", 2)["wrong_feeling"] is True
    assert gate_targets("sarcasm", 1)["mockery"] is True


def test_every_cap_has_a_level():
    assert all(1 <= GATES[name].cap <= 4 for name in CAPS)
