"""What preference tuning learns from, and that it learns it."""

import json

import pytest
import torch

from level5.config import load_run
from level5.data.acknowledgements import load_acknowledgements
from level5.data.faithfulness import load_faithfulness_cases
from level5.data.ladders import load_ladders
from level5.data.pairs import training_pairs
from level5.errors import InputError
from level5.model import Placement, load_base, load_tokenizer
from level5.plain import plain_form
from level5.records import Pair
from level5.suggestions import suggested
from level5.train.dpo import encode_preferences, tune
from level5.train.preferences import preferences
from tests.conftest import ROOT

RUN = ROOT / "configs" / "run" / "embedded.yaml"
DPO = [
    "preference.epochs=3",
    "preference.learning_rate=1e-3",
    "preference.beta=0.1",
    "preference.batch_size=4",
]
REFERENCES = ["data.answers=references", "model.suggests=false", "generate.constrained=false"]


@pytest.fixture(scope="module")
def ladders():
    """Training scenarios whose messages raters answered, and that have faithfulness cases."""
    data = ROOT / "data"
    everyone = load_ladders(data)
    accepted = load_acknowledgements(data)
    tried = {ladder.id for ladder, _ in load_faithfulness_cases(data, everyone)}
    known = [x for x in load_ladders(data, split="train") if x.id in accepted and x.id in tried]
    return known[:12]


def test_a_worse_plain_answer_has_one_part_that_does_not_fit(ladders):
    config = load_run(RUN, [*DPO, "preference.pairs=null"])
    found = preferences(training_pairs(ladders, 0.5, 7), ladders, config)
    own = [x for x in found if isinstance(x.case, Pair)]
    accepted = load_acknowledgements(ROOT / "data")
    assert len(own) >= len(ladders)
    for case, chosen, rejected in own:
        said = accepted[case.ladder]
        shown = suggested(case.customer)
        form = plain_form(case, shown)
        parts = [
            (
                next(x for x in form.openings if x.text in text),
                next(x for x in form.behind if x.text in text),
            )
            for text in (chosen, rejected)
        ]
        (opening, behind), (other, missing) = parts
        assert shown.feelings[opening.feeling] in said.feelings.accepted
        assert (opening == other) != (behind == missing)
        if other.feeling != opening.feeling:
            assert shown.feelings[other.feeling] in said.feelings.declined
        # As many topics: a longer answer must not be a better one.
        assert len(other.topics) == len(opening.topics)
        assert (_declined(missing, shown, said) >= _declined(behind, shown, said) + 2) == (
            behind != missing
        )


def _declined(behind, shown, said):
    of_says = shown.says[behind.says].text in {*said.guesses.declined, *said.says.declined}
    return of_says + sum(shown.asks[i].text in said.asks.declined for i in behind.asks)


def test_a_reference_stands_before_lower_levels_and_unfaithful_rewrites(ladders):
    config = load_run(RUN, [*DPO, *REFERENCES, "model.quotes=false", "generate.completes=false"])
    pairs = training_pairs(ladders, 0.5, 7)
    found = preferences(pairs, ladders, config)
    lower = {x.text for ladder in ladders for x in ladder.replies if x.level < 5}
    cases = load_faithfulness_cases(ROOT / "data", load_ladders(ROOT / "data"))
    broken = {x.rewrite for _, x in cases if not (x.facts_kept and x.nothing_added)}
    sound = {x.rewrite for _, x in cases} - broken | {x.reference for x in pairs}
    assert all(x.rejected in lower | broken and x.chosen in sound for x in found)
    assert any(x.rejected in broken for x in found)
    assert all(x.rejected != x.case.draft for x in found)


def test_as_many_pairs_as_asked_for_and_an_error_for_none(ladders):
    config = load_run(RUN, [*DPO, *REFERENCES, "preference.pairs=5"])
    assert len(preferences(training_pairs(ladders, 0.5, 7), ladders, config)) == 5
    with pytest.raises(InputError, match="none of the training ladders"):
        preferences([], [], config)


def test_right_openings_stand_before_each_wrong_one(tmp_path):
    row = {
        "id": "x1",
        "domain": "parcels",
        "customer": "it never came",
        "opening": "You're upset that it never came, which spoils the day.",
        "right": ["You're cross that nothing came."],
        "wrong": ["You're glad that it came.", "You're cross about a car.", "You're lost."],
        "author": "language model",
        "license": "CC BY 4.0",
    }
    (tmp_path / "openings.jsonl").write_text(json.dumps(row) + "\n")
    config = load_run(ROOT / "configs" / "run" / "smollm2.yaml", [*DPO, f"data.folder={tmp_path}"])
    found = preferences([], [], config)
    # Right ones in turn, the sampled one first; the written one up to its second clause.
    sampled, written = "You're cross that nothing came.", "You're upset that it never came."
    better = {x.rejected: x.chosen for x in found}
    assert better == {
        "You're glad that it came.": sampled,
        "You're cross about a car.": written,
        "You're lost.": sampled,
    }
    assert {x.case.customer for x in found} == {"it never came"}


def test_tuning_parts_the_better_from_the_worse(ladders, tmp_path):
    from peft import LoraConfig, get_peft_model

    config = load_run(RUN, [*DPO, *REFERENCES, "preference.pairs=8"])
    tokenizer = load_tokenizer(config.model)
    rows = encode_preferences(
        preferences(training_pairs(ladders, 0.5, 7), ladders, config), config, tokenizer
    )
    placement = Placement("cpu", "test", torch.float32, "test")
    torch.manual_seed(0)
    model = get_peft_model(
        load_base(config.model, placement), LoraConfig(r=4, target_modules="all-linear")
    )

    def margin() -> float:
        """Log-probability of the better answers over that of the worse, summed over rows."""
        total = 0.0
        for row in rows:
            for sign, name in ((1, "chosen_ids"), (-1, "rejected_ids")):
                ids = torch.tensor([row["prompt_ids"] + row[name]])
                with torch.inference_mode():
                    logits = model(input_ids=ids).logits[0, :-1].log_softmax(-1)
                own = logits.gather(1, ids[0, 1:, None])[-len(row[name]) :]
                total += sign * own.sum().item()
        return total

    before = margin()
    log = tune(model, tokenizer, rows, config, placement, tmp_path)
    # Three epochs of two steps; the loss of an untouched adapter is ln 2 = .693.
    assert margin() > before
    assert log[-1]["train_loss"] < 0.693
    assert list(model.peft_config) == ["default"]


def test_every_answer_too_long_is_named(ladders):
    config = load_run(RUN, [*DPO, *REFERENCES, "preference.pairs=3", "train.max_length=32"])
    found = preferences(training_pairs(ladders, 0.5, 7), ladders, config)
    with pytest.raises(InputError) as caught:
        encode_preferences(found, config, load_tokenizer(config.model))
    assert len(caught.value.problems) == 3
