import pytest

from level5.data.standalone import load_standalone_cases
from level5.errors import InputError
from tests.conftest import write_jsonl


def case(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": "s-1",
        "split": "dev",
        "customer": "My lamp came in pieces!",
        "facts": ["A new lamp arrives on 4 May."],
        "draft": "A new lamp arrives on 4 May.",
        "rewrite": "A smashed lamp is a poor welcome. A new one arrives on 5 May.",
        "kind": "date_changed",
        "facts_kept": False,
        "nothing_added": False,
        "why": "4 May has become 5 May.",
        "author": "language model",
        "license": "CC BY 4.0",
    }
    return row | changes


def test_cases_of_all_files_are_read(tmp_path):
    write_jsonl(tmp_path / "standalone" / "a.jsonl", [case()])
    write_jsonl(tmp_path / "standalone" / "b.jsonl", [case(id="s-2", split="test")])
    assert [(c.id, c.split) for c in load_standalone_cases(tmp_path)] == [
        ("s-1", "dev"),
        ("s-2", "test"),
    ]


def test_a_case_that_occurs_twice_is_named(tmp_path):
    write_jsonl(tmp_path / "standalone" / "a.jsonl", [case(), case()])
    with pytest.raises(InputError, match="s-1 occurs twice"):
        load_standalone_cases(tmp_path)


def test_a_case_needs_one_of_two_splits(tmp_path):
    write_jsonl(tmp_path / "standalone" / "a.jsonl", [case(split="train")])
    with pytest.raises(InputError, match="split"):
        load_standalone_cases(tmp_path)
