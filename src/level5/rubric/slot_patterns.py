"""What slots look like: one regular expression a form, in the order of precedence."""

import re

from level5.rubric.numerals import NUMBER_WORD

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

# Unit in its singular form -> (base unit, how many of it).
UNITS: dict[str, tuple[str, int]] = {
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

NUMBER = rf"(?:\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{NUMBER_WORD})"
_MONTH = r"(?:{})\.?".format(
    "|".join(rf"{m[:3]}(?:{m[3:]})?" if m != "september" else "sept?(?:ember)?" for m in MONTHS)
)
_UNIT = "|".join(
    sorted((re.escape(u) + ("(?:es)?" if u == "inch" else "s?") for u in UNITS), key=len)[::-1]
)
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
_WORDS_AFTER = "|".join(w for words in _CURRENCIES.values() for w in words if w.isalpha())

# In the order of precedence: what an earlier pattern took, a later one leaves alone.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
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
            rf"(?:£|€|\$|₹|\brs\.? ?|\b(?:gbp|eur|usd|inr) )\s?(?P<n>{NUMBER})(?P<k>k\b)?",
        ),
        ("money_after", rf"\b(?P<n>{NUMBER}) ?(?P<c>€|(?:{_WORDS_AFTER})\b)"),
        ("percent", rf"\b(?P<n>{NUMBER}) ?(?:%|per ?cent\b|percent\b)"),
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
            rf"\b(?P<n>{NUMBER})(?:(?:-| to | or |–)(?P<n2>{NUMBER}))?(?: |-)?(?P<u>{_UNIT})\b",
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
