"""From an answer with numbers to the text that is read."""

from typing import Any

from level5.config.schema import ModelSection
from level5.evaluate.reading import read_answer
from level5.plain import plain_form
from level5.records import Case
from level5.suggestions import spoken, suggested
from level5.suggestions.suggest import guessed

CASE = Case(
    id="1",
    customer="I queued for five hours and you closed the gate.",
    draft="Hi Ana, we hear you. A refund takes 5 days. See [link].",
)
ANSWER = "[1] You're worn out about {1}. <1> [2] [3] Which first?"


def section(**changes: Any) -> ModelSection:
    return ModelSection(source="-", instruction="-", **changes)


def test_quotes_are_put_right_and_replaced():
    # [2] is courtesy and is dropped; [4] is content that was left out.
    answer = "[1] You're worn out. [2] [3] Which first?"
    assert read_answer(answer, CASE, section(quotes=True), True) == (
        "Hi Ana, you're worn out. A refund takes 5 days. See [link]. Which first?"
    )


def test_they_stay_as_they_are_where_nothing_completes():
    assert read_answer("[2] So.", CASE, section(quotes=True), False) == "We hear you. So."


def test_what_is_suggested_is_said():
    found = suggested(CASE.customer)
    read = read_answer(ANSWER, CASE, section(quotes=True, suggests=True), True)
    assert read == (
        f"Hi Ana, you're worn out about {found.topics[0]}. {guessed(found.says[0].text)}"
        " A refund takes 5 days. See [link]. Which first?"
    )


def test_after_a_greeting_only_names_keep_their_capital():
    def read(answer: str) -> str:
        return read_answer(answer, CASE, section(quotes=True), False)

    assert read("Hi, It's late.") == "Hi, it's late."
    assert read("Hi Ana, You're late, and so on.") == "Hi Ana, you're late, and so on."
    assert read("Hi there - You're late.") == "Hi there - you're late."
    assert read("Dear Ana, I see.") == "Dear Ana, I see."
    assert read("Hello, Bernadette rang.") == "Hello, Bernadette rang."
    assert read("You're late, You know.") == "You're late, You know."


def test_without_either_an_answer_is_its_text():
    assert read_answer(ANSWER, CASE, section(), False) == ANSWER


def test_an_opening_gets_guesses_content_and_a_closing():
    found = suggested(CASE.customer)
    form = plain_form(CASE, found)
    # The second clause goes.
    answer = "You're worn out by the long queue, and nobody told you of a parade."
    read = read_answer(answer, CASE, section(writes="opening"), False)
    guesses = spoken(form.behind[0].text, found)
    assert read == (
        f"Hi Ana, you're worn out by the long queue, and no wonder. {guesses}"
        " A refund takes 5 days. See [link]."
        f" {form.frame.closings[0]}"
    )
    assert guesses.count("?") == 1
