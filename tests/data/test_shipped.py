"""The data that ships holds what its card says."""

import json

import pytest

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
    assert len(ladders) >= 240
    assert len({x.domain for x in ladders}) >= 12
    assert {x.channel for x in ladders} == set(CHANNELS)
    assert len({x.voice for x in ladders}) >= 8
    assert all({r.level for r in x.replies} == set(LEVELS) for x in ladders)


def test_the_split_manifest_is_that_of_the_ids(ladders):
    listed = json.loads((DATA / "splits.json").read_text())
    assert listed == {s: [x.id for x in ladders if split_of(x.id) == s] for s in SPLITS}


def test_negatives_belong_to_training_ladders(ladders):
    train = [x for x in ladders if split_of(x.id) == "train"]
    assert load_negatives(DATA, train)


def test_shards_load_as_a_dataset(ladders):
    from datasets import load_dataset

    rows = load_dataset("json", data_files=[str(p) for p in shard_paths(DATA)], split="train")
    assert len(rows) == len(ladders)


def test_a_third_of_the_high_replies_do_without_the_usual_words(ladders):
    usual = ("sorry", "understand", "feel", "frustrat", "apolog")
    high = [r.text.lower() for x in ladders for r in x.replies if r.level >= 4]
    without = sum(not any(word in text for word in usual) for text in high)
    assert without / len(high) >= 1 / 3
