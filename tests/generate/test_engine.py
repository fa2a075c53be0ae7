"""Decoding: order, company in a batch, and what ran out of room."""

import pytest

from level5.config import load_run
from level5.config.schema import GenerateSection
from level5.errors import InputError
from level5.generate.engine import Engine, Generated
from level5.model import Placement, load_base, load_tokenizer
from level5.records import Case
from tests.conftest import ROOT

CASES = [
    Case(id="long", customer="No heat for three weeks. " * 8, draft="Send your number."),
    Case(id="short", customer="No heat.", draft="See [link]."),
    Case(id="middle", customer="Nobody rings back, and it is cold.", draft="Which boiler is it?"),
]


@pytest.fixture(scope="module")
def loaded():
    import torch

    section = load_run(ROOT / "configs" / "run" / "embedded.yaml").model
    # float32, so that padding cannot tip a token.
    exact = Placement("cpu", "test", torch.float32, "test")
    return load_base(section, exact), load_tokenizer(section), section


def answers(loaded, cases, batch_size, tokens=12) -> dict[int, Generated]:
    model, tokenizer, section = loaded
    settings = GenerateSection(batch_size=batch_size, max_new_tokens=tokens, completes=False)
    found: dict[int, Generated] = {}
    Engine(model, tokenizer, section, settings, lambda text, case: text, seed=3).generate(
        cases, found.update
    )
    return found


def test_each_case_is_answered_once_whatever_its_company(loaded):
    alone = answers(loaded, CASES, batch_size=1)
    together = answers(loaded, CASES, batch_size=3)
    assert sorted(alone) == [0, 1, 2]
    assert alone == together


def test_running_into_the_limit_is_reported(loaded):
    # One token is never an answer and its end.
    assert all(x.truncated for x in answers(loaded, CASES, batch_size=3, tokens=1).values())


def test_the_end_token_is_not_part_of_the_answer(loaded):
    _, tokenizer, _ = loaded
    for found in answers(loaded, CASES, batch_size=3, tokens=150).values():
        assert tokenizer.eos_token not in found.text
        assert found.text == found.text.strip()


def test_prompts_without_room_for_an_answer_are_all_named(loaded):
    long = [Case(id=i, customer="No heat. " * 400, draft="See [link].") for i in ("one", "two")]
    with pytest.raises(InputError) as caught:
        answers(loaded, [*CASES, *long], batch_size=2)
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["one", "two"]


def sampled(loaded, cases, candidates):
    model, tokenizer, section = loaded
    settings = GenerateSection(
        batch_size=4, max_new_tokens=8, completes=False, candidates=candidates, temperature=1.5
    )
    return Engine(model, tokenizer, section, settings, lambda text, case: text, seed=3).sample(
        cases
    )


def test_so_many_candidates_are_sampled_for_each_case_in_order(loaded):
    found = sampled(loaded, CASES, candidates=4)
    # The greedy one is the fourth.
    assert [len(answers) for answers in found] == [3, 3, 3]
    assert len({answer.text for answers in found for answer in answers}) > 3
    assert found == sampled(loaded, CASES, candidates=4)


def test_a_second_candidate_is_sampled_not_greedy(loaded):
    assert [len(answers) for answers in sampled(loaded, CASES, candidates=2)] == [1, 1, 1]
