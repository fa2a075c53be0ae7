"""Blind labels: the sample, what makes a label void, and the agreement by hand."""

import pytest

from level5.data.labels import (
    Labelled,
    Rating,
    blind_labels,
    confusion,
    exact_by_kind,
    is_sampled,
    load_labelled,
    load_relabelled,
    rater_agreement,
    rating_sheet,
    text_digest,
)
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ladder_row, write_jsonl

LADDER = Ladder.model_validate(ladder_row())


def label(reply: int = 0, rater: str = "one", level: int = 1, **changes: object):
    text = text_digest(LADDER.replies[reply].text)
    row = {"ladder": "lamp-1", "reply": reply, "text": text, "rater": rater, "level": level}
    return row | changes


def rated(reply: int, levels: tuple[int, ...]) -> Labelled:
    return Labelled(LADDER, reply, levels, LADDER.replies[reply].level, LADDER.replies[reply].kind)


def test_a_fifth_is_sampled_and_adding_moves_none():
    drawn = sum(is_sampled(f"bank-{i}", reply) for i in range(500) for reply in range(10))
    # 5,000 draws at .21: standard deviation 29.
    assert 950 < drawn < 1150


def test_the_sheet_shows_no_label():
    sheet = rating_sheet([LADDER] + [Ladder.model_validate(ladder_row(f"l-{i}")) for i in range(9)])
    assert sheet
    for row in sheet:
        assert row.keys() == {"text", "context", "customer", "rated"}


def test_ratings_find_their_replies():
    ladders = [Ladder.model_validate(ladder_row(f"l-{i}")) for i in range(1)]
    index = next(i for i in range(8) if is_sampled("l-0", i))
    digest = text_digest(ladders[0].replies[index].text)
    (found,) = blind_labels([Rating(text=digest, level=2, unsure=True)], "one", ladders)
    assert (found.ladder, found.reply, found.level, found.unsure) == ("l-0", index, 2, True)


def test_ratings_of_nothing_and_doubled_ones_are_named():
    ladders = [Ladder.model_validate(ladder_row("l-0"))]
    index = next(i for i in range(8) if is_sampled("l-0", i))
    digest = text_digest(ladders[0].replies[index].text)
    ratings = [Rating(text="0" * 12, level=1), *[Rating(text=digest, level=2)] * 2]
    with pytest.raises(InputError) as caught:
        blind_labels(ratings, "one", ladders)
    assert len(caught.value.problems) == 2


def test_labels_of_one_reply_are_joined(tmp_path):
    write_jsonl(tmp_path / "labels" / "one.jsonl", [label(), label(4, level=3)])
    write_jsonl(tmp_path / "labels" / "two.jsonl", [label(rater="two", level=2)])
    rows = load_labelled(tmp_path, [LADDER], load_relabelled(tmp_path, [LADDER]))
    assert [(row.reply, row.intended, row.levels) for row in rows] == [(0, 1, (1, 2)), (4, 3, (3,))]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (label(ladder="lamp-2"), "there is no such reply"),
        (label() | {"reply": 99}, "there is no such reply"),
        (label(text="0" * 12), "the text has changed since it was rated"),
    ],
)
def test_a_void_label_is_named(tmp_path, row, message):
    write_jsonl(tmp_path / "labels" / "one.jsonl", [row])
    with pytest.raises(InputError, match=message):
        load_labelled(tmp_path, [LADDER], load_relabelled(tmp_path, [LADDER]))


def test_a_relabelled_reply_is_compared_with_its_writer(tmp_path):
    # Reply 4 has level 3 now; its writer aimed at 4, and both raters gave 3.
    write_jsonl(tmp_path / "labels" / "one.jsonl", [label(4, level=3)])
    write_jsonl(tmp_path / "labels" / "two.jsonl", [label(4, rater="two", level=3)])
    digest = text_digest(LADDER.replies[4].text)
    row = {"ladder": "lamp-1", "reply": 4, "text": digest, "written": 4, "kind": "no_part"}
    write_jsonl(tmp_path / "relabelled.jsonl", [row])
    (found,) = load_labelled(tmp_path, [LADDER], load_relabelled(tmp_path, [LADDER]))
    assert found.intended == 4 and not found.contradicted
    write_jsonl(tmp_path / "relabelled.jsonl", [row | {"reply": 99}, row | {"text": "0" * 12}])
    with pytest.raises(InputError) as caught:
        load_relabelled(tmp_path, [LADDER])
    assert ["no such reply" in p or "has changed" in p for p in caught.value.problems] == [True] * 2


def test_rating_twice_is_an_error(tmp_path):
    write_jsonl(tmp_path / "labels" / "one.jsonl", [label(), label()])
    with pytest.raises(InputError, match="one rated it twice"):
        load_labelled(tmp_path, [LADDER], load_relabelled(tmp_path, [LADDER]))


def test_two_raters_against_the_writer_contradict():
    assert rated(4, (2, 2)).contradicted
    assert not rated(4, (2, 3)).contradicted
    assert not rated(4, (2,)).contradicted


def test_agreement_by_hand():
    # Replies 0 (level 1), 2 (level 2), 4 (level 3).
    rows = [rated(0, (1, 1)), rated(2, (2, 1)), rated(4, (3, 3))]
    found = rater_agreement(rows)
    assert found["one rater and the other"].exact == pytest.approx(2 / 3)
    assert found["raters and writers"].n == 6
    assert found["raters and writers"].exact == pytest.approx(5 / 6)
    assert confusion(rows)[2] == {2: 1, 1: 1}
    assert exact_by_kind(rows)["canned"] == (2, 0.5)
