"""From tokens to words and sentences: made-up tokens and probabilities, the arithmetic in sight."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.records import Case
from level5.rubric.findings import Span, sentences
from level5.support.encode import CUSTOMER, DRAFT, FACTS, REPLY, Encoded
from level5.support.predict import _runs, _support, _support_of


def tokens_of(text, *pieces):
    """Pieces, as (what, probability), each with its characters; looked for from left to right."""
    found, at = [], 0
    for piece, p in pieces:
        at = text.index(piece, at)
        found.append(((at, at + len(piece)), p))
        at += len(piece)
    return found


def texts(spans):
    return [span.text for span in spans]


TEXT = "We refund 40 pounds by Monday."


@pytest.mark.parametrize(
    ("shares", "runs"),
    [
        # Half of the most suspicious is .4.
        ((0.1, 0.1, 0.8, 0.4, 0.1, 0.1, 0.1), ["40 pounds"]),
        ((0.1, 0.1, 0.8, 0.39, 0.1, 0.5, 0.1), ["40", "Monday"]),
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.8), ["."]),
        # What nobody suspects has a most suspicious word nevertheless.
        ((0.01, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001), ["We"]),
        ((0.3,) * 7, [TEXT]),
    ],
)
def test_runs_are_of_tokens_at_least_half_as_suspicious_as_the_first(shares, runs):
    pieces = zip(("We", "refund", "40", "pounds", "by", "Monday", "."), shares, strict=True)
    found = _runs(tokens_of(TEXT, *pieces), TEXT, "reply")
    assert texts(found) == runs
    assert {span.where for span in found} == {"reply"}


@pytest.mark.parametrize("suspicious", ["Mon", "day"])
def test_a_piece_of_a_word_stands_for_the_word(suspicious):
    pieces = [(piece, 0.9 if piece == suspicious else 0.1) for piece in ("by", "Mon", "day", ".")]
    (found,) = _runs(tokens_of(TEXT, *pieces), TEXT, "draft")
    assert found == Span("draft", 23, 29, "Monday")


def test_two_pieces_of_one_word_are_one_span():
    text = "It is unbelievable."
    pieces = [("It", 0.1), ("is", 0.1), ("un", 0.8), ("believ", 0.1), ("able", 0.7), (".", 0.1)]
    assert texts(_runs(tokens_of(text, *pieces), text, "reply")) == ["unbelievable"]


def test_without_tokens_there_is_no_run():
    assert _runs([], "unread", "reply") == ()


@given(st.data())
def test_runs_are_whole_words_around_what_is_most_suspicious(data):
    text = data.draw(st.text(min_size=1, max_size=60))
    cuts = data.draw(st.sets(st.integers(0, len(text)), min_size=2))
    edges = sorted(cuts | {0, len(text)})
    ranges = list(pairwise(edges))
    shares = data.draw(
        st.lists(st.floats(0.001, 1), min_size=len(ranges), max_size=len(ranges)), label="shares"
    )
    found = _runs(list(zip(ranges, shares, strict=True)), text, "reply")
    for span in found:
        assert span.text == text[span.start : span.end] != ""
        for edge in (span.start, span.end):
            inside = text[max(0, edge - 1) : edge + 1]
            assert len(inside) < 2 or edge == len(text) or not all(c.isalnum() for c in inside)
    start, end = ranges[shares.index(max(shares))]
    assert any(span.start <= start and end <= span.end for span in found)


def test_support_of_a_sentence_is_one_minus_its_most_suspicious_token():
    text = "Sorry. It ships Monday."
    first, second = sentences(text, "reply")
    tokens = tokens_of(
        text, ("Sorry", 0.3), (".", 0.0), ("It", 0.2), ("ships", 0.1), ("Monday", 0.9), (".", 0.0)
    )
    assert _support_of(first, tokens) == pytest.approx(1 - 0.3)
    assert _support_of(second, tokens) == pytest.approx(1 - 0.9)


def test_a_sentence_out_of_the_window_has_none():
    text = "Sorry. It ships Monday. Thanks."
    tokens = tokens_of(text, ("Sorry", 0.3), (".", 0.1), ("Thanks", 0.2), (".", 0.1))
    found = [_support_of(sentence, tokens) for sentence in sentences(text, "reply")]
    assert found == [pytest.approx(0.7), None, pytest.approx(0.8)]


def test_a_token_next_to_a_sentence_is_not_in_it():
    # Without a blank between them: the second begins where the first ends.
    first, second = Span("reply", 0, 2, "A!"), Span("reply", 2, 4, "B!")
    tokens = [((0, 1), 0.1), ((1, 2), 0.2), ((2, 3), 0.7), ((3, 4), 0.3)]
    assert _support_of(first, tokens) == pytest.approx(0.8)
    assert _support_of(second, tokens) == pytest.approx(0.3)


def test_each_text_gets_its_own_words_and_no_other_text_speaks():
    case = Case(id="1", customer="Where?", facts=("Soon.",), draft="Call us. Ask Ann.")
    reply = "Sorry. Ask Ben."
    rows = [
        (-1, [((0, 0), 1.0)]),
        (CUSTOMER, [((0, 5), 1.0)]),
        (FACTS, [((0, 4), 1.0)]),
        (DRAFT, tokens_of(case.draft, ("Call", 0.6), ("us", 0.5), ("Ask", 0.1), ("Ann", 0.2))),
        (-1, [((0, 0), 1.0)]),
        (REPLY, tokens_of(reply, ("Sorry", 0.1), ("Ask", 0.2), ("Ben", 0.9))),
        (-1, [((0, 0), 1.0)]),
    ]
    flat = [(region, span, p) for region, part in rows for span, p in part]
    encoded = Encoded([1] * len(flat), [r for r, _, _ in flat], [s for _, s, _ in flat], 0)
    # Two tokens of padding, as beside a longer row.
    found = _support([0.7, 0.4], [*(p for _, _, p in flat), 1.0, 1.0], encoded, case, reply)
    assert (found.added, found.lost, found.truncated) == (0.7, 0.4, False)
    assert found.added_spans == (Span("reply", 11, 14, "Ben"),)
    assert found.lost_spans == (Span("draft", 0, 7, "Call us"),)
    assert [(s.text, p) for s, p in found.sentences] == [
        ("Sorry.", pytest.approx(0.9)),
        ("Ask Ben.", pytest.approx(0.1)),
    ]


def test_an_empty_reply_has_neither_words_nor_sentences():
    case = Case(id="1", customer="Where?", draft="Soon.")
    encoded = Encoded([1, 2, 1], [-1, DRAFT, -1], [(0, 0), (0, 4), (0, 0)], 3)
    found = _support([0.1, 0.9], [1.0, 0.8, 1.0], encoded, case, "")
    assert (found.added_spans, found.sentences) == ((), ())
    assert texts(found.lost_spans) == ["Soon"]
    assert found.truncated
