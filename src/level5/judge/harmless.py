"""Forms of a reply that change no level: sentences in another order, or as a list."""

import random
import re

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LIST_MARKS = ("- ", "* ", "• ", "")


def in_another_form(reply: str, rng: random.Random) -> str | None:
    """The reply with one sentence moved, or with a line for each; None where it has but two.

    A sentence that leans on the one before it ("But …") makes poor English wherever it is moved to;
    by the codebook the level stays.
    """
    sentences = SENTENCE_END.split(reply.strip())
    if len(sentences) < 3:
        return None
    if rng.random() < 0.4:
        mark = rng.choice(_LIST_MARKS)
        return "\n".join(f"{mark}{sentence}" for sentence in sentences)
    moved = sentences.pop(rng.randrange(len(sentences)))
    places = range(len(sentences) + 1)
    sentences.insert(rng.choice([0, *places]), moved)
    return " ".join(sentences)
