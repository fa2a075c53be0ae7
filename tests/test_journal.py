from pathlib import Path

from level5.journal import Journal


def test_rows_survive_a_restart(tmp_path: Path):
    Journal(tmp_path / "j").add({"a": {"x": 1}, "b": {"x": 2}})
    again = Journal(tmp_path / "j")
    assert again.get("a") == {"x": 1}
    assert again.get("c") is None


def test_a_line_cut_off_by_an_interruption_is_done_again(tmp_path: Path):
    path = tmp_path / "j"
    Journal(path).add({"a": {"x": 1}, "b": {"x": 2}})
    path.write_bytes(path.read_bytes()[:-5])
    again = Journal(path)
    assert again.get("a") == {"x": 1}
    assert again.get("b") is None
    again.add({"b": {"x": 3}})
    assert Journal(path).get("b") == {"x": 3}


def test_rows_may_hold_line_separators(tmp_path):
    Journal(tmp_path / "j").add({"k": {"text": "one\u2028two\u0085three"}})
    assert Journal(tmp_path / "j").get("k") == {"text": "one\u2028two\u0085three"}
