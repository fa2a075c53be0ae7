"""Single words and those that say the contrary, or name another of a kind: back and front, red and blue."""

import re
from functools import lru_cache
from itertools import permutations

from level5.records import Case
from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span

# Each line one kind; its sides exclude each other.
_KINDS = (
    ("front", "back rear"),
    ("same", "another different other"),
    ("quiet quieter quietest", "busy busier busiest crowded"),
    ("top upper", "bottom lower"),
    ("left-hand left", "right-hand right"),
    ("upstairs", "downstairs"),
    ("early earlier earliest", "late later latest"),
    ("high higher highest", "low lower lowest"),
    ("cheap cheaper cheapest", "expensive dearer dearest pricier"),
    ("large larger largest big bigger biggest", "small smaller smallest"),
    ("hot warm", "cold cool"),
    ("wet damp", "dry"),
    ("full", "empty"),
    ("fast faster fastest quick quicker", "slow slower slowest"),
    ("heavy heavier", "light lighter"),
    ("longer longest", "shorter shortest"),
    ("always", "never sometimes rarely seldom"),
    ("compulsory mandatory obligatory", "optional voluntary"),
    ("allowed permitted", "banned forbidden prohibited"),
    ("enabled activated", "disabled deactivated"),
    ("accepted approved", "declined rejected refused denied"),
    ("valid", "invalid void expired"),
    ("inbound", "outbound"),
    ("arrival arrivals arrive arrives", "departure departures depart departs"),
    ("domestic", "international"),
    ("adult adults", "child children"),
    ("weekend weekends", "weekday weekdays"),
    ("landlord landlords", "tenant tenants"),
    ("credit", "debit"),
    ("north northern", "south southern", "east eastern", "west western"),
    ("spring", "summer", "autumn", "winter"),
    ("red", "blue", "green", "yellow", "black", "white", "orange", "purple", "grey", "brown"),
    ("original originals", "copy copies duplicate"),
    ("sealed unopened", "opened unsealed"),
    ("unused unworn", "used worn"),
    ("public", "private"),
    ("internal", "external"),
    ("lost", "found"),
    ("donated given", "destroyed shredded binned scrapped sold"),
    ("locked lock", "unlocked unlock"),
    ("extended extend", "shortened shorten"),
    ("mother mum", "father dad"),
    ("husband", "wife"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("breakfast", "lunch", "dinner"),
    ("kitchen", "bathroom", "bedroom"),
    ("doctor gp", "nurse", "pharmacist", "dentist"),
    ("monthly", "weekly", "yearly annually", "daily"),
    ("sender", "recipient"),
    ("heating", "cooling"),
    ("hardware", "software"),
    ("gas", "electricity"),
    ("clockwise", "anticlockwise counterclockwise"),
    ("oldest eldest", "newest youngest"),
    ("most", "least fewest"),
    ("increase rise", "decrease fall drop"),
    ("deposit", "rent"),
    ("buy", "sell"),
    ("entrance", "exit"),
)
_SIDES: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
for _kind in _KINDS:
    for _own, _other in permutations([frozenset(side.split()) for side in _kind], 2):
        for _word in _own:
            _SIDES.setdefault(_word, []).append((_own, _other))
# What is denied, or compared, may name the contrary and say the same.
_DENIES = re.compile(
    r"\b(?:no|not|never|nobody|without|than|instead|nor|neither|un(?!til|der|it)\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
# A sentence that goes on with the matter of the one before.
_REFERS = re.compile(r"\b(?:it|its|they|them|this|that|these|those)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
# As many letters in common make words the same: "repair", "repaired".
_SAME_START = 4


def antonyms(material: Material) -> list[tuple[Span, Span]]:
    """Words of the draft in whose place, of the same matter, the reply has one that excludes them.

    Returns:
        The word in the draft and the one in the reply.
    """
    return list(_antonyms(material.case, material.reply))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _antonyms(case: Case, reply: str) -> tuple[tuple[Span, Span], ...]:
    material = Material(case, reply)
    said = set(_WORD.findall(reply.lower()))
    given = set(_WORD.findall(material.support))
    stated = [s for s in material.sentences if not (s.text.endswith("?") or _DENIES.search(s.text))]
    found = []
    content = content_sentences(material)
    for before, sentence in zip([None, *content], content, strict=False):
        for match in _WORD.finditer(sentence.text.lower()):
            for own, other in _SIDES.get(match[0], ()):
                if own & said or not (other & said) or other & given:
                    continue
                matter = _matter(sentence, match)
                if before and _REFERS.search(sentence.text):
                    matter |= {stem[:_SAME_START] for stem in stems(before.text)}
                for span in stated:
                    for now in _WORD.finditer(span.text.lower()):
                        if now[0] in other and matter & _matter(span, now):
                            found.append((_part(sentence, match), _part(span, now)))
    return tuple(found)


def _matter(span: Span, without: re.Match[str]) -> set[str]:
    """How the content words of a sentence begin, and its figures, one word left out."""
    text = span.text[: without.start()] + span.text[without.end() :]
    return {stem[:_SAME_START] for stem in stems(text)} | set(re.findall(r"\d+", text))


def _part(span: Span, match: re.Match[str]) -> Span:
    start, end = match.span()
    return Span(span.where, span.start + start, span.start + end, span.text[start:end])
