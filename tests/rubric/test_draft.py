"""What of a draft a rewrite must say again, and what it may carry as it stands."""

import pytest

from level5.quoting import draft_sentences
from level5.records import Case
from level5.rubric.draft import offers_choice, quotable_sentences, required_sentences


def carried(draft: str, facts: tuple[str, ...] = ()) -> list[str]:
    case = Case(id="1", customer="Hours!", draft=draft, facts=facts)
    return [draft_sentences(draft)[i - 1] for i in required_sentences(case)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This process won't delete any saved data.",
        "We cannot assist with travel inquiries over social media.",
        "We'd love to take a look and get that fixed.",
        "Let us know more details.",
        "If you need further help, send us your account number.",
        "They'll be able to help secure your account.",
        "Our weekend hours remain the same.",
        "Could you send over a screenshot?",
        "Sorry, we close at 6 on Sundays.",
    ],
)
def test_without_facts_what_says_something_is_kept(sentence):
    assert carried(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks for reaching out!",
        "Sorry to hear that.",
        "We're terribly sorry for the frustration this has caused.",
        "We hear you.",
        "Happy to help!",
        "Hope this helps!",
        "Let me know if you have any questions.",
        "Have a great day!",
        "Oh no!",
        "Calm down, it's only a parcel.",
        "You should have read the terms.",
    ],
)
def test_courtesy_sympathy_and_what_hurts_are_not(sentence):
    assert carried(sentence) == []


def test_courtesy_before_the_content_is_left_behind():
    draft = "Sorry to hear that - please restart it. I'm sorry, but we can't refund this."
    assert carried(draft) == ["please restart it.", "we can't refund this."]
    assert carried("Don't worry, it ships on Friday.") == ["it ships on Friday."]


def test_with_facts_what_they_hold_and_what_is_asked_for_is_kept():
    draft = "A refund takes 5 days. The weather is grand. Please send us the order number."
    assert carried(draft, ("Refunds take 5 days.",)) == [
        "A refund takes 5 days.",
        "Please send us the order number.",
    ]


def test_a_greeting_may_be_carried_and_a_choice():
    draft = "Hi there! Thanks. Which day suits you? It is free."
    case = Case(id="1", customer="Hours!", draft=draft, facts=("It is free.",))
    assert quotable_sentences(case) == [1, 3, 4]


@pytest.mark.parametrize(
    ("sentence", "choice"),
    [
        ("Would you like a refund or a new one?", True),
        ("Is the morning or the afternoon better?", True),
        ("It's up to you.", True),
        ("Does it crash with one tool or feature?", False),
        ("Is there anything else?", False),
    ],
)
def test_a_choice_is_one_to_make(sentence, choice):
    assert offers_choice(sentence) is choice
