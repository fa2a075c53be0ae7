"""Clauses of the draft, taken from the given facts, of which nothing comes back."""

import re
from collections.abc import Sequence
from itertools import pairwise

from level5.rubric.draft import content_sentences, is_asking, stems
from level5.rubric.findings import Material, Span
from level5.rubric.lexicon import FREE, TENTATIVE
from level5.rubric.slots import Slot, agree, find_slots

_CUTS = re.compile(
    r"[;:()]|,(?= )| (?=(?:and|or|but|once|if|while|after|until|unless|with|without|when|under|by|at|before|to|from"
    r"|for|in|on) )"
)
# A clause that only asks for a choice, or denies: what becomes of refusals is told elsewhere.
_LEFT_OUT = re.compile(
    r"\b(?:you'd|would you|you like|prefer|please|kindly|perhaps|no|not|cannot|never)\b|n't\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:if|provided|as long as|so long as|only if)\b(?! you\b)", re.IGNORECASE)
_CONDITIONAL = re.compile(
    r"\b(?:if|provided|providing|as long|so long|once|when|unless|until|only|un\w+|never|not|without|except)\b|n['’]t\b",
    re.IGNORECASE,
)
# How many words of matter a clause must have to count as one; an alternative counts by one.
_MATTER = 2
# More words than these in what the reply tells may be the lost clause, put otherwise.
_NEW_WORDS = 2
# Kinds that stand for the clause around them.
_TELLING = frozenset("money percent date time phone email link id quantity weekday".split())
# As many letters in common make words the same: "reported", "reports".
_SAME_START = 4


def lost_clauses(material: Material) -> list[Span]:
    """Clauses of which no content word is in the reply, in whatever form."""
    facts = set(stems("\n".join(material.case.facts)))
    slots = find_slots(material.reply)
    same = [s for s in find_slots(material.case.draft) if any(agree(s, x) for x in slots)]
    said = " ".join([material.reply, *(slot.text for slot in same)])
    held = {stem[:_SAME_START] for stem in stems(said)}
    stated = " ".join(s.text for s in material.sentences if not s.text.endswith("?"))
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
                and (not _LEFT_OUT.search(part) or _bare_condition(part, stated))
                and not (FREE.search(part) and FREE.search(material.reply))
                and not any(stem[:_SAME_START] in held for stem in own)
                and not _figure_comes_back(part, slots)
            ):
                at = sentence.start + text.index(part, start)
                lost.append(Span("draft", at, at + len(part), part))
    return lost


def _bare_condition(part: str, stated: str) -> bool:
    """Whether a clause is a condition with a denial, of which no statement holds either."""
    return bool(_CONDITION.match(part) and not _CONDITIONAL.search(stated))


def said_otherwise(material: Material) -> bool:
    """Whether what the reply tells of the draft's matter has words that nobody gave.

    These may say in other words what looks lost. Of written dev rewrites in which a clause seems
    lost, it was lost in 22 of 31 with at most two such words, and in 28 of 98 with more.
    """
    given = {stem[:_SAME_START] for stem in stems(material.known)}
    matter = {stem[:_SAME_START] for s in content_sentences(material) for stem in stems(s.text)}
    told = [
        {stem[:_SAME_START] for stem in stems(sentence.text)}
        for sentence in material.sentences
        if not (sentence.text.endswith("?") or TENTATIVE.search(sentence.text))
    ]
    return len(set().union(*(own for own in told if own & matter)) - given) > _NEW_WORDS


def _figure_comes_back(part: str, held: Sequence[Slot]) -> bool:
    """Whether a figure tells that a clause is said in other words."""
    own = [slot for slot in find_slots(part) if slot.kind in _TELLING]
    return bool(own) and all(any(agree(slot, other) for other in held) for slot in own)
