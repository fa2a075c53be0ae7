"""Decoding held to a finite set of answers."""

import pytest

from level5.config import load_run
from level5.config.schema import GenerateSection
from level5.generate.constraint import Constraint
from level5.generate.engine import Engine
from level5.model import Placement, load_base, load_tokenizer
from level5.records import Case
from tests.conftest import ROOT

PARTS = [["[1]"], ["You're cross.", "You're cross: {1}.", "{1}."], ["<1> <2?>"]]
CASES = [
    Case(id="a", customer="No heat for three weeks.", draft="Send your number."),
    Case(id="b", customer="Late again.", draft="See [link]. It takes five days, or more."),
]


@pytest.fixture(scope="module")
def section():
    return load_run(ROOT / "configs" / "run" / "embedded.yaml").model


@pytest.fixture(scope="module")
def tokenizer(section):
    return load_tokenizer(section)


def ids(text, tokenizer):
    return tokenizer(text, add_special_tokens=False).input_ids


@pytest.mark.parametrize("middle", PARTS[1])
def test_every_answer_of_the_form_may_be_written(tokenizer, middle):
    constraint = Constraint(PARTS, tokenizer)
    answer = [*ids(f"[1] {middle} <1> <2?>", tokenizer), tokenizer.eos_token_id]
    for i, token in enumerate(answer):
        assert token in constraint.following(answer[:i])


def test_nothing_else_may(tokenizer):
    constraint = Constraint(PARTS, tokenizer)
    # One way to begin, two after it, and no end before all parts are there.
    assert constraint.following([]) == ids("[", tokenizer)
    begun = ids("[1]", tokenizer)
    assert len(constraint.following(begun)) == 2
    assert tokenizer.eos_token_id not in constraint.following(begun)
    assert constraint.following(ids("[1] Nonsense", tokenizer)) == [tokenizer.eos_token_id]


def test_after_the_end_comes_nothing_more(tokenizer):
    whole = [*ids("[1] {1}. <1> <2?>", tokenizer), tokenizer.eos_token_id]
    constraint = Constraint(PARTS, tokenizer)
    assert constraint.following(whole) == [tokenizer.eos_token_id]


@pytest.mark.parametrize("candidates", [1, 4])
def test_a_model_writes_answers_of_each_cases_form(section, tokenizer, candidates):
    import torch

    model = load_base(section, Placement("cpu", "test", torch.float32, "test"))
    forms = {"a": [["Yes.", "No."], ["Sure?", "Or not?"]], "b": [["{1}", "{2}"], ["[1] [2]"]]}
    settings = GenerateSection(
        batch_size=2, max_new_tokens=30, candidates=candidates, temperature=2.0
    )
    engine = Engine(
        model, tokenizer, section, settings, lambda text, _: text, 3, lambda c: forms[c.id]
    )
    found = {}
    engine.generate(CASES, found.update)
    texts = [[found[i]] for i in range(2)]
    if candidates > 1:
        texts = engine.sample(CASES)
    may = {
        "a": {f"{x} {y}" for x in forms["a"][0] for y in forms["a"][1]},
        "b": {"{1} [1] [2]", "{2} [1] [2]"},
    }
    for case, answers in zip(CASES, texts, strict=True):
        assert {x.text for x in answers} <= may[case.id]
        assert not any(x.truncated for x in answers)
