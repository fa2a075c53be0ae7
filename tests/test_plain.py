"""Plain answers: the form of each case, and which one is learned."""

import random

import pytest

from level5.data.acknowledgements import (
    Acknowledgement,
    load_acknowledgements,
    load_events,
    message_cases,
)
from level5.data.ladders import load_ladders
from level5.data.pairs import pairs_of
from level5.plain import Frame, answer_frame, plain_form
from level5.quoting import expanded
from level5.records import Case
from level5.suggestions import Sentence, Suggested, Suggester, spoken
from level5.train.plain import fitting_parts, plain_answer
from tests.conftest import ROOT

CASE = Case(
    id="1",
    customer="I queued for five hours and you closed the gate. My son was crying!!",
    draft="Hi Ana, we hear you. A refund takes 5 days. The next date is 4 May.",
)
FOUND = Suggested(
    ("worn out", "angry"),
    ("the trouble with the queue", "the trouble with your son"),
    (Sentence("A says.", "a", "one"), Sentence("B says.", "b", "two")),
    (
        Sentence("A asks?", "a", "one"),
        Sentence("C asks?", "c", "two"),
        Sentence("D asks?", "d", "three"),
    ),
)


EVENTS = {"waiting": "the long wait in {}", "crying": "{} crying"}


def rated(topics=("My son",), events=(), **accepted) -> Acknowledgement:
    parts = {
        "feelings": ["angry"],
        "clauses": [],
        "says": ["A says."],
        "guesses": ["A says."],
        "asks": ["C asks?", "D asks?"],
    } | accepted
    return Acknowledgement.model_validate(
        {"message": "1", "gists": [], "topics": topics, "events": events}
        | {"author": "-", "license": "-"}
        | {name: {"accepted": texts, "declined": []} for name, texts in parts.items()}
    )


def learned_answer(form, found, accepted, events, rng):
    """The answer that a case teaches; None where none of its parts fits."""
    parts = fitting_parts(form, found, accepted, events, rng)
    return plain_answer(form, parts) if parts else None


def test_the_form_has_a_greeting_openings_three_guesses_content_and_a_closing():
    form = plain_form(CASE, FOUND)
    # The courtesy is no part of it.
    assert form.frame.before == "[1]" and form.frame.after == "[3] [4]"
    # Two feelings about either topic or both.
    assert len(form.openings) == 2 * 3
    assert "You're angry about {1} and {2}, and no wonder." in [x.text for x in form.openings]
    # Two things of one group are one: saying a goes with asking c and d, saying b with a and d.
    assert [x.text for x in form.behind] == [
        "<1> <2.> <3?>",
        "<1> <3.> <2?>",
        "<2> <1.> <3?>",
        "<2> <3.> <1?>",
    ]
    assert all("?" in x or "step" in x or "I" in x for x in form.frame.closings)


def test_the_frame_stands_around_what_is_written():
    frame = answer_frame(CASE)
    assert frame.around("You're upset.", "Which first?") == "[1] You're upset. [3] [4] Which first?"
    assert Frame("", "", ()).around("You're upset.", "") == "You're upset."


def test_each_feeling_has_its_preposition():
    names = ("so annoyed", "let down", "rather fed up", "tired", "very worn out", "cheated")
    form = plain_form(CASE, FOUND._replace(feelings=names, topics=("the queue",)))
    assert [x.text.removesuffix(", and no wonder.") for x in form.openings] == [
        "You're so annoyed about {1}",
        "You're let down by {1}",
        "You're rather fed up with {1}",
        "You're tired of {1}",
        "You're very worn out by {1}",
        "You feel cheated about {1}",
    ]


def test_a_draft_that_offers_a_choice_and_acts_on_it_needs_no_closing():
    offer = CASE.model_copy(update={"draft": "I can refund it or send a new one. Which suits you?"})
    assert plain_form(offer, FOUND).frame.closings == ()
    asks = CASE.model_copy(update={"draft": "Would you prefer a refund or a new date?"})
    assert plain_form(asks, FOUND).frame.closings != plain_form(CASE, FOUND).frame.closings


def test_a_message_without_a_topic_names_the_feeling_alone():
    form = plain_form(CASE, FOUND._replace(topics=()))
    assert [x.text for x in form.openings] == [
        "You're worn out, and no wonder.",
        "You're angry, and no wonder.",
    ]


def test_what_is_learned_is_what_raters_accepted():
    form = plain_form(CASE, FOUND)
    for seed in range(9):
        answer = learned_answer(form, FOUND, rated(), EVENTS, random.Random(seed))
        assert answer is not None
        text = expanded(spoken(answer, FOUND), CASE.draft)
        assert "You're angry about the trouble with your son" in text
        assert "A refund takes 5 days. The next date is 4 May." in text
        guesses = ("I imagine a says. C asks. D asks?", "I imagine a says. D asks. C asks?")
        assert any(x in text for x in guesses)


def test_of_sentences_the_likeliest_stand_in_and_of_feelings_and_topics_none():
    form = plain_form(CASE, FOUND)

    def learned(own: Acknowledgement) -> str | None:
        return learned_answer(form, FOUND, own, EVENTS, random.Random(1))

    assert "<1> <2.> <3?>" in (learned(rated(says=[], guesses=[], asks=[])) or "")
    assert learned(rated(feelings=["glad"])) is None
    assert learned(rated(topics=["gate"])) is None
    assert "about {1} and {2}" in (learned(rated(topics=["my son", "the queue"])) or "")


def test_what_happened_to_a_topic_must_be_true_and_goes_before_its_name():
    found = FOUND._replace(topics=("the trouble with the queue", "your son crying"))
    form = plain_form(CASE, found)

    def learned(*events: tuple[str, ...]) -> str | None:
        own = rated(topics=["the queue", "my son"], events=events)
        return learned_answer(form, found, own, EVENTS, random.Random(1))

    assert "about {2}" in (learned((), ("crying",)) or "")
    assert "about {1}" in (learned((), ()) or "")
    # The queue was not asked about; that he cried is not so.
    assert "about {1}" in (learned() or "")


@pytest.mark.parametrize("kind", ["ladders", "messages"])
def test_training_answers_are_of_the_form(kind):
    accepted = load_acknowledgements(ROOT / "data")
    events = {event.id: event.text for event in load_events(ROOT / "data")}
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
        answer = learned_answer(form, found, accepted[name], events, rng)
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
