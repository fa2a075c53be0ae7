"""The data that ships holds what its card says."""

import json

import pytest
import yaml

from level5.data.labels import is_sampled, load_labelled, load_relabelled
from level5.data.ladders import SPLITS, load_ladders, shard_paths, split_of
from level5.data.leaks import near_duplicates
from level5.data.negatives import load_negatives
from level5.data.validate import ladder_problems
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


def test_a_fifth_of_all_replies_is_labelled_twice_and_no_label_contradicted(ladders):
    rows = load_labelled(DATA, ladders, load_relabelled(DATA, ladders))
    replies = sum(len(x.replies) for x in ladders)
    twice = [row for row in rows if len(row.levels) > 1 and is_sampled(row.ladder.id, row.reply)]
    assert len(twice) >= replies / 5
    assert [(row.ladder.id, row.reply) for row in rows if row.contradicted] == []


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
