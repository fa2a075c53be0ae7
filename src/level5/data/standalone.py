"""Faithfulness cases with scenarios of their own: `standalone/`.

They were written apart from the ladders, in a style that nothing is fitted on. Of the dev ones the
rules may learn; the test ones are for measuring.
"""

from collections import Counter
from pathlib import Path
from typing import Literal

from level5.errors import InputError
from level5.records import Case, Name, Text, read_records


class StandaloneCase(Case):
    """A message, its draft and one rewrite, with what was done to it.

    Attributes:
        split: what it serves.
        rewrite: the text.
        kind: what was done, or why it only looks changed.
        facts_kept: whether everything that the draft says is still said.
        nothing_added: whether nothing is said that draft, facts and customer do not hold.
        why: what was done, in a sentence.
    """

    split: Literal["dev", "test"]
    rewrite: Text
    kind: Name
    facts_kept: bool
    nothing_added: bool
    why: Text
    author: Text
    license: Text


def load_standalone_cases(data: Path) -> list[StandaloneCase]:
    """Reads `standalone/*.jsonl`.

    Raises:
        InputError: a row is faulty, or an id occurs twice; every such row is named.
    """
    paths = sorted((data / "standalone").glob("*.jsonl"))
    cases = [case for path in paths for case in read_records(StandaloneCase, path)]
    often = Counter(case.id for case in cases)
    if twice := [name for name, times in often.items() if times > 1]:
        raise InputError([f"{data / 'standalone'}: {name} occurs twice" for name in twice])
    return cases
