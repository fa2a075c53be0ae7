"""Another form: the same sentences, none lost."""

import random
import re

from level5.judge.harmless import in_another_form

REPLY = "You're cold. A week is long. Would a heater do? I'll send it."


def test_all_sentences_stay():
    own = sorted(re.split(r"(?<=[.?])\s+", REPLY))
    forms = {in_another_form(REPLY, random.Random(seed)) for seed in range(40)}
    assert len(forms) > 6
    for form in forms:
        assert form is not None
        lines = [part for line in form.split("\n") for part in re.split(r"(?<=[.?])\s+", line)]
        assert sorted(line.lstrip("-*• ") for line in lines) == own


def test_two_sentences_have_no_other_form():
    assert in_another_form("You're cold. I'll send it.", random.Random(1)) is None
