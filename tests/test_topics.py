"""Topics: spans of a message, and how an agent says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.data.acknowledgements import load_acknowledgements, messages_of
from level5.data.ladders import load_ladders
from level5.suggestions.topics import (
    LONGEST,
    Span,
    as_said,
    find,
    on_one_line,
    spans_of,
    words_of,
)
from tests.conftest import ROOT

MESSAGE = "My 'late' parcel (DX-12) is gone. Help!"


def texts(message: str) -> list[str]:
    words = words_of(message)
    return [message[words[x.first].start : words[x.last].end] for x in spans_of(words)]


def test_words_are_without_the_marks_around_them():
    words = words_of(MESSAGE)
    assert [MESSAGE[x.start : x.end] for x in words] == [
        "My", "late", "parcel", "DX-12", "is", "gone", "Help",
    ]  # fmt: skip
    assert [x.stops for x in words] == [False] * 5 + [True, True]


def test_a_span_stays_within_its_sentence():
    assert texts("It broke. Twice today!") == [
        "It", "It broke", "broke", "Twice", "Twice today", "today",
    ]  # fmt: skip


def test_handles_tags_and_links_are_no_words_and_nothing_spans_them():
    assert texts("cap @acme £5 $ZM see https://a.b now") == ["cap", "£5", "see", "now"]


def test_a_topic_is_found_as_whole_words_of_the_message():
    words = words_of(MESSAGE)
    # The marks inside belong to it.
    assert find("late' parcel", MESSAGE, words) == Span(1, 2)
    assert find("parcel (DX-12", MESSAGE, words) == Span(2, 3)
    assert find("arcel", MESSAGE, words) is None
    assert find("bread", MESSAGE, words) is None
    # "art" is first part of a word, then one of its own.
    assert find("art", "party art", words_of("party art")) == Span(1, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("My album covers", "your album covers"),
        ("export button", "the export button"),
        ("cntroller not pairing", "cntroller not pairing"),
        ("two hours on the phone", "two hours on the phone"),
        ("no reply", "no reply"),
        ("Bernie's promise", "Bernie's promise"),
        ("£25 fine", "£25 fine"),
        ("my parcel (DX-12", "your parcel DX-12"),
        ('the "new" plan', 'the "new" plan'),
    ],
)
def test_a_bare_noun_gets_an_article(typed, said):
    assert as_said(typed) == said


@given(st.text())
def test_any_message_gives_short_spans_of_its_own_words(message):
    line = on_one_line(message)
    words = words_of(line)
    for span in spans_of(words):
        assert 0 <= span.last - span.first < LONGEST
        text = line[words[span.first].start : words[span.last].end]
        assert text == text.strip() and as_said(text)


def test_every_topic_that_is_learned_may_be_chosen():
    messages = messages_of(ROOT / "data", load_ladders(ROOT / "data"))
    for row in load_acknowledgements(ROOT / "data").values():
        message = on_one_line(messages[row.message])
        words = words_of(message)
        for topic in row.topics:
            assert find(topic, message, words) in spans_of(words), (row.message, topic)
