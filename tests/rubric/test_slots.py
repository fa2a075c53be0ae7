import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.rubric.slots import agree, find_slots


def kinds(text: str) -> list[tuple[str, str]]:
    return [(slot.kind, slot.value) for slot in find_slots(text)]


SAME = [
    ("five days", "5 days"),
    ("2pm", "14:00"),
    ("2.30 pm", "14:30"),
    ("£19.99", "19.99 pounds"),
    ("50p", "£0.50"),
    ("the 14th of May", "14 May"),
    ("May 14", "14 May 2026"),
    ("2026-05-14", "14 May"),
    ("a fortnight", "14 days"),
    ("two weeks", "14 days"),
    ("half an hour", "30 minutes"),
    ("£34.99", "34.99"),
    ("9:00", "9"),
    ("noon", "12:00"),
    ("twenty past nine", "09:20"),
    ("quarter to six", "17:45"),
    ("half twelve", "12:30"),
    ("20 %", "20 percent"),
    ("61", "sixty-one"),
    ("1,200", "1200"),
    ("[link]", "[link]"),
    ("order tk-90417", "order TK-90417"),
    ("74-year-old", "74"),
]
DIFFERENT = [
    ("5 days", "5 working days"),
    ("5 days", "5 hours"),
    ("£20", "€20"),
    ("14 May", "14 June"),
    ("2pm", "2am"),
    ("Tuesday", "Thursday"),
    ("TK-90417", "TK-90471"),
    ("[link]", "[email]"),
    ("7719", "7791"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_in_other_words(first, second):
    assert any(agree(a, b) for a in find_slots(first) for b in find_slots(second))
    assert any(agree(b, a) for a in find_slots(first) for b in find_slots(second))


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_what_differs_is_told_apart(first, second):
    assert find_slots(first) and find_slots(second)
    assert not any(agree(a, b) for a in find_slots(first) for b in find_slots(second))


def test_a_sentence_full_of_slots():
    text = "Order TK-90417 (168 euros) comes on Tuesday 3 June between 9:00 and 1pm, see [link]."
    assert kinds(text) == [
        ("id", "TK-90417"),
        ("money", "EUR 168"),
        ("weekday", "tuesday"),
        ("date", "06-03"),
        ("time", "09:00"),
        ("time", "13:00"),
        ("link", "[link]"),
    ]


def test_names_inside_a_sentence_are_found_and_beginnings_are_not():
    found = [
        s.text for s in find_slots("Please ask for Oskar at the Harbour Road depot. Bring an ID.")
    ]
    assert found == ["Oskar", "Harbour Road"]


def test_the_verb_may_is_no_month():
    assert kinds("Version 2.6 may be used") == [("number", "2.6")]


def test_list_markers_are_no_numbers():
    assert kinds("1. Open it. 2. Close it.") == []


@given(st.text(max_size=200))
def test_offsets_point_at_the_words(text):
    for slot in find_slots(text):
        assert text[slot.start : slot.end] == slot.text
