"""Pairs as tokens: what is learned from, and what is too long."""

import pytest

from level5.config import load_run
from level5.errors import InputError
from level5.model import load_tokenizer
from level5.prompt import answer_ids, prompt_ids
from level5.records import Pair
from level5.train.sft import encode_pairs
from tests.conftest import ROOT

RUN = ROOT / "configs" / "run" / "embedded.yaml"


def pair(**changes: object) -> Pair:
    fields: dict[str, object] = {
        "id": "p",
        "customer": "No heat.",
        "draft": "See [link].",
        "ladder": "lamp-1",
        "domain": "retail",
        "channel": "chat",
        "draft_level": 1,
        "draft_kind": "link_only",
        "reference": "A cold house is wearing. See [link].",
    }
    return Pair.model_validate(fields | changes)


def test_only_the_answer_and_its_end_are_learned_from():
    config = load_run(RUN)
    tokenizer = load_tokenizer(config.model)
    row = encode_pairs([pair()], config, tokenizer)[0]
    answer = answer_ids(pair().reference, tokenizer)
    prompt = prompt_ids(pair(), config.model.instruction, tokenizer)
    assert row["input_ids"] == prompt + answer
    assert row["labels"] == [-100] * len(prompt) + answer


def test_every_pair_too_long_is_named():
    config = load_run(RUN, ["train.max_length=32"])
    pairs = [pair(id="one"), pair(id="two")]
    with pytest.raises(InputError) as caught:
        encode_pairs(pairs, config, load_tokenizer(config.model))
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("one has ")
    assert "train.max_length is 32" in caught.value.problems[1]
