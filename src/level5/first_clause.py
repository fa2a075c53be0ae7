"""The first clause of an opening: the feeling and one thing that happened.

A small model says the first thing rightly twice as often as everything that it would add
(EXPERIMENTS.md, 39), and a wrong detail costs more than a missing one.
"""

import re

# Where a second clause begins. "And the other one" may still be what the first is about.
_SECOND = re.compile(
    r"(?P<relative>, (?:which|who|whose|where)\b[^,]*,)|,"
    r"| (?:and|so|but) (?:that|you|you've|you're|we|it|it's|they|then|now|still|even|is|was|has|are"
    r"|were|have|can't|won't|isn't|aren't|couldn't|didn't|doesn't|don't)\b"
    r"| (?:although|though|whilst|even (?:after|if|when))\b"
    r"|(?<!\ba)(?<!short)(?<!long)(?<!little) while\b",
    re.IGNORECASE,
)
# "Upset that, when you came, nobody …": the first comma ends an aside.
_ASIDE_FIRST = re.compile(
    r"\b(?:that|because)"
    r" (?:after|although|as|each|every(?:time)?|if|once|since|though|when|while)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 6
_CLOSE = ", and no wonder."


def first_clause(opening: str) -> str:
    """The opening up to its second clause, closed as in a reply; whole where it has one."""
    return first_sentence(opening).removesuffix(".") + _CLOSE


def first_sentence(opening: str) -> str:
    """The opening up to its second clause, as a sentence of its own."""
    text = opening.strip().removesuffix(_CLOSE)
    for cut in _SECOND.finditer(text):
        head = text[: cut.start()]
        if cut["relative"]:
            continue
        if len(head.split()) >= _FEWEST_WORDS and not _is_aside(head):
            text = head
            break
    return text.rstrip(" ,.!?") + "."


def _is_aside(head: str) -> bool:
    found = _ASIDE_FIRST.search(head)
    return found is not None and "," not in head[found.end() :]
