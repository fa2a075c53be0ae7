"""Heads for checks: fitted on what is known, of scenarios that the judge has not seen."""

import pytest
import torch

from level5.data.check_labels import LABELLED
from level5.data.ladders import load_ladders, split_of
from level5.judge import check_heads
from level5.judge.check_heads import Known, fit_check_heads, known_replies
from level5.judge.encode import Question
from tests.conftest import ROOT

WIDTH = 3


class Network(torch.nn.Module):
    """Only what is fitted."""

    def __init__(self) -> None:
        super().__init__()
        self.head = torch.nn.ModuleDict({"checks": torch.nn.Linear(WIDTH, len(LABELLED))})


@pytest.fixture
def fitted(monkeypatch):
    """Fits on replies whose text is their state."""

    def fit(known):
        def states(network, tokenizer, window, questions):
            return torch.tensor([[float(x) for x in q.reply.split()] for q in questions])

        monkeypatch.setattr(check_heads, "_states", states)
        network = Network()
        fit_check_heads(network, None, 0, known)
        return lambda *state: dict(
            zip(LABELLED, network.head["checks"](torch.tensor(state)).tolist(), strict=True)
        )

    return fit


def known(state: str, weight: float = 1.0, **fails: bool) -> Known:
    return Known(Question("", "", state), fails, weight)


def test_a_check_is_told_by_the_state_that_goes_with_it(fitted):
    # The first number says blame, the last one an order; the middle one is always the same.
    rows = [
        known(f"{blame} 5 {order}", no_blame=blame > 0, no_command_to_feel=order > 0)
        for blame in (-1, 1)
        for order in (-1, 1)
    ] * 2500
    says = fitted(rows)
    assert says(1.0, 5.0, -1.0)["no_blame"] > 2 > -2 > says(-1.0, 5.0, 1.0)["no_blame"]
    found = says(1.0, 5.0, -1.0)["no_command_to_feel"]
    assert found < -2


def test_a_check_that_nothing_is_known_of_stays_even(fitted):
    says = fitted([known("1 0 0", no_blame=True), known("-1 0 0", no_blame=False, ownership=True)])
    found = says(1.0, 0.0, 0.0)
    assert found["ownership"] == found["respectful"] == 0 != found["no_blame"]


def test_a_heavier_label_outweighs_another(fitted):
    both = [known("1 0 0", 3.0, no_blame=True), known("1 0 0", 1.0, no_blame=False)] * 20
    # Three to one: the logit of .75.
    assert fitted(both)(1.0, 0.0, 0.0)["no_blame"] == pytest.approx(1.0986, abs=0.01)


def test_replies_are_of_training_scenarios_that_the_judge_has_not_seen():
    ladders = load_ladders(ROOT / "data")
    by_message = {x.customer: x.id for x in ladders}
    train = sorted(x.id for x in ladders if split_of(x.id) == "train")
    fitted_on = train[::2]
    rows = known_replies(ROOT / "data", ladders, fitted_on)
    used = {by_message[row.question.customer] for row in rows}
    assert len(used) > 100 and used <= {*train[1::2]}
    assert all(row.fails and set(row.fails) <= set(LABELLED) for row in rows)
    # A judge fitted on everything has nothing else.
    assert known_replies(ROOT / "data", ladders, train)
