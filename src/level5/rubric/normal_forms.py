"""The normal forms of slots: what makes "2pm" and "14:00", "£6.50" and "6 pounds 50" the same."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator

from level5.rubric.numerals import parse_number, parse_ordinal
from level5.rubric.slot_patterns import CURRENCY_OF, FRACTIONS, MONTHS, NUMBER, SCALES, UNITS

_Match = re.Match[str]
_Forms = Iterator[tuple[str, str]]

# "1." or "2)" before an item, but not a sum at the end of a sentence.
_LIST_MARKER = re.compile(r"(?:(?<=^)|(?<=\n)|(?<=[.;:!?)] )|(?<=\n ))\d[.)] (?=\S)")
# What "a day" measures where it follows: "two hours a day", "£9 a month".
_RATED = re.compile(
    rf"(?:\b(?:once|twice|times|thrice)|\d%?|\b{NUMBER}[ -]\w+(?: \w+)?) ?$", re.IGNORECASE
)
# A fraction such as 1/2 or 24/7 is no date; a day and a month are told by a nought or by their size.
_DATE_LIKE = re.compile(r"\b0\d|/0\d|\b(?:1[3-9]|2[0-35-9]|3[01])/|/(?:1[3-9]|2\d|3[01])")
# A year without a leap day: the end of February is the 28th.
_LEAPLESS = 2001
_LATE = re.compile(r"afternoon|evening|night", re.IGNORECASE)


def normal_forms(name: str, match: _Match) -> _Forms:
    """Kinds and normal forms of what a pattern found; none where it is no slot after all."""
    return _FORMS[name](match)


def number_form(text: str) -> str:
    """A number as short as it goes: "1,200" and "twelve hundred" are "1200"."""
    return _short(parse_number(text))


def _short(value: float) -> str:
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _placeholder(match: _Match) -> _Forms:
    yield match[0][1:-1].lower(), match[0].lower()


def _lowered(kind: str) -> Callable[[_Match], _Forms]:
    def form(match: _Match) -> _Forms:
        yield kind, match[0].lower()

    return form


def _constant(kind: str, value: str) -> Callable[[_Match], _Forms]:
    def form(_: _Match) -> _Forms:
        yield kind, value

    return form


def _phone(match: _Match) -> _Forms:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) >= 7:
        yield "phone", digits


def _date(match: _Match) -> _Forms:
    if match["m"] == "may" and " of " not in match[0]:
        return  # the verb
    month = match["m"].lower().rstrip(".")
    number = int(month) if month.isdigit() else _month_number(month)
    yield from _day_of(parse_ordinal(match["d"]), number, match["y"])


def _end_of_month(match: _Match) -> _Forms:
    month = _month_number(match["m"].lower())
    yield from _day_of(monthrange(_LEAPLESS, month)[1], month, None)


def _day_of(day: int, month: int, year: str | None) -> _Forms:
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield "date", f"{month:02d}-{day:02d}"
        if year:
            yield "year", year[-2:]


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _numeric_date(match: _Match) -> _Forms:
    first, second = int(match["a"]), int(match["b"])
    if not match["y"] and not _DATE_LIKE.search(match[0]):
        return
    if first <= 12 and second <= 12 and first != second:
        # Which is the month is not said: both orders may be meant.
        yield "numeric_date", f"{first:02d}-{second:02d}"
        if match["y"]:
            yield "year", match["y"][-2:]
    else:
        day, month = (first, second) if second <= 12 else (second, first)
        yield from _day_of(day, month, match["y"])


def _money(match: _Match) -> _Forms:
    groups = match.groupdict()
    mark = (groups.get("c") or match[0][: match.start("n") - match.start()]).strip().lower()
    code = CURRENCY_OF[mark]
    value = parse_number(match["n"]) * SCALES.get((match["k"] or "").strip().lower(), 1)
    if groups.get("small"):
        value += parse_number(match["small"]) / 100
    if code.endswith("/100"):
        code, value = code[:3], value / 100
    yield "money", f"{code} {_short(value)}"


def _percent(match: _Match) -> _Forms:
    yield "percent", number_form(match["n"])


def _clock_12(match: _Match) -> _Forms:
    yield "time", f"{_hour(match['h'], _is_late(match)):02d}:{match['min'] or '00'}"


def _clock_range(match: _Match) -> _Forms:
    late = _is_late(match)
    second = _hour(match["h2"], late)
    first = _hour(match["h"], late)
    if first > second:  # "11 to 2 p.m." begins before noon
        first = _hour(match["h"], not late)
    yield "time", f"{first:02d}:{match['min'] or '00'}"
    yield "time", f"{second:02d}:{match['min2'] or '00'}"


def _is_late(match: _Match) -> bool:
    return bool((match["ap"] or "").lower() == "p" or _LATE.search(match["part"] or ""))


def _hour(text: str, late: bool) -> int:
    return int(parse_number(text)) % 12 + (12 if late else 0)


def _hours(match: _Match) -> _Forms:
    for group in ("h", "h2"):
        yield "clock", f"{int(parse_number(match[group])) % 12:02d}:00"


def _clock_24(match: _Match) -> _Forms:
    yield "time", f"{int(match['h']):02d}:{match['min']}"


def _clock_words(match: _Match) -> _Forms:
    # Before or after noon is not said; the morning is written, and `agree` compares twelfths.
    hour = match["n"] or match["half"] or match["on"] or match["then"]
    past = int(parse_number(hour)) % 12 * 60
    word = (match["m"] or match["mw"] or ("half" if match["half"] else "zero")).lower()
    minutes = {"half": 30, "quarter": 15}.get(word) or int(parse_number(word))
    past += -minutes if (match["w"] or "").lower() == "to" else minutes
    if match["ap"] or match["part"]:
        yield "time", f"{past // 60 % 12 + (12 if _is_late(match) else 0):02d}:{past % 60:02d}"
    else:
        yield "clock", f"{past // 60 % 12:02d}:{past % 60:02d}"


def _part_of_unit(match: _Match) -> _Forms:
    word = match["n"].lower()
    base, factor = UNITS[match["u"].lower()]
    if "third" in word:
        share = (2 if "two" in word else 1) / 3
    else:
        share = (2 if "half" in word else 3 if "three" in word else 1) / 4
    yield "quantity", f"{_short(factor * share)} {base}"


def _hours_minutes(match: _Match) -> _Forms:
    hours, minutes = match["n"] or match["h"], match["n2"] or match["m"]
    whole = 1.0 if hours.lower() in ("a", "an") else parse_number(hours)
    yield "quantity", f"{_short(3600 * whole + 60 * parse_number(minutes))} second"


def _rate(match: _Match) -> _Forms:
    before = match.string[max(0, match.start() - 40) : match.start()]
    if match["u2"] or match[0][:3].lower() == "per" or _RATED.search(before):
        yield "rate", (match["u"] or match["u2"]).lower()


def _quantity(match: _Match) -> _Forms:
    unit = re.sub(r"\s+", " ", match["u"].lower())
    singular = unit if unit in UNITS else unit.removesuffix("es" if unit == "inches" else "s")
    base, factor = UNITS[singular]
    for group in ("n", "n2"):
        if match[group]:
            word = match[group].lower()
            if word == "a couple of":
                number = 2.0
            elif word in ("a", "an") or word.startswith("the"):
                number = 1.0
            else:
                number = parse_number(word)
            number += 0.5 if match["half"] or match["half2"] else 0
            yield "quantity", f"{_short(number * factor)} {base}"


def _dozen(match: _Match) -> _Forms:
    dozens = {"half a": 0.5, "a": 1.0}.get(match["n"].lower())
    yield "number_word", _short(12 * (dozens or parse_number(match["n"])))


def _fraction(match: _Match) -> _Forms:
    yield "fraction", str(FRACTIONS[match["n"].lower()])


def _identifier(match: _Match) -> _Forms:
    yield "id", match[0].lstrip("#").upper()


def _ordinal(match: _Match) -> _Forms:
    yield "ordinal", str(parse_ordinal(match["n"]))


def _weekday(match: _Match) -> _Forms:
    yield "weekday", match["w"].lower()


def _weekday_of_month(match: _Match) -> _Forms:
    which, day = match["n"] or match["n2"], match["w"] or match["w2"]
    yield "weekday_of_month", f"{which} {day}".lower()


def _month(match: _Match) -> _Forms:
    yield "month", MONTHS[_month_number((match["m"] or match["m2"]).lower()) - 1]


def _number(match: _Match) -> _Forms:
    if not _LIST_MARKER.match(match.string, match.start()):
        plain = re.fullmatch(r"[\d,]+(?:\.\d+)?", match["n"])
        yield "number", number_form(match["n"]) if plain else match[0]


def _number_word(match: _Match) -> _Forms:
    yield "number_word", number_form(match["n"])


_FORMS: dict[str, Callable[[_Match], _Forms]] = {
    "placeholder": _placeholder,
    "link": _lowered("link"),
    "email": _lowered("email"),
    "phone": _phone,
    "iso_date": _date,
    "day_month": _date,
    "month_day": _date,
    "end_of_month": _end_of_month,
    "numeric_date": _numeric_date,
    "clock_range": _clock_range,
    "clock_12": _clock_12,
    "money_before": _money,
    "money_after": _money,
    "percent": _percent,
    "clock_24": _clock_24,
    "clock_words": _clock_words,
    "hours": _hours,
    "noon": _constant("time", "12:00"),
    "midnight": _constant("time", "00:00"),
    "part_of_unit": _part_of_unit,
    "hours_minutes": _hours_minutes,
    "rate": _rate,
    "quantity": _quantity,
    "dozen": _dozen,
    "fraction": _fraction,
    "id": _identifier,
    "letter": _identifier,
    "ordinal": _ordinal,
    "month": _month,
    "weekday": _weekday,
    "weekday_of_month": _weekday_of_month,
    "weekdays": _constant("weekdays", "monday-friday"),
    "number": _number,
    "number_word": _number_word,
}
