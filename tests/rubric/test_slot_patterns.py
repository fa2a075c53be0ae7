import re

from hypothesis import given
from hypothesis import strategies as st

from level5.rubric.numerals import NUMBER_WORD
from level5.rubric.slot_patterns import CURRENCY_OF, MONTHS, PATTERNS, UNITS, WEEKDAYS

# What slots are made of, in every order.
_PIECES = st.sampled_from(
    [
        *MONTHS,
        *(month[:3] for month in MONTHS),
        *WEEKDAYS,
        *UNITS,
        *CURRENCY_OF,
        *"a an the half quarter past to of or and per in at o'clock noon midnight dozen %".split(),
        *"am pm a.m. p.m. this morning afternoon evening at night per cent percent".split(),
        *"zero one two nine ten eleven nineteen twenty ninety hundred thousand lakh".split(),
        *"first second third fourth twelfth thirteenth twentieth thirty-first".split(),
        *"7 07 12:30 1,250 19.99 2026-05-14 14/05/2026 3-5 24th 1st +44 020 7946 0018".split(),
        *"[link] [phone] www.a.org https://b.net x@y.co.uk AB-123 #4411 B May March /month".split(),
        *"h hr 2h30 3h mins".split(),
    ]
)


@given(st.lists(_PIECES, max_size=12), st.sampled_from([" ", "", "-"]))
def test_a_form_that_is_there_has_its_cue(pieces: list[str], glue: str) -> None:
    for text in (glue.join(pieces), glue.join(pieces).upper()):
        for kind, form, cue in PATTERNS:
            if found := form.search(text):
                assert cue.search(text.lower()), (kind, found[0])


def test_numbers_in_words_begin_as_the_pattern_expects() -> None:

    for word in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " zero"
    ).split():
        assert re.fullmatch(NUMBER_WORD, word)
    assert re.fullmatch(NUMBER_WORD, "hundred and five")
