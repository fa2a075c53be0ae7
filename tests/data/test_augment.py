import random

from hypothesis import given
from hypothesis import strategies as st

from level5.data.augment import augmented, name_pool
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
    found = augmented(pair(), [], random.Random(1))
    new_id = found.draft.split()[1]
    assert new_id != "TK-90417" and new_id.startswith("TK-") and len(new_id) == 8
    assert all(new_id in text for text in (found.customer, found.facts[0], found.reference))


def test_dates_and_numbers_in_words_stay():
    found = augmented(pair(), [], random.Random(1))
    assert "14 May" in found.reference and "two weeks" in found.draft


def test_a_number_also_given_in_words_stays():
    given_both = pair(
        customer="I paid for 61 calls, sixty-one!", draft="61 calls.", reference="61."
    )
    assert augmented(given_both, [], random.Random(1)).draft == "61 calls."


def test_names_are_replaced_from_the_pool():
    found = augmented(pair(), ["Mirela"], random.Random(1))
    assert "Mirela" in found.customer and "Oskar" not in found.customer + found.reference


def test_the_pool_holds_the_pairs_names():
    assert "Oskar" in name_pool([pair(customer="I told Oskar about it.")])


def test_a_pair_without_slots_is_unchanged():
    plain = pair(customer="No heat.", facts=(), draft="Please wait.", reference="Cold and waiting?")
    assert augmented(plain, ["Mirela"], random.Random(1)) == plain


@given(st.integers(0, 10_000))
def test_a_faithful_pair_stays_faithful(seed):
    found = augmented(pair(), ["Mirela", "Quen"], random.Random(seed))
    checks = check_reply(found, found.reference)
    assert checks["facts_kept"].verdict == "pass", (found, checks["facts_kept"])
    assert checks["nothing_added"].verdict == "pass", (found, checks["nothing_added"])
