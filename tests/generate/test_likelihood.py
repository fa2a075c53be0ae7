"""Both ways' log-probabilities, against the model asked by hand."""

import pytest
import torch

from level5.config import load_run
from level5.generate.likelihood import TwoWayLikelihood
from level5.model import Placement, load_base, load_tokenizer
from tests.conftest import ROOT

SECTION = load_run(ROOT / "configs" / "run" / "embedded.yaml").model
PAIRS = [
    ("The heating is broken again, third winter.", "You're tired of a heating that breaks."),
    ("Parcel?", "You're waiting for your parcel."),
    # Another of the same message, and longer.
    ("Parcel?", "You're worried that your parcel, which you need, is not there."),
    ("My bag went to Lisbon. " * 60, "You're without your bag."),
]


@pytest.fixture(scope="module")
def loaded():
    exact = Placement("cpu", "test", torch.float32, "test")
    return load_base(SECTION, exact), load_tokenizer(SECTION)


def log_probability(model, tokenizer, before: str, after: str) -> float:
    first = tokenizer(before, add_special_tokens=False).input_ids
    second = tokenizer(after, add_special_tokens=False).input_ids
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([first + second])).logits[0].log_softmax(-1)
    return sum(float(logits[len(first) - 1 + i, token]) for i, token in enumerate(second))


def test_the_opening_counts_twice_and_the_message_s_end_once(loaded):
    model, tokenizer = loaded
    expected = []
    for message, opening in PAIRS:
        end = message[-700:]
        forth = log_probability(model, tokenizer, f"Customer: {end}\n\nSupport agent: ", opening)
        asked = "This is a reply to the following message from the customer:\n"
        back = log_probability(model, tokenizer, f"Support agent: {opening}\n{asked}", end)
        expected.append(2 * forth + back)
    # Rows of other lengths beside it change nothing.
    assert TwoWayLikelihood(*loaded).scores(PAIRS) == pytest.approx(expected, rel=1e-4)
