import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.data.shift_dates import shifted_dates
from level5.rubric.slots import find_slots


def shifted(texts, seed=1):
    slots = [slot for text in texts for slot in find_slots(text)]
    return shifted_dates(texts, slots, random.Random(seed))


def test_date_and_weekday_move_together():
    # Seed 1 draws 2: Monday the 14th becomes Wednesday the 16th.
    found = shifted(["It left on Monday 14 May.", "Not here by the 20th!"], 1)
    assert found == {"14 May": "16 May", "20th": "22nd", "Monday": "Wednesday"}


def test_plurals_and_small_letters_move_too():
    found = shifted(["closed on mondays, Sundays"], 1)
    assert found == {"mondays": "wednesdays", "Sundays": "Tuesdays"}


@pytest.mark.parametrize(
    "text",
    [
        "Sent on 14 May, here tomorrow.",
        "By Friday, or after the weekend.",
        "Within 3 working days of Monday.",
        "Between 3 and 5 May.",
        "On 14/05.",
        "Mon to Friday.",
        "On 27 May.",  # one more day may be the 28th, two the 29th of February
        "No date here.",
    ],
)
def test_what_a_shift_could_contradict_stays(text):
    assert shifted([text]) == {}


@given(st.integers(1, 22), st.integers(0, 500))
def test_every_shifted_day_is_one_to_six_days_later(day, seed):
    found = shifted([f"It comes on May {day}."], seed)
    assert 1 <= int(found[f"May {day}"].split()[1]) - day <= 6
