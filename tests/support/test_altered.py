"""Words altered by programs: one at a time, and to something that says otherwise."""

import random

import pytest

from level5.support.altered import altered


def _all(sentence: str) -> set[str]:
    return {altered(sentence, random.Random(seed)).text for seed in range(60)}


def test_each_word_that_can_be_altered_is():
    assert _all("Come till Monday.") == {
        "Come from Monday.",
        *(
            f"Come till {day}."
            for day in "Tuesday Wednesday Thursday Friday Saturday Sunday".split()
        ),
    }


@pytest.mark.parametrize(
    ("sentence", "affirmed"),
    [
        ("It isn't late fee.", "It is late fee."),
        ("Fees cannot go.", "Fees can go."),
        ("They won't go.", "They will go."),
        ("That has not gone.", "That has gone."),
    ],
)
def test_a_negation_goes_whole(sentence, affirmed):
    assert affirmed in _all(sentence)


def test_a_number_gets_another_of_about_the_size():
    numbers = {int(text.split()[1]) for text in _all("Pay 30 euro.")}
    assert 30 not in numbers and min(numbers) >= 25 and max(numbers) <= 36


@pytest.mark.parametrize("sentence", ["Order 1234567 went.", "£19.99 went.", "Nothing here."])
def test_ids_and_prices_stay(sentence):
    assert altered(sentence, random.Random(0)) is None


def test_the_new_word_is_where_it_says():
    for seed in range(20):
        found = altered("Send it by email within three days.", random.Random(seed))
        word = found.text[found.start : found.end]
        assert word and word not in "Send it by email within three days."
