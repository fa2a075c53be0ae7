"""English numbers in words: "forty-two", "two hundred and twelve"."""

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
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

_BASIC = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
_SCALE = "|".join(_SCALES)

# A regular expression for a number in words, without groups. Possessive: a card number spelled out
# would otherwise be tried in exponentially many ways.
NUMBER_WORD = (
    rf"(?:(?:{_BASIC})(?!\w)(?:(?: and |[- ])(?:{_BASIC})(?!\w)|[- ](?:{_SCALE})(?!\w))*+)"
)


def parse_number(text: str) -> float:
    """The value of a number in digits ("1,250.50") or in words ("two hundred and twelve").

    Raises:
        ValueError: the text is not a number.
    """
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    total = current = 0
    for word in re.split(r"[- ]+", text.lower()):
        if word == "and":
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
