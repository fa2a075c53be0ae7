"""Plain answers: the form of each case, and which one is learned."""

import random

import pytest

from level5.data.acknowledgements import Acknowledgement, load_acknowledgements, message_cases
from level5.data.ladders import load_ladders
from level5.data.pairs import pairs_of
from level5.plain import plain_form
from level5.quoting import expanded
from level5.records import Case
from level5.suggestions import Sentence, Suggested, Suggester, spoken
from level5.train.plain import plain_answer
from tests.conftest import ROOT

CASE = Case(
    id="1",
    customer="I queued for five hours and you closed the gate. My son was crying!!",
    draft="Hi Ana, we hear you. A refund takes 5 days. The next date is 4 May.",
)
FOUND = Suggested(
    ("worn out", "angry"),
    ("the queue", "your son"),
    (Sentence("A says.", "a", "one"), Sentence("B says.", "b", "two")),
    (
        Sentence("A asks?", "a", "one"),
        Sentence("C asks?", "c", "two"),
        Sentence("D asks?", "d", "three"),
    ),
)


def rated(topics=("My son",), **accepted) -> Acknowledgement:
    parts = {
        "feelings": ["angry"],
        "clauses": [],
        "says": ["A says."],
        "guesses": ["A says."],
        "asks": ["C asks?", "D asks?"],
    } | accepted
    return Acknowledgement.model_validate(
        {"message": "1", "gists": [], "topics": topics, "author": "-", "license": "-"}
        | {name: {"accepted": texts, "declined": []} for name, texts in parts.items()}
    )


def test_the_form_has_a_greeting_openings_three_guesses_content_and_a_closing():
    form = plain_form(CASE, FOUND)
    # The courtesy is no part of it.
    assert form.before == "[1]" and form.after == "[3] [4]"
    # Two feelings about either topic or both, in two forms each.
    assert len(form.openings) == 2 * 3 * 2
    assert "You're angry about {1} and {2}, and no wonder." in [x.text for x in form.openings]
    # Two things of one group are one: saying a goes with asking c and d, saying b with a and d.
    assert [x.text for x in form.behind] == [
        "<1> <2.> <3?>",
        "<1> <3.> <2?>",
        "<2> <1.> <3?>",
        "<2> <3.> <1?>",
    ]
    assert all("?" in x or "step" in x or "I" in x for x in form.closings)


def test_a_draft_that_offers_a_choice_and_acts_on_it_needs_no_closing():
    offer = CASE.model_copy(update={"draft": "I can refund it or send a new one. Which suits you?"})
    assert plain_form(offer, FOUND).closings == ()
    asks = CASE.model_copy(update={"draft": "Would you prefer a refund or a new date?"})
    assert plain_form(asks, FOUND).closings != plain_form(CASE, FOUND).closings


def test_a_message_without_a_topic_names_the_feeling_alone():
    form = plain_form(CASE, FOUND._replace(topics=()))
    assert [x.text for x in form.openings] == [
        "You're worn out, and no wonder.",
        "You're angry, and no wonder.",
    ]


def test_what_is_learned_is_what_raters_accepted():
    form = plain_form(CASE, FOUND)
    for seed in range(9):
        answer = plain_answer(form, FOUND, rated(), random.Random(seed))
        assert answer is not None
        text = expanded(spoken(answer, FOUND), CASE.draft)
        assert "You're angry about your son" in text
        assert "A refund takes 5 days. The next date is 4 May." in text
        guesses = ("I imagine a says. C asks. D asks?", "I imagine a says. D asks. C asks?")
        assert any(x in text for x in guesses)


def test_of_sentences_the_likeliest_stand_in_and_of_feelings_and_topics_none():
    form = plain_form(CASE, FOUND)
    neither = plain_answer(form, FOUND, rated(says=[], guesses=[], asks=[]), random.Random(1))
    assert neither is not None and "<1> <2.> <3?>" in neither
    assert plain_answer(form, FOUND, rated(feelings=["glad"]), random.Random(1)) is None
    assert plain_answer(form, FOUND, rated(topics=["gate"]), random.Random(1)) is None
    both = plain_answer(form, FOUND, rated(topics=["my son", "the queue"]), random.Random(1))
    assert both is not None and "about {1} and {2}" in both


@pytest.mark.parametrize("kind", ["ladders", "messages"])
def test_training_answers_are_of_the_form(kind):
    accepted = load_acknowledgements(ROOT / "data")
    suggester = Suggester.load()
    if kind == "ladders":
        ladders = load_ladders(ROOT / "data", split="train")
        cases = [(x.id, pair) for x in ladders if (pair := next(pairs_of(x), None)) is not None]
    else:
        cases = [(x.id, x) for x in message_cases(ROOT / "data")]
    rng = random.Random(2)
    learned = 0
    for name, case in cases[:400]:
        if name not in accepted:
            continue
        found = suggester.suggest(case.customer)
        form = plain_form(case, found)
        answer = plain_answer(form, found, accepted[name], rng)
        if answer is None:
            continue
        learned += 1
        rest = answer
        for part in form.alternatives():
            took = max((x for x in part if rest.startswith(x)), key=len)
            rest = rest.removeprefix(took).lstrip()
        assert not rest
        assert not set("{<") & set(expanded(spoken(answer, found), case.draft)), answer
    assert learned > 150
