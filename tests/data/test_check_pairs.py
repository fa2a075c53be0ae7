"""Replies written for one check: joined with their scenario, never of one that is held out."""

import pytest

from level5.data.check_pairs import load_check_pairs
from level5.data.ladders import load_ladders, split_of
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ROOT, ladder_row, write_jsonl

LADDER = Ladder.model_validate(ladder_row())


def reply(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "ladder": "lamp-1",
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
    rows = [reply(check="fluent"), reply(ladder=held_out), reply(text="")]
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", rows)
    with pytest.raises(InputError) as caught:
        load_check_pairs(tmp_path, [LADDER])
    first, second, third = caught.value.problems
    assert "a.jsonl:1: no such check: fluent" in first
    assert f"a.jsonl:2: ladder {held_out} is held out" in second
    assert "a.jsonl:3" in third and "text" in third


def test_a_scenario_that_is_not_there_is_named(tmp_path):
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", [reply()])
    with pytest.raises(InputError, match="lamp-1: there is no such ladder"):
        load_check_pairs(tmp_path, [])
