"""How freely a rewrite says what its draft says."""

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material

# The share of the draft's content words that come back in a rewrite that keeps to its wording.
_KEPT = 0.7


def wording(case: Case, reply: str) -> str:
    """`near the draft` where most of its content words come back, else `reworded`."""
    own = {stem for s in content_sentences(Material(case, "")) for stem in stems(s.text)}
    held = len(own & set(stems(reply)))
    return "near the draft" if held >= _KEPT * len(own) else "reworded"
