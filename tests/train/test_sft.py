"""Pairs as tokens: what is learned from, and what is too long."""

import pytest

from level5.config import load_run
from level5.data.acknowledgements import load_own_words, message_cases
from level5.errors import InputError
from level5.model import Placement, load_base, load_tokenizer
from level5.prompt import answer_ids, prompt_ids
from level5.quoting import numbered
from level5.records import Pair
from level5.suggestions import suggested, with_suggestions
from level5.train.sft import encode_pairs, learned_answers
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
    text = "A cold house is wearing. [1]"
    row = encode_pairs([pair()], [text], config, tokenizer)[0]
    answer = answer_ids(text, tokenizer)
    prompt = prompt_ids(
        with_suggestions(numbered(pair()), suggested(pair().customer)),
        config.model.instruction,
        tokenizer,
    )
    assert row["input_ids"] == prompt + answer
    assert row["labels"] == [-100] * len(prompt) + answer


OPENING = (
    "data.answers=own_words",
    "model.writes=opening",
    "model.quotes=false",
    "model.suggests=false",
    "generate.constrained=false",
)


def test_each_message_is_acknowledged_once_whatever_its_drafts():
    written = load_own_words(ROOT / "data")
    scenario = next(name for name in written if not name[0].isdigit())
    pairs = [pair(id=f"{i}", ladder=scenario, draft=f"See [link] {i}.") for i in range(2)]
    config = load_run(RUN, OPENING)
    cases, answers = learned_answers([*pairs, pair(ladder="unknown")], config)
    assert [(x.id, y) for x, y in zip(cases, answers, strict=True) if x.id in "01p"] == [
        ("0", written[scenario].opening)
    ]
    short = {x.id for x in message_cases(ROOT / "data")} & {*written}
    assert len(cases) == 1 + len(short)


def test_so_many_short_messages_as_asked_for_each_less_within_each_more():
    few, more = (
        {x.id for x in learned_answers([], load_run(RUN, [*OPENING, setting]))[0]}
        for setting in ("data.train_messages=20", "data.train_messages=40")
    )
    # Not all have an opening of their own.
    assert 10 <= len(few) <= 20 and few < more
    with pytest.raises(InputError, match="99999 asked for, there are"):
        learned_answers([], load_run(RUN, [*OPENING, "data.train_messages=99999"]))


def test_an_opening_is_learned_from_the_message_alone():
    config = load_run(RUN, OPENING)
    tokenizer = load_tokenizer(config.model)
    shown = pair(facts=("Heat is back at noon.",), context="Agent: Hello?")
    row = encode_pairs([shown], ["You're cold."], config, tokenizer)[0]
    text = tokenizer.decode(row["input_ids"])
    assert "No heat." in text and "Agent: Hello?" in text
    assert "[link]" not in text and "noon" not in text


def test_every_pair_too_long_is_named():
    config = load_run(RUN, ["train.max_length=32"])
    pairs = [pair(id="one"), pair(id="two")]
    with pytest.raises(InputError) as caught:
        encode_pairs(pairs, ["x", "y"], config, load_tokenizer(config.model))
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("one has ")
    assert "train.max_length is 32" in caught.value.problems[1]


def test_the_cpu_trainers_loss_is_the_models_own():
    import torch
    from peft import LoraConfig, get_peft_model

    from level5.train.answer_loss import AnswerLossTrainer

    config = load_run(RUN)
    base = load_base(config.model, Placement("cpu", "test", torch.float32, "test"))
    model = get_peft_model(base, LoraConfig(r=4, target_modules="all-linear"))
    ids = torch.arange(20, 44).reshape(2, 12)
    labels = ids.clone()
    labels[0, :7] = -100
    labels[1, :3] = -100
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "labels": labels}
    trainer = object.__new__(AnswerLossTrainer)
    # Learned tokens: 5 of the first row and 9 of the second.
    for count in (None, 14):
        found = trainer.compute_loss(model, inputs, num_items_in_batch=count)
        assert found.item() == pytest.approx(model(**inputs).loss.item(), rel=1e-5)
    halved = trainer.compute_loss(model, inputs, num_items_in_batch=28)
    assert halved.item() == pytest.approx(model(**inputs).loss.item() / 2, rel=1e-5)
