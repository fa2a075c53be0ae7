"""Guesses ordered by a language model's states."""

import json

import pytest
import torch

from level5.config import load_run
from level5.config.schema import ModelSection
from level5.errors import InputError
from level5.evaluate import reading
from level5.evaluate.reading import read_answer
from level5.paths import ROOT
from level5.records import Case
from level5.runs import sha256
from level5.suggestions import suggested
from level5.suggestions.fit import Example
from level5.suggestions.fit_states import _fitted
from level5.suggestions.states import FILES, GuessOrder, StateReader
from level5.suggestions.suggest import Labels, Sentence

SECTION = ModelSection(source="data/models/base", instruction="-", dtype="float32")
SHIPPED = ROOT / "data" / "models" / "guesses"
MESSAGES = ["No heat for a week!", "Why?", "I was charged twice and nobody writes back to me."]
SAYS = [Sentence(f"Says {i}.", f"theme {i // 2}", "g") for i in range(8)]
ASKS = [Sentence(f"Asks {i}?", f"theme {i}", "g") for i in range(4)]


@pytest.fixture(scope="module")
def reader() -> StateReader:
    return StateReader.load(SECTION)


def test_a_message_has_the_same_states_in_any_company(reader):
    together, alone = reader.read(MESSAGES), torch.cat([reader.read([x]) for x in MESSAGES])
    assert together.shape == (3, reader.width)
    assert torch.allclose(together, alone, atol=1e-4)
    assert not torch.allclose(together[0], together[2], atol=0.1)


class _States:
    """Reads every message as the same states."""

    def __init__(self, states: list[float]) -> None:
        self._states = torch.tensor([states])

    def read(self, messages: list[str]) -> torch.Tensor:
        return self._states


def test_the_likeliest_of_each_theme_come_first():
    # Two numbers; logits are (3 - 1) / 2 * weight + 0 * weight + bias.
    weight = torch.zeros(12, 2)
    weight[:, 0] = torch.tensor([0, 1, 5, 4, 3, 2, 0, 0, 1, 4, 2, 3.0])
    layer = {"mean": torch.tensor([1.0, 1.0]), "spread": torch.tensor([2.0, 1.0])}
    layer |= {"weight": weight, "bias": torch.zeros(12)}
    order = GuessOrder(_States([3.0, 1.0]), SAYS, ASKS, layer)
    before = suggested(MESSAGES[0])
    found = order.suggested(MESSAGES[0], before)
    # Says 3 is of the theme of Says 2, Says 5 of that of Says 4.
    assert [x.text for x in found.says] == ["Says 2.", "Says 4.", "Says 1."]
    assert [x.text for x in found.asks] == ["Asks 1?", "Asks 3?", "Asks 2?"]
    assert (found.feelings, found.topics) == (before.feelings, before.topics)


def test_layers_learn_what_is_known_and_leave_what_is_not():
    torch.manual_seed(0)
    states = torch.randn(200, 5)
    labels = Labels(["upset"], SAYS[:1], ASKS[:1], {})
    # The one that says is accepted where the first number is positive; the other is never shown.
    examples = [
        Example(
            str(i),
            "",
            "",
            torch.tensor([1.0, float(row[0] > 0), float("nan")]),
            torch.ones(3),
            [],
            {},
        )
        for i, row in enumerate(states)
    ]
    layer = _fitted(states, examples, labels)
    inputs = (states - layer["mean"]) / layer["spread"]
    logits = inputs @ layer["weight"].T + layer["bias"]
    assert ((logits[:, 0] > 0) == (states[:, 0] > 0)).float().mean() > 0.95
    assert logits[:, 1].abs().max() == 0


def test_layers_of_another_base_are_refused():
    with pytest.raises(InputError, match="was fitted on the states of another base"):
        GuessOrder.load(SHIPPED, SECTION)


def test_the_shipped_layers_are_of_the_sentences_that_are_suggested():
    settings = json.loads((SHIPPED / FILES.settings).read_text())
    suggestions = json.loads((ROOT / "data/models/suggestions/suggestions.json").read_text())
    assert settings["weights_sha256"] == sha256(SHIPPED / FILES.weights)
    assert settings["says"] == suggestions["says"] and settings["asks"] == suggestions["asks"]


def test_an_opening_is_followed_by_the_guesses_in_that_order(monkeypatch):
    case = Case(id="1", customer=MESSAGES[2], draft="See [link].")
    section = ModelSection(source="-", instruction="-", writes="opening")
    plain = read_answer("You're upset.", case, section, False)
    turned = suggested(case.customer)
    turned = turned._replace(says=turned.says[::-1], asks=turned.asks[::-1])
    monkeypatch.setattr(reading, "with_guesses", lambda *_: turned)
    other = read_answer("You're upset.", case, section, False)
    assert other != plain
    # The opening before the guesses and the closing after them stay.
    assert other.split()[:5] == plain.split()[:5] == "You're upset, and no wonder.".split()
    assert other.split()[-8:] == plain.split()[-8:]


def test_guesses_without_an_opening_are_refused():
    with pytest.raises(InputError, match="only after an opening"):
        load_run(ROOT / "configs/run/embedded.yaml", ["model.guesses=data/models/guesses"])
