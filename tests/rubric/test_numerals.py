import re
import time

import pytest

from level5.rubric.numerals import NUMBER_WORD, parse_number
from level5.rubric.slots import find_slots


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("forty-two", 42),
        ("two hundred and twelve", 212),
        ("three thousand five hundred", 3500),
        ("a".replace("a", "twelve hundred"), 1200),
        ("1,250.50", 1250.5),
        ("3,80,000", 380000),
    ],
)
def test_numbers_in_words_and_digits(text, value):
    assert parse_number(text) == value


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="'several' is not a number"):
        parse_number("several")


@pytest.mark.parametrize("text", ["someone", "often", "tenant", "wonder"])
def test_numbers_inside_words_are_not_found(text):
    assert not re.search(rf"\b{NUMBER_WORD}\b", text)


def test_a_card_number_spelled_out_is_read_at_once():
    begun = time.monotonic()
    find_slots("my card is " + "one two three four five six seven eight " * 20)
    assert time.monotonic() - begun < 1
