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
    ("8 p.m.", "20:00"),
    ("8 in the evening", "8pm"),
    ("quarter past eight this evening", "8:15 p.m."),
    ("nine o'clock", "9:00"),
    ("between 7:15 and 8:15 p.m.", "19:15"),
    ("4 to 5 in the afternoon", "16:00"),
    ("72 hours", "three days"),
    ("24 hours", "a day"),
    ("21 days", "three weeks"),
    ("24 months", "two years"),
    ("an hour and a half", "90 minutes"),
    ("£3.20", "3 pounds 20"),
    ("€15", "15-euro"),
    ("the nineteenth", "19th"),
    ("8 April", "the eighth of April"),
    ("28/11", "28 November"),
    ("11/28", "28 November"),
    ("03/07/2026", "July 3"),
    ("50%", "half the price"),
    ("half a dozen", "6"),
    ("two dozen", "24"),
    ("seven and twelve", "12"),
    ("£2 million", "£2,000,000"),
    ("2 minutes", "120 seconds"),
    ("2 h 50", "170 minutes"),
    ("an hour and 20 minutes", "80 minutes"),
    ("two full days", "48 hours"),
    ("half a year", "6 months"),
    ("a quarter of a year", "3 months"),
    ("a working day", "1 working day"),
    ("the fortnight", "14 days"),
    ("the hundred and nineteen dollars", "$119"),
    ("an 8-seater", "an eight-seater"),
    ("1.5 kg", "1500 grams"),
    ("2 metres", "200 cm"),
    ("0.5 litre", "500 ml"),
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
    ("8 p.m.", "8 a.m."),
    ("5 working days", "a week"),
    ("2 days", "2 weeks"),
    ("28/11", "27 November"),
    ("£3.20", "3 pounds 40"),
    ("2 minutes", "2 seconds"),
    ("2 kg", "2 grams"),
    ("row D", "row G"),
    ("twenty-two and three", "25"),
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


def test_a_time_range_shares_its_half_of_the_day():
    assert kinds("from 7 to 8 p.m.") == [("time", "19:00"), ("time", "20:00")]
    assert kinds("from 11 to 2 p.m.") == [("time", "11:00"), ("time", "14:00")]


def test_numeric_dates_follow_the_order_that_another_one_shows():
    assert kinds("due 05/06, closed 28/06") == [("date", "06-05"), ("date", "06-28")]
    assert kinds("due 05/06, closed 06/28") == [("date", "05-06"), ("date", "06-28")]
    assert kinds("due 05/06") == [("numeric_date", "05-06")]
    assert ("date", "07-24") not in kinds("open 24/7")


def test_a_rate_is_no_duration():
    assert kinds("£7 a month") == [("money", "GBP 7"), ("rate", "month")]
    assert kinds("it takes a month") == [("quantity", "1 month")]


def test_a_list_after_a_question_has_markers_too():
    assert kinds("Is that so? 1. Open it. 2. Close it.") == []


def test_list_markers_are_no_numbers():
    assert kinds("1. Open it. 2. Close it.") == []


@given(st.text(max_size=200))
def test_offsets_point_at_the_words(text):
    for slot in find_slots(text):
        assert text[slot.start : slot.end] == slot.text
