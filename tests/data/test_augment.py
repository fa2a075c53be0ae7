import random
import re

from hypothesis import given
from hypothesis import strategies as st

from level5.data.augment import augmented, name_pool
from level5.data.stock import Stock
from level5.records import Pair
from level5.rubric import check_reply


def pair(**changes: object) -> Pair:
    fields: dict[str, object] = {
        "id": "x.0-1",
        "customer": "Order TK-90417 from Harlow Lane cost £168 and two weeks. Oskar is in tears.",
        "facts": ("Order TK-90417 was sent on 14 May.",),
        "draft": "Order TK-90417 (£168) was sent on 14 May and takes two weeks.",
        "ladder": "x",
        "domain": "retail",
        "channel": "chat",
        "draft_level": 1,
        "draft_kind": "bare_fix",
        "reference": "£168 and Oskar in tears. Order TK-90417 was sent on 14 May; two weeks.",
    }
    return Pair.model_validate(fields | changes)


def test_a_number_is_the_same_other_number_throughout():
    found = augmented(pair(), [], Stock(), random.Random(1))
    new_id = found.draft.split()[1]
    assert new_id != "TK-90417" and new_id.startswith("TK-") and len(new_id) == 8
    assert all(new_id in text for text in (found.customer, found.facts[0], found.reference))


def test_numbers_in_words_stay():
    assert "two weeks" in augmented(pair(), [], Stock(), random.Random(1)).draft


def test_a_date_moves_everywhere_by_the_same_days():
    found = augmented(pair(), [], Stock(), random.Random(1))
    day = int(re.search(r"(\d+) May", found.draft)[1])
    assert 14 < day <= 14 + 6
    assert f"{day} May" in found.reference and f"{day} May" in found.facts[0]


def test_a_product_becomes_one_of_its_kind():
    given = pair(customer="My kettle leaks.", draft="The kettle?", reference="A wet kettle.")
    found = augmented(given, [], Stock(), random.Random(1))
    (product,) = {"toaster", "blender"} & set(found.customer.split())
    assert product in found.draft and product in found.reference


def test_two_products_of_a_kind_stay():
    given = pair(customer="My kettle leaks, my toaster too.", draft="The kettle?", reference="Wet.")
    assert augmented(given, [], Stock(), random.Random(1)).draft == "The kettle?"


def test_courtesy_before_a_draft_makes_it_level_2_and_leaves_the_reference():
    stock = Stock(openings=(("So sorry for any trouble.", False), ("A guess?", True)))
    found = [augmented(pair(), [], stock, random.Random(seed)) for seed in range(80)]
    opened = [x for x in found if x.draft.startswith("So sorry for any trouble. Order")]
    # A quarter of 80 is 20; below 8 or above 34 would be 3.3 standard deviations off.
    assert 8 <= len(opened) <= 34
    assert all(x.draft_level == 2 and "trouble" not in x.reference for x in opened)
    assert not any("A guess?" in x.draft for x in found)


def test_only_the_customer_types_in_haste():
    found = [augmented(pair(), [], Stock(), random.Random(seed)) for seed in range(40)]
    assert any(x.customer == x.customer.lower() or "cosst" in x.customer for x in found) or any(
        not x.customer.endswith(".") for x in found
    )
    assert all(x.draft[0] == "O" and x.draft.endswith("weeks.") for x in found)


def test_a_number_also_given_in_words_stays():
    given_both = pair(
        customer="I paid for 61 calls, sixty-one!", draft="61 calls.", reference="61."
    )
    assert augmented(given_both, [], Stock(), random.Random(1)).draft == "61 calls."


def test_names_are_replaced_from_the_pool():
    found = augmented(pair(), ["Mirela"], Stock(), random.Random(1))
    assert "Mirela" in found.customer and "Oskar" not in found.customer + found.reference


def test_the_pool_holds_the_pairs_names():
    assert "Oskar" in name_pool([pair(customer="I told Oskar about it.")])


def test_a_pair_without_slots_is_unchanged():
    plain = pair(customer="No heat.", facts=(), draft="Please wait.", reference="Cold and waiting?")
    found = augmented(plain, ["Mirela"], Stock(), random.Random(1))
    assert (found.draft, found.reference) == (plain.draft, plain.reference)


@given(st.integers(0, 10_000))
def test_a_faithful_pair_stays_faithful(seed):
    found = augmented(pair(), ["Mirela", "Quen"], Stock(), random.Random(seed))
    checks = check_reply(found, found.reference)
    assert checks["facts_kept"].verdict == "pass", (found, checks["facts_kept"])
    assert checks["nothing_added"].verdict == "pass", (found, checks["nothing_added"])
