import pytest

from level5.data.ladders import split_of
from level5.data.leaks import assert_no_copies, assert_no_leak, near_duplicates
from level5.errors import InputError
from level5.records import Ladder
from tests.conftest import ladder_row

OTHER = {
    "customer": "The bus drove past the stop, lights on, while nine of us stood in the hail.",
    "replies": [
        {"level": level, "kind": kind, "text": f"{kind} reply about the bus, {level}"}
        for level, kind in (
            (1, "blame"),
            (2, "canned"),
            (3, "reflection"),
            (4, "underlying"),
            (5, "partnership"),
        )
    ],
}


def ladder(name: str, **changes: object) -> Ladder:
    return Ladder.model_validate(ladder_row(name, **changes), strict=False)


def test_different_scenarios_are_no_duplicates():
    assert near_duplicates([ladder("a"), ladder("b", **OTHER)]) == []


def test_a_message_changed_in_one_word_is_found():
    changed = OTHER["customer"].replace("nine", "ten")
    found = near_duplicates([ladder("a", **OTHER), ladder("b", **{**OTHER, "customer": changed})])
    assert any("customer" in pair.first and pair.similarity >= 0.5 for pair in found)


def test_a_leak_stops_the_training_and_is_named():
    train, held = ladder("a"), ladder("b")
    with pytest.raises(InputError, match=r"leak: a: customer and b: customer: 1\.00 alike"):
        assert_no_leak([train], [held])
    with pytest.raises(InputError, match="leak: a: in training and held out"):
        assert_no_leak([train], [train])


def test_no_leak_among_unlike_scenarios():
    assert_no_leak([ladder("a")], [ladder("b", **OTHER)])
    assert split_of("a") in ("train", "dev", "test")


def test_a_held_out_reply_copied_into_a_negative_is_named():
    held_out = [Ladder.model_validate(ladder_row())]
    text = held_out[0].replies[-1].text
    assert_no_copies(["Something that nobody has ever written down, in some words."], held_out)
    with pytest.raises(InputError, match="alike"):
        assert_no_copies([text], held_out)
