"""What a bundle says of the machine that it was made on."""

import json

import pytest

from level5.publish.bundle import _without_local_path


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/data/messages/pairs.jsonl", "pairs.jsonl"),
        ("own/pairs.jsonl", "own/pairs.jsonl"),
        (None, None),
    ],
)
def test_of_a_suite_elsewhere_only_the_name_is_kept(tmp_path, path, kept):
    results = tmp_path / "results.json"
    results.write_text(json.dumps({"items": 3, "suite_config": {"source": "cases", "path": path}}))
    assert _without_local_path(results) == {
        "items": 3,
        "suite_config": {"source": "cases", "path": kept},
    }
