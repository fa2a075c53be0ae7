"""What a message suggests: likeliest first, and training messages by a network without them."""

import pytest
import torch

from level5.data.acknowledgements import (
    Acknowledgement,
    Choice,
    load_acknowledgements,
    load_choices,
    load_themes,
    messages_of,
)
from level5.data.ladders import load_ladders, split_of
from level5.errors import InputError
from level5.records import Case
from level5.suggestions import Sentence, Suggested, Suggester, spoken, with_suggestions
from level5.suggestions.fit import _cross_entropy, _example
from level5.suggestions.suggest import (
    FEELINGS,
    SENTENCES,
    TOPICS,
    Labels,
    Ranks,
    key_of,
    names_feeling,
)
from level5.suggestions.topics import Topic
from tests.conftest import ROOT, write_jsonl

A, B, C = (Sentence(f"{x.upper()} says.", x, x) for x in "abc")
ASKS = tuple(Sentence(f"Asks {x}?", x, x) for x in "ab")
FOUND = Suggested(("cross", "tired"), ("the queue",), (A, B, C), ASKS)


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester.load()


def test_marks_stand_for_topics_and_sentences():
    assert spoken("You're cross about {1}. <3> <2.> <1?> [1]", FOUND) == (
        "You're cross about the queue. I imagine c says. Asks b. Asks a? [1]"
    )


def test_trouble_is_spoken_of_once():
    topics = ("the trouble with the queue", "a cold hall", "the trouble with your son")
    found = FOUND._replace(topics=topics)
    assert spoken("You're cross about {1} and {3}.", found) == (
        "You're cross about the trouble with the queue and your son."
    )
    assert spoken("You're cross about {2} and {3}.", found) == (
        "You're cross about a cold hall and the trouble with your son."
    )


def test_a_theme_is_spoken_of_once_and_a_mark_of_nothing_is_left_out():
    assert spoken("So. <1> <1?> <9> <9?> Bye.", FOUND) == "So. I imagine a says. Bye."
    assert spoken("You're cross about {9}.", FOUND) == "You're cross about this."


def test_the_prompt_shows_them_after_the_message():
    shown = with_suggestions(Case(id="1", customer="Hours!", draft="x"), FOUND).customer
    assert shown == (
        "Hours!\n\nFeelings:\ncross, tired\n\nAbout:\n{1} the queue"
        "\n\nSay:\n<1> a <2> b <3> c\n\nAsk:\n<1?> a <2?> b"
    )


def test_it_suggests_what_a_message_is_about(suggester):
    found = suggester.suggest(
        "Third email in two weeks and nobody answers me. I am so annoyed. I pay for this!"
    )
    assert found.feelings[0] == "so annoyed" and "annoyed" in found.feelings
    assert len(found.feelings) == FEELINGS and 1 <= len(found.topics) <= TOPICS
    for part in (found.says, found.asks):
        assert len(part) == SENTENCES == len({x.theme for x in part})


def test_a_feeling_counts_as_named_only_of_oneself():
    assert names_feeling("I'm beyond fed up with this", "fed up")
    assert names_feeling("feeling really worried", "worried")
    assert not names_feeling("Your clerk was annoyed.", "annoyed")


def test_messages_it_was_fitted_on_get_what_was_held_out_for_them(suggester):
    key = key_of("Known, and I waited for hours.")
    topics = [
        *[Topic(words, "waiting", 0.9) for words in ("My queue", "my queue")],
        Topic("hours", "", 0.9),
        Topic("door", "waiting", 0.1),
        Topic("my cold hall", "as_it_is", 0.5),
    ]
    suggester._held_out[key] = Ranks([1], topics, [2], [3])
    found = suggester.suggest("Known, and I waited for hours.")
    assert found.feelings == (suggester.labels.feelings[1],)
    # From the agent's side, with what happened where that is likely, each once.
    assert found.topics == (
        "the long wait for your queue",
        "the trouble with the hours",
        "the trouble with the door",
    )
    suggester._known.clear()
    suggester._held_out[key] = Ranks([1], topics[-1:], [2], [3])
    assert suggester.suggest("Known, and I waited for hours.").topics == ("your cold hall",)
    assert found.says == (suggester.labels.says[2],)
    del suggester._held_out[key]


def test_the_shipped_network_knows_every_training_message_and_no_other(suggester):
    ladders = load_ladders(ROOT / "data")
    messages = messages_of(ROOT / "data", ladders)
    rated = {*load_acknowledgements(ROOT / "data"), *load_choices(ROOT / "data")}
    assert {key_of(messages[name]) for name in rated} == set(suggester._held_out)
    held_out = {key_of(x.customer) for x in ladders if split_of(x.id) != "train"}
    assert not held_out & set(suggester._held_out)


def test_its_sentences_are_those_of_the_themes(suggester):
    themes = load_themes(ROOT / "data")
    assert [x.text for x in suggester.labels.says] == [s for t in themes for s in t.says]
    assert [x.text for x in suggester.labels.asks] == [s for t in themes for s in t.asks]
    assert {t.group for t in themes} == {x.group for x in suggester.labels.says}


def shown(accepted=(), declined=()):
    return {"accepted": accepted, "declined": declined}


def test_labels_say_what_is_known_and_how_surely():
    labels = Labels(["cross", "sad"], [A, B, C], [ASKS[0]], {"late": "{} late", "lost": "no {}"})
    own = Acknowledgement.model_validate(
        {
            "message": "m",
            "feelings": shown(["cross"]),
            "gists": [],
            "topics": ["hours", "waited for hours", "I"],
            "events": [["lost", "late"], []],
            "clauses": shown(),
            "says": shown(["A says."], ["B says.", "C says."]),
            "guesses": shown([], ["C says."]),
            "asks": shown(),
            "author": "-",
            "license": "-",
        }
    )
    # Only a and b were there to be chosen from.
    choice = Choice(
        message="m", offered=2, feelings=("sad",), themes=("b", "x"), author="-", license="-"
    )
    found = _example("m", "I waited  for\nhours.", own, choice, labels)
    # cross accepted, sad chosen; saying a is true, b no fact, c no guess; asking a: not chosen.
    assert found.labels.tolist() == [1, 1, 1, 0, 0, 0]
    assert found.weights.tolist() == pytest.approx([1, 0.4, 1, 0.3, 1, 0.2])
    assert found.topics == [(3, 3), (1, 3), (0, 0)]
    # Nothing that is true of the second; of the third nobody was asked.
    assert found.events == {(3, 3): [1, 0], (1, 3): [2]}


def test_unknown_labels_cost_nothing():
    nan = float("nan")
    logits = torch.tensor([[0.0, 9.0], [0.0, -9.0]])
    target = torch.tensor([[1.0, nan], [0.0, nan]])
    # Both known ones at one half: log 2.
    found = _cross_entropy(logits, target, torch.ones(2, 2))
    assert float(found) == pytest.approx(0.6931, abs=1e-4)


def test_held_out_scenarios_are_refused(tmp_path):
    held_out = next(x.id for x in load_ladders(ROOT / "data") if split_of(x.id) == "test")
    row = {
        "message": held_out,
        "gists": [],
        "topics": [],
        "events": [],
        "author": "-",
        "license": "-",
    }
    parts = {name: shown() for name in ("feelings", "clauses", "says", "guesses", "asks")}
    write_jsonl(tmp_path / "acknowledgements" / "a.jsonl", [row | parts])
    write_jsonl(tmp_path / "messages.jsonl", [])
    write_jsonl(tmp_path / "gists.jsonl", [])
    write_jsonl(tmp_path / "events.jsonl", [])
    with pytest.raises(InputError, match="held out"):
        load_acknowledgements(tmp_path)


def test_an_accepted_gist_or_event_must_be_one(tmp_path):
    train = next(x.id for x in load_ladders(ROOT / "data") if split_of(x.id) == "train")
    row = {
        "message": train,
        "gists": ["it broke"],
        "topics": [],
        "events": [["eaten"]],
        "author": "-",
        "license": "-",
    }
    parts = {name: shown() for name in ("feelings", "clauses", "says", "guesses", "asks")}
    write_jsonl(tmp_path / "acknowledgements" / "a.jsonl", [row | parts])
    write_jsonl(tmp_path / "messages.jsonl", [])
    write_jsonl(tmp_path / "gists.jsonl", [{"about": "waiting", "text": "nobody came"}])
    write_jsonl(tmp_path / "events.jsonl", [{"id": "late", "text": "{} late", "when": "-"}])
    with pytest.raises(InputError) as caught:
        load_acknowledgements(tmp_path)
    assert "'it broke' is accepted" in str(caught.value)
    assert "'eaten' is accepted" in str(caught.value) and "events.jsonl" in str(caught.value)
    assert "has events for 1 topics and names 0" in str(caught.value)
