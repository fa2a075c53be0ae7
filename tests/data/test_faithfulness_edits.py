"""Faithfulness edits: applied where they belong, with the words they change; refused elsewhere."""

import pytest

from level5.data.faithfulness_edits import load_faithfulness_edits
from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ladder_row, write_jsonl

TRAIN = next(name for name in (f"lamp-{i}" for i in range(99)) if split_of(name) == "train")
HELD = next(name for name in (f"lamp-{i}" for i in range(99)) if split_of(name) == "test")
LADDER = Ladder.model_validate(ladder_row(TRAIN))


def row(**changes: object):
    edit = {"ladder": TRAIN, "reply": 6, "kind": "certainty_added", "lost": "can be sent"}
    edit |= {"facts_kept": False, "nothing_added": False}
    return edit | {"find": "A new lamp can be sent", "replace": "A new lamp is sent"} | changes


def test_only_the_words_that_differ_count_as_changed(tmp_path):
    write_jsonl(tmp_path / "faithfulness_edits" / "a.jsonl", [row()])
    (found,) = load_faithfulness_edits(tmp_path, [LADDER])
    assert "A new lamp is sent by 4 May." in found.text
    start, end = found.changed
    assert found.text[start:end] == "is"
    assert found.draft == LADDER.replies[0].text


def test_what_is_put_in_counts_without_what_it_stands_beside(tmp_path):
    put = row(facts_kept=True, lost="", find="like that?", replace="like that, or a call-back?")
    write_jsonl(tmp_path / "faithfulness_edits" / "a.jsonl", [put])
    (found,) = load_faithfulness_edits(tmp_path, [LADDER])
    start, end = found.changed
    assert found.text[start:end] == ", or a call-back"


def test_every_edit_that_does_not_fit_is_named(tmp_path):
    rows = [row(reply=99), row(reply=0), row(find="no such words"), row(lost="not the draft's")]
    write_jsonl(tmp_path / "faithfulness_edits" / "a.jsonl", rows)
    with pytest.raises(InputError) as caught:
        load_faithfulness_edits(tmp_path, [LADDER])
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"ladder": HELD}, "held out"), ({"lost": ""}, "lost"), ({"facts_kept": True}, "lost")],
)
def test_rows_that_contradict_themselves_are_refused(tmp_path, changes, message):
    write_jsonl(tmp_path / "faithfulness_edits" / "a.jsonl", [row(**changes)])
    with pytest.raises(InputError, match=message):
        load_faithfulness_edits(tmp_path, [Ladder.model_validate(ladder_row(HELD)), LADDER])
