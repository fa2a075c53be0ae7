"""Replies written for one check: of scenarios that the reporting judge has not seen."""

import pytest

from level5.data.check_pairs import half_of, load_check_pairs
from level5.data.ladders import judge_of, load_ladders, split_of
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ROOT, ladder_row, write_jsonl

NAMES = [f"lamp-{i}" for i in range(99) if split_of(f"lamp-{i}") == "train"]
UNSEEN = next(x for x in NAMES if judge_of(x) == "selection")
SEEN = next(x for x in NAMES if judge_of(x) == "reporting")
LADDER = Ladder.model_validate(ladder_row(UNSEEN))


def reply(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "ladder": UNSEEN,
        "check": "no_minimizing",
        "fails": True,
        "text": "It is one lamp. Somebody will write to you.",
    }
    return row | changes


def test_a_reply_is_joined_with_its_scenario(tmp_path):
    write_jsonl(tmp_path / "check_pairs" / "b.jsonl", [reply(fails=False)])
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", [reply()])
    (ladder, first), (_, second) = load_check_pairs(tmp_path, [LADDER])
    assert ladder is LADDER
    # Files by name.
    assert (first.fails, second.fails) == (True, False)


def test_without_pairs_there_are_none(tmp_path):
    assert load_check_pairs(tmp_path, [LADDER]) == []


def test_every_fault_is_named_at_once(tmp_path):
    held_out = next(x.id for x in load_ladders(ROOT / "data") if split_of(x.id) == "test")
    rows = [reply(check="fluent"), reply(ladder=held_out), reply(text=""), reply(ladder=SEEN)]
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", rows)
    with pytest.raises(InputError) as caught:
        load_check_pairs(tmp_path, [LADDER])
    first, second, third, fourth = caught.value.problems
    assert "a.jsonl:1: no such check: fluent" in first
    assert f"a.jsonl:2: ladder {held_out} is held out" in second
    assert "a.jsonl:3" in third and "text" in third
    assert f"a.jsonl:4: ladder {SEEN}: the reporting judge is fitted on it" in fourth


def test_a_scenario_that_is_not_there_is_named(tmp_path):
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", [reply()])
    with pytest.raises(InputError, match=f"{UNSEEN}: there is no such ladder"):
        load_check_pairs(tmp_path, [])


def test_what_ships_has_both_sides_of_each_pair_in_both_halves():
    rows = [row for _, row in load_check_pairs(ROOT / "data", load_ladders(ROOT / "data"))]
    sides: dict[tuple[str, str], set[bool]] = {}
    for row in rows:
        sides.setdefault((row.ladder, row.check), set()).add(row.fails)
    assert all(both == {True, False} for both in sides.values())
    assert len({row.text for row in rows}) == len(rows)
    for half in ("fit", "test"):
        for check in {row.check for row in rows}:
            assert sum(c == check and half_of(name) == half for name, c in sides) >= 40
