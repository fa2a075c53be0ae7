from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.data.ladders import judge_of, load_ladders, split_of
from level5.errors import InputError
from tests.conftest import ladder_row, write_jsonl


def test_shares_are_about_80_8_12():
    counts = Counter(split_of(f"scenario-{i}") for i in range(5000))
    # Standard error of 80 % at n = 5000 is 0.6 points.
    assert counts["train"] / 5000 == pytest.approx(0.80, abs=0.02)
    assert counts["dev"] / 5000 == pytest.approx(0.08, abs=0.015)
    assert counts["test"] / 5000 == pytest.approx(0.12, abs=0.015)


def test_a_known_scenario_never_moves():
    # Frozen: were these to change, test scenarios would leak into training.
    known = {"retail-a01": "test", "parcel-a03": "dev", "bank-d05": "train"}
    assert {name: split_of(name) for name in known} == known


@given(st.text())
def test_every_id_has_one_split_and_judge(name):
    assert split_of(name) in ("train", "dev", "test")
    assert judge_of(name) in ("selection", "reporting")


def test_judges_share_no_scenario_and_do_not_follow_splits():
    judges = Counter(judge_of(f"s{i}") for i in range(2000) if split_of(f"s{i}") == "train")
    # Standard error of 30 % at n = 1,600 is 1.1 points.
    assert judges["selection"] / sum(judges.values()) == pytest.approx(0.3, abs=0.035)


def test_an_id_that_occurs_twice_is_refused(tmp_path):
    write_jsonl(tmp_path / "ladders" / "a.jsonl", [ladder_row("x-1")])
    write_jsonl(tmp_path / "ladders" / "b.jsonl", [ladder_row("x-1")])
    with pytest.raises(InputError, match="occur twice: x-1"):
        load_ladders(tmp_path)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no \.jsonl file"):
        load_ladders(tmp_path)
