"""The words that decide a gate, and tokens that know their characters."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

from level5.encoder import tokens
from level5.encoder.load import encoder_folder
from level5.encoder.tokens import tokens_with_spans, whole_words
from level5.judge.encode import Encoded
from level5.judge.gates import HEADS
from level5.judge.predict import _adjacent, _words

MARK = (0, 0)
BLAME = HEADS.index("blame")
#        0123456789012345678901234567890
REPLY = "You broke it. We do not. Truly."
WORDS = ((0, 3), (4, 9), (10, 12), (12, 13), (14, 16), (17, 19), (20, 23), (23, 24), (25, 30))
# [CLS] customer [SEP] reply [SEP]: the first word of the reply is the fourth token.
FIRST = 3


def row(spans=WORDS):
    spans = [MARK] * FIRST + list(spans) + [MARK]
    return Encoded([1] * len(spans), [0] * len(spans), spans, 0, 0)


def words(top, telling, gate=0.9, spans=WORDS, length=None):
    """What is found for `blame`; `top` and `telling` count the tokens of the whole row."""
    found = torch.zeros(length or len(spans) + FIRST + 1, len(HEADS), dtype=torch.bool)
    found[list(telling), BLAME] = True
    tops, gates = [0] * len(HEADS), [0.0] * len(HEADS)
    tops[BLAME], gates[BLAME] = top, gate
    return _words(row(spans), tops, found, gates)


def test_the_run_around_the_most_telling_token_is_found():
    # "broke" is the most telling, its neighbours tell as well, "do" stands apart.
    found = words(FIRST + 1, [FIRST, FIRST + 1, FIRST + 2, FIRST + 5])
    assert found == {"blame": (0, 12)}
    assert REPLY[:12] == "You broke it"


def test_the_most_telling_token_may_stand_alone():
    assert words(FIRST + 1, [FIRST + 1]) == {"blame": (4, 9)}


@pytest.mark.parametrize(("gate", "shown"), [(0.5, True), (0.49, False)])
def test_a_gate_that_is_not_shown_has_no_words(gate, shown):
    assert bool(words(FIRST, [FIRST], gate)) == shown


def test_marks_and_the_customer_are_never_the_words():
    everything = range(len(WORDS) + FIRST + 1)
    for mark in (0, 1, 2, len(WORDS) + FIRST):
        assert words(mark, everything) == {}


def test_a_run_ends_with_the_reply():
    assert words(FIRST + 4, range(len(WORDS) + FIRST + 1)) == {"blame": (0, 30)}


def test_padding_behind_the_row_is_no_part_of_it():
    length = len(WORDS) + FIRST + 20
    assert words(FIRST + 8, range(length), length=length) == {"blame": (0, 30)}


def test_a_run_does_not_cross_what_was_cut_out():
    # The reply's middle, characters 13 to 200, did not fit.
    spans = ((0, 3), (4, 9), (10, 12), (12, 13), (200, 205), (206, 210))
    everything = range(len(spans) + FIRST + 1)
    assert words(FIRST + 1, everything, spans=spans) == {"blame": (0, 13)}
    assert words(FIRST + 4, everything, spans=spans) == {"blame": (200, 210)}


def test_every_shown_gate_has_its_own_words():
    size = len(WORDS) + FIRST + 1
    telling = torch.zeros(size, len(HEADS), dtype=torch.bool)
    # Head 3 points at token 3, the first of the reply, and so on to the last of nine; heads 0 to 2
    # and those after point at marks.
    tops = [min(head, size - 1) for head in range(len(HEADS))]
    found = _words(row(), tops, telling, [1.0] * len(HEADS))
    assert found == {HEADS[FIRST + i]: span for i, span in enumerate(WORDS)}


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ((4, 9), (9, 10), True),
        ((4, 9), (10, 12), True),
        ((4, 9), (11, 12), True),
        ((4, 9), (12, 13), False),
        ((4, 9), (8, 10), False),
        ((10, 12), (4, 9), False),
        (MARK, (0, 3), False),
        ((0, 3), MARK, False),
        (MARK, MARK, False),
    ],
)
def test_tokens_are_adjacent_with_at_most_two_characters_between(one, other, are):
    assert _adjacent(one, other) == are


@given(st.data())
def test_the_words_are_whole_tokens_around_the_top(data):
    steps = data.draw(
        st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), min_size=1, max_size=12)
    )
    spans, at = [], 0
    for gap, length in steps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    top = data.draw(st.integers(FIRST, FIRST + len(spans) - 1))
    size = len(spans) + FIRST + 1
    telling = data.draw(st.sets(st.integers(0, size - 1)))
    start, end = words(top, telling | {top}, spans=spans)["blame"]
    first = next(i for i, span in enumerate(spans) if span[0] == start)
    last = next(i for i, span in enumerate(spans) if span[1] == end)
    assert first <= top - FIRST <= last
    assert {FIRST + i for i in range(first, last + 1)} <= telling | {top}


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(str(encoder_folder()))


def surfaces(found, tokenizer):
    return [x.removeprefix("##") for x in tokenizer.convert_ids_to_tokens([i for i, _ in found])]


def test_tokens_know_their_characters(tokenizer):
    text = "So  sorry,\nit's 4 May – naïve?"
    found = [text[a:b] for _, (a, b) in tokens_with_spans(text, tokenizer)]
    assert found == ["So", "sorry", ",", "it", "'", "s", "4", "May", "–", "naïve", "?"]
    assert tokens_with_spans("", tokenizer) == []


@pytest.mark.parametrize("left_out", [-2, 0, 2, 4, 100_000])
def test_a_text_beyond_100_000_characters_keeps_both_ends(tokenizer, left_out):
    # Words of one letter: one token to every second character.
    text = "b " + "x " * (49_998 + left_out // 2) + "z "
    assert len(text) == 100_000 + left_out
    found = tokens_with_spans(text, tokenizer)
    assert len(found) == 50_000 + min(0, left_out // 2)
    assert surfaces(found, tokenizer) == [text[a:b] for _, (a, b) in found]
    assert found[0][1] == (0, 1)
    assert found[-1][1] == (len(text) - 2, len(text) - 1)
    if left_out > 0:
        # The last of the first 50,000 characters is a blank; the next token is of the last 50,000.
        assert [span for _, span in found[24_999:25_001]] == [
            (49_998, 49_999),
            (50_000 + left_out, 50_001 + left_out),
        ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=4), max_size=24))
def test_both_ends_point_at_their_own_characters(tokenizer, given_words):
    text = "".join(f"{word} " for word in given_words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_MOST", 40)
        found = tokens_with_spans(text, tokenizer)
    # Five characters a word with its blank: eight words at each end.
    kept = given_words if len(given_words) <= 16 else given_words[:8] + given_words[-8:]
    assert "".join(surfaces(found, tokenizer)) == "".join(kept)
    assert surfaces(found, tokenizer) == [text[a:b] for _, (a, b) in found]


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("bel", "unbelievable"),
        ("believable, n", "unbelievable, no"),
        (", ", ", "),
        ("n", "unbelievable"),
        ("o", "no"),
        ("4", "44"),
    ],
)
def test_a_range_is_widened_to_its_words(part, word):
    text = "unbelievable, no 44"
    start = text.rindex(part) if part == "o" else text.index(part)
    found = whole_words(text, start, start + len(part))
    assert text[slice(*found)] == word


@given(st.text(min_size=1, max_size=40), st.data())
def test_widening_adds_letters_only_and_once(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = whole_words(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    assert all(c.isalnum() for c in text[first:start] + text[end:last])
    assert whole_words(text, first, last) == (first, last)
