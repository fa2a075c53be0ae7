"""A customer's words from the agent's side."""

import pytest

from level5.turning import turned


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("My son's card", "your son's card"),
        ("the code you sent me", "the code we sent you"),
        ("two emails to you", "two emails to us"),
        ("your driver", "our driver"),
        ("THE WIFI PODS", "the wifi pods"),
        ("HMRC letter", "HMRC letter"),
        ("Bernie's answer", "Bernie's answer"),
        ("dad's hearing aids", "your dad's hearing aids"),
        ("ur app", "our app"),
        ("the room i paid for", "the room you paid for"),
        ("im stuck in the lift", "you're stuck in the lift"),
        ("I was told to wait here", "you were told to wait here"),
    ],
)
def test_first_person_becomes_second_and_the_company_becomes_we(typed, said):
    assert turned(typed) == said
