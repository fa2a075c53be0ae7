"""Quoting: numbered drafts, marked references, and what an answer's numbers stand for."""

from hypothesis import given
from hypothesis import strategies as st

from level5.quoting import draft_sentences, expanded, numbered, quoted, requoted
from level5.records import Case

DRAFT = "Hi there, could you send us the order number? Refunds take 3.5 days. See [link]."


def test_a_greeting_and_each_sentence_get_a_number():
    shown = numbered(Case(id="1", customer="x", draft=DRAFT)).draft
    assert shown == (
        "[1] Hi there, [2] could you send us the order number? [3] Refunds take 3.5 days."
        " [4] See [link]."
    )


def test_courtesy_before_the_content_stands_alone():
    assert draft_sentences("Sorry to hear that - make sure it is on.") == [
        "Sorry to hear that -",
        "make sure it is on.",
    ]
    assert draft_sentences("I'm very sorry, but we cannot help. However, try [link].") == [
        "I'm very sorry, but",
        "we cannot help.",
        "However,",
        "try [link].",
    ]


def test_sentences_that_are_the_drafts_become_their_numbers():
    reference = (
        "A week of waiting is wearing. Refunds take 3.5 days. Could you send us the order number?"
        " Would you rather I explain?"
    )
    marked = quoted(reference, DRAFT)
    assert marked == "A week of waiting is wearing. [3] [2] Would you rather I explain?"
    assert expanded(marked, DRAFT) == reference


def test_a_sentence_with_much_of_its_own_stays():
    # Of 12 words 4 are the draft's: under a half.
    own = "After such a week, and with the baby cold, refunds take days."
    assert quoted(own, "Refunds take days.") == own


def test_a_number_that_the_draft_lacks_stands_for_nothing():
    assert expanded("[9] Cold. [0] [1]", "See [link].") == "Cold. See [link]."


def test_a_quoted_sentence_begins_with_a_capital_only_at_a_beginning():
    assert expanded("[2]", DRAFT) == "Could you send us the order number?"
    assert expanded("Fine: [2]", DRAFT) == "Fine: could you send us the order number?"


def test_no_sentence_is_said_twice():
    assert expanded("[4] You're cold. [4] Or later?", DRAFT) == "See [link]. You're cold. Or later?"


def test_the_content_stands_whole_and_in_order_where_some_of_it_is_quoted():
    # [2] is courtesy to be left out, [3] was left out and [4] came too early.
    assert requoted("[1] You're cold. [4] [2] Or later?", "[1]", "[3] [4]") == (
        "[1] You're cold. [3] [4] Or later?"
    )
    assert requoted("You're cold. Or later?", "[1]", "[3]") == "[1] You're cold. [3] Or later?"
    assert requoted("You're cold. [2] Or later?", "", "") == "You're cold. Or later?"
    assert requoted("", "[1]", "[2]") == "[1] [2]"


def test_marks_of_the_draft_itself_are_not_read_again():
    assert expanded("[1]", "See note [2]. Thanks.") == "See note [2]."


@given(st.text(max_size=200))
def test_numbering_keeps_every_word(draft):
    words = [word for sentence in draft_sentences(draft) for word in sentence.split()]
    assert words == draft.split()


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_answer_expands(answer, draft):
    assert isinstance(expanded(answer, draft), str)
