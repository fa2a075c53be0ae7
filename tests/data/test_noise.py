import random
import re

from hypothesis import given
from hypothesis import strategies as st

from level5.data.noise import noisy

_MESSAGE = (
    "I've waited for Order TK-904 since 14:30. See [link] or https://x.example/Ab\nIt's £12.50."
)


@given(st.integers(0, 2_000))
def test_numbers_ids_and_links_stay(seed):
    found = noisy(_MESSAGE, random.Random(seed))
    for kept in ("TK-904", "14:30", "[link]", "https://x.example/Ab", "£12.50"):
        assert kept in found, found


@given(st.integers(0, 2_000))
def test_no_letter_is_lost_or_won(seed):
    found = noisy(_MESSAGE, random.Random(seed))
    letters = sorted(re.sub(r"[^a-z0-9]", "", _MESSAGE.lower()))
    assert sorted(re.sub(r"[^a-z0-9]", "", found.lower())) == letters


@given(st.text(max_size=200), st.integers(0, 100))
def test_any_text_survives(text, seed):
    assert isinstance(noisy(text, random.Random(seed)), str)


def test_something_changes():
    changed = [noisy(_MESSAGE, random.Random(seed)) != _MESSAGE for seed in range(50)]
    assert sum(changed) >= 40
