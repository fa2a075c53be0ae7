"""What a message suggests: likeliest first, and training messages by a fit without them."""

import numpy as np

from level5.data.acknowledgements import load_parts
from level5.data.ladders import load_ladders, split_of
from level5.records import Case
from level5.suggestions import (
    FEELINGS,
    THEMES,
    Suggested,
    Suggester,
    key_of,
    likeliest,
    with_suggestions,
)
from tests.conftest import ROOT

THEMES_OF_DATA = load_parts(ROOT / "data").themes


def test_the_highest_scores_come_first():
    feelings, themes = ["a", "b"], ["x", "y", "z"]
    found = likeliest(np.array([0.1, 0.9, -3.0, 2.0, 1.0]), feelings, themes)
    assert found == Suggested(("b", "a"), ("y", "z", "x"))


def test_a_message_it_was_fitted_on_gets_what_was_held_out_for_it():
    settings = {
        "feelings": ["a"],
        "themes": {"x": {"says": ["X."], "asks": ["X?"]}, "y": {"says": ["Y."], "asks": ["Y?"]}},
        "held_out": {key_of("Known."): {"feelings": ["b"], "themes": ["y", "x"]}},
        "weights_sha256": "-",
    }
    suggester = Suggester(settings, np.zeros((2, 3)), np.zeros(3))
    assert suggester.suggest("Known.") == Suggested(("b",), ("y", "x"))
    # The second mark of a theme, and one of a theme that is not suggested, stand for nothing.
    assert suggester.spoken("So. <2?> <1> <1?> <9> Bye.", "Known.") == "So. X? Y. Bye."


def test_the_shipped_layer_knows_every_training_message_and_no_other():
    suggester = Suggester.load()
    ladders = load_ladders(ROOT / "data")
    parts = load_parts(ROOT / "data")
    known = suggester._known
    assert {key_of(x.customer) for x in ladders if x.id in parts.of} == set(known)
    assert not {key_of(x.customer) for x in ladders if split_of(x.id) != "train"} & set(known)


def test_its_sentences_are_those_of_the_themes():
    known = {t.id: {"says": list(t.says), "asks": list(t.asks)} for t in THEMES_OF_DATA.values()}
    assert Suggester.load()._sentences == known


def test_it_suggests_what_a_message_is_about():
    found = Suggester.load().suggest("Third email in two weeks and nobody answers me. Hello??")
    assert len(found.feelings) == FEELINGS and len(found.themes) == THEMES
    assert "ignored" in found.themes


def test_the_prompt_shows_them_after_the_message():
    case = Case(id="1", customer="Nobody answers me.", draft="x")
    shown = with_suggestions(case, case.customer).customer
    found = Suggester.load().suggest(case.customer)
    head = "Nobody answers me.\n\nFeelings:\n" + ", ".join(found.feelings)
    assert shown.startswith(head + "\n\nThemes:\n<1> ")
    assert "_" not in shown
