"""What a model's answer says once the numbers in it are replaced by what they stand for."""

import re

from level5.config.schema import ModelSection
from level5.first_clause import first_clause
from level5.plain import answer_frame, plain_form
from level5.quoting import expanded, requoted
from level5.records import Case
from level5.suggestions import spoken, suggested
from level5.suggestions.states import with_guesses
from level5.words import is_word

_AFTER_GREETING = re.compile(
    r"^(?P<greeting>(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b[^.!?,]{0,40}"
    r"(?:,| [-–—]))"
    r" (?P<first>[A-Z])(?P<rest>[a-z]*)\b",
    re.IGNORECASE,
)


def read_answer(answer: str, case: Case, section: ModelSection, completes: bool) -> str:
    """The text that a customer would read.

    Args:
        answer: as the model wrote it.
        case: what it was asked.
        section: how it was asked; a reply without quotes and suggestions is the text, of an
            opening the first clause stays, before the likeliest guesses, the draft's content and a
            closing.
        completes: whether quotes are put right first: all of the draft's content, in order, and
            nothing else of it.
    """
    if section.writes == "opening":
        found = with_guesses(case.customer, section, suggested(case.customer))
        answer = plain_form(case, found).opened_by(first_clause(answer))
        return after_greeting(expanded(spoken(answer, found), case.draft))
    if section.suggests:
        answer = spoken(answer, suggested(case.customer))
    if section.quotes:
        if completes:
            frame = answer_frame(case)
            answer = requoted(answer, frame.before, frame.after)
        answer = expanded(answer, case.draft)
    return after_greeting(answer) if section.quotes else answer


def after_greeting(text: str) -> str:
    """The text with a small letter after its greeting's comma or dash."""
    return _AFTER_GREETING.sub(_small, text)


def _small(match: re.Match[str]) -> str:
    """The word after a greeting in lower case, unless it is "I" or a name."""
    word = match["first"] + match["rest"]
    if word != "I" and is_word(word.lower()):
        word = word.lower()
    return f"{match['greeting']} {word}"
