"""The customer's clauses from the agent's side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.reflecting import customer_clauses, said_back

CLAUSES = ["you queued for five hours", "we closed the gate", "your son was crying"]
MESSAGE = "I queued for five hours and you closed the gate. My son was crying!! Can you explain?"


def test_first_person_becomes_second_and_the_company_becomes_we():
    # The question is no account of anything.
    assert customer_clauses(MESSAGE) == CLAUSES


@pytest.mark.parametrize(
    ("typed", "turned"),
    [
        ("I was told to wait here", "you were told to wait here"),
        ("im stuck in the lift", "you're stuck in the lift"),
        ("I told you on Monday already", "you told us on Monday already"),
        ("FOURTH week without the bin", "fourth week without the bin"),
        ("Bernie never rang me back", "Bernie never rang you back"),
        ("waited two hours at the desk", "you waited two hours at the desk"),
        ("we've lost our deposit twice", "you've lost your deposit twice"),
        ("I waited 3 hours — nobody came to the door", "you waited 3 hours"),
        ("fined £6 for a returned book", "you were fined £6 for a returned book"),
        ("your driver left my parcel outside", "our driver left your parcel outside"),
        # What is asked holds an account.
        ("why can't I log in to my account?", "you can't log in to your account"),
        ("Why are you still charging me", "we are still charging you"),
        ("how do I get my deposit back?", "you're trying to get your deposit back"),
        ("why do I keep losing the signal?", "you keep losing the signal"),
        # An appeal ends a clause.
        ("I can't open my files please help", "you can't open your files"),
        ("help me, the app ate my photos", "the app ate your photos"),
    ],
)
def test_turning(typed, turned):
    assert customer_clauses(f"{typed}.")[0] == turned


@pytest.mark.parametrize(
    "typed",
    [
        "which I knitted for him",
        "told me not to bother with it",
        "refused my son a bus pass",
        "isn't being looked at by anyone",
    ],
)
def test_half_a_clause_is_none(typed):
    assert customer_clauses(f"{typed}.") == []


def test_marks_stand_for_clauses_each_once():
    assert said_back("You're worn out: {1}, and {3}. {1} [2]", CLAUSES) == (
        "You're worn out: you queued for five hours, and your son was crying. [2]"
    )


def test_a_clause_that_begins_a_sentence_begins_with_a_capital():
    assert said_back("{3}, and you're upset.", CLAUSES) == "Your son was crying, and you're upset."


def test_a_mark_without_a_clause_leaves_nothing_behind():
    assert said_back("You're upset: {7}.", CLAUSES) == "You're upset."
    assert said_back("You're upset: {1}, and {9}. [1]", CLAUSES) == (
        "You're upset: you queued for five hours. [1]"
    )


def test_a_dead_mark_takes_the_joint_after_it_along():
    assert said_back("{9}, and you're upset. {8}, and so on.", CLAUSES) == "You're upset. So on."


@given(st.text())
def test_any_message_gives_short_clauses(message):
    clauses = customer_clauses(message)
    assert len(clauses) <= 8 and len(set(clauses)) == len(clauses)
    assert all(clause.strip() == clause and clause for clause in clauses)
    assert "{" not in said_back("{1} {2} {3}", clauses)
