"""The data that ships holds what its card says."""

import json
from collections import Counter

import pytest
import yaml

from level5.data.acknowledgements import load_own_words, load_rated_openings, messages_of
from level5.data.check_labels import LABELLED, CheckLabels, load_check_labels
from level5.data.edits import load_edits
from level5.data.faithfulness_edits import load_faithfulness_edits
from level5.data.grafts import grafts_by_kind, load_grafts
from level5.data.labels import is_sampled, load_labelled, load_relabelled
from level5.data.ladders import SPLITS, load_ladders, shard_paths, split_of
from level5.data.leaks import assert_no_copies, near_duplicates
from level5.data.negatives import load_negatives
from level5.data.validate import ladder_problems
from level5.judge_eval.probes import load_probes
from level5.records import read_records
from level5.scale import CHANNELS, LEVELS
from tests.conftest import ROOT

DATA = ROOT / "data"


@pytest.fixture(scope="module")
def ladders():
    return load_ladders(DATA)


def test_every_ladder_holds_the_mechanical_part_of_the_codebook(ladders):
    assert {x.id: p for x in ladders if (p := ladder_problems(x))} == {}


def test_nothing_is_nearly_twice_there(ladders):
    assert near_duplicates(ladders) == []


def test_breadth(ladders):
    assert len(ladders) >= 2_000
    assert len({x.domain for x in ladders}) >= 24
    assert {x.channel for x in ladders} == set(CHANNELS)
    assert len({x.voice for x in ladders}) >= 8
    assert sum(bool(x.context) for x in ladders) >= len(ladders) / 3
    assert sum("refusal" in x.traits for x in ladders) >= len(ladders) / 10
    assert sum("several_problems" in x.traits for x in ladders) >= len(ladders) / 10
    assert all({r.level for r in x.replies} == set(LEVELS) for x in ladders)


def test_the_split_manifest_is_that_of_the_ids(ladders):
    listed = json.loads((DATA / "splits.json").read_text())
    assert listed == {s: [x.id for x in ladders if split_of(x.id) == s] for s in SPLITS}


def test_negatives_belong_to_training_ladders(ladders):
    train = [x for x in ladders if split_of(x.id) == "train"]
    assert load_negatives(DATA, train)


def test_edits_and_grafts_are_as_many_as_the_card_says(ladders):
    edits = load_edits(DATA, [x for x in ladders if split_of(x.id) == "train"])
    assert len(edits) >= 7_000
    assert all(x.text.strip() for x in edits)
    assert all(len(texts) >= 50 for texts in grafts_by_kind(load_grafts(DATA)).values())


def test_probes_share_no_text_with_what_a_judge_is_fitted_on(ladders):
    train = [x for x in ladders if split_of(x.id) == "train"]
    fitted = {r.text for x in ladders for r in x.replies} | {x.customer for x in ladders}
    fitted |= {n.text for _, n in load_negatives(DATA, train)}
    fitted |= {x.text for x in load_edits(DATA, train)} | {g.text for g in load_grafts(DATA)}
    probes = load_probes(ROOT / "evals" / "probes")
    assert min(Counter(p.family for p in probes).values()) >= 30
    assert len({p.family for p in probes}) == 17
    for probe in probes:
        said = {probe.customer, probe.other_customer, probe.reply, probe.other_reply} - {""}
        assert not said & fitted, probe.id


def test_a_fifth_of_all_replies_is_labelled_twice_and_no_label_contradicted(ladders):
    rows = load_labelled(DATA, ladders, load_relabelled(DATA, ladders))
    replies = sum(len(x.replies) for x in ladders)
    twice = [row for row in rows if len(row.levels) > 1 and is_sampled(row.ladder.id, row.reply)]
    assert len(twice) >= replies / 5
    assert [(row.ladder.id, row.reply) for row in rows if row.contradicted] == []


def test_words_of_our_own_belong_to_training_messages_and_ask_one_question(ladders):
    messages = messages_of(DATA, ladders)
    for message, own in load_own_words(DATA).items():
        assert message in messages
        assert "?" not in own.opening + own.guesses and own.question.endswith("?")
        assert "!" not in own.opening + own.guesses + own.question
        assert 6 <= len(own.opening.split()) <= 45


def test_rated_openings_answer_messages_of_their_own(ladders):
    rows = load_rated_openings(DATA)
    assert len({row.id for row in rows}) == len({row.customer for row in rows}) == len(rows)
    learned = set(messages_of(DATA, ladders).values())
    assert not [row.id for row in rows if row.customer in learned]
    assert not [row.id for row in rows if {*row.right} & {*row.wrong}]
    assert_no_copies(
        [row.customer for row in rows], [x for x in ladders if split_of(x.id) != "train"]
    )


def test_the_card_s_header_is_one_that_a_hub_reads():
    from huggingface_hub import DatasetCardData

    _, header, _ = (DATA / "README.md").read_text().split("---\n", 2)
    card = DatasetCardData(**yaml.safe_load(header))
    assert card.license == "cc-by-4.0"
    for part in card.to_dict()["configs"]:
        assert list(DATA.glob(part["data_files"])), part


def test_shards_load_as_a_dataset(ladders):
    from datasets import load_dataset

    rows = load_dataset("json", data_files=[str(p) for p in shard_paths(DATA)], split="train")
    assert len(rows) == len(ladders)


def test_a_third_of_the_high_replies_do_without_the_usual_words(ladders):
    usual = ("sorry", "understand", "feel", "frustrat", "apolog")
    high = [r.text.lower() for x in ladders for r in x.replies if r.level >= 4]
    without = sum(not any(word in text for word in usual) for text in high)
    assert without / len(high) >= 1 / 3


def test_check_labels_agree_with_a_second_pass(ladders):
    first = {(x.ladder, x.reply): x for _, x in load_check_labels(DATA, ladders)}
    again = read_records(CheckLabels, DATA / "labels" / "checks_again" / "test.jsonl")
    assert len(first) == 2460 and len(again) == 240
    for check in LABELLED:
        pairs = [(first[x.ladder, x.reply], x) for x in again]
        apply = [(a, b) for a, b in pairs if check not in (*a.na, *b.na)]
        same = sum((check in a.fail) == (check in b.fail) for a, b in apply)
        assert same >= 0.92 * len(apply), check


def test_faithfulness_edits_are_there_in_all_four_outcomes(ladders):
    train = [x for x in ladders if split_of(x.id) == "train"]
    edits = load_faithfulness_edits(DATA, train)
    outcomes = Counter((x.edit.facts_kept, x.edit.nothing_added) for x in edits)
    assert len(edits) >= 2_200
    assert min(outcomes.values()) >= 400 and len(outcomes) == 4
