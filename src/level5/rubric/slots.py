"""Slots: the amounts, dates, times, ids, names, links and numbers that a rewrite must not change.

Each slot has a normal form, so that "five days" equals "5 days", "2pm" equals "14:00" and
"£19.99" equals "19.99 pounds". The normal forms follow the list in `data/codebook.md` (`facts_kept`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from level5.rubric.numerals import NUMBER_WORD, parse_number
from level5.rubric.words import is_word

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_CURRENCIES = {
    "GBP": ("£", "gbp", "pounds", "pound", "quid"),
    "EUR": ("€", "eur", "euros", "euro"),
    "USD": ("$", "usd", "dollars", "dollar", "bucks"),
    "INR": ("₹", "inr", "rs", "rs.", "rupees", "rupee"),
    "GBP/100": ("p", "pence"),
    "USD/100": ("¢", "cents", "cent"),
}
_CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words}

# Unit in its singular form -> (base unit, how many of it).
_UNITS: dict[str, tuple[str, int]] = {
    "second": ("second", 1),
    "sec": ("second", 1),
    "minute": ("minute", 1),
    "min": ("minute", 1),
    "hour": ("minute", 60),
    "hr": ("minute", 60),
    "day": ("day", 1),
    "night": ("night", 1),
    "working day": ("working day", 1),
    "business day": ("working day", 1),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "month": ("month", 1),
    "year": ("month", 12),
    "gb": ("gb", 1),
    "mb": ("mb", 1),
    "tb": ("tb", 1),
    "mbps": ("mbps", 1),
    "kg": ("kg", 1),
    "kilo": ("kg", 1),
    "gram": ("g", 1),
    "g": ("g", 1),
    "mg": ("mg", 1),
    "ml": ("ml", 1),
    "litre": ("litre", 1),
    "liter": ("litre", 1),
    "km": ("km", 1),
    "kilometre": ("km", 1),
    "mile": ("mile", 1),
    "metre": ("metre", 1),
    "cm": ("cm", 1),
    "mm": ("mm", 1),
    "inch": ("inch", 1),
    "kwh": ("kwh", 1),
    "unit": ("unit", 1),
    "mile per hour": ("mph", 1),
}

_NUM = rf"(?:\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{NUMBER_WORD})"
_MONTH = r"(?:{})\.?".format(
    "|".join(rf"{m[:3]}(?:{m[3:]})?" if m != "september" else "sept?(?:ember)?" for m in MONTHS)
)
_UNIT = "|".join(
    sorted((re.escape(u) + ("(?:es)?" if u == "inch" else "s?") for u in _UNITS), key=len)[::-1]
)
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
_WORDS_AFTER = "|".join(w for words in _CURRENCIES.values() for w in words if w.isalpha())

# In the order of precedence: what an earlier pattern took, a later one leaves alone.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("placeholder", r"\[(?:link|phone|email)\]"),
        ("link", r"\b(?:https?://|www\.)[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]"),
        ("email", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
        (
            "phone",
            r"(?<![\w.-])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{3,4}){1,3}(?![\w-])",
        ),
        ("iso_date", r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
        (
            "day_month",
            rf"(?<![\d.,])\b(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})\b(?:,? (?P<y>\d{{4}})\b)?",
        ),
        (
            "month_day",
            rf"\b(?P<m>{_MONTH}) (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<y>\d{{4}})\b(?!-))?",
        ),
        ("slash_date", r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})\b"),
        (
            "money_before",
            rf"(?:£|€|\$|₹|\brs\.? ?|\b(?:gbp|eur|usd|inr) )\s?(?P<n>{_NUM})(?P<k>k\b)?",
        ),
        ("money_after", rf"\b(?P<n>{_NUM}) ?(?P<c>€|(?:{_WORDS_AFTER})\b)"),
        ("percent", rf"\b(?P<n>{_NUM}) ?(?:%|per ?cent\b|percent\b)"),
        ("clock_12", r"\b(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))? ?(?P<ap>[ap])\.?m\b\.?"),
        ("clock_24", r"\b(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)\b"),
        (
            "clock_words",
            rf"\b(?P<m>half|quarter|five|ten|twenty|twenty-five) (?P<w>past|to) (?P<n>{_HOUR})\b"
            rf"|\bhalf (?P<half>{_HOUR})\b",
        ),
        ("noon", r"\b(?:noon|midday)\b"),
        ("midnight", r"\bmidnight\b"),
        ("half_hour", r"\bhalf an hour\b"),
        ("fortnight", r"\b(?:a|one) fortnight\b"),
        (
            "quantity",
            rf"\b(?P<n>{_NUM})(?:(?:-| to | or |–)(?P<n2>{_NUM}))?(?: |-)?(?P<u>{_UNIT})\b",
        ),
        (
            "id",
            r"(?<![\w,.])#?(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b(?<!st)(?<!nd)(?<!rd)(?<!th)",
        ),
        ("ordinal", r"\b(?P<n>\d{1,3}(?:,?\d{3})*)(?:st|nd|rd|th)\b"),
        ("weekday", rf"\b(?P<w>{'|'.join(WEEKDAYS)})s?\b"),
        ("number", r"(?<![\w])#?(?P<n>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)*)(?![\w])"),
        ("number_word", rf"\b(?P<n>{NUMBER_WORD})\b"),
    )
)


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
    for pattern_name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            made = list(_normalise(pattern_name, match))
            if made:
                taken[start:end] = [True] * (end - start)
                slots.extend(Slot(kind, value, start, end, match[0]) for kind, value in made)
    slots.extend(slot for slot in _names(text) if not any(taken[slot.start : slot.end]))
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
    code = _CURRENCY_OF[mark]
    value = parse_number(match["n"]) * (1000 if groups.get("k") else 1)
    if code.endswith("/100"):
        code, value = code[:3], value / 100
    yield "money", f"{code} {value:g}" if value < 1e6 else f"{code} {value:.0f}"


def _quantity(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    unit = re.sub(r"\s+", " ", match["u"].lower())
    singular = unit if unit in _UNITS else unit.removesuffix("es" if unit == "inches" else "s")
    base, factor = _UNITS[singular]
    for group in ("n", "n2"):
        if match[group]:
            yield "quantity", f"{parse_number(match[group]) * factor:g} {base}"


# Capitalised words that are no names, wherever they stand.
_NOT_NAMES = frozenset(
    [
        "a",
        "i",
        "i'm",
        "i'll",
        "i've",
        "i'd",
        "ok",
        "dm",
        "pm",
        "id",
        "am",
        "tv",
        "uk",
        "us",
        "usa",
        "eu",
        "hi",
        "hello",
        "dear",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "madam",
        "faq",
        "pdf",
        "pin",
        "sms",
        "url",
        "vat",
        "gdpr",
        "sos",
        "nhs",
        "wi-fi",
        "wifi",
        "english",
        "internet",
        "dms",
        "dmed",
        "dming",
    ]
    + MONTHS
    + WEEKDAYS
    + [m[:3] for m in MONTHS]
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]['\"”’)]*\s+|\n\s*|[-•*]\s+|\d\.\s+|['\"“‘(]\s*)$")
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z]*(?:['’-][A-Za-z]+)*\b")


def _names(text: str) -> Iterator[Slot]:
    """Capitalised words inside a sentence; neighbours make one name.

    A single common word ("the Bin", "First,") is none.
    """
    group: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(text):
        word = re.sub(r"['’]s$", "", match[0])
        is_name = word.lower() not in _NOT_NAMES and not _SENTENCE_START.search(
            text[: match.start()]
        )
        joins = bool(group) and text[group[-1].end() : match.start()] == " "
        if group and not (is_name and joins):
            yield from _name_slots(text, group)
            group = []
        if is_name and not (word.isupper() and _shouted(text)):
            group.append(match)
    if group:
        yield from _name_slots(text, group)


def _name_slots(text: str, group: list[re.Match[str]]) -> Iterator[Slot]:
    if len(group) == 1 and is_word(re.sub(r"['’]s$", "", group[0][0]).lower()):
        return
    start, end = group[0].start(), group[-1].end()
    written = re.sub(r"['’]s$", "", text[start:end])
    yield Slot("name", written.lower(), start, start + len(written), written)


def _shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > len(letters) / 4


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
    match = re.match(_NUM, text, re.IGNORECASE)
    return {_number(match[0])} if match else set()
