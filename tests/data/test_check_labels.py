"""Labels check by check: joined with their reply, and refused where they name what is not there."""

import pytest

from level5.data.check_labels import (
    _FAULTS,
    LABELLED,
    UNLABELLED,
    fails_by_kind,
    load_check_labels,
)
from level5.errors import InputError
from level5.records import Ladder
from level5.scale import CHECKS, KINDS
from tests.conftest import ladder_row, write_jsonl

LADDER = Ladder.model_validate(ladder_row())


def label(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "ladder": "lamp-1",
        "reply": 1,
        "fail": ["no_blame", "feeling_stated"],
        "na": ["rapport"],
    }
    return row | changes


def problems_of(tmp_path, *rows):
    write_jsonl(tmp_path / "labels" / "checks" / "dev.jsonl", list(rows))
    with pytest.raises(InputError) as caught:
        load_check_labels(tmp_path, [LADDER])
    return caught.value.problems


def test_every_check_is_labelled_or_measured_on_corruptions():
    assert {*LABELLED, *UNLABELLED} == set(CHECKS)
    assert not set(LABELLED) & set(UNLABELLED)


def test_a_label_is_joined_with_its_ladder(tmp_path):
    write_jsonl(tmp_path / "labels" / "checks" / "b.jsonl", [label(reply=7, fail=[], na=[])])
    write_jsonl(tmp_path / "labels" / "checks" / "a.jsonl", [label()])
    (ladder, first), (_, second) = load_check_labels(tmp_path, [LADDER])
    assert ladder is LADDER
    # Files by name.
    assert (first.reply, first.fail, first.na) == (1, ("no_blame", "feeling_stated"), ("rapport",))
    assert (second.reply, second.fail, second.na) == (7, (), ())


def test_without_labels_there_are_none(tmp_path):
    assert load_check_labels(tmp_path, [LADDER]) == []


@pytest.mark.parametrize("name", ["no_shame", *UNLABELLED])
@pytest.mark.parametrize("where", ["fail", "na"])
def test_a_check_that_nobody_labels_is_refused(tmp_path, where, name):
    (problem,) = problems_of(tmp_path, label(**{where: [name]}))
    assert f"dev.jsonl:1: no such check: {name}" in problem


def test_unknown_checks_are_all_named(tmp_path):
    (problem,) = problems_of(tmp_path, label(fail=["no_shame", "no_blame"], na=["a_check"]))
    assert problem.endswith("no such check: a_check, no_shame")


@pytest.mark.parametrize(
    "changes",
    [
        {"fail": ["no_blame", "no_blame"]},
        {"na": ["rapport", "rapport"]},
        {"fail": ["no_blame"], "na": ["no_blame"]},
    ],
)
def test_a_check_named_twice_is_refused(tmp_path, changes):
    (problem,) = problems_of(tmp_path, label(**changes))
    assert "dev.jsonl:1: a check is named twice" in problem


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"ladder": "lamp-2"}, "lamp-2 reply 1"),
        # The ladder has replies 0 to 7.
        ({"reply": 8}, "lamp-1 reply 8"),
        ({"reply": -1}, "lamp-1 reply -1"),
    ],
)
def test_an_unknown_reply_is_refused(tmp_path, changes, named):
    (problem,) = problems_of(tmp_path, label(), label(**changes))
    assert problem.endswith(f"dev.jsonl: {named}: there is no such reply")


def test_every_faulty_row_is_named(tmp_path):
    found = problems_of(
        tmp_path,
        label(fail=["no_shame"]),
        label(),
        label(fail=["no_blame"] * 2),
        {"ladder": "lamp-1", "reply": 1},
        label(reply="first", rater="one"),
    )
    lines = [problem.split("dev.jsonl:")[1].split(":")[0] for problem in found]
    # Row 4 lacks both lists; row 5 has a reply that is no number, and a field too many.
    assert lines == ["1", "3", "4", "4", "5", "5"]


def test_every_unknown_reply_is_named_whatever_its_file(tmp_path):
    write_jsonl(tmp_path / "labels" / "checks" / "test.jsonl", [label(reply=99)])
    found = problems_of(tmp_path, label(ladder="lamp-2"), label(), label(ladder="lamp-3"))
    assert [problem.split(": ")[1] for problem in found] == [
        "lamp-2 reply 1",
        "lamp-3 reply 1",
        "lamp-1 reply 99",
    ]


@pytest.mark.parametrize(
    ("kind", "level", "fails"),
    [
        ("blame", 1, {"no_blame": True}),
        ("no_part", 4, {"customer_in_solution": True, "interpretation_checked": False}),
        ("no_check", 4, {"interpretation_checked": True, "feeling_underlying": False}),
        ("reflection", 3, {"feeling_stated": False, "feeling_underlying": True}),
        ("over_reach", 4, {"no_assumption": True}),
        # Apologizes and names no feeling, but undercuts and blames nobody.
        ("bare_apology", 2, {"feeling_stated": True, "no_blame": False, "no_undercut": False}),
        ("over_sympathy", 3, {"no_over_sympathy": True, "feeling_stated": False}),
    ],
)
def test_a_kind_decides_its_checks(kind, level, fails):
    found = fails_by_kind(kind, level)
    assert {check: found[check] for check in fails} == fails


def test_a_level_5_reply_passes_whatever_kinds_decide():
    assert fails_by_kind("partnership", 5) == dict.fromkeys(_FAULTS, False)


def test_a_bare_fix_lacks_feeling_and_interpretation_and_nothing_else_is_known():
    missing = ("feeling_stated", "feeling_underlying", "interpretation_checked")
    assert fails_by_kind("bare_fix", 1) == dict.fromkeys(missing, True)


def test_over_sympathy_below_level_3_says_nothing_of_the_feeling():
    assert fails_by_kind("over_sympathy", 2) == {"no_over_sympathy": True}


@pytest.mark.parametrize(("kind", "level"), [("hedged", 2), ("padding", 3), ("off_topic", 1)])
def test_some_kinds_decide_nothing(kind, level):
    assert fails_by_kind(kind, level) == {}


@pytest.mark.parametrize("check", _FAULTS)
def test_faulty_and_sound_kinds_exist_and_are_not_the_same(check):
    faulty, sound = _FAULTS[check]
    assert check in CHECKS
    assert faulty and sound
    assert faulty | sound <= set(KINDS)
    assert not faulty & sound
