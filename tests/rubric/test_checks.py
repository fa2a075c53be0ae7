"""Each check on replies that it must pass and fail, with the words that decide."""

import pytest

from level5.records import Case
from level5.rubric import CHECK_FUNCTIONS, check_reply
from level5.scale import CHECKS, JOINT_CHECKS

CUSTOMER = "You cancelled my train twice and now I missed my sister's graduation. I'm furious."
DRAFT = "Tickets for cancelled trains stay valid until 30 June."

CASES = [
    ("feeling_stated", "pass", "You're furious, and no wonder."),
    ("feeling_stated", "fail", "Your ticket stays valid."),
    ("feeling_stated", "fail", "If you were furious, that may be natural."),
    ("feeling_underlying", "pass", "You're furious, and it was humiliating to miss it."),
    ("feeling_underlying", "fail", "You're furious about the train."),
    ("issue_paraphrased", "pass", "A graduation missed for two cancelled trains is hard."),
    ("issue_paraphrased", "fail", "We know this matters to you."),
    ("interpretation_checked", "pass", "Perhaps it felt as if nobody cared about her day?"),
    ("interpretation_checked", "fail", "Your ticket stays valid until 30 June."),
    ("clarifying_question", "pass", "How did you get home in the end?"),
    ("clarifying_question", "pass", "Perhaps it still stings on his behalf?"),
    ("clarifying_question", "fail", "Your ticket stays valid."),
    ("clarifying_question", "fail", "Is there anything else?"),
    ("clarifying_question", "fail", "Would you rather come in, or do you have it there?"),
    ("customer_in_solution", "pass", "Would you rather travel in May or June?"),
    ("customer_in_solution", "fail", "Your ticket stays valid."),
    ("ownership", "pass", "I'll look at the ticket."),
    ("ownership", "fail", "It will be looked at."),
    ("next_step", "pass", "Once you pick a date, I'll put it on the ticket."),
    ("next_step", "fail", "That is a pity."),
    ("caring_close", "pass", "I'll look. Take your time with it."),
    ("caring_close", "fail", "Tickets stay valid. The rule is printed on the back."),
    ("apology_fits", "pass", "I'm sorry that we cancelled twice."),
    ("apology_fits", "fail", "Sorry, really sorry, my apologies."),
    ("apology_fits", "fail", "I'm sorry you feel that way."),
    ("apology_fits", "na", "Two trains cancelled is too many."),
    ("feeling_before_fix", "pass", "You're furious. I'll look at it."),
    ("feeling_before_fix", "fail", "I'll look at it. You're furious."),
    ("no_command_to_feel", "fail", "Please calm down."),
    ("no_command_to_feel", "fail", "Don't worry about it."),
    ("no_command_to_feel", "pass", "You have every reason to be furious."),
    ("no_blame", "fail", "You should have taken an earlier train."),
    ("no_blame", "fail", "Are you sure it was cancelled?"),
    ("no_blame", "pass", "Two trains cancelled is on the record."),
    ("no_undercut", "fail", "You're furious, but it was only one day."),
    ("no_undercut", "fail", "It's upsetting, but at least you have the photos."),
    ("no_undercut", "pass", "You're furious, and with reason."),
    ("no_minimizing", "fail", "It's not the end of the world."),
    ("no_minimizing", "pass", "A graduation comes once."),
    ("no_over_sympathy", "fail", "My heart breaks for you, you poor thing."),
    ("no_over_sympathy", "pass", "That was a hard day."),
    (
        "not_scripted",
        "fail",
        "We apologise for any inconvenience. Your feedback is important to us.",
    ),
    ("not_scripted", "pass", "Two cancelled trains and a graduation missed."),
    ("no_assumption", "fail", "Your boss is angry with you now."),
    ("no_assumption", "pass", "Perhaps your sister looked for you?"),
    (
        "no_parroting",
        "fail",
        "You cancelled my train twice and now I missed my sister's graduation.",
    ),
    ("no_parroting", "pass", "Two cancellations cost you her graduation."),
    ("respectful", "fail", "Deal with it."),
    ("respectful", "pass", "Thank you for writing."),
    ("fluent", "pass", "Two cancelled trains. Your ticket stays valid until 30 June."),
    ("fluent", "fail", "Your ticket the the is valid."),
    ("fluent", "fail", "Your ticket stays valid until"),
    ("fluent", "fail", "Dear {name}, your ticket stays valid."),
    ("fluent", "fail", "Your tickles stays valib until 30 June."),
    ("fluent", "fail", "I'm sorry that my flight was cancelled."),
    ("fluent", "fail", ""),
    ("length_fits", "pass", "Your ticket stays valid."),
    ("length_fits", "fail", "word " * 121),
]


@pytest.mark.parametrize(("check", "verdict", "reply"), CASES)
def test_checks(check, verdict, reply):
    case = Case(id="1", customer=CUSTOMER, draft=DRAFT)
    found = check_reply(case, reply)[check]
    assert found.verdict == verdict, found


def test_rapport_is_asked_for_on_email_and_phone_alone():
    case = Case(id="1", customer=CUSTOMER, draft=DRAFT)
    reply = "Your ticket stays valid."
    assert check_reply(case, reply, "social")["rapport"].verdict == "na"
    assert check_reply(case, reply, "email")["rapport"].verdict == "fail"
    assert check_reply(case, f"Dear Sam, {reply}", "email")["rapport"].verdict == "pass"


def test_every_check_of_the_codebook_has_a_function_and_a_case():
    assert list(CHECK_FUNCTIONS) == list(CHECKS)
    tested = {check for check, *_ in CASES} | {"rapport", "facts_kept", "nothing_added"}
    assert tested == set(CHECKS)
    assert set(JOINT_CHECKS) < set(CHECKS)


def test_every_failure_gives_a_reason():
    case = Case(id="1", customer=CUSTOMER, draft=DRAFT)
    for found in check_reply(case, "but at least calm down, deal with it the the").values():
        assert found.reason
