import pytest

from level5.data.shape import shape_shares
from level5.records import Ladder
from tests.conftest import ladder_row


def shares(**changes: object) -> dict[str, tuple[int, float]]:
    return shape_shares([Ladder.model_validate(ladder_row(**changes), strict=False)])


def with_texts(**texts: str) -> list[dict[str, object]]:
    rows = [dict(row) for row in ladder_row()["replies"]]
    for index, text in texts.items():
        rows[int(index.removeprefix("r"))]["text"] = text
    return rows


def test_a_draft_is_like_real_ones_from_10_to_45_words():
    name = "drafts of level 1 or 2 with 10 to 45 words"
    # The pairs' drafts: reply 0, level 1, 9 words; reply 4, level 3.
    assert shares()[name] == (2, 0.0)
    longer = with_texts(r0="A new lamp can be sent to you by 4 May.")
    assert shares(replies=longer)[name] == (2, 0.5)


def test_references_have_35_to_100_words():
    name = "references of 35 to 100 words"
    assert shares()[name] == (2, 1.0)
    short = with_texts(r6="Fed up, ignored? A new lamp can be sent by 4 May. I'll do it; or not?")
    assert shares(replies=short)[name] == (2, 0.5)


@pytest.mark.parametrize(
    ("other", "share"),
    [
        # feeling, tentative question, content, own action, question
        ("Fed up, ignored. Perhaps dark? A new lamp can be sent by 4 May. I'll go. Yes?", 0.0),
        # content first
        ("A new lamp can be sent by 4 May. Fed up, ignored. Perhaps dark? I'll go. Yes?", 1.0),
    ],
)
def test_level_5_replies_differ_when_their_sentences_do_other_things(other, share):
    name = "ladders whose level-5 replies differ in structure"
    rows = with_texts(
        r6="So fed up, and cut off. Maybe gloomy? A new lamp can be sent by 4 May. I can. No?",
        r7=other,
    )
    assert shares(replies=rows)[name] == (1, share)
