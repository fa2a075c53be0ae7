"""Plain answers: every part is there, and the notation stands for the right words."""

import random
import re

import pytest

from level5.data.acknowledgements import Acknowledgement, Closing, Parts, Theme, load_parts
from level5.data.ladders import load_ladders, split_of
from level5.data.pairs import pairs_of
from level5.quoting import expanded
from level5.records import Case
from level5.reflecting import customer_clauses, said_back
from level5.suggestions import Suggested, Suggester
from level5.train.plain import plain_answer
from tests.conftest import ROOT

CASE = Case(
    id="1",
    customer="I queued for five hours and you closed the gate. My son was crying!!",
    draft="Hi Ana, we hear you. A refund takes 5 days. The next date is 4 May.",
)
PARTS = Parts(
    of={},
    themes={
        "a": Theme(id="a", group="one", when="-", says=("A says.",), asks=("A asks?",)),
        "b": Theme(id="b", group="two", when="-", says=("B says.",), asks=("B asks?",)),
        "c": Theme(id="c", group="three", when="-", says=("C says.",), asks=("C asks?",)),
    },
    closings=(
        Closing(after="choice", text="Choose."),
        Closing(after="content", text="Which first?"),
        Closing(after="nothing", text="What would help?"),
    ),
)
HINTS = Suggested(("angry",), ("b", "c", "a"))


def chosen(**changes) -> Acknowledgement:
    ladder = next(x.id for x in load_ladders(ROOT / "data") if split_of(x.id) == "train")
    row = {
        "ladder": ladder,
        "feelings": ["worn out"],
        "clauses": [["you queued for five hours", "your son was crying"]],
        "own": "",
        "themes": ["a", "b"],
        "author": "-",
        "license": "-",
    }
    return Acknowledgement.model_validate(row | changes)


def test_feeling_account_two_themes_facts_and_a_choice():
    answer = plain_answer(CASE, chosen(), PARTS, HINTS, random.Random(1))
    read = expanded(said_back(answer, CASE.customer), CASE.draft)
    assert "worn out" in read
    assert "you queued for five hours, and your son was crying." in read
    assert re.search(r"<\d> <\d\?>", read)
    # The greeting first, the courtesy left out, both facts carried.
    assert read.startswith("Hi Ana, ") and "hear you" not in read
    assert read.endswith("A refund takes 5 days. The next date is 4 May. Which first?")


def test_a_draft_that_offers_a_choice_gets_the_other_closing():
    case = CASE.model_copy(update={"draft": "Would you like a refund or a new date?"})
    assert plain_answer(case, chosen(), PARTS, HINTS, random.Random(1)).endswith("[1] Choose.")


def test_a_draft_without_content_gets_the_third():
    case = CASE.model_copy(update={"draft": "Thanks for writing to us!"})
    assert plain_answer(case, chosen(), PARTS, HINTS, random.Random(1)).endswith(
        "> What would help?"
    )


def test_two_themes_of_one_group_are_not_put_together():
    like_b = PARTS.themes["c"].model_copy(update={"group": "two"})
    parts = PARTS.model_copy(update={"themes": {**PARTS.themes, "c": like_b}})
    for seed in range(20):
        text = plain_answer(CASE, chosen(themes=["b", "c"]), parts, HINTS, random.Random(seed))
        assert "<2" not in text and "<1" in text and "<3" in text


def test_words_of_its_own_where_no_clause_will_do():
    own = chosen(clauses=[], own="the gate was closed on you.")
    for seed in range(6):
        answer = plain_answer(CASE, own, PARTS, HINTS, random.Random(seed))
        assert "he gate was closed on you" in answer and "{" not in answer


def test_themes_that_fit_are_taken_before_others():
    # a and b fit: the third and the first of what is suggested, in either order.
    answers = {plain_answer(CASE, chosen(), PARTS, HINTS, random.Random(i)) for i in range(20)}
    marks = {tuple(re.findall(r"<\d\??>", answer)) for answer in answers}
    assert marks == {("<1>", "<3?>"), ("<3>", "<1?>")}


def test_a_suggested_feeling_is_taken_first_and_a_named_one_before_it():
    row = chosen(feelings=["cross", "tired", "angry"])
    said = {plain_answer(CASE, row, PARTS, HINTS, random.Random(i)) for i in range(20)}
    assert {"angry" in x or "cross" in x for x in said} == {True}
    crying = chosen(feelings=["cross", "crying", "angry"])
    said = {plain_answer(CASE, crying, PARTS, HINTS, random.Random(i)) for i in range(20)}
    assert all("re crying" in x for x in said)


def test_held_out_scenarios_have_no_parts():
    held_out = next(x.id for x in load_ladders(ROOT / "data") if split_of(x.id) == "test")
    with pytest.raises(ValueError, match="held out"):
        chosen(ladder=held_out)


def test_every_chosen_clause_is_one_of_its_message():
    ladders = load_ladders(ROOT / "data")
    parts = load_parts(ROOT / "data")
    by_id = {ladder.id: ladder for ladder in ladders}
    assert set(parts.of) <= set(by_id)
    assert len(parts.of) > 1000
    for row in parts.of.values():
        known = customer_clauses(by_id[row.ladder].customer)
        assert all(clause in known for choice in row.clauses for clause in choice), row.ladder


def test_every_training_scenario_gets_an_answer():
    suggester = Suggester.load()
    parts = load_parts(ROOT / "data")
    rng = random.Random(2)
    for ladder in load_ladders(ROOT / "data", split="train"):
        pair = next(pairs_of(ladder), None)
        if pair is None or ladder.id not in parts.of:
            continue
        hints = suggester.suggest(pair.customer)
        answer = plain_answer(pair, parts.of[ladder.id], parts, hints, rng)
        answer = suggester.spoken(answer, pair.customer)
        read = expanded(said_back(answer, pair.customer), pair.draft)
        assert not re.search(r"\{\d\}|<\d\??>|  ", read), ladder.id
