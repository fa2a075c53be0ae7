"""What the draft leaves undecided, "we don't know whether …", and the reply tells as settled."""

import re

from level5.rubric.draft import content_sentences, is_asking, stems
from level5.rubric.findings import Material, Span
from level5.rubric.lexicon import TENTATIVE

_UNDECIDED = re.compile(
    r"\b(?:(?:don't|do not|doesn't|does not|cannot|can't|can not|could not|couldn't) (?:yet |currently )?(?:know|say|tell|see|confirm)"
    r"|(?:isn't|is not|aren't|not) (?:yet )?(?:clear|known|certain|sure|decided|settled|confirmed)|unclear|unknown"
    r"|(?:is|are|being) (?:still )?(?:checked|checking|looked into|investigat\w+)|to be (?:seen|decided|confirmed))"
    r"(?: yet| so far)? (?:whether|if|what|why|when|where|who|how)\b(?P<what>[^.;!?]+)",
    re.IGNORECASE,
)
# Any word of these leaves it open.
_OPEN = re.compile(
    r"\b(?:know\w*|sure|clear|unclear|unknown|certain|whether|if|may|might|could|can|cannot|would|perhaps|maybe|possibl\w+"
    r"|say|tell|see|confirm\w*|decided|settled|open|question|find out|found out|not|no|nobody|once|until|check\w*"
    r"|look\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
# As many words in common make a sentence one about the same.
_SHARED = 2
# As many letters in common make words the same: "used", "use".
_SAME_START = 4


def settled(material: Material) -> list[Span]:
    """Clauses of the reply that tell as a fact what the draft says is not known."""
    opened = [
        {stem[:_SAME_START] for stem in stems(match["what"]) if not is_asking(stem)}
        for sentence in content_sentences(material)
        for match in _UNDECIDED.finditer(sentence.text)
    ]
    if not opened:
        return []
    found = []
    for sentence in material.sentences:
        if sentence.text.endswith("?") or TENTATIVE.search(sentence.text):
            continue
        for match in re.finditer(r"[^,;:]+", sentence.text):
            told = {stem[:_SAME_START] for stem in stems(match[0])}
            if not _OPEN.search(match[0]) and any(len(told & o) >= _SHARED for o in opened):
                at = sentence.start + match.start()
                found.append(Span("reply", at, at + len(match[0]), match[0]))
    return found
