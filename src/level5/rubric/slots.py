"""Slots: the amounts, dates, times, ids, names, links and numbers that a rewrite must not change.

Each slot has a normal form, so that "five days" equals "5 days", "2pm" equals "14:00" and
"£19.99" equals "19.99 pounds". The normal forms follow the list in `data/codebook.md` (`facts_kept`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from level5.rubric.names import find_names
from level5.rubric.numerals import parse_number
from level5.rubric.slot_patterns import CURRENCY_OF, MONTHS, NUMBER, PATTERNS, UNITS


@dataclass(frozen=True)
class Slot:
    """One slot of a text.

    Attributes:
        kind: money, percent, date, weekday, time, quantity, id, ordinal, number, number_word,
            link, email, phone or name.
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


def find_slots(text: str) -> list[Slot]:
    """All slots of a text in the order in which they stand, names included."""
    taken = [False] * len(text)
    slots: list[Slot] = []
    for pattern_name, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            made = list(_normalise(pattern_name, match))
            if made:
                taken[start:end] = [True] * (end - start)
                slots.extend(Slot(kind, value, start, end, match[0]) for kind, value in made)
    slots.extend(
        Slot("name", name.lower(), start, start + len(name), name)
        for start, name in find_names(text)
        if not any(taken[start : start + len(name)])
    )
    return sorted(slots, key=lambda slot: (slot.start, slot.end))


def _number(text: str) -> str:
    value = parse_number(text)
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _normalise(name: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    text = match[0]
    if name == "placeholder":
        yield text[1:-1].lower(), text.lower()
    elif name in ("link", "email"):
        yield name, text.lower()
    elif name == "phone":
        digits = re.sub(r"\D", "", text)
        if len(digits) >= 7:
            yield name, digits
    elif name in ("iso_date", "day_month", "month_day", "slash_date"):
        yield from _date(name, match)
    elif name in ("money_before", "money_after"):
        yield from _money(match)
    elif name == "percent":
        yield "percent", _number(match["n"])
    elif name == "clock_12":
        hour = int(match["h"]) % 12 + (12 if match["ap"].lower() == "p" else 0)
        yield "time", f"{hour:02d}:{match['min'] or '00'}"
    elif name == "clock_24":
        yield "time", f"{int(match['h']):02d}:{match['min']}"
    elif name == "clock_words":
        # Before or after noon is not said; the morning is written, and `agree` compares twelfths.
        past = int(parse_number(match["n"] or match["half"])) % 12 * 60
        word = (match["m"] or "half").lower()
        minutes = {"half": 30, "quarter": 15}.get(word) or int(parse_number(word))
        past += -minutes if (match["w"] or "").lower() == "to" else minutes
        yield "clock", f"{past // 60 % 12:02d}:{past % 60:02d}"
    elif name in ("noon", "midnight"):
        yield "time", "12:00" if name == "noon" else "00:00"
    elif name == "half_hour":
        yield "quantity", "30 minute"
    elif name == "fortnight":
        yield "quantity", "14 day"
    elif name == "quantity":
        yield from _quantity(match)
    elif name == "id":
        yield "id", text.lstrip("#").upper()
    elif name == "weekday":
        yield "weekday", match["w"].lower()
    elif name == "number" and _LIST_MARKER.match(match.string, match.start()):
        return
    else:
        yield (
            name,
            _number(match["n"]) if re.fullmatch(r"[\d,]+(?:\.\d+)?|\D+", match["n"]) else text,
        )


# "1." or "2)" before an item, but not a sum at the end of a sentence.
_LIST_MARKER = re.compile(r"(?:(?<=^)|(?<=\n)|(?<=[.;:] ))\d[.)] (?=\S)")


def _date(name: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    day = int(match["d"])
    if match["m"] == "may" and " of " not in match[0]:
        return  # the verb
    month = match["m"].lower().rstrip(".")
    number = int(month) if month.isdigit() else _month_number(month)
    if 1 <= day <= 31 and 1 <= number <= 12:
        yield "date", f"{number:02d}-{day:02d}"
        if match["y"]:
            yield "year", match["y"][-2:]


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _money(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    groups = match.groupdict()
    mark = (groups.get("c") or match[0][: match.start("n") - match.start()]).strip().lower()
    code = CURRENCY_OF[mark]
    value = parse_number(match["n"]) * (1000 if groups.get("k") else 1)
    if code.endswith("/100"):
        code, value = code[:3], value / 100
    yield "money", f"{code} {value:g}" if value < 1e6 else f"{code} {value:.0f}"


def _quantity(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    unit = re.sub(r"\s+", " ", match["u"].lower())
    singular = unit if unit in UNITS else unit.removesuffix("es" if unit == "inches" else "s")
    base, factor = UNITS[singular]
    for group in ("n", "n2"):
        if match[group]:
            yield "quantity", f"{parse_number(match[group]) * factor:g} {base}"


def agree(first: Slot, second: Slot) -> bool:
    """Whether two slots say the same, written one way or another.

    Besides equal normal forms: an amount with and without its currency ("£34.99", "34.99"), an hour
    with and without its minutes ("9", "9:00"), a number in words or digits, a day of the month with
    and without its month ("the 14th", "14 May").
    """
    if (first.kind, first.value) == (second.kind, second.value):
        return True
    bare = {"number", "number_word", "ordinal"}
    if {first.kind, second.kind} == {"clock", "time"}:
        return _twelfth(first) == _twelfth(second)
    if first.kind in bare and second.kind in bare:
        return first.value == second.value
    if second.kind in bare:
        first, second = second, first
    if first.kind not in bare:
        return False
    if second.kind == "money":
        return second.value.split()[1] == first.value
    if second.kind in ("time", "clock"):
        if re.fullmatch(r"\d{1,2}\.[0-5]\d", first.text):
            return _twelfth(second) == f"{int(first.text[:-3]) % 12:02d}:{first.text[-2:]}"
        hour, minute = (int(part) for part in second.value.split(":"))
        return minute == 0 and first.value in (str(hour), str(hour % 12 or 12))
    if second.kind == "date":
        return str(int(second.value[-2:])) == first.value
    return second.kind == "quantity" and bool(_leading_number(second.text) & {first.value})


def _twelfth(slot: Slot) -> str:
    """A time without its half of the day."""
    hour, minute = slot.value.split(":")
    return f"{int(hour) % 12:02d}:{minute}"


def _leading_number(text: str) -> set[str]:
    """The number as written at the start of a quantity: "74-year" holds 74."""
    match = re.match(NUMBER, text, re.IGNORECASE)
    return {_number(match[0])} if match else set()
