"""Edits: applied to the passage they name, and refused where that is not there once."""

import pytest

from level5.data.edits import load_edits
from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ladder_row, write_jsonl

TRAIN = next(name for name in (f"lamp-{i}" for i in range(99)) if split_of(name) == "train")
HELD = next(name for name in (f"lamp-{i}" for i in range(99)) if split_of(name) == "test")
LADDER = Ladder.model_validate(ladder_row(TRAIN))
WORD = LADDER.replies[4].text.split()[-1]


def row(**changes: object):
    edit = {"ladder": TRAIN, "reply": 4, "kind": "undercut", "level": 2}
    return edit | {"find": WORD, "replace": f"{WORD} Most people manage."} | changes


def test_an_edit_changes_its_passage_only(tmp_path):
    write_jsonl(tmp_path / "edits" / "a.jsonl", [row()])
    (found,) = load_edits(tmp_path, [LADDER])
    assert found.text == f"{LADDER.replies[4].text} Most people manage."
    assert (found.ladder.id, found.edit.level) == (TRAIN, 2)
    assert found.customer == LADDER.customer
    assert found.text[slice(*found.put)] == " Most people manage."
    assert LADDER.replies[4].text[slice(*found.taken)] == ""


def test_another_issue_changes_the_message_and_not_the_reply(tmp_path):
    word = LADDER.customer.split()[-1]
    rows = [row(kind="other_issue", find=word, replace="nothing of the kind.")]
    write_jsonl(tmp_path / "edits" / "a.jsonl", rows)
    (found,) = load_edits(tmp_path, [LADDER])
    assert found.text == LADDER.replies[4].text
    assert found.customer == LADDER.customer.removesuffix(word) + "nothing of the kind."


def test_every_edit_that_fits_nowhere_is_named(tmp_path):
    rows = [row(reply=99), row(find="no such words"), row(find="e")]
    write_jsonl(tmp_path / "edits" / "a.jsonl", rows)
    with pytest.raises(InputError) as caught:
        load_edits(tmp_path, [LADDER])
    assert len(caught.value.problems) == 3


def test_held_out_scenarios_are_not_edited(tmp_path):
    write_jsonl(tmp_path / "edits" / "a.jsonl", [row(ladder=HELD)])
    with pytest.raises(InputError, match="held out"):
        load_edits(tmp_path, [Ladder.model_validate(ladder_row(HELD))])
