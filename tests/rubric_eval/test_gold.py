"""Gold: what labels, kinds, cases and corruptions say of each reply."""

from collections import Counter

import pytest

from level5.data.check_labels import LABELLED
from level5.data.check_pairs import half_of
from level5.data.ladders import judge_of, split_of
from level5.records import Ladder
from level5.rubric import check_reply
from level5.rubric_eval.gold import (
    _gold,
    _references,
    load_gold,
)
from tests.conftest import ladder_row, write_jsonl
from tests.data.test_standalone import case as standalone


def of_split(split: str, **changes: object) -> Ladder:
    name = next(x for x in (f"lamp-{i}" for i in range(99)) if split_of(x) == split)
    return Ladder.model_validate(ladder_row(name, **changes))


LADDER = of_split("dev")
# Replies of the ladder: drafts 0 to 4 (levels 1 to 3), then 5 to 7; 6 rewrites 0.
REWRITE = 6


@pytest.mark.parametrize(
    ("reply", "draft"),
    [
        (REWRITE, 0),
        # Without `rewrites`: the first draft, unless it is the reply itself.
        (0, 1),
        (1, 0),
        (5, 0),
        (7, 0),
    ],
)
def test_a_reply_is_set_against_a_draft_that_is_not_itself(reply, draft):
    found = _gold(LADDER, LADDER.replies[reply], {"no_blame": False}, "labels")
    assert found.case.draft == LADDER.replies[draft].text
    assert found.reply == LADDER.replies[reply].text
    assert (found.case.customer, found.case.facts) == (LADDER.customer, LADDER.facts)
    assert (found.channel, found.scenario, found.kind, found.source, found.fails) == (
        "chat",
        LADDER.id,
        LADDER.replies[reply].kind,
        "labels",
        {"no_blame": False},
    )


def test_of_each_rewrite_come_an_untouched_a_garbled_and_a_long_one():
    untouched, broken, long = _references([LADDER], "dev")
    rewrite = LADDER.replies[REWRITE].text
    assert {g.case.draft for g in (untouched, broken, long)} == {LADDER.replies[0].text}
    assert (untouched.reply, untouched.source, untouched.kind) == (
        rewrite,
        "references",
        "untouched",
    )
    gates = ("facts_kept", "nothing_added", "fluent", "length_fits")
    assert untouched.fails == dict.fromkeys(gates, False)
    assert (broken.source, broken.fails) == ("corruptions", {"fluent": True})
    assert broken.reply != rewrite
    assert (long.source, long.kind, long.fails) == (
        "corruptions",
        "too long",
        {"length_fits": True},
    )
    for found in (untouched, long):
        checks = check_reply(found.case, found.reply, found.channel)
        assert checks["length_fits"].failed == found.fails["length_fits"]


@pytest.mark.parametrize(
    ("words", "times"),
    [
        # At most 120 words: 12 times ten words fit, 13 do not.
        (9, 13),
        # At most 3 times 50: 15 fit, 16 do not.
        (50, 16),
    ],
)
def test_too_long_is_just_longer_than_may_be(words, times):
    row = ladder_row(LADDER.id)
    replies = [dict(reply) for reply in row["replies"]]
    replies[0]["text"] = " ".join(["word"] * words)
    replies[REWRITE]["text"] = "One two three four five six seven eight nine ten."
    ladder = Ladder.model_validate(row | {"replies": replies})
    *_, long = _references([ladder], "dev")
    assert long.reply == " ".join([replies[REWRITE]["text"]] * times)


def test_the_same_split_is_garbled_alike():
    ladders = [LADDER, Ladder.model_validate(ladder_row("other-1"))]
    assert _references(ladders, "dev") == _references(ladders, "dev")


def label(ladder: Ladder, reply: int, fail: list[str], na: list[str]) -> dict[str, object]:
    return {"ladder": ladder.id, "reply": reply, "fail": fail, "na": na}


def case(ladder: Ladder, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"f-{ladder.id}",
        "ladder": ladder.id,
        "draft_index": 0,
        "kind": "date_changed",
        "facts_kept": False,
        "nothing_added": True,
        "rewrite": "A smashed lamp is a poor welcome. A new one can be sent by 5 May.",
        "why": "4 May has become 5 May.",
        "author": "language model",
        "license": "CC BY 4.0",
    }
    return row | changes


def gold_of(data, *ladders, split="dev"):
    """Gold of a folder with one label and one case for each ladder."""
    checks = data / "labels" / "checks" / "all.jsonl"
    write_jsonl(checks, [label(x, 1, ["no_blame"], ["rapport"]) for x in ladders])
    write_jsonl(data / "faithfulness" / "a.jsonl", [case(x) for x in ladders])
    write_jsonl(data / "standalone" / "a.jsonl", [standalone(split="dev", id="s-1")])
    return load_gold(data, list(ladders), split)


def test_gold_of_one_split_comes_from_every_source(tmp_path):
    found = gold_of(tmp_path, of_split("train"), of_split("dev"), of_split("test"))
    assert {g.scenario for g in found} == {LADDER.id, "s-1"}
    # Seven of the eight replies have a kind that decides something; `hedged` has not.
    assert Counter(g.source for g in found) == {
        "labels": 1,
        "kinds": 7,
        "cases": 1,
        "standalone": 1,
        "references": 1,
        "corruptions": 2,
    }
    by_kind = [g.kind for g in found if g.source == "kinds"]
    assert by_kind == [r.kind for r in LADDER.replies if r.kind != "hedged"]


def test_a_split_without_ladders_has_no_gold(tmp_path):
    assert gold_of(tmp_path, of_split("train"), split="test") == []


def test_a_label_passes_what_it_does_not_name(tmp_path):
    (found,) = [g for g in gold_of(tmp_path, LADDER) if g.source == "labels"]
    assert found.reply == LADDER.replies[1].text
    # `rapport` does not apply: nothing is known of it.
    assert found.fails == {name: name == "no_blame" for name in LABELLED if name != "rapport"}


def test_a_case_fails_the_gates_that_it_breaks(tmp_path):
    (found,) = [g for g in gold_of(tmp_path, LADDER) if g.source == "cases"]
    assert found.fails == {"facts_kept": True, "nothing_added": False}
    assert found.kind == "date_changed"
    assert found.case.draft == LADDER.replies[0].text
    assert found.reply.endswith("by 5 May.")


def test_a_message_without_feeling_gives_no_gold_by_kind(tmp_path):
    found = gold_of(tmp_path, of_split("dev", no_feeling=True))
    assert {g.source for g in found} == {
        "labels",
        "cases",
        "standalone",
        "references",
        "corruptions",
    }


def test_a_folder_without_labels_and_cases_has_what_ladders_give(tmp_path):
    found = load_gold(tmp_path, [LADDER], "dev")
    assert {g.source for g in found} == {"kinds", "references", "corruptions"}


def test_half_of_the_written_pairs_is_gold_beside_the_test_split(tmp_path):
    names = [x for x in (f"lamp-{i}" for i in range(299)) if split_of(x) == "train"]
    unseen = [x for x in names if judge_of(x) == "selection"]
    fit, test = (next(x for x in unseen if half_of(x) == half) for half in ("fit", "test"))
    ladders = [Ladder.model_validate(ladder_row(name)) for name in (fit, test)]
    rows = [
        {"ladder": name, "check": "respectful", "fails": fails, "text": f"{name} {fails}"}
        for name in (fit, test)
        for fails in (True, False)
    ]
    write_jsonl(tmp_path / "check_pairs" / "a.jsonl", rows)
    found = [g for g in load_gold(tmp_path, ladders, "test") if g.source == "pairs"]
    assert [(g.scenario, g.reply, g.fails, g.kind) for g in found] == [
        (test, f"{test} True", {"respectful": True}, "fails"),
        (test, f"{test} False", {"respectful": False}, "look-alike"),
    ]
    assert [g for g in load_gold(tmp_path, ladders, "dev") if g.source == "pairs"] == []
