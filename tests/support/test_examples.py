"""What programs make of a rewrite: the marked words are there, and the labels fit them."""

import random

import pytest

from level5.data.faithfulness import FaithfulnessCase
from level5.data.ladders import load_ladders, split_of
from level5.records import Case
from level5.support.encode import DRAFT, REPLY, encode
from level5.support.examples import (
    _carried,
    _out_of_draft,
    _out_of_rewrite,
    _out_of_sources,
    _word_altered,
    _word_altered_in_both,
    made_examples,
)
from level5.support.fit import token_targets
from tests.conftest import ROOT

CASE = Case(
    id="1",
    customer="Fed up. A week without a lamp.",
    facts=("A new lamp can be sent by 4 May.",),
    draft="Sorry. A new lamp can be sent by 4 May. Keep the receipt.",
)
REPLY_TEXT = (
    "A dark week: you're fed up. A new lamp can be sent by 4 May. Keep the receipt, please."
)


@pytest.fixture(scope="module")
def made():
    ladders = [x for x in load_ladders(ROOT / "data") if split_of(x.id) == "train"][:60]
    return made_examples(ladders, [], seed=1)


def test_labels_fit_the_marked_words(made):
    assert {(x.kept, x.nothing_added) for x in made} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    for x in made:
        assert x.kept == (not x.lost)
        # Of what is taken out of a draft nobody knows where its rewrite says it.
        assert x.nothing_added == (x.added == ())
        for start, end in x.added or ():
            assert x.reply[start:end].strip()
        for start, end in x.lost:
            assert x.case.draft[start:end].strip()


def test_the_same_seed_makes_the_same(made):
    ladders = [x for x in load_ladders(ROOT / "data") if split_of(x.id) == "train"][:60]
    assert made_examples(ladders, [], seed=1) == made
    assert made_examples(ladders, [], seed=2) != made


def test_sound_cases_are_changed_like_rewrites(made):
    ladders = [x for x in load_ladders(ROOT / "data") if split_of(x.id) == "train"][:60]
    draft = next(i for i, reply in enumerate(ladders[0].replies) if reply.level <= 3)
    sound = FaithfulnessCase(
        id="c",
        ladder=ladders[0].id,
        draft_index=draft,
        kind="passive_to_active",
        facts_kept=True,
        nothing_added=True,
        rewrite="Entirely my own words.",
        why="for this test",
        author="a test",
        license="CC BY 4.0",
    )
    broken = sound.model_copy(update={"facts_kept": False, "kind": "step_dropped"})
    more = made_examples(ladders, [(ladders[0], broken), (ladders[0], sound)], seed=1)
    # One more than without them: of the sound case, with its words in it.
    assert more[:-1] == made
    assert "Entirely my own words." in more[-1].reply


def test_a_sentence_that_comes_back_is_found():
    pairs = [(a.text, b.text) for a, b in _carried(CASE, REPLY_TEXT)]
    assert pairs == [("A new lamp can be sent by 4 May.", "A new lamp can be sent by 4 May.")]


def test_taking_it_out_of_the_rewrite_loses_it():
    found = _out_of_rewrite(CASE, REPLY_TEXT, "1", random.Random(1))
    assert found is not None and not found.kept and found.nothing_added
    assert "4 May" not in found.reply
    assert [CASE.draft[a:b] for a, b in found.lost] == ["A new lamp can be sent by 4 May."]


def test_taking_it_out_of_draft_and_facts_makes_it_new():
    found = _out_of_sources(CASE, REPLY_TEXT, "1", random.Random(1))
    assert found is not None and found.kept and not found.nothing_added
    assert "4 May" not in found.case.draft and found.case.facts == ()
    assert [found.reply[a:b] for a, b in found.added] == ["A new lamp can be sent by 4 May."]


def test_token_targets_are_those_of_the_marked_characters(tokenizer):
    found = _out_of_sources(CASE, REPLY_TEXT, "1", random.Random(1))
    row = encode(found.case, found.reply, tokenizer, 128)
    targets = token_targets(found, row)
    (start, end) = found.added[0]
    for region, (a, _), target in zip(row.regions, row.spans, targets, strict=True):
        if region == REPLY:
            assert target == float(start <= a < end)
        elif region == DRAFT:
            assert target == 0.0
        else:
            assert target != target  # open


def test_a_word_of_the_draft_is_altered_and_the_fact_goes_that_says_the_same():
    own = "Once the lamp is there, keep it dry until Monday."
    case = CASE.model_copy(update={"draft": f"Sorry. {own}", "facts": (own, "Lamps cost £4.")})
    for seed in range(20):
        x = _word_altered(
            case, "Dry till the week begins, once it is there.", "s", random.Random(seed)
        )
        assert not x.kept and not x.nothing_added and x.added is None
        ((start, end),) = x.lost
        assert x.case.draft[start:end] not in own.split()
        assert x.case.facts == ("Lamps cost £4.",)


def test_what_is_altered_on_both_sides_is_sound():
    x = _word_altered_in_both(CASE, REPLY_TEXT, "s", random.Random(1))
    assert x.kept and x.nothing_added
    assert "A new lamp can be sent by 4 May." not in x.case.draft + x.reply
    new = x.case.draft.removeprefix("Sorry. ").removesuffix(" Keep the receipt.")
    assert new in x.reply


def test_what_is_taken_out_of_the_draft_is_added_by_its_rewrite():
    reply = "Fed up, and no wonder. Look for the new one no later than the fourth."
    case = CASE.model_copy(update={"customer": "Fed up. A dark week."})
    x = _out_of_draft(case, reply, "s", random.Random(0))
    assert x.case.draft == "Sorry. Keep the receipt." and x.case.facts == ()
    assert x.kept and not x.nothing_added and x.reply == reply
