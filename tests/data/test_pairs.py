from level5.data.pairs import evaluation_pairs, pairs_of, training_pairs
from level5.records import Ladder
from tests.conftest import ladder_row


def ladder(name: str = "lamp-1") -> Ladder:
    return Ladder.model_validate(ladder_row(name), strict=False)


def test_a_reference_goes_with_the_draft_it_rewrites_or_with_all_facts():
    # Reply 6 rewrites reply 0; reply 7 carries all facts, as among the drafts only reply 4 does.
    assert [pair.id for pair in pairs_of(ladder())] == ["lamp-1.0-6", "lamp-1.4-7"]


def test_a_pair_never_shows_the_labels():
    pair = next(pairs_of(ladder()))
    assert pair.draft_level == 1 and pair.draft_kind == "bare_fix"
    assert pair.reference != pair.draft
    assert pair.facts == ladder().facts


def test_each_draft_is_evaluated_once():
    pairs = evaluation_pairs([ladder("a"), ladder("b")])
    assert len({(p.ladder, p.draft) for p in pairs}) == len(pairs) == 4


def test_facts_are_shown_as_often_as_asked():
    ladders = [ladder(f"l{i}") for i in range(200)]
    assert all(pair.facts for pair in training_pairs(ladders, 1.0, seed=1))
    assert not any(pair.facts for pair in training_pairs(ladders, 0.0, seed=1))
    half = training_pairs(ladders, 0.5, seed=1)
    # 400 pairs, standard error 2.5 points.
    assert 0.4 < sum(bool(pair.facts) for pair in half) / len(half) < 0.6
    assert half == training_pairs(ladders, 0.5, seed=1)


def test_at_most_so_many_drafts_of_a_scenario_are_drawn():
    ladders = [ladder("a"), ladder("b")]
    every = evaluation_pairs(ladders)
    drawn = evaluation_pairs(ladders, most=1)
    assert [pair.ladder for pair in drawn] == ["a", "b"]
    assert all(pair in every for pair in drawn)
    assert evaluation_pairs(ladders[1:], most=1) == drawn[1:]
