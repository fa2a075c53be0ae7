"""Words whose contrary says the opposite of the same matter: sent and received, weekly and monthly."""

import re
from functools import lru_cache
from itertools import permutations

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

_GROUPS = (
    # What leaves is not there yet.
    (
        r"ships?|shipped|dispatch\w*|(?:is|are|be|gets?) sent(?: out)?|goes out|go out|leaves? (?:us|the|our)|posted",
        r"arriv\w*|with you|reach(?:es)? you|deliver(?:ed|s)?|at your door|in your hands|you'll have|you can (?:wear|use|have|hold) (?:it|them)",
    ),
    (r"starts?|begins?|beginning", r"ends?|finish\w*|expires?|runs? out"),
    (
        r"(?:the )?(?:evening|night|day|morning|week) before|the previous (?:evening|night|day|week)",
        r"(?:that|the same) (?:morning|day|evening|afternoon|week)|on the day",
        r"(?:the )?(?:day|morning|evening|week) after",
    ),
    (
        r"(?:the same|that) day",
        r"(?:the same|that|this) week",
        r"(?:the same|that|this) month",
        r"(?:the same|that|this) year",
    ),
    (r"no longer|not (?:\w+ )?any ?more|no (?:\w+ ){1,6}any ?more", r"still"),
    (r"beforehand|in advance|ahead of time", r"afterwards?|after the fact|later on"),
    (
        r"hourly|(?:every|each|per|an) hour",
        r"daily|(?:every|each|per) day|(?<=\d )a day",
        r"weekly|(?:every|each|per) week|(?<=\d )a week",
        r"monthly|(?:every|each|per) month|(?<=\d )a month",
        r"yearly|annual\w*|(?:every|each|per) year|(?<=\d )a year",
    ),
    (r"today|tonight|this (?:morning|afternoon|evening)", r"(?<!day after )tomorrow", r"the day after tomorrow"),
    (
        r"plus|exclud\w+|not includ\w+|on top",
        r"(?<!not )(?:includes|included|including)|all-in",
    ),
    (r"(?:fewer|less) than|(?:under|below)(?= [£€$\d])", r"more than|(?:over|above)(?= [£€$\d])"),
    (
        r"on request|(?:can|may|must|need to|please|once you) (?:ask|apply|request|claim)",
        r"automatic\w*|without (?:asking|being asked)",
    ),
    (
        r"once (?=an?\b|per\b|only\b|in\b)|only once|one time|twice|(?:one|a single|two|three) times?",
        r"as (?:often|many(?: times)?|much) as (?:you )?(?:like|need|want|wish|please)|unlimited|any number of|without limit",
    ),
    (
        r"look(?:s|ed)? at|review(?:s|ed)?|examined?|considered|assess(?:es|ed)?|read",
        r"settled|decided|resolved|solved|paid out|approved|granted|finished",
    ),
    (
        r"permanent\w*|for good|forever|for life",
        r"temporar\w+|for now|for (?:\w+ )?(?:days|weeks|months|years?)",
    ),
    (r"at least|minimum", r"at most|maximum|no more than"),
    (r"indoors?|inside", r"outdoors?|outside"),
    (
        r"collect\w*|pick\w* (?:it |them )?up|fetch\w*|(?:brought|sent|taken|delivered|goes|come|comes) to the \w+",
        r"(?:to|at) your (?:own )?(?:door|home|house|doorstep)",
    ),
    (r"buyers?", r"sellers?"),
    (r"upload\w*", r"download\w*"),
    (r"increas\w*|goes? up|rises?", r"decreas\w*|goes? down|falls?"),
)  # fmt: skip
_PAIRS = tuple(
    tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in pair)
    for group in _GROUPS
    for pair in permutations(group, 2)
)
# As many letters in common make words the same: "repair", "repaired".
_SAME_START = 4


def contraries(material: Material) -> list[tuple[Span, Span]]:
    """Words of the draft in whose place, of the same matter, the reply has their contrary.

    Returns:
        The words in the draft and those in the reply.
    """
    return list(_contraries(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _contraries(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    material = Material(case, reply)
    pairs = [
        (word, contrary)
        for word, contrary in _PAIRS
        if contrary.search(reply)
        and word.search(case.draft)
        and not contrary.search(material.support)
        and not word.search(reply)
    ]
    if not pairs:
        return ()
    found = []
    stated = [s for s in material.sentences if not s.text.endswith("?")]
    for sentence in content_sentences(material):
        for word, contrary in pairs:
            was = word.search(sentence.text)
            if was is None:
                continue
            matter = _matter(sentence.text, was[0])
            for other in stated:
                now = contrary.search(other.text)
                if now and matter & _matter(other.text, now[0]):
                    found.append((_span(sentence, was), _span(other, now)))
    return tuple(found)


def _matter(text: str, without: str) -> set[str]:
    """How the content words of a text begin, and its figures, some words left out."""
    own = {stem[:_SAME_START] for stem in stems(text.replace(without, ""))}
    return own | set(re.findall(r"\d+", text))


def _span(sentence: Span, match: re.Match[str]) -> Span:
    start = sentence.start + match.start()
    return Span(sentence.where, start, start + len(match[0]), match[0])
