"""Coaching says where a reply stands and what the message offers, and writes nothing for it."""

from level5.judge.gates import GATES
from level5.records import Case
from level5.rubric import check_reply
from level5.rubric.coach import coach

CUSTOMER = "My suitcase from flight 212 is gone for 3 days, I'm furious. The wedding is Saturday!"


def advice(reply: str, level: int, **gates: float) -> list[str]:
    case = Case(id="1", customer=CUSTOMER, draft=reply)
    calm = {name: 0.0 if gate.cap or name == "injection" else 1.0 for name, gate in GATES.items()}
    return coach(case, reply, level, calm | gates, check_reply(case, reply))


def test_the_next_gate_is_named_with_what_the_message_offers():
    lines = advice("Sorry for any inconvenience.", 2, feeling=0.1, issue=0.1)
    assert lines[0] == "level 2"
    assert lines[1] == "in the way: the stated feeling is not reflected"
    assert "they say they feel: furious" in lines
    assert any("suitcase" in line and "wedding" in line for line in lines)
    assert len(lines) <= 12


def test_a_cap_comes_before_a_gate():
    lines = advice("You're furious about the suitcase, but calm down.", 1, command=0.9)
    assert "ordered" in lines[1]
    assert any(line.startswith("mind no_command_to_feel: “calm down”") for line in lines)


def test_a_five_has_nothing_next():
    assert "next: nothing; every gate is passed" in advice("…", 5)


def test_a_reply_below_its_gates_is_told_the_narrowest_one():
    lines = advice("You're furious about the suitcase.", 3, breadth=0.55, undercut=0.3)
    assert lines[0] == "level 3 (the gates give 5)"
    assert lines[1] == "in the way: only one thing beyond what was said"


def test_details_that_were_taken_up_are_not_offered_again():
    lines = advice("Your suitcase is missing.", 2, feeling=0.1)
    assert not any("suitcase" in line for line in lines[2:])
