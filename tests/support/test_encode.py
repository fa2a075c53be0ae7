"""Rewritings as tokens: every text is there, draft and reply survive a long message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from level5.records import Case
from level5.support.encode import CUSTOMER, DRAFT, DRAFT_HELD, FACTS, REPLY, REPLY_HELD, encode


def words(row, region, text):
    return [text[a:b] for r, (a, b) in zip(row.regions, row.spans, strict=True) if r == region]


def test_tokens_point_at_their_characters(tokenizer):
    case = Case(id="1", customer="Late again.", facts=("It leaves at 9.",), draft="Take the next.")
    row = encode(case, "Would the next one do?", tokenizer, 64)
    assert words(row, CUSTOMER, case.customer) == ["Late", "again", "."]
    assert words(row, FACTS, case.facts[0]) == ["It", "leaves", "at", "9", "."]
    assert words(row, DRAFT, case.draft) == ["Take", "the", "next", "."]
    assert words(row, REPLY, "Would the next one do?") == "Would the next one do ?".split()
    assert row.cut == 0


def test_sentences_that_stand_on_the_other_side_are_held(tokenizer):
    case = Case(
        id="1",
        customer="Late.",
        facts=("It leaves at 9.",),
        draft="Sorry. Take the next. It is free.",
    )
    reply = "Late again? Take the next. It leaves at 9."
    row = encode(case, reply, tokenizer, 64)
    assert words(row, DRAFT, case.draft) == "Sorry . It is free .".split()
    assert words(row, DRAFT_HELD, case.draft) == "Take the next .".split()
    assert words(row, REPLY, reply) == "Late again ?".split()
    assert words(row, REPLY_HELD, reply) == "Take the next . It leaves at 9 .".split()


def test_another_figure_is_not_held(tokenizer):
    case = Case(id="1", customer="Late.", draft="It takes 15 days.")
    assert words(encode(case, "It takes 5 days.", tokenizer, 64), REPLY_HELD, "") == []


@pytest.mark.parametrize(
    ("draft", "reply"),
    [
        ("I don't think you can return it.", "You can return it."),
        ("Do you have a receipt?", "Do you have a receipt."),
        ("If you book before May, you get a refund.", "You get a refund."),
        ("There is no fee.", "No."),
    ],
)
def test_a_part_of_a_sentence_is_not_held(tokenizer, draft, reply):
    row = encode(Case(id="1", customer="Late.", draft=draft), reply, tokenizer, 64)
    assert not {DRAFT_HELD, REPLY_HELD} & set(row.regions)


def test_a_long_message_is_cut_before_draft_and_reply(tokenizer):
    case = Case(id="1", customer="late " * 500 + "end", draft="Take the next.")
    row = encode(case, "Would the next one do?", tokenizer, 64)
    assert len(row.ids) == 64
    assert words(row, CUSTOMER, case.customer)[-1] == "end"
    assert len(words(row, DRAFT, case.draft)) == 4
    assert row.cut == 501 - len(words(row, CUSTOMER, case.customer))


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.text(), st.text(min_size=1).filter(str.strip))
def test_anything_fits_the_window(tokenizer, customer, reply, draft):
    row = encode(Case(id="1", customer=customer, draft=draft), reply, tokenizer, 64)
    assert len(row.ids) == len(row.regions) == len(row.spans) <= 64
