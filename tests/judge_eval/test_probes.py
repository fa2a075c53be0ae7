"""Probes: what is read, and what counts as passed."""

import pytest

from level5.errors import InputError
from level5.judge_eval.probes import by_family, load_probes, run_probes
from tests.conftest import write_jsonl

ROW = {
    "id": "undercut-01",
    "family": "undercut",
    "customer": "It broke twice, I'm fed up.",
    "reply": "better",
    "level": 3,
    "other_reply": "worse",
    "other_level": 2,
    "what": "taken back",
}


class Rater:
    """Gives each reply the level that it is told to."""

    def __init__(self, **levels: int) -> None:
        self._levels = levels

    def score(self, questions):
        return [type("V", (), {"level": self._levels[q.reply]})() for q in questions]


def outcome(row, tmp_path, **levels):
    write_jsonl(tmp_path / "probes.jsonl", [row])
    (found,) = run_probes(Rater(**levels), load_probes(tmp_path))
    return found


@pytest.mark.parametrize(
    ("better", "worse", "passed", "exact"),
    [(3, 2, True, True), (5, 4, True, False), (3, 3, False, False), (2, 3, False, False)],
)
def test_the_better_side_must_stand_higher(tmp_path, better, worse, passed, exact):
    found = outcome(ROW, tmp_path, better=better, worse=worse)
    assert (found.passed, found.exact) == (passed, exact)


def test_sides_of_one_level_must_stand_level(tmp_path):
    row = ROW | {"other_level": 3}
    assert outcome(row, tmp_path, better=4, worse=4).passed
    assert not outcome(row, tmp_path, better=4, worse=3).passed


def test_families_are_kept_apart(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", [ROW, ROW | {"id": "hedge-01", "family": "hedge"}])
    found = by_family(run_probes(Rater(better=3, worse=2), load_probes(tmp_path)))
    assert {name: len(rows) for name, rows in found.items()} == {"hedge": 1, "undercut": 1}


def test_no_probes_or_one_twice_is_an_error(tmp_path):
    with pytest.raises(InputError, match="holds no probes"):
        load_probes(tmp_path)
    write_jsonl(tmp_path / "a.jsonl", [ROW, ROW])
    with pytest.raises(InputError, match="undercut-01 occurs more than once"):
        load_probes(tmp_path)
