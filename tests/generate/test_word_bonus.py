"""The customer's own words are favoured, and nothing else."""

import torch

from level5.config import load_run
from level5.config.schema import GenerateSection
from level5.generate.engine import Engine
from level5.generate.word_bonus import WordBonus
from level5.model import Placement, load_base, load_tokenizer
from level5.records import Case
from tests.conftest import ROOT

SECTION = load_run(ROOT / "configs" / "run" / "embedded.yaml").model


def test_words_get_it_in_both_cases_and_common_or_short_ones_do_not():
    tokenizer = load_tokenizer(SECTION)
    bonus = WordBonus(
        ["The Parcel with a dog", "nothing", "a"], tokenizer, 2.5, torch.device("cpu")
    )
    scores = bonus(torch.zeros(3, 1), torch.ones(3, len(tokenizer)))
    assert (scores[2] == 1).all()

    def first(word: str) -> int:
        return tokenizer(f" {word}", add_special_tokens=False).input_ids[0]

    assert {float(scores[0, first(x)]) for x in ("Parcel", "parcel")} == {3.5}
    assert {float(scores[0, first(x)]) for x in ("with", "dog", "nothing")} == {1.0}
    assert float(scores[1, first("nothing")]) == 3.5
    # Nothing but the first tokens of two forms of one word.
    assert int((scores[0] != 1).sum()) == len({first("Parcel"), first("parcel")})


def test_a_great_bonus_fills_the_answer_with_the_message():
    exact = Placement("cpu", "test", torch.float32, "test")
    model, tokenizer = load_base(SECTION, exact), load_tokenizer(SECTION)
    case = Case(id="1", customer="Zebra.", draft="See [link].")
    found = {}
    for bonus in (0.0, 100.0):
        engine = Engine(
            model,
            tokenizer,
            SECTION,
            GenerateSection(batch_size=1, max_new_tokens=4, candidates=2),
            lambda text, case: text,
            seed=3,
            word_bonus=bonus,
        )
        answers = {}
        engine.generate([case], answers.update)
        found[bonus] = [answers[0].answer, engine.sample([case])[0][0].answer]
    begun = tokenizer(" zebra", add_special_tokens=False).input_ids[0]
    begins = {tokenizer.decode([begun]).strip(), tokenizer.decode([begun]).strip().capitalize()}
    assert all(any(x in answer for x in begins) for answer in found[100.0])
    assert found[0.0][0] != found[100.0][0]
