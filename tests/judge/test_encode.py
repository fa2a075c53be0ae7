"""Cutting to the window, with the packaged encoder's tokenizer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from level5.encoder.load import PACKAGED, load_encoder
from level5.judge.encode import Question, collate, encode

WINDOW = 64


@pytest.fixture(scope="module")
def tokenizer():
    return load_encoder(PACKAGED, None)[1]


def test_a_short_question_is_whole(tokenizer):
    found = encode(Question("", "no heat", "so cold"), tokenizer, WINDOW)
    assert tokenizer.decode(found.ids) == "[CLS] no heat [SEP] so cold [SEP]"
    # The closing mark is none of the reply's words.
    assert found.segments == [0, 0, 0, 0, 1, 1, 0]
    assert (found.cut_customer, found.cut_reply) == (0, 0)


def test_a_long_customer_loses_its_beginning_and_the_reply_nothing(tokenizer):
    found = encode(Question("", "one two " * 500, "the very end"), tokenizer, WINDOW)
    assert len(found.ids) == WINDOW
    assert tokenizer.decode(found.ids).endswith("the very end [SEP]")
    assert (found.cut_reply, found.cut_customer) == (0, 1000 - (WINDOW - 3 - 3))


def test_a_long_reply_keeps_both_ends(tokenizer):
    reply = "alpha " + "word " * 300 + "omega"
    found = encode(Question("", "no heat", reply), tokenizer, WINDOW)
    text = tokenizer.decode(found.ids)
    assert "alpha" in text and text.endswith("omega [SEP]")
    assert len(found.ids) == WINDOW
    assert found.cut_reply == 302 - (WINDOW - 3 - 2)


def test_earlier_turns_come_first(tokenizer):
    found = encode(Question("Agent: hello", "no heat", "so cold"), tokenizer, WINDOW)
    assert tokenizer.decode(found.ids).startswith("[CLS] agent : hello no heat [SEP]")


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_nothing_outgrows_the_window(tokenizer, context, customer, reply):
    found = encode(Question(context, customer, reply), tokenizer, WINDOW)
    assert len(found.ids) == len(found.segments) <= WINDOW
    assert found.segments[-1] == 0 and found.segments[:-1] == sorted(found.segments[:-1])


def test_collate_pads_on_the_right(tokenizer):
    rows = [encode(Question("", "a", reply), tokenizer, WINDOW) for reply in ("b", "b c d")]
    ids, mask, segments = collate(rows, 0)
    assert ids.shape == mask.shape == segments.shape == (2, 7)
    assert mask.tolist()[0] == [1, 1, 1, 1, 1, 0, 0]
