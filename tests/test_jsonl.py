import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from level5.errors import InputError
from level5.jsonl import (
    assert_writable,
    atomic_writer,
    numbered_rows,
    read_rows,
    to_line,
    with_fields,
    write_rows,
)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    write_rows(path, rows)
    assert read_rows(path) == rows


@given(st.text())
def test_a_row_is_always_one_line(text):
    line = to_line({"text": text})
    assert "\n" not in line
    assert json.loads(line) == {"text": text}


def test_every_faulty_line_is_named(tmp_path: Path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"a": 1}\n{oops\n\n[1, 2]\n{"b": NaN}\n')
    with pytest.raises(InputError) as caught:
        read_rows(path)
    places = [problem.split(": ")[0] for problem in caught.value.problems]
    # Line 3 is blank and skipped.
    assert places == [f"{path}:2", f"{path}:4", f"{path}:5"]


def test_line_numbers_count_blank_lines(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    path.write_text('\n{"a": 1}\n\n{"a": 2}')
    assert numbered_rows(path) == [(2, {"a": 1}), (4, {"a": 2})]


def test_bytes_that_are_not_utf8_name_their_line(tmp_path: Path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"a": "ok"}\n{"a": "caf\xe9"}\n')
    with pytest.raises(InputError, match=r"latin\.jsonl:2: not UTF-8 \(byte 0xe9\)"):
        read_rows(path)


def test_a_missing_file_lists_its_neighbours(tmp_path: Path):
    (tmp_path / "pairs.jsonl").touch()
    with pytest.raises(InputError, match=r"no such file.*pairs\.jsonl"):
        read_rows(tmp_path / "pair.jsonl")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\n')
    assert read_rows(path) == [{"a": 1}]


def test_a_failed_write_leaves_the_old_file_and_no_remains(tmp_path: Path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(RuntimeError), atomic_writer(path) as file:
        file.write("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("value", ["1e999", '"\\ud800"', "NaN"])
def test_what_cannot_be_written_again_is_refused_on_reading(tmp_path, value):
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"x": {value}}}\n')
    with pytest.raises(InputError, match=r"in\.jsonl:1: not valid JSON"):
        read_rows(path)


def test_own_fields_of_the_same_name_are_kept():
    assert with_fields({"id": "1", "level": 4}, {"level": 2}) == {
        "id": "1",
        "given_level": 4,
        "level": 2,
    }


def test_a_folder_is_no_output(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        assert_writable(tmp_path)
