"""Other dates and weekdays, the same ones throughout a set of texts, as replacements of words."""

import random
import re
from collections.abc import Sequence

from level5.rubric.slot_patterns import WEEKDAYS
from level5.rubric.slots import Slot

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)
_MOST_DAYS = 6
_LAST_DAY = 28  # every month has it
_DAY = re.compile(r"\b(\d{1,2})(st|nd|rd|th)?\b")
# What a shift could contradict: kinds of day, other forms of dates, spans that share a month.
_FIXED = re.compile(
    r"week-?end|working day|business day|weekdays?\b|\b(?:today|tomorrow|yesterday|tonight)\b"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b\d{1,2}/\d{1,2}\b|\d(?:st|nd|rd|th)?\s*(?:-|–|to|and|or)\s*\d"
    r"|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)\b",
    re.IGNORECASE,
)


def shifted_dates(
    texts: Sequence[str], slots: Sequence[Slot], rng: random.Random
) -> dict[str, str]:
    """What to replace so that every date and weekday lies one to six days later.

    Weekday and date move together, so "Monday 14 May" stays a day that can be. Empty where some
    text holds what a shift could contradict: today, the weekend, working days, a span of dates, a
    date in another form, or a day that would leave its month.

    Args:
        texts: all texts that share the dates.
        slots: their slots.
        rng: decides by how many days.
    """
    everything = "\n".join(texts)
    dates = {slot.text for slot in slots if slot.kind in ("date", "year") and "\n" not in slot.text}
    ordinals = {slot.text for slot in slots if slot.kind == "ordinal" and slot.text[:1].isdigit()}
    if _FIXED.search(everything) or not (dates or _WEEKDAY.search(everything)):
        return {}
    days = rng.randint(1, _MOST_DAYS)
    swaps: dict[str, str] = {}
    for text in dates | ordinals:
        found = _DAY.search(text)
        if found is None or int(found[1]) + days > _LAST_DAY:
            return {}
        day = int(found[1]) + days
        suffix = _suffix(day) if found[2] else ""
        swaps[text] = f"{text[: found.start()]}{day}{suffix}{text[found.end() :]}"
    for i, weekday in enumerate(WEEKDAYS):
        later = WEEKDAYS[(i + days) % len(WEEKDAYS)]
        for ending in ("", "s"):
            swaps[weekday + ending] = later + ending
            swaps[weekday.capitalize() + ending] = later.capitalize() + ending
    return {
        old: new for old, new in swaps.items() if re.search(rf"\b{re.escape(old)}\b", everything)
    }


def _suffix(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
