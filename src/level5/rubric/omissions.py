"""Clauses of the draft, taken from the given facts, of which nothing comes back."""

import re
from itertools import pairwise

from level5.rubric.draft import content_sentences, is_asking, stems
from level5.rubric.findings import Material, Span
from level5.rubric.lexicon import FREE
from level5.rubric.slots import agree, find_slots

_CUTS = re.compile(
    r"[;:()]|,(?= )| (?=(?:and|or|but|once|if|after|until|unless|with|without|when|under|by|at|before|to|from"
    r"|for|in|on) )"
)
# A clause that only asks for a choice, or denies: what becomes of refusals is told elsewhere.
_LEFT_OUT = re.compile(
    r"\b(?:you'd|would you|you like|prefer|please|kindly|perhaps|no|not|cannot|never)\b|n't\b",
    re.IGNORECASE,
)
# How many words of matter a clause must have to count as one; an alternative counts by one.
_MATTER = 2
# As many letters in common make words the same: "reported", "reports".
_SAME_START = 4


def lost_clauses(material: Material) -> list[Span]:
    """Clauses of which no content word is in the reply, in whatever form."""
    facts = set(stems("\n".join(material.case.facts)))
    slots = find_slots(material.reply)
    same = [s for s in find_slots(material.case.draft) if any(agree(s, x) for x in slots)]
    said = " ".join([material.reply, *(slot.text for slot in same)])
    held = {stem[:_SAME_START] for stem in stems(said)}
    lost = []
    for sentence in content_sentences(material):
        text = sentence.text
        cuts = [0, *(m.start() for m in _CUTS.finditer(text)), len(text)]
        for start, end in pairwise(cuts):
            part = text[start:end].strip(" ,;:()")
            own = {stem for stem in stems(part) if "'" not in stem and not is_asking(stem)}
            least = 1 if part.startswith("or ") else _MATTER
            if (
                len(own) >= least
                and own <= facts
                and not _LEFT_OUT.search(part)
                and not (FREE.search(part) and FREE.search(material.reply))
                and not any(stem[:_SAME_START] in held for stem in own)
            ):
                at = sentence.start + text.index(part, start)
                lost.append(Span("draft", at, at + len(part), part))
    return lost
