from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from level5.errors import InputError
from level5.records import Case, Ladder, Reply, parse, read_records
from level5.scale import KINDS, LEVELS
from tests.conftest import ladder_row, write_jsonl


def test_a_ladder_is_read_and_frozen(row):
    ladder = parse(Ladder, row, "here:1")
    assert ladder.replies[6].rewrites == 0
    with pytest.raises(ValidationError):
        ladder.domain = "bank"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"channel": "fax"}, "unknown channel 'fax'"),
        ({"surprise": 1}, "Extra inputs are not permitted"),
        ({"customer": "   "}, "at least 1 character"),
        ({"id": "with space"}, "pattern"),
        ({"replies": []}, "no reply of level 1, 2, 3, 4, 5"),
    ],
)
def test_faults_name_place_and_field(change, message):
    with pytest.raises(InputError, match=message) as caught:
        parse(Ladder, ladder_row(**change), "file.jsonl:7")
    assert caught.value.problems[0].startswith("file.jsonl:7: ")


def test_all_faulty_rows_are_reported_together(tmp_path: Path):
    rows = [ladder_row("a", channel="fax"), ladder_row("b"), ladder_row("c", domain=3)]
    path = write_jsonl(tmp_path / "l.jsonl", rows)
    with pytest.raises(InputError) as caught:
        read_records(Ladder, path)
    assert [p.split(": ")[0] for p in caught.value.problems] == [f"{path}:1", f"{path}:3"]


def test_a_level_that_its_kind_cannot_have_is_refused():
    with pytest.raises(ValidationError, match="kind 'blame' is level 1, not 4"):
        Reply(level=4, kind="blame", text="You did this.")


def test_rewrites_must_point_at_a_draft(row):
    row["replies"][6]["rewrites"] = 5  # a level-4 reply
    with pytest.raises(InputError, match="rewrites 5, which is no draft"):
        parse(Ladder, row, "x:1")


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(LEVELS))
def test_a_reply_is_valid_exactly_where_its_kind_allows(kind, level):
    if level in KINDS[kind].levels:
        assert Reply(level=level, kind=kind, text="x").level == level
    else:
        with pytest.raises(ValidationError):
            Reply(level=level, kind=kind, text="x")


@given(st.dictionaries(st.sampled_from([*Case.model_fields, "more"]), st.text() | st.integers()))
def test_any_row_gives_a_case_or_an_input_error(row):
    try:
        case = parse(Case, row, "f:1")
    except InputError as error:
        assert all(problem.startswith("f:1: ") for problem in error.problems)
    else:
        assert case.customer and case.draft
