"""A wrong feeling in place of the right one, the rest of the reply as it was."""

import random
import re

from level5.rubric.lexicon import NEGATIVE_FEELING

# Said of the customer of a complaint, each of these names a feeling that they do not have.
_CONTRARY = (
    "amused",
    "at ease",
    "bored",
    "carefree",
    "charmed",
    "cheerful",
    "comfortable",
    "content",
    "curious",
    "delighted",
    "eager",
    "enchanted",
    "excited",
    "flattered",
    "glad",
    "homesick",
    "in high spirits",
    "inspired",
    "intrigued",
    "jealous",
    "nostalgic",
    "over the moon",
    "playful",
    "pleased",
    "proud",
    "relaxed",
    "relieved",
    "shy",
    "sleepy",
    "thankful",
    "thrilled",
    "tickled",
    "touched",
    "unconcerned",
)
_ADJECTIVE = re.compile(
    r"\b(?:furious|angry|livid|fuming|outraged|seething|incensed|indignant|disgusted|appalled"
    r"|fed up|frustrated|annoyed|irritated|exasperated|aggravated|displeased|vexed|unimpressed"
    r"|worried(?: sick)?|anxious|nervous|afraid|scared|frightened|panicked|uneasy|unsettled|alarmed"
    r"|terrified|stressed|rattled|shaken|upset|gutted|heartbroken|devastated|crushed|miserable|sad"
    r"|distressed|hurt|disheartened|deflated|disappointed|let down|dismayed|bummed|confused|baffled"
    r"|bewildered|puzzled|perplexed|embarrassed|ashamed|humiliated|mortified|tired|exhausted"
    r"|worn out|worn down|drained|weary|overwhelmed|helpless|powerless|lonely)\b",
    re.IGNORECASE,
)


def with_wrong_feeling(reply: str, rng: random.Random) -> str | None:
    """The reply with every adjective of a bad feeling made a contrary one.

    Args:
        reply: a reply of level 3 or more.
        rng: decides which.

    Returns:
        None where the reply names no feeling so, or where another word of a bad feeling would stay.
    """
    if not _ADJECTIVE.search(reply):
        return None
    drawn = iter(rng.sample(_CONTRARY, len(_CONTRARY)))
    swapped = _ADJECTIVE.sub(lambda m: next(drawn), reply)
    if NEGATIVE_FEELING.search(swapped):
        return None
    return swapped
