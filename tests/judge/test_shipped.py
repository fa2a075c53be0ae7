"""The shipped judge: it loads, its weights are those of its card, and it survives anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from level5.cli import main
from level5.errors import InputError
from level5.judge import Judge, Question
from level5.paths import JUDGE
from tests.conftest import write_jsonl

CUSTOMER = "Third week without heating, and nobody rings back. I'm worn out and the baby is cold."


@pytest.fixture(scope="module")
def judge():
    return Judge.load(JUDGE)


def level(judge, reply: str, customer: str = CUSTOMER) -> float:
    return judge.score([Question("", customer, reply)])[0].expected


def test_levels_rise_with_the_reply(judge):
    replies = [
        "Please send your account number.",
        "We apologise for any inconvenience this may have caused.",
        "Three weeks without heat and no call back would wear anyone out. Send your number.",
        "Three weeks without heat and no call back: you're worn out, and it's frightening with a"
        " baby in a cold room. Perhaps you've begun to think that nobody here has taken it in? Send"
        " me your number and I'll look it up. Would you like me to start with the heating or the"
        " calls?",
    ]
    found = [level(judge, reply) for reply in replies]
    assert found == sorted(found)
    assert found[-1] - found[0] > 2


def test_nothing_said_is_level_1(judge):
    for reply in ("", "   ", "…"):
        assert judge.score([Question("", CUSTOMER, reply)])[0].level == 1


def test_order_and_company_change_nothing(judge):
    questions = [Question("", CUSTOMER, "word " * n) for n in (3, 40, 9)]
    alone = [judge.score([q])[0].expected for q in questions]
    together = [v.expected for v in judge.score(questions)]
    # bfloat16 sums in another order when padded.
    assert together == pytest.approx(alone, abs=0.15)


def test_a_cut_message_is_reported(judge):
    long = judge.score([Question("", "word " * 10_000, "I'm sorry.")])[0]
    assert long.truncated
    assert not judge.score([Question("", "word", "I'm sorry.")])[0].truncated


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_rated(judge, context, customer, reply):
    found = judge.score([Question(context, customer, reply)])[0]
    assert found.level in (1, 2, 3, 4, 5)
    assert sum(found.probabilities) == pytest.approx(1.0, abs=1e-3)
    assert 1 <= found.expected <= 5


def test_rating_a_file_keeps_order_and_fields(tmp_path):
    rows = [
        {"id": "b", "context": "", "customer": CUSTOMER, "reply": "Ok.", "mine": [1]},
        {"id": "a", "customer": CUSTOMER, "reply": ""},
    ]
    source = write_jsonl(tmp_path / "in.jsonl", rows)
    assert main(["judge", "--input", str(source), "--output", str(tmp_path / "out.jsonl")]) == 0
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in out] == ["b", "a"]
    assert out[0]["mine"] == [1]
    assert len(out[0]["probabilities"]) == 5
    assert out[1]["level"] == 1


def test_faulty_rows_are_all_named(tmp_path, capsys):
    source = write_jsonl(tmp_path / "in.jsonl", [{"customer": 3, "reply": "x"}, {"customer": "x"}])
    assert main(["judge", "--input", str(source), "--output", str(tmp_path / "o")]) == 2
    errors = capsys.readouterr().err
    assert "in.jsonl:1: `customer`" in errors and "in.jsonl:2: `reply`" in errors


def test_tampered_weights_are_refused(tmp_path):
    for path in JUDGE.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = tmp_path / "judge.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    with pytest.raises(InputError, match="SHA-256"):
        Judge.load(tmp_path)
