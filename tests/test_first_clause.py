"""What is left of an opening when its second clause goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.first_clause import first_clause


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        (
            "You're sad that your laptop screen cracked, after years without a fault.",
            "You're sad that your laptop screen cracked, and no wonder.",
        ),
        (
            "You're upset that your account was removed and that nobody says why, and no wonder.",
            "You're upset that your account was removed, and no wonder.",
        ),
        (
            "You're annoyed that the app shut you out while you were paying.",
            "You're annoyed that the app shut you out, and no wonder.",
        ),
        # One thing, of two parts.
        (
            "You're stuck because your microphone and the speakers stay silent.",
            "You're stuck because your microphone and the speakers stay silent, and no wonder.",
        ),
        ("You're tired of waiting.", "You're tired of waiting, and no wonder."),
        # Too little before the comma to be a clause.
        (
            "You're worried, because the parcel is late.",
            "You're worried, because the parcel is late, and no wonder.",
        ),
        # An aside before the clause, a noun that looks like a conjunction, a relative clause.
        (
            "You're cross that when you came for it, the desk was shut, and that nobody rang.",
            "You're cross that when you came for it, the desk was shut, and no wonder.",
        ),
        (
            "You're fed up that it freezes every short while and needs a restart.",
            "You're fed up that it freezes every short while and needs a restart, and no wonder.",
        ),
        (
            "You're let down that the seat you chose, which had room, is gone, again.",
            "You're let down that the seat you chose, which had room, is gone, and no wonder.",
        ),
    ],
)
def test_the_first_clause_stays(opening, first):
    assert first_clause(opening) == first


@given(st.text(max_size=200))
def test_it_ends_once_and_is_stable(opening):
    once = first_clause(opening)
    assert once.endswith(", and no wonder.")
    assert first_clause(once) == once
