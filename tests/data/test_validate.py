import pytest

from level5.data.validate import ladder_problems, longest_copied_run
from level5.records import Ladder
from tests.conftest import ladder_row


def problems(**changes: object) -> list[str]:
    return ladder_problems(Ladder.model_validate(ladder_row(**changes), strict=False))


def with_text(index: int, text: str) -> list[str]:
    row = ladder_row()
    row["replies"][index]["text"] = text
    return ladder_problems(Ladder.model_validate(row, strict=False))


def test_a_sound_ladder_has_no_problem():
    assert problems() == []


def test_a_fact_missing_from_level_4_is_found():
    found = with_text(5, "You're fed up and ignored. The broken one may be thrown away.")
    assert found == ["reply 5 (level 4) lacks '4 May' of the facts"]


def test_a_figure_from_nowhere_is_found():
    found = with_text(0, "A new lamp can be sent by 4 May for £12.")
    assert "reply 0 has '£12', which neither facts nor customer hold" in found


def test_a_rewrite_must_hold_its_draft_and_no_more():
    found = with_text(6, "Fed up, ignored, maybe in the dark? I'll see to it. Would that help?")
    assert found == ["reply 6 rewrites 0 but lacks '4 May' of it"]


def test_kinds_must_differ():
    row = ladder_row()
    row["replies"][1]["kind"] = "bare_fix"
    found = ladder_problems(Ladder.model_validate(row, strict=False))
    assert found == ["level 1 has 1 kind, at least 2 are needed"]


def test_context_lines_name_their_speaker():
    assert problems(context="Agent: Hello.\nHi.") == [
        "context line 'Hi.' does not begin with 'Customer: ' or 'Agent: '"
    ]


@pytest.mark.parametrize(
    ("reply", "run"),
    [("my lamp came in three", 3), ("nothing alike", 0), ("and my lamp came in pieces today", 5)],
)
def test_longest_copied_run(reply, run):
    # "my lamp came" is 3 words in a row; "my lamp came in pieces" is 5.
    text = "my lamp came in pieces" if run == 5 else "So my lamp came twice"
    assert longest_copied_run(reply, text) == run
