"""`level5 check` on a file, by the rules alone: what is added, carried and refused."""

import json

import pytest

from level5.errors import InputError
from level5.evaluate.files import check_file, check_one
from level5.evaluate.suites import MAX_WORDS
from level5.jsonl import read_rows
from level5.records import Case
from level5.rubric import CHECK_FUNCTIONS
from tests.conftest import write_jsonl

SOUND = "A smashed lamp: you're fed up. A new lamp can be sent by 4 May. Shall I send it?"


def row(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "customer": "My lamp came in pieces. I'm fed up.",
        "draft": "A new lamp can be sent by 4 May.",
        "reply": SOUND,
    }
    return given | changes


def checked(tmp_path, *rows):
    source = write_jsonl(tmp_path / "in.jsonl", list(rows))
    assert check_file(source, tmp_path / "out.jsonl", rules_only=True) == len(rows)
    return read_rows(tmp_path / "out.jsonl")


def problems_of(tmp_path, *rows):
    source = write_jsonl(tmp_path / "in.jsonl", list(rows))
    with pytest.raises(InputError) as caught:
        check_file(source, tmp_path / "out.jsonl", rules_only=True)
    return [problem.removeprefix(f"{source}") for problem in caught.value.problems]


def test_rows_keep_their_order_and_fields(tmp_path):
    given = [
        row(id="b", note="déjà vu", score={"of": [1, 2]}),
        row(id="a", facts=["A new lamp can be sent by 4 May."], context="Earlier: hello."),
        row(id="b", reply="Calm down. A new lamp can be sent by 6 May."),
        row(),
    ]
    found = checked(tmp_path, *given)
    assert [{k: v for k, v in x.items() if k != "checks"} for x in found] == given
    assert all(set(x["checks"]) == set(CHECK_FUNCTIONS) for x in found)


def test_checks_are_those_of_one_reply(tmp_path):
    reply = "Calm down. A new lamp can be sent by 6 May."
    sound, faulty = checked(tmp_path, row(), row(reply=reply))
    case = Case(id="1", customer=str(row()["customer"]), draft=str(row()["draft"]))
    one = check_one(case, reply, rules_only=True)
    assert faulty["checks"] == {name: found.as_dict() for name, found in one.items()}
    failed = {
        name
        for name in CHECK_FUNCTIONS
        if sound["checks"][name]["verdict"] != faulty["checks"][name]["verdict"]
    }
    # "Calm down" is an order, and 4 May has become 6 May.
    assert {"no_command_to_feel", "facts_kept", "nothing_added"} <= failed
    # Words of a text, at their characters; no head was heard.
    (span,) = faulty["checks"]["no_command_to_feel"]["spans"]
    assert span["text"] == reply[span["start"] : span["end"]]
    assert "by_head" not in faulty["checks"]["facts_kept"]


def test_an_own_field_called_checks_is_carried_under_another_name(tmp_path):
    (found,) = checked(tmp_path, row(checks="mine"))
    assert found["given_checks"] == "mine"
    assert set(found["checks"]) == set(CHECK_FUNCTIONS)


def test_the_channel_is_heeded(tmp_path):
    email, chat, none = checked(tmp_path, row(channel="email"), row(channel="chat"), row())
    verdicts = [x["checks"]["rapport"]["verdict"] for x in (email, chat, none)]
    # Without a greeting, where only an email calls for one.
    assert verdicts == ["fail", "na", "na"]


def test_an_empty_reply_is_checked(tmp_path):
    (found,) = checked(tmp_path, row(reply=""))
    assert found["checks"]["fluent"]["verdict"] == "fail"


def test_a_file_may_be_checked_into_itself(tmp_path):
    source = write_jsonl(tmp_path / "in.jsonl", [row(), row(reply="")])
    assert check_file(source, source, rules_only=True) == 2
    assert [set(x) for x in read_rows(source)] == [{*row(), "checks"}] * 2


FAULTS = [
    (row(reply=None), "`reply`: a string is required"),
    (row(reply=["a"]), "`reply`: a string is required"),
    ({k: v for k, v in row().items() if k != "reply"}, "`reply`: a string is required"),
    ({k: v for k, v in row().items() if k != "draft"}, "`draft`: Field required"),
    (row(customer="  "), "`customer`: String should have at least 1 character"),
    (row(facts="one"), "`facts`: "),
    (row(draft="word " * (MAX_WORDS + 1)), "`draft` has 4,001 words"),
]


@pytest.mark.parametrize(("faulty", "message"), FAULTS)
def test_a_faulty_row_is_named_and_nothing_is_written(tmp_path, faulty, message):
    (problem,) = problems_of(tmp_path, row(), faulty, row())
    assert problem.startswith(f":2: {message}")
    assert not (tmp_path / "out.jsonl").exists()


def test_every_faulty_row_is_named(tmp_path):
    faulty = [one for one, _ in FAULTS]
    found = problems_of(tmp_path, row(), *faulty[:4], row(), *faulty[4:])
    # Sound ones are rows 1 and 6.
    assert [problem.split(":")[1] for problem in found] == ["2", "3", "4", "5", "7", "8", "9"]


def test_every_fault_of_a_row_is_named(tmp_path):
    found = problems_of(tmp_path, row(customer="", draft="", facts=[""]))
    assert [problem.split("`")[1] for problem in found] == ["customer", "facts.0", "draft"]
    long = "word " * (MAX_WORDS + 1)
    found = problems_of(tmp_path, row(customer=long, draft=long, reply=1))
    assert [problem.split("`")[1] for problem in found] == ["customer", "draft", "reply"]


def test_blank_lines_count_as_lines(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(f"\n{json.dumps(row())}\n\n{json.dumps(row(reply=1))}")
    with pytest.raises(InputError, match=r"in\.jsonl:4: `reply`"):
        check_file(source, tmp_path / "out.jsonl", rules_only=True)


def test_what_is_no_json_is_named(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"customer": \n[]\n')
    with pytest.raises(InputError) as caught:
        check_file(source, tmp_path / "out.jsonl", rules_only=True)
    assert len(caught.value.problems) == 2


def test_a_file_that_is_there_stays_when_a_row_is_faulty(tmp_path):
    (tmp_path / "out.jsonl").write_text("mine\n")
    problems_of(tmp_path, row(), row(reply=1))
    assert (tmp_path / "out.jsonl").read_text() == "mine\n"
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "in.jsonl").write_text(content)
    with pytest.raises(InputError, match="there is no row in it"):
        check_file(tmp_path / "in.jsonl", tmp_path / "out.jsonl", rules_only=True)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_folder_is_no_target(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        check_file(tmp_path / "in.jsonl", tmp_path, rules_only=True)
