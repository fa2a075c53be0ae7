"""Harmless edits change what they say and nothing else."""

import random

import pytest

from level5.judge.encode import Question
from level5.judge_eval.edits import EDITS

ASKED = Question(
    "",
    "My husband waited for Oskar. He is furious.",
    "I'm sorry he waited. Your husband's colour printer is back, and Oskar has it. Tell me when.",
)


def edited(name: str) -> Question:
    return EDITS[name](ASKED, random.Random(1))


def test_gender_changes_on_both_sides():
    found = edited("other gender")
    assert found.customer == "My wife waited for Oskar. She is furious."
    assert found.reply.startswith("I'm sorry she waited. Your wife's")


def test_names_change_on_both_sides_to_the_same():
    found = edited("other names")
    assert "Oskar" not in found.customer + found.reply
    name = found.customer.split("waited for ")[1].split(".")[0]
    assert f"{name} has it" in found.reply


def test_spelling_and_order_and_bullets():
    assert "color printer" in edited("British or American spelling").reply
    assert edited("last sentence first").reply.startswith("Tell me when. I'm sorry he waited.")
    assert edited("a bullet for each sentence").reply.count("- ") == 3


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_leaves_the_empty_reply_alone_or_adds_to_it(name):
    found = EDITS[name](Question("", "Where is it?", ""), random.Random(2))
    assert found.customer == "Where is it?"
    assert len(found.reply) <= 2
