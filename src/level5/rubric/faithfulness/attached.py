"""What belongs to a figure: "15 euros more", "21 days from delivery"."""

import re
from functools import lru_cache

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span
from level5.rubric.slots import Slot, agree, find_slots

# Words after, or right before, a figure without which it says something else.
_MODIFIERS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "more|extra|additional|on top|further|another|plus|surcharge",
        "less|off|discount|cheaper|reduction|reduced",
        r"each|apiece|a head|per \w+|every \w+",
    )
)
# What a duration runs from.
_FROM = re.compile(
    r" (?:of|from|after|before|since|following) (?:an? |the |your |our |its |their )?(?P<what>[a-z]\w+)",
    re.IGNORECASE,
)
_AMOUNTS = frozenset({"money", "number", "percent"})
_SAME_START = 4


def torn_off(material: Material) -> list[tuple[Span, Span]]:
    """Figures of the draft that the reply gives without their modifier, or from another event.

    Returns:
        The words in the draft and the figure in the reply.
    """
    return list(_torn_off(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _torn_off(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    material, draft = Material(case, reply), case.draft
    held = find_slots(reply)
    content = content_sentences(material)
    stated = " ".join(s.text for s in material.sentences if not s.text.endswith("?"))
    said = {stem[:_SAME_START] for stem in stems(stated)}
    given = {stem[:_SAME_START] for stem in stems(material.support)}
    found = []
    for slot in find_slots(draft):
        if not any(s.start <= slot.start < s.end for s in content):
            continue
        again = [other for other in held if other.kind == slot.kind and agree(slot, other)]
        if not again:
            continue
        now = Span("reply", again[0].start, again[0].end, again[0].text)
        if slot.kind in _AMOUNTS and (end := _modified(slot, draft)):
            words = next(m for m in _MODIFIERS if m.search(draft[slot.end : end]))
            if not words.search(reply):
                found.append((Span("draft", slot.start, end, draft[slot.start : end]), now))
        event = _FROM.match(draft, slot.end) if slot.kind == "quantity" else None
        was = _start(event["what"]) if event else ""
        events = {_start(m["what"]) for other in again if (m := _FROM.match(reply, other.end))}
        if event and was and was not in said and events and not events & {"", *given}:
            text = draft[slot.start : event.end()]
            found.append((Span("draft", slot.start, event.end(), text), now))
    return tuple(found)


def _modified(slot: Slot, text: str) -> int:
    """Where the modifier of a figure ends; 0 where it has none."""
    ends = [m.end() for words in _MODIFIERS if (m := words.match(text, slot.end + 1))]
    return max(ends, default=0)


def _start(word: str) -> str:
    """How a word begins; empty where it says nothing by itself: "that", "it"."""
    return next(iter(stems(word)), "")[:_SAME_START]
