"""Slots: the amounts, dates, times, ids, names, links and numbers that a rewrite must not change.

Each slot has a normal form, so that "five days" equals "5 days", "2pm" equals "14:00" and
"£19.99" equals "19.99 pounds". The normal forms follow the list in `data/codebook.md` (`facts_kept`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from level5.rubric.names import find_names
from level5.rubric.normal_forms import normal_forms, number_form
from level5.rubric.slot_patterns import NUMBER, PATTERNS

_BARE = frozenset({"number", "number_word", "ordinal"})
_NUMBERS = re.compile(rf"(?<![\w.,]){NUMBER}", re.IGNORECASE)
# A term set by a duration: "within two days", "takes a week". A bare "in a week" may be anything.
_TERM = re.compile(
    r"\b(?:within|in|by|takes?|lasts?(?: for)?|up to|under|than|every|least|most|next|only)(?: the)?(?: next)? $",
    re.IGNORECASE,
)
_TERM_BEFORE_ARTICLE = re.compile(r"\b(?:within|takes?|up to) $", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """One slot of a text.

    Attributes:
        kind: money, percent, fraction, date, numeric_date (day and month in either order), year,
            month, weekday, weekdays (Monday to Friday), weekday_of_month, time, clock (a time without its half of the day), quantity, rate, id, ordinal,
            number, number_word, link, email, phone or name.
        value: the normal form; equal slots have equal kind and value.
        start: character offset in the text.
        end: character offset after the last character.
        text: as written.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str

    @property
    def in_words(self) -> bool:
        """Whether it is written without any digit."""
        return not any(c.isdigit() for c in self.text)


def find_slots(text: str) -> list[Slot]:
    """All slots of a text in the order in which they stand, names included."""
    return list(_found(text))


# Draft, facts and customer are asked for again with every reply and by several checks.
@lru_cache(maxsize=1024)
def _found(text: str) -> tuple[Slot, ...]:
    taken = [False] * len(text)
    slots: list[Slot] = []
    lower = text.lower()
    cued = {cue: bool(cue.search(lower)) for cue in {pattern.cue for pattern in PATTERNS}}
    for kind, form, cue in PATTERNS:
        for match in form.finditer(text) if cued[cue] else ():
            start, end = match.span()
            if any(taken[start:end]):
                continue
            made = list(normal_forms(kind, match))
            if made:
                taken[start:end] = [True] * (end - start)
                slots.extend(Slot(name, value, start, end, match[0]) for name, value in made)
    slots.extend(
        Slot("name", name.lower(), start, start + len(name), name)
        for start, name in find_names(text)
        if not any(taken[start : start + len(name)])
    )
    return tuple(sorted(_days_first(slots), key=lambda slot: (slot.start, slot.end)))


def _days_first(slots: list[Slot]) -> list[Slot]:
    """Numeric dates in the order of day and month that another one of the text shows."""
    orders = {
        int(re.split(r"[/.-]", slot.text)[0]) > 12
        for slot in slots
        if slot.kind == "date" and re.match(r"\d{1,2}[/.-]\d{1,2}(?!\d)", slot.text)
    }
    if len(orders) != 1:
        return slots
    (day_first,) = orders

    def ordered(slot: Slot) -> Slot:
        if slot.kind != "numeric_date":
            return slot
        first, second = slot.value.split("-")
        value = f"{second}-{first}" if day_first else slot.value
        return Slot("date", value, slot.start, slot.end, slot.text)

    return [ordered(slot) for slot in slots]


def sets_term(text: str, slot: Slot) -> bool:
    """Whether a duration of the text says how long or by when: "within two days"."""
    pattern = _TERM_BEFORE_ARTICLE if by_article(slot) else _TERM
    return bool(pattern.search(text[max(0, slot.start - 24) : slot.start]))


def is_round(slot: Slot) -> bool:
    """Whether a slot is a manner of speaking: "you've said it a hundred times"."""
    return slot.kind in ("number_word", "money") and slot.text.lower().split()[0] == "hundred"


def by_article(slot: Slot) -> bool:
    """Whether a quantity is counted by an article alone: "a day", "the past year"."""
    return slot.kind == "quantity" and bool(re.match(r"(?:an?|the)\b", slot.text, re.IGNORECASE))


def unit_of(slot: Slot) -> str:
    """What a slot counts: its currency, or its unit as written."""
    if slot.kind == "money":
        return slot.value.split()[0]
    if slot.kind != "quantity":
        return ""
    word = re.sub(r"^.*?(?=(?:working |business )?[a-z]+$)", "", slot.text.lower())
    return word.replace("business", "working").removesuffix("s")


def agree(first: Slot, second: Slot) -> bool:
    """Whether two slots say the same, written one way or another.

    Besides equal normal forms: an amount with and without its currency ("£34.99", "34.99"), an hour
    with and without its minutes ("9", "9:00"), a number in words or digits, a day of the month with
    and without its month ("the 14th", "14 May"), a numeric date in either order, half and 50 %,
    weekdays and the first or last of them.
    """
    if (first.kind, first.value) == (second.kind, second.value):
        return True
    kinds = {first.kind, second.kind}
    if kinds == {"weekday", "weekdays"}:
        return {first.value, second.value} & {"monday", "friday"} != set()
    if kinds == {"date", "month"}:
        date, month = (first, second) if first.kind == "date" else (second, first)
        return bool(re.search(rf"\b(?:end|last day) of {month.value}$", date.text, re.IGNORECASE))
    if kinds == {"clock", "time"}:
        return _twelfth(first) == _twelfth(second)
    if kinds == {"percent", "fraction"}:
        return first.value == second.value
    if "numeric_date" in kinds and kinds <= {"numeric_date", "date"}:
        return sorted(first.value.split("-")) == sorted(second.value.split("-"))
    if kinds <= _BARE:
        return first.value == second.value
    if second.kind in _BARE:
        first, second = second, first
    return first.kind in _BARE and _agrees_with_number(second, first)


def _agrees_with_number(slot: Slot, number: Slot) -> bool:
    if slot.kind == "money":
        return slot.value.split()[1] == number.value
    if slot.kind in ("time", "clock"):
        if re.fullmatch(r"\d{1,2}\.[0-5]\d", number.text):
            return _twelfth(slot) == f"{int(number.text[:-3]) % 12:02d}:{number.text[-2:]}"
        hour, minute = (int(part) for part in slot.value.split(":"))
        hours = {str(hour), str(hour % 12 or 12)}
        if slot.kind == "clock":
            hours.add(str(hour + 12))
        return minute == 0 and number.value in hours
    if slot.kind == "date":
        return str(int(slot.value[-2:])) == number.value
    return slot.kind == "quantity" and number.value in {
        number_form(match[0]) for match in _NUMBERS.finditer(slot.text)
    }


def _twelfth(slot: Slot) -> str:
    """A time without its half of the day."""
    hour, minute = slot.value.split(":")
    return f"{int(hour) % 12:02d}:{minute}"
