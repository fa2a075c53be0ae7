"""Faults of the company that the reply states and nobody but the customer told of."""

import re
from collections.abc import Iterator

from level5.rubric.draft import stems
from level5.rubric.findings import Material, Span
from level5.rubric.lexicon import APOLOGY, TENTATIVE

_ADMITS = re.compile(
    r"\b(?:our (?!own\b)\w+(?: \w+)?|we|one of our \w+)(?:'ve| have)? (?:\w+ly |also |just )?"
    r"(?P<fault>dropped|broke|broken|lost|damaged|forgot|forgotten|failed|overcharged|undercharged|miscounted"
    r"|misplaced|mislaid|misread|mishandled|mixed up|messed up|botched|scratched|cracked|spilled|overlooked|mistyped"
    r"|skipped|miscalculated|delivered it to the wrong|sent (?:you )?the wrong|charged (?:you )?twice|double[- ](?:booked|charged)"
    r"|flooded|ruined|wrecked|bent|tore|ripped|stained|burnt|burned|dented|smashed|shattered|spilt|soaked|crashed|threw|hung up|shouted|swore|lied|walked out|drove off|ran off"
    r"|made (?:a|the|this|that) (?:mistake|error)|got (?:it|this|that|your \w+) wrong)\b"
    r"|\b(?P<blame>(?:(?:was|is|'s) )(?:entirely |all |clearly |simply )?(?:our (?:fault|mistake|error|doing)|a (?:mistake|fault|error) on our (?:part|side|end)))\b",
    re.IGNORECASE,
)
# A clause of its own; a fault that is regretted, or told as what hurts, is the customer's story.
_CLAUSE = re.compile(r"(?:^|[,;:–—-]|\band) ?$", re.IGNORECASE)
# As many letters in common make words the same: "dropped", "drops".
_SAME_START = 4


def admitted(material: Material) -> Iterator[Span]:
    """Faults told as facts of which neither draft nor facts speak."""
    given = {stem[:_SAME_START] for stem in stems(material.support)}
    for sentence in material.sentences:
        match = _ADMITS.search(sentence.text)
        if match is None or not _states(sentence.text, match):
            continue
        told = {stem[:_SAME_START] for stem in stems(match["fault"] or match["blame"])}
        if told and not told & given:
            at = sentence.start + match.start()
            yield Span("reply", at, at + len(match[0]), match[0])


def _states(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[: match.start()]
    if match["blame"] is None and not _CLAUSE.search(before):
        return False
    return not (TENTATIVE.search(before) or APOLOGY.search(sentence))
