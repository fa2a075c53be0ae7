"""English numbers in words: "forty-two", "two hundred and twelve", "the sixteenth"."""

import re

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {"thousand": 1000, "lakh": 100_000, "million": 1_000_000}

_UNIT = "|".join(word for word, value in _ONES.items() if 0 < value < 10)
# "and" joins only after a hundred or a thousand: "nine and eleven" are two numbers.
_BELOW_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|{'|'.join(sorted(_ONES, key=len)[::-1])})(?!\w)"
)
_BELOW_1000 = rf"(?:{_BELOW_100}(?:[- ]hundred(?!\w)(?:(?: and |[- ]){_BELOW_100})?)?|hundred(?!\w)(?: and {_BELOW_100})?)"

# A regular expression for a number in words, without groups. Possessive: a card number spelled out
# would otherwise be tried in exponentially many ways.
NUMBER_WORD = (
    r"(?:(?=on|t[ehw]|f[io]|s[ei]|e[il]|ni|hu|ze)"  # how they all begin: most words are left at once
    rf"{_BELOW_1000}"
    rf"(?:[- ](?:{'|'.join(_SCALES)})(?!\w)(?:(?:,? and |,?[- ]){_BELOW_1000})?)*+)"
)

_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30}
_ORDINALS |= {
    f"{tens}{dash}{unit}": _TENS[tens] + _ORDINALS[unit]
    for tens in ("twenty", "thirty")
    for unit in list(_ORDINALS)[:9]
    for dash in "- "
}

# What a lower-case text with a number in words must hold.
WORD_CUE = rf"\b(?:{'|'.join([*_ONES, *_TENS, 'hundred'])})"

# A regular expression for an ordinal in words up to the days of a month, without groups.
ORDINAL_WORD = (
    rf"(?:(?:twent|thirt)(?:ieth|y[- ](?:{'|'.join(list(_ORDINALS)[:9])}))"
    rf"|{'|'.join(sorted(list(_ORDINALS)[:19], key=len)[::-1])})(?!\w)"
)

# What a lower-case text with an ordinal in words must hold.
ORDINAL_CUE = "|".join(list(_ORDINALS)[:12]) + "|teenth|tieth|twenty|thirty"


def parse_ordinal(text: str) -> int:
    """The value of an ordinal in digits or words: "16th" or "sixteenth" is 16.

    Raises:
        ValueError: the text is no ordinal.
    """
    word = text.lower()
    if word in _ORDINALS:
        return _ORDINALS[word]
    return int(re.sub(r"(?:st|nd|rd|th)$|,", "", word))


def parse_number(text: str) -> float:
    """The value of a number in digits ("1,250.50") or in words ("two hundred and twelve").

    Raises:
        ValueError: the text is not a number.
    """
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    total = current = 0
    for word in re.split(r"[- ,]+", text.lower()):
        if word in ("and", "a"):
            continue
        if word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
        else:
            raise ValueError(f"{text!r} is not a number")
    return float(total + current)
