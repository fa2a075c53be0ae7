"""Figures that have changed places in free wording: the new date the 3rd, the last day the 17th."""

import re
from functools import lru_cache
from itertools import combinations, pairwise

from level5.records import Case
from level5.rubric.draft import stems
from level5.rubric.findings import Material, Span, slot_span
from level5.rubric.slots import Slot, agree, find_slots

# Where a new clause with a verb of its own begins; what is only listed stays together.
_CUTS = re.compile(
    r"[;!?\n]|[:.](?!\d)|\b(?:but|while|whereas)\b"
    r"|(?:,(?: and| or| then)?|\band)(?!\d)(?=[^,;.!?]*\b(?:is|are|was|were|can|cannot|may|must|will|has|have|takes?|costs?"
    r"|ends?|starts?|opens?|closes?|leaves?|arrives?|goes|use|pay|send|call|ask|you need)\b|[^,;.!?]*['’](?:s|ll|re)\b)"
)
# Words of relation that tell one figure from another as well as any matter does.
_RELATIONS = re.compile(
    r"\b(?:after|before|from|until|till|by|first|last|free|each|per|more|less|not|no|only|without|with|if|up|over|under)\b",
    re.IGNORECASE,
)
# How many words must speak for the other place, where none speaks for the own one.
_CROSSED = 2
# As many letters in common make words the same: "deliver", "delivery".
_SAME_START = 4
_KINDS = frozenset(
    "money percent date time clock quantity id number number_word ordinal weekday month".split()
)


def crossed(material: Material) -> list[tuple[Span, Span]]:
    """Two figures, each of which stands in the reply with the other one's words.

    Returns:
        One of the figures in the draft, or in the reply where only a fact holds it, and in the reply.
    """
    return list(_crossed(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _crossed(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    said = _companies(reply)
    found = []
    for text in (case.draft, "\n".join(case.facts)):
        for (a, near_a), (b, near_b) in combinations(_companies(text), 2):
            if near_a is near_b or a.kind != b.kind or agree(a, b):
                continue
            now_a = [(s, near) for s, near in said if s.kind == a.kind and agree(a, s)]
            now_b = [(s, near) for s, near in said if s.kind == b.kind and agree(b, s)]
            if len(now_a) != 1 or len(now_b) != 1 or now_a[0][1] is now_b[0][1]:
                continue
            own_a, own_b = near_a - near_b, near_b - near_a
            told_a, told_b = now_a[0][1] - now_b[0][1], now_b[0][1] - now_a[0][1]
            straight = len(own_a & told_a) + len(own_b & told_b)
            other = len(own_a & told_b) + len(own_b & told_a)
            if other >= _CROSSED and other > 2 * straight:
                was = (
                    slot_span(a, "draft") if text is case.draft else slot_span(now_a[0][0], "reply")
                )
                found.append((was, slot_span(now_a[0][0], "reply")))
    return tuple(found)


# Words that say where a figure belongs: at most so many before it, at least so many of matter.
_BEFORE, _LEAST = 3, 2


def misplaced(material: Material) -> list[tuple[Span, Span]]:
    """Figures of the draft that stand in the reply after the same words as another one did.

    Returns:
        The figure in the draft and the one in its place.
    """
    case, found = material.case, []
    held = _placed(material.reply)
    drafts = _placed(case.draft)
    given = [*drafts, *_placed("\n".join(case.facts))]
    for was, place in drafts:
        if len({s.value for s, p in given if p == place and s.kind == was.kind}) > 1:
            continue
        there = [s for s, p in held if p == place and s.kind == was.kind]
        if there and not any(agree(was, s) for s in there):
            found.append((slot_span(was, "draft"), slot_span(there[0], "reply")))
    return found


def _placed(text: str) -> list[tuple[Slot, tuple[str, ...]]]:
    """Slots with the last words before them in their clause."""
    found = []
    for slot in find_slots(text):
        if slot.kind not in _KINDS:
            continue
        words = re.findall(r"[\w'’-]+", re.split(r"[,;:.!?\n]", text[: slot.start])[-1].lower())
        place = tuple(words[-_BEFORE:])
        if len(place) == _BEFORE and len(stems(" ".join(place))) >= _LEAST:
            found.append((slot, place))
    return found


def _companies(text: str) -> list[tuple[Slot, frozenset[str]]]:
    """Slots with the words of their clause, one and the same set for those of one clause."""
    slots = [s for s in find_slots(text) if s.kind in _KINDS]
    cuts = [
        m
        for m in _CUTS.finditer(text)
        if not any(s.start < m.end() and m.start() < s.end for s in slots)
    ]
    bounds = [0, *(m.end() for m in cuts), len(text)]
    found = []
    for start, end in pairwise(bounds):
        inside = [s for s in slots if start <= s.start < end]
        clause = text[start:end]
        for slot in reversed(inside):
            clause = clause[: slot.start - start] + " " + clause[slot.end - start :]
        near = frozenset(
            {stem[:_SAME_START] for stem in stems(clause)}
            | {m[0].lower() for m in _RELATIONS.finditer(clause)}
        )
        found += [(slot, near) for slot in inside]
    return found
