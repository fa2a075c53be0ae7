"""`facts_kept` and `nothing_added` on rewrites composed for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.records import Case
from level5.rubric import check_reply

CUSTOMER = "The freezer died on Sunday and everything in it is ruined. I'm livid."


def verdicts(draft: str, reply: str, facts: tuple[str, ...] = (), customer: str = CUSTOMER):
    found = check_reply(Case(id="1", customer=customer, facts=facts, draft=draft), reply)
    return found["facts_kept"], found["nothing_added"]


OPEN = "A freezer full of ruined food has you livid, and perhaps out of pocket as well. "

FAITHFUL = [
    ("Ask within 21 days of delivery.", "Once it's delivered you can ask for 21 days."),
    ("Stairs or lift B can be used.", "There are the stairs and lift B to choose from."),
    ("The hall is quiet after 9 pm.", "It is quiet in the hall from 21:00 on."),
    ("We do not charge the difference.", "The difference is on us."),
    ("It shuts every first Monday of the month.", "It shuts on the first Monday of each month."),
    ("Visits are Monday to Friday.", "Visits are on weekdays."),
    ("A check takes about 20 minutes.", "A check takes about a third of an hour."),
    ("A test takes 2 minutes.", "A test takes a couple of minutes."),
    ("We can correct the last 12 months.", "The past year is what we can correct."),
    ("Change it up to 24 hours before departure.", "Change it until a day before departure."),
    (
        "You can rebook within 6 months without a fee.",
        "Rebooking costs you nothing for half a year.",
    ),
    (
        "An engineer can come on 4 June.",
        "An engineer can come on the 4th of June. Shall I book it?",
    ),
    ("It takes 5 working days.", "It takes five working days. Would you like to wait?"),
    ("We're open until 5pm.", "We're open until 17:00. When would you come?"),
    ("See [link] for the claim form.", "The claim form is at [link]; I'll help with it."),
    ("We cannot refund food.", "Food can't be refunded. Is there something else I can do?"),
    ("It usually takes a week.", "It takes a week as a rule. Does that leave you stuck?"),
    ("Could you send us the model number?", "Which model number does it carry? Send it to me."),
    ("Hi there! Thanks for reaching out. See [link].", "There's a page on this at [link]."),
    ("The desk closes at 7 p.m. See you soon!", "The desk closes at 19:00. I'll be here."),
    ("Thanks for calling Frostline Care. It costs $80.", "It's an 80-dollar visit; shall I?"),
    ("Parts take 48 hours.", "Parts take two days. I'll raise your hopes no further."),
    (
        "You can have it collected or repaired.",
        "Collected or repaired: say which, I'll pass it on.",
    ),
    ("The defrost takes 2 minutes.", "The defrost takes 120 seconds."),
    ("The plan is not refundable.", "The plan is not something we can give back money for."),
    ("No exception is made for food.", "Food isn't an exception to that, we make none."),
    ("Which model is it?", "Would you read me the model's name off the door?"),
    ("Does that work for you?", "Would that do?"),
    ("Is it the noise, perhaps, or the smell?", "The food was the least of it, I'd think."),
    ("It was £92 and is £171 now.", "From £92 it went up by £79 to £171."),
    ("It takes up to 5 working days.", "It takes 5 working days at the longest."),
    ("We need a photo of the seal.", "A picture of the seal is needed."),
    ("New seals come in May.", "Come May there are new seals."),
    ("Two keys are needed, the third is spare.", "You need two keys; three there are in all."),
    ("We take cards or cash.", "Both cards and cash are accepted."),
    ("Open Settings and Privacy.", "Settings or Privacy first? Open Settings, then Privacy."),
    ("You can keep the drawers for 30 days.", "You may keep the drawers for 30 days."),
    ("The fee is £5.", "The fee is £5. Is it a fee of over £5 that stings?"),
    ("Send the photo and receipt to us.", "Send the receipt and photo to us."),
    (
        "Engineers come on weekdays.",
        "It got heavier as the week went by. Engineers come on weekdays.",
    ),
    ("The repair is covered by the warranty.", "The repair is at no cost: the warranty covers it."),
    ("The visit is £80.", "I can cover the basics first: the visit is £80."),
    ("It usually takes 3 days.", "It takes 3 days in most cases."),
    ("We cannot refund food.", "We cannot refund food, and yet it was your food."),
    ("New seals come in September.", "In Sept new seals come."),
    (
        "Doors are shown from 10 to 11 and from 15 to 16.",
        "Doors: from ten to eleven and from three to four.",
    ),
    ("Under 18s need a parent.", "Until you're 18 you need a parent."),
    ("It may take up to 48 hours.", "It may be two days before it's done, not longer."),
    ("The tray has not been found yet.", "The tray hasn't turned up so far."),
    ("A refund is not possible.", "Your money can't come back."),
    ("Dents are not covered.", "The cover leaves out dents."),
    ("You can pay in up to 6 parts.", "You can pay in as many as six parts."),
    ("You need not do anything.", "Nothing is required of you."),
    ("The claim is not accepted.", "The claim isn't rejected for good, but it's not accepted."),
    ("Cancelled visits are announced here.", "Cancelled visits are put up here."),
]


@pytest.mark.parametrize(("draft", "rest"), FAITHFUL)
def test_faithful_rewrites_pass_both_gates(draft, rest):
    kept, added = verdicts(draft, OPEN + rest)
    assert kept.verdict == "pass", kept.reason
    assert added.verdict == "pass", added.reason


LOSSES = [
    ("A late form costs £15 more.", "A late form costs £15.", "£15 more"),
    ("Ask within 21 days of delivery.", "Within 21 days of purchase you can ask.", "21 days"),
    ("All applicants are told by letter.", "Successful applicants are told by letter.", "All"),
    ("The green one ships on Tuesday.", "It arrives on Tuesday, the green one.", "arrives"),
    ("Buy a freeze beforehand.", "A freeze can be bought afterwards.", "afterwards"),
    ("Fewer than 10 letters are refused.", "What has more than 10 is refused.", "more than"),
    ("It shuts every first Monday of the month.", "On Mondays it shuts.", "first Monday"),
    ("On average a repair takes 6 weeks.", "A repair is done within 6 weeks.", "On average"),
    (
        "An engineer may be able to come on 4 June.",
        "On 4 June somebody will see to it.",
        "will see",
    ),
    ("There is no date for a fix.", "A fix is on its way.", "There is no date"),
    ("Food is not refundable.", "Food isn't normally refunded.", "normally"),
    (
        "It takes 5 days from the visit.",
        "It takes 5 days from the call. When was the visit?",
        "visit",
    ),
    ("An engineer can come on 4 June.", "An engineer can come soon.", "4 June"),
    ("It takes 5 working days.", "It takes 5 days.", "5 working days"),
    ("Order FZ-2201 is logged.", "Order FZ-2210 is logged.", "FZ-2201"),
    ("See [link] for the claim form.", "There's a claim form on our site.", "[link]"),
    ("We cannot refund food.", "We can refund food.", "can refund"),
    ("It usually takes 5 days.", "It takes 5 days.", "usually"),
    ("Parts ship from 3 June on.", "Parts ship by 3 June.", "3 June"),
    ("Keep the receipt. Email the photos to [email].", "Keep the receipt.", "[email]"),
    (
        "An engineer can come on Friday without any charge for the visit.",
        "An engineer can come on Friday with a charge for the visit.",
        "without any",
    ),
    (
        "The door seal is covered for the first owner.",
        "The door handle is covered for the first owner.",
        "seal",
    ),
    (
        "The motor can be replaced after a look at the plate.",
        "The motor can be replaced.",
        "after a look at the plate",
    ),
    (
        "The compressor is not covered by the plan.",
        "The compressor is not usually covered by the plan.",
        "usually",
    ),
    ("Please send us the model number.", "Please send us a photo.", "model number"),
    ("Forty trays can be sent.", "Up to forty trays can be sent.", "Up to forty"),
    ("Bring the tray and the lid.", "Bring the tray or the lid.", "or"),
    ("Visitors must ring the bell.", "Visitors may ring the bell.", "may"),
    (
        "It takes up to 2 days. Call at about noon.",
        "It takes 2 days. Call at about noon.",
        "up to",
    ),
    ("The lamp is dimmed under Home, Lights.", "The lamp is dimmed under Home.", "Lights"),
    (
        "Close the door firmly, press the red button and wait for the lamp.",
        "Close the door firmly and wait for the lamp.",
        "press the red button",
    ),
    ("Which shelf was it, and did the lamp stay on?", "Which shelf was it?", "lamp"),
    (
        "Doors are sometimes left open by the fitters.",
        "The doors were left open by the fitters.",
        "sometimes",
    ),
    ("Object in writing by 5 May.", "You can object by 5 May.", "in writing"),
    ("DM us the plate number.", "Email the plate number to us.", "DM"),
    ("Send the receipt or a scan of the plate.", "Send the receipt along with a scan of it.", "or"),
    ("A plan costs £2 a day.", "A plan is £2 a week.", "a week"),
    ("The plate is on the back.", "The plate is on the front.", "front"),
    ("Trays are kept for a week. After that they are given away.", "Trays are binned.", "binned"),
    ("You collect the seal on 5 May.", "The seal comes to your door on 5 May.", "to your door"),
    ("We can come tomorrow.", "We can come the day after tomorrow.", "day after"),
    ("Postage is paid by you, the lamp is free.", "The lamp is free, postage included.", "ostage"),
    ("We don't know yet whether the seal was torn.", "The seal was torn.", "torn"),
    ("You can switch it on under Home.", "I've switched it on under Home.", "switched"),
    ("Claims are looked at within 10 days.", "Claims are settled in 10 days.", "settled"),
    ("It can be swapped if it has not been plugged in.", "It can be swapped.", "if it has"),
    (
        "Bay 4 is shut. Ask at the desk beside bay 7.",
        "Bay 4 is shut. There's someone at the desk beside bay 4.",
        "7",
    ),
]


def test_missing_changed_and_unit_swapped_slots_are_told_apart():
    draft = "It takes 5 working days from 4 June and costs £12."
    kept, _ = verdicts(draft, OPEN + "It takes 5 days and costs £15.")
    assert kept.reason == (
        "missing: '4 June'; changed: '5 working days' became '5 days' (unit), '£12' became '£15'"
    )


def test_a_clause_of_the_facts_that_is_left_out_is_missing():
    facts = ("The freezer can be repaired at home or exchanged at the nearest depot.",)
    kept, _ = verdicts(facts[0], OPEN + "The freezer can be repaired at home.", facts)
    assert kept.reason == "missing: 'or exchanged at the nearest depot'"


@pytest.mark.parametrize(("draft", "rest", "word"), LOSSES)
def test_losses_fail_and_show_the_word(draft, rest, word):
    kept, _ = verdicts(draft, OPEN + rest)
    assert kept.failed
    assert any(word in span.text for span in kept.spans), kept


ADDITIONS = [
    ("We'll move you to another flat.", "We'll move you"),
    ("You can book by post, or online.", "or online"),
    ("I'll refund you in full.", "refund"),
    ("I'll have a manager call you back.", "manager call you"),
    ("I've escalated it to my supervisor.", "escalated"),
    ("You'll have a replacement by Friday.", "Friday"),
    ("Here's a voucher for your trouble.", "voucher"),
    ("This was due to a power cut.", "due to"),
    ("I promise it won't happen again.", "I promise"),
    ("I've already booked the engineer.", "I've already booked"),
    ("It costs £40.", "£40"),
    ("Ask for Anneliese Boyd at the desk.", "Anneliese Boyd"),
    ("Our foreman will ring you about it.", "ring you"),
    ("I'll take it up with the regional manager.", "regional manager"),
    ("I'm laying it before our directors.", "directors"),
    ("You'll have it working again tonight.", "tonight"),
    ("It will hold for years, you have my word.", "my word"),
    ("As a special case we'll come at night.", "special case"),
    ("You won't be charged for the visit.", "charged"),
    ("I'll put £15 on your account for the mess.", "£15"),
    ("I've unlocked the warranty for you.", "I've unlocked"),
    ("You can also drop it at our repair counter.", "counter"),
    ("Please send me your passport too.", "passport"),
    ("I've asked our depot to keep one aside.", "I've asked"),
    ("It was late because our van met a flooded bridge.", "flooded bridge"),
    ("A look inside comes at no extra cost.", "no extra cost"),
    ("We'd cover the food as well.", "cover the"),
    ("I'll message you afterwards.", "message you"),
    ("I'll keep a place for you on the list.", "keep a place"),
    ("Your case is now with the foreman.", "now with"),
    ("I've been on the phone to the depot.", "on the phone"),
    ("Once I've seen it and given you a call we'll go on.", "given you"),
    ("It's dry by Friday.", "Friday"),
    ("There's a phone line for it as well.", "phone line"),
    ("We'll decide what you're owed.", "owed"),
    ("The tray is yours to keep.", "yours to keep"),
    ("Our fitter flooded the kitchen.", "fitter flooded"),
]


@pytest.mark.parametrize(("rest", "word"), ADDITIONS)
def test_additions_fail_and_show_the_words(rest, word):
    _, added = verdicts(
        "An engineer will look at it.", OPEN + "An engineer will look at it. " + rest
    )
    assert added.failed
    assert any(word in span.text for span in added.spans), added


ALLOWED = [
    "Would you like me to explain it step by step?",
    "I wonder whether the food mattered more than the machine?",
    "Tell me which worries you more, the food or the floor.",
    "I'll stay with you while you look.",
    "Say which and I'll pass it on.",
    "Those summer mornings won't come back.",
    "Is it awkward even to raise it?",
    "I can go through today's events with you.",
]


@pytest.mark.parametrize("rest", ALLOWED)
def test_what_a_level_5_may_add_passes(rest):
    _, added = verdicts(
        "An engineer will look at it.", OPEN + "An engineer will look at it. " + rest
    )
    assert added.verdict == "pass", added.reason


def test_a_given_fact_may_be_used():
    facts = ("The engineer comes on Friday.",)
    _, added = verdicts("An engineer will look at it.", "An engineer comes on Friday.", facts)
    assert added.verdict == "pass"


def test_saying_the_customers_wish_back_is_no_promise():
    customer = "I want a refund for the freezer, I'm livid."
    draft = "Refund requests need a photo."
    _, added = verdicts(
        "Please send a photo.", "You want a refund. Please send a photo.", (), customer
    )
    assert added.verdict == "pass"
    _, added = verdicts(
        "Please send a photo.", "I'll refund you. Please send a photo.", (), customer
    )
    assert added.failed
    _, added = verdicts(draft, "For a refund, send a photo.", (), customer)
    assert added.verdict == "pass"


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        ("The form goes by email to [email] or by pigeon to the barn.", "pigeon"),
        ("The form goes by email to [email], along with the warranty.", "warranty"),
        ("The form goes by email to [email], since the fax was sold.", "fax"),
    ],
)
def test_what_is_put_into_a_copied_sentence_fails(copy, word):
    draft = "The form goes by email to [email]."
    _, added = verdicts(draft, OPEN + copy)
    assert any(word in span.text for span in added.spans), added
    _, added = verdicts(draft, OPEN + "The form goes by email to [email], whenever suits you.")
    assert added.verdict == "pass", added.reason


def test_a_fact_in_the_place_of_another_fails_both_gates():
    facts = ("A ladder shipped today arrives on Monday.", "The sale ends on Saturday.")
    kept, added = verdicts(facts[0], OPEN + "A ladder shipped today arrives on Saturday.", facts)
    assert kept.failed
    assert any("Saturday" in span.text for span in added.spans), added


def test_a_number_of_things_that_became_another_fails_both_gates():
    # "Two flights" in the customer's words does not make two reports of three.
    draft = "A buyer with three reports is blocked."
    kept, added = verdicts(draft, "Two reports and a buyer is out.", customer="Two flights down!")
    assert (kept.verdict, added.verdict) == ("fail", "fail")
    assert "'three reports' became 'Two reports'" in kept.reason
    assert [span.text for span in added.spans] == ["Two reports"]


@pytest.mark.parametrize(
    ("draft", "day"),
    [
        ("We refund the money within 5 days.", "Monday"),
        ("You may collect it.", "May"),
        ("We declined the claim.", "December"),
        ("It sat in the sun.", "Saturday"),
    ],
)
def test_a_day_is_not_given_by_the_first_letters_of_another_word(draft, day):
    _, added = verdicts(draft, f"{OPEN}{draft} It comes in {day}.", customer="It broke.")
    assert added.reason == f"nowhere given: '{day}'"


def test_an_amount_may_be_the_sum_of_two_given_ones_but_not_the_double_of_one():
    draft, fact = "The visit is £45, parts are £30.", "A visit is £45."
    _, added = verdicts(draft, f"{OPEN}{draft} That is £75 in all.", (fact,))  # 45 + 30
    assert added.verdict == "pass", added.reason
    _, added = verdicts(draft, f"{OPEN}{draft} Two visits are £90.", (fact,))  # 45 + 45
    assert added.reason == "nowhere given: '£90'"


@pytest.mark.parametrize(
    ("draft", "reply"),
    [
        ("The visit is £30 and the part £120.", "The visit is £120 and the part £30."),
        ("Seals come on Monday and doors on Friday.", "Seals come on Friday and doors on Monday."),
        (
            "We can send the red one, not the blue one.",
            "We can send the blue one, not the red one.",
        ),
    ],
)
def test_two_things_that_changed_places_fail_both_gates(draft, reply):
    kept, added = verdicts(draft, OPEN + reply)
    assert kept.failed and added.failed and not kept.unsure and not added.unsure


def test_the_scorer_hears_of_every_objection_that_compares_words():
    draft = "Click Save and close the window. Without a receipt nothing can be refunded."
    kept, _ = verdicts(draft, OPEN + "Click Save and lock the window.")
    assert kept.unsure
    assert kept.reason.startswith("changed: 'close', 'lock'; not said again: 'Without")
    assert "Without a receipt nothing can be refunded." in [span.text for span in kept.spans]


def test_a_sure_objection_comes_before_words_compared():
    draft = "Click Save and close the window to finish. Two forms are needed."
    _, added = verdicts(
        draft, OPEN + "Click Save and shut the window to finish. Four forms are needed."
    )
    assert added.reason == "counted otherwise: 'Four forms'" and not added.unsure


def test_another_id_must_not_stand_where_none_is_needed():
    given = ("An engineer can come on Friday.",), "FZ-2201 is what they call my freezer."
    kept, _ = verdicts("We apologise for case FZ-2201.", "Case FZ-2210 is a shame.", *given)
    assert kept.reason == "changed: 'FZ-2201' became 'FZ-2210'"
    kept, _ = verdicts("We apologise for case FZ-2201.", "I'm sorry about the case.", *given)
    assert kept.verdict == "pass", kept.reason


def test_a_softened_refusal_fails():
    draft = "We cannot refund food."
    _, added = verdicts(draft, "We cannot refund food, but I'll see what I can do.")
    assert added.failed
    _, added = verdicts(draft, OPEN + "Food isn't normally something we refund.")
    assert added.reason == 'a refusal is softened: "n\'t normally"'
    _, added = verdicts(draft, OPEN + "You aren't usually the angry sort. Food can't be refunded.")
    assert added.verdict == "pass", added.reason


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_is_checked_and_spans_lie_inside(draft, reply):
    case = Case(id="1", customer="x y", draft=draft.strip() or "d")
    texts = {"customer": case.customer, "draft": case.draft, "reply": reply}
    for found in check_reply(case, reply).values():
        for span in found.spans:
            assert texts[span.where][span.start : span.end].startswith(span.text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_a_draft_unchanged_keeps_its_facts(draft):
    case = Case(id="1", customer="hello", draft=draft.strip() or "d")
    assert not check_reply(case, case.draft)["facts_kept"].failed


@pytest.mark.parametrize(
    ("draft", "reply", "same"),
    [
        ("Bring the slip or a photo.", "A photo and the slip are wanted.", False),
        ("Bring the slip and a photo.", "A slip or photo is wanted.", False),
        ("Bring the slip or a photo.", "A photo or the slip is wanted.", True),
        # In a denial both say the same.
        ("Slips and photos aren't kept.", "We keep no slips or photos.", True),
    ],
)
def test_alternatives_stay_alternatives(draft, reply, same):
    kept, added = verdicts(draft, OPEN + reply)
    assert (kept.verdict == "pass") == same, kept
    assert (added.verdict == "pass") == same, added


def test_an_amount_may_be_what_the_customer_counts_times_a_given_one():
    draft = "A missed visit is credited with £15."
    third = "This is the third time nobody came."
    # 3 × 15 = 45, and 60 is four times.
    for amount, verdict in (("45", "pass"), ("£45", "pass"), ("£60", "fail")):
        _, added = verdicts(draft, f"{OPEN}{draft} That makes {amount}.", customer=third)
        assert added.verdict == verdict, (amount, added.reason)


def test_an_exception_adds_a_promise_and_leaves_the_rule():
    draft = "Food is not refundable."
    kept, added = verdicts(draft, f"{OPEN}{draft} I'll make an exception.")
    assert kept.verdict == "pass"
    assert added.failed


def test_a_month_is_a_slot_without_its_day():
    kept, added = verdicts("Rates rise in July and August.", OPEN + "Rates rise in June and July.")
    assert kept.reason == "changed: 'August' became 'June'"
    assert added.reason == "nowhere given: 'June'"


@pytest.mark.parametrize(
    ("draft", "crossed"),
    [
        # "ask, change, until" stand with the 3rd in the draft and with the 17th in the reply.
        (
            "The new date is 17 September. You can ask for a change until 3 September.",
            "It's now 3 September, and a change can be asked for until 17 September.",
        ),
        (
            "The repair costs £40. The courier who brings it costs £9.",
            "The repair would be £9; the courier to bring it is £40.",
        ),
    ],
)
def test_figures_that_changed_places_in_free_wording_fail_both_gates(draft, crossed):
    assert [found.failed for found in verdicts(draft, OPEN + crossed)] == [True, True]
    kept, added = verdicts(draft, OPEN + draft)
    assert not kept.failed, kept.reason
    assert not added.failed, added.reason


def test_figures_of_one_clause_may_be_listed_in_either_order():
    draft = "We've got 14 May at 8:30 and 16 May at 11:15 as the next places."
    kept, added = verdicts(draft, OPEN + "The places are 16 May at 11:15 and 14 May at 8:30.")
    assert not kept.failed, kept.reason
    assert not added.failed, added.reason


def test_a_fault_that_only_the_customer_told_of_is_not_confirmed():
    draft = "Please send photos of the damage to [email]."
    customer = "Your driver dropped my lamp and ran off. I'm fuming."
    told = "Our driver dropped your lamp, and you're fuming. " + draft
    _, added = verdicts(draft, told, customer=customer)
    assert added.reason == "a fault that nobody but the customer told of: 'Our driver dropped'"
    _, added = verdicts(draft, told, ("The driver dropped the lamp.",), customer=customer)
    assert not added.failed
    # Regretted, or guessed at, it is the customer's story said back.
    for said in ("I'm sorry that we dropped your lamp. ", "Perhaps our driver dropped it? "):
        _, added = verdicts(draft, said + draft, customer=customer)
        assert not added.failed, added.reason


def test_a_clause_counts_as_lost_only_where_no_new_words_may_say_it():
    facts = ("The cover is sold in May, while stock lasts.",)
    draft = "The cover is sold in May, while stock lasts."
    kept, _ = verdicts(draft, OPEN + "The cover is sold in May.", facts)
    assert kept.reason == "missing: 'while stock lasts.'"
    # Three words and more that nobody gave: "until, last, piece, gone" say the same.
    kept, _ = verdicts(
        draft, OPEN + "In May the cover is sold until the last piece has gone.", facts
    )
    assert not kept.failed, kept.reason


@pytest.mark.parametrize(
    ("draft", "same", "other"),
    [
        ("It is shut until the end of July.", "Till 31 July it's shut.", "Till 30 July."),
        (
            "You have 100 days for it.",
            "You have a hundred days for it.",
            "You have 90 days.",
        ),
        (
            "Keep the button pressed for 20 seconds.",
            "Keep it pressed for a third of a minute.",
            "Keep it pressed for a third of an hour.",
        ),
    ],
)
def test_more_forms_of_figures_are_the_same(draft, same, other):
    kept, added = verdicts(draft, OPEN + same)
    assert not kept.failed, kept.reason
    assert not added.failed, added.reason
    assert verdicts(draft, OPEN + other)[0].failed


def test_a_guess_may_speak_of_a_day_and_an_offer_may_not():
    draft = "We cannot refund food."
    guess = OPEN + "Perhaps you dread next Thursday because of it? " + draft
    assert not verdicts(draft, guess)[1].failed
    assert verdicts(draft, OPEN + draft + " Would you like it on Thursday?")[1].failed


def test_words_that_say_the_same_count_as_the_thing_itself():
    draft = "The oven is repaired once the part is dispatched."
    kept, added = verdicts(draft, OPEN + "The oven is fixed once the part is sent.", (draft,))
    assert not kept.failed, kept.reason
    assert not added.failed, added.reason


def test_what_is_forbidden_and_then_permitted_fails_both_gates():
    draft = "Please don't use the door until Friday."
    kept, added = verdicts(draft, OPEN + "Until Friday the door can be used from inside.")
    assert kept.failed
    assert [span.text for span in added.spans] == ["can be used"]
    _, added = verdicts(draft, OPEN + "It can't be used until Friday, then it can be used.")
    assert added.verdict == "pass", added.reason
