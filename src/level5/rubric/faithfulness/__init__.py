"""The two faithfulness gates: what a rewrite must keep, and what it may not add.

`kept.py` and `added.py` hear the rules of the other modules, each of which knows one way to say
something else. Most of them speak to both gates: what became another thing is lost and added.
"""

from level5.rubric.faithfulness.added import nothing_added
from level5.rubric.faithfulness.kept import facts_kept

__all__ = ["facts_kept", "nothing_added"]
