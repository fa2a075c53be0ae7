"""What slots look like: one regular expression a form, in the order of precedence."""

import re
from typing import NamedTuple

from level5.rubric.numerals import NUMBER_WORD, ORDINAL_CUE, ORDINAL_WORD, WORD_CUE

MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_CURRENCIES = {
    "GBP": ("£", "gbp", "pounds", "pound", "quid"),
    "EUR": ("€", "eur", "euros", "euro"),
    "USD": ("$", "usd", "dollars", "dollar", "bucks"),
    "INR": ("₹", "inr", "rs", "rs.", "rupees", "rupee"),
    "GBP/100": ("p", "pence"),
    "USD/100": ("¢", "cents", "cent"),
}
CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words}
SCALES = {"k": 1000, "thousand": 1000, "lakh": 100_000, "million": 1_000_000, "m": 1_000_000}

# Unit in its singular form -> (base unit, how many of it). Days are counted in seconds, so that
# 24 hours are a day; working days and nights are counted apart.
UNITS: dict[str, tuple[str, float]] = {
    "second": ("second", 1),
    "sec": ("second", 1),
    "minute": ("second", 60),
    "min": ("second", 60),
    "hour": ("second", 3600),
    "hr": ("second", 3600),
    "h": ("second", 3600),
    "day": ("second", 86_400),
    "calendar day": ("second", 86_400),
    "night": ("night", 1),
    "working day": ("working day", 1),
    "business day": ("working day", 1),
    "week": ("second", 604_800),
    "fortnight": ("second", 1_209_600),
    "month": ("month", 1),
    "year": ("month", 12),
    "gb": ("gb", 1),
    "mb": ("mb", 1),
    "tb": ("tb", 1),
    "mbps": ("mbps", 1),
    "kg": ("g", 1000),
    "kilo": ("g", 1000),
    "gram": ("g", 1),
    "g": ("g", 1),
    "mg": ("g", 0.001),
    "ml": ("ml", 1),
    "litre": ("ml", 1000),
    "liter": ("ml", 1000),
    "km": ("mm", 1_000_000),
    "kilometre": ("mm", 1_000_000),
    "mile": ("mile", 1),
    "metre": ("mm", 1000),
    "cm": ("mm", 10),
    "mm": ("mm", 1),
    "inch": ("inch", 1),
    "kwh": ("kwh", 1),
    "unit": ("unit", 1),
    "mile per hour": ("mph", 1),
}
FRACTIONS = {"half": 50, "quarter": 25, "three quarters": 75, "three-quarters": 75}

NUMBER = rf"(?:\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{NUMBER_WORD})"
_MONTH = r"(?:{})\.?".format(
    "|".join(rf"{m[:3]}(?:{m[3:]})?" if m != "september" else "sept?(?:ember)?" for m in MONTHS)
)
_UNIT = "|".join(
    sorted((re.escape(u) + ("(?:es)?" if u == "inch" else "s?") for u in UNITS), key=len)[::-1]
)
_HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOUR = rf"{_HOUR_WORD}|1[0-2]|0?[1-9]"
_WORDS_AFTER = "|".join(w for words in _CURRENCIES.values() for w in words if w.isalpha())
_SCALE = r"(?:(?P<k>k\b|m\b(?!\.)| (?:thousand|lakh|million)\b))?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL_WORD}"
_HALF_OF_DAY = (
    r"(?:(?P<ap>[ap])\.?m\b\.?"
    r"|(?P<part>(?:in the|this|that|tomorrow) (?:morning|afternoon|evening)|at night)\b)"
)
_WHICH = "first|second|third|fourth|last"
_ARTICLE_UNIT = "hour|(?:working |business )?day|week|fortnight|month|year"
_WHOLE = "(?:full|whole|clear|straight|solid|single) "

# What a lower-case text must hold for a form to be in it. To look for these is cheap, and few texts
# hold many of them.
_CUES = {
    cue: re.compile(pattern)
    for cue, pattern in {
        "anything": "",
        "bracket": r"\[",
        "address": r"https?:|www\.|@",
        "digit": r"\d",
        "number": rf"\d|{WORD_CUE}",
        "words": WORD_CUE,
        "ordinal": rf"\d|{ORDINAL_CUE}",
        "month": "|".join(month[:3] for month in MONTHS),
        "half of day": r"[ap]\.?m\b|morning|afternoon|evening|at night",
        "currency": r"[£€$₹]|\b(?:rs|gbp|eur|usd|inr)",
        "percent": r"%|cent",
        "noon": r"noon|midday",
        "midnight": "midnight",
        "part": r"half|quarter|third",
        "couple": "couple",
        "hour": r"\dh|\bh\b|hr|hour",
        "unit": _ARTICLE_UNIT.replace("(?:working |business )?", ""),
        "dozen": "dozen",
        "weekday": r"day|mon ?[-–]|mon (?:to|thr)",
    }.items()
}


class SlotPattern(NamedTuple):
    """One form of a slot.

    Attributes:
        kind: of slot, as `normal_forms` knows it.
        form: what it looks like.
        cue: what a text in lower case must hold to hold the form.
    """

    kind: str
    form: re.Pattern[str]
    cue: re.Pattern[str]


# In the order of precedence: what an earlier pattern took, a later one leaves alone.
PATTERNS: tuple[SlotPattern, ...] = tuple(
    SlotPattern(kind, re.compile(pattern, re.IGNORECASE), _CUES[cue])
    for kind, cue, pattern in (
        ("placeholder", "bracket", r"\[(?:link|phone|email)\]"),
        ("link", "address", r"\b(?:https?://|www\.)[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]"),
        ("email", "address", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
        (
            "phone",
            "digit",
            r"(?<![\w.-])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{3,4}){1,3}(?![\w-])",
        ),
        ("iso_date", "digit", r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
        (
            "day_month",
            "month",
            rf"(?<![\d.,])\b(?:the )?(?P<d>{_DAY})(?: of)? (?P<m>{_MONTH})\b(?:,? (?P<y>\d{{4}})\b)?",
        ),
        (
            "month_day",
            "month",
            rf"\b(?P<m>{_MONTH}) (?:the |(?!(?:first|second|third)\b))(?P<d>{_DAY})\b(?!:)(?:,? (?P<y>\d{{4}})\b(?!-))?",
        ),
        (
            "end_of_month",
            "month",
            r"(?:(?<=until )|(?<=till )|(?<=through )|(?<=by )|(?<=before )|(?<=to )|(?<=on ))(?:the )?"
            rf"(?:(?:very )?end|last day) of (?P<m>{'|'.join(MONTHS)})\b",
        ),
        (
            "numeric_date",
            "digit",
            r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})\b",
        ),
        ("numeric_date", "digit", r"(?<![\w/.-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?P<y>)(?![\w/])"),
        (
            "hours",
            "words",
            rf"\bfrom (?P<h>{_HOUR_WORD}) (?:to|until|till) (?P<h2>{_HOUR_WORD})\b(?! (?:in the|at night|[ap]\.?m|o['’]?clock|(?:{_UNIT})\b))",
        ),
        (
            "clock_words",
            "number",
            rf"\b(?:(?P<m>half|quarter|five|ten|twenty|twenty-five) (?P<w>past|to) (?P<n>{_HOUR})\b"
            rf"|half (?P<half>{_HOUR})\b|(?P<on>{_HOUR}) o['’]?clock\b"
            rf"|(?P<then>{_HOUR_WORD})[- ](?P<mw>thirty|fifteen|forty-five)\b)(?: ?{_HALF_OF_DAY})?",
        ),
        (
            "clock_range",
            "half of day",
            rf"\b(?P<h>{_HOUR})(?:[:.](?P<min>[0-5]\d))?(?: ?[-–] ?| (?:to|and|or|till|until) )"
            rf"(?P<h2>{_HOUR})(?:[:.](?P<min2>[0-5]\d))? ?{_HALF_OF_DAY}",
        ),
        (
            "clock_12",
            "half of day",
            rf"\b(?P<h>(?<!the )(?:{_HOUR_WORD})|1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))? ?{_HALF_OF_DAY}",
        ),
        (
            "money_before",
            "currency",
            rf"(?:£|€|\$|₹|\brs\.? ?|\b(?:gbp|eur|usd|inr) )\s?(?P<n>{NUMBER}){_SCALE}",
        ),
        (
            "money_after",
            "number",
            rf"\b(?P<n>{NUMBER}){_SCALE}[ -]?(?P<c>€|(?:{_WORDS_AFTER})\b(?!\.?m\b))"
            rf"(?: (?:and )?(?P<small>\d\d|{NUMBER_WORD})(?: ?(?:p|pence|cents))?\b(?! ?%|[ -](?:{_UNIT})\b))?",
        ),
        ("percent", "percent", rf"\b(?P<n>{NUMBER}) ?(?:%|per ?cent\b|percent\b)"),
        ("clock_24", "digit", r"\b(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)\b"),
        ("noon", "noon", r"\b(?:noon|midday)\b"),
        ("midnight", "midnight", r"\bmidnight\b"),
        (
            "part_of_unit",
            "part",
            r"\b(?P<n>half|(?:a )?quarter of|three[- ]quarters of|(?:a|one) third of|two[- ]thirds of) an?"
            r" (?P<u>minute|hour|day|year|mile|litre|liter|kilo)\b",
        ),
        (
            "hours_minutes",
            "hour",
            rf"\b(?P<n>{NUMBER}|an?) ?(?:h(?:(?:ou)?rs?)?)(?:,? and|,)? ?(?P<n2>{NUMBER}) ?m(?:in(?:ute)?s?)?\b"
            r"|\b(?P<h>\d+) ?h ?(?P<m>[0-5]\d)\b",
        ),
        ("rate", "unit", rf"\b(?:an?|per) (?P<u>{_ARTICLE_UNIT})\b|/(?P<u2>{_ARTICLE_UNIT})\b"),
        (
            "quantity",
            "number",
            rf"\b(?P<n>{NUMBER})(?:(?: ?[-–] ?| to | or | and (?!a ))(?P<n2>{NUMBER}))?"
            rf"(?P<half> and a half)?(?: |-)?(?:{_WHOLE})?(?P<u>{_UNIT})\b(?P<half2> and a half\b)?",
        ),
        (
            "quantity",
            "unit",
            rf"\b(?P<n>an?|the(?= fortnight)|the (?:last|past|previous|coming)|the(?= \w+ (?:just )?(?:past|gone)\b))(?P<n2>)(?P<half>)"
            rf" (?:{_WHOLE})?(?P<u>{_ARTICLE_UNIT})\b(?P<half2> and a half\b)?",
        ),
        (
            "quantity",
            "couple",
            rf"\b(?P<n>a couple of)(?P<n2>)(?P<half>) (?P<u>{_UNIT})\b(?P<half2>)",
        ),
        ("dozen", "dozen", rf"\b(?P<n>half a|a|{NUMBER}) dozen\b"),
        (
            "fraction",
            "part",
            r"\b(?P<n>half|three[- ]quarters)\b(?= (?:of|off|the|your|price|that|its)\b)",
        ),
        (
            "id",
            "digit",
            r"(?<![\w,.])#?(?!(?-i:\d+-[a-z]{3,}\b|\d{1,3}s\b))(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b(?<!st)(?<!nd)(?<!rd)(?<!th)",
        ),
        ("letter", "anything", r"(?<=[a-z] )(?-i:(?P<n>[B-HJ-Z]))\b(?!['’&/-]|\.? ?(?-i:[A-Z]))"),
        (
            "weekday_of_month",
            "weekday",
            rf"\b(?:(?<=every )(?P<n>{_WHICH}) (?P<w>{'|'.join(WEEKDAYS)})s?(?: (?:of|in) (?:the|a) month)?"
            rf"|(?P<n2>{_WHICH}) (?P<w2>{'|'.join(WEEKDAYS)})s? (?:(?:of|in) )?(?:the|each|every|a) month)\b",
        ),
        (
            "ordinal",
            "ordinal",
            rf"\b(?P<n>\d{{1,3}}(?:,?\d{{3}})*(?:st|nd|rd|th)|{ORDINAL_WORD})\b",
        ),
        (
            "month",
            "month",
            rf"\b(?P<m>{'|'.join(m for m in MONTHS if m not in ('march', 'may'))}|sept)\b"
            r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bcome )|(?<=\bsince )|(?<=\buntil )|(?<=\bbefore ))"
            r"(?P<m2>(?-i:March|May))\b",
        ),
        (
            "weekdays",
            "weekday",
            r"\b(?:(?:on|only|during|every|all) weekdays?|weekdays(?= (?:from|between|only|until|\d))|mon(?:day)?s?(?: ?[-–] ?| (?:through |up )?(?:to|till|until|through) )fri(?:day)?s?)\b",
        ),
        ("weekday", "weekday", rf"\b(?P<w>{'|'.join(WEEKDAYS)})s?\b"),
        (
            "number",
            "digit",
            r"(?<![\w])#?(?P<n>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)*)(?:(?!\w)|(?=s\b))",
        ),
        ("number_word", "words", rf"\b(?P<n>{NUMBER_WORD})\b"),
    )
)
