"""Faithfulness cases: joined with their ladder, and refused where they contradict themselves."""

import pytest

from level5.data.faithfulness import load_faithfulness_cases
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ladder_row, write_jsonl

LADDER = Ladder.model_validate(ladder_row())


def case(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": "f-1",
        "ladder": "lamp-1",
        "draft_index": 0,
        "kind": "date_changed",
        "facts_kept": False,
        "nothing_added": False,
        "rewrite": "A smashed lamp is a poor welcome. A new one can be sent by 5 May.",
        "why": "4 May has become 5 May.",
        "author": "language model",
        "license": "CC BY 4.0",
    }
    return row | changes


def load(tmp_path, *rows):
    write_jsonl(tmp_path / "faithfulness" / "f.jsonl", list(rows))
    return load_faithfulness_cases(tmp_path, [LADDER])


def test_a_case_is_joined_with_its_ladder(tmp_path):
    ((ladder, found),) = load(tmp_path, case())
    assert ladder is LADDER
    assert not found.facts_kept


def test_every_fault_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        load(tmp_path, case(), case(), case(id="f-2", ladder="x"), case(id="f-3", draft_index=7))
    text = "\n".join(caught.value.problems)
    assert "f-1 occurs twice" in text
    assert "f-2: no such ladder: x" in text
    assert "f-3: reply 7 is no draft" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "refund_invented", "nothing_added": True},
        {"kind": "condition_dropped", "facts_kept": True},
    ],
)
def test_a_kind_that_contradicts_its_verdict_is_refused(tmp_path, changes):
    with pytest.raises(InputError, match=r"but (nothing_added|facts_kept) is true"):
        load(tmp_path, case(**changes))
