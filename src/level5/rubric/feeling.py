"""Feeling: what the reply reflects, how deep it goes, and what it offers tentatively."""

import re
from functools import lru_cache

from level5.rubric.findings import Finding, Material, Span, Where, fail, not_applicable, passed
from level5.rubric.lexicon import (
    APOLOGY,
    FEELING_GROUPS,
    NEGATIVE_FEELING,
    NEGATIVE_GROUPS,
    NEIGHBOURS,
    OWNERSHIP,
    TENTATIVE,
)

_HEDGED = re.compile(r"\bif (?:you|this|that|it|any)\b[^.!?,]{0,40}$", re.IGNORECASE)


def feeling_groups(material: Material, where: Where) -> dict[str, list[Span]]:
    """The groups of negative feeling that a text names, with the words."""
    text = {"reply": material.reply, "draft": material.case.draft}.get(
        where, material.case.customer
    )
    return {name: list(spans) for name, spans in _groups(text, where)}


# Several checks ask for those of one text.
@lru_cache(maxsize=4096)
def _groups(text: str, where: Where) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    found = {
        name: tuple(
            Span(where, m.start(), m.end(), m[0]) for m in FEELING_GROUPS[name].finditer(text)
        )
        for name in NEGATIVE_GROUPS
    }
    return tuple((name, spans) for name, spans in found.items() if spans)


def feeling_stated(material: Material) -> Finding:
    """The stated feeling, or a near one, is named. Source: S0 L3, S2, S3.

    Errors: feelings said in images outside the lexicon ("boiling over") are missed; a feeling word
    used of something else counts.
    """
    named = {
        name: [span for span in spans if not _HEDGED.search(material.reply[: span.start])]
        for name, spans in feeling_groups(material, "reply").items()
    }
    named = {name: spans for name, spans in named.items() if spans}
    if not named:
        return fail("no feeling is named")
    felt = feeling_groups(material, "customer")
    spans = [span for group in named.values() for span in group]
    if not felt:
        return passed("names a feeling; the customer's is unspoken", spans)
    near = set(felt).union(*(NEIGHBOURS[name] for name in felt))
    right = [span for name, group in named.items() if name in near for span in group]
    if right:
        return passed("names " + ", ".join(sorted({s.text.lower() for s in right})), right)
    theirs = [span for group in felt.values() for span in group]
    return fail("names another feeling than the customer's", [*spans, *theirs])


def feeling_underlying(material: Material) -> Finding:
    """A feeling of a kind that the customer did not voice is named. Source: S0 L4, S1.

    Errors: a stake without a feeling word is missed; whether the message supports it is not judged.
    """
    felt = feeling_groups(material, "customer")
    deeper = {
        name: spans for name, spans in feeling_groups(material, "reply").items() if name not in felt
    }
    if len(deeper) >= (1 if felt else 2):
        spans = [span for group in deeper.values() for span in group]
        return passed("goes on to " + ", ".join(sorted(deeper)), spans)
    return fail("no feeling beyond the stated one")


def interpretation_checked(material: Material) -> Finding:
    """A meaning or difficulty is offered as a question or tentatively. Source: S0 L5."""
    for sentence in material.sentences:
        match = TENTATIVE.search(sentence.text)
        about_them = re.search(r"\b(?:you|your|it|that|this)\b", sentence.text, re.IGNORECASE)
        feels = NEGATIVE_FEELING.search(sentence.text)
        if match and about_them and (feels or not OWNERSHIP.search(sentence.text)):
            return passed("offered tentatively", [sentence])
    return fail("nothing about what it means to them is offered as a check")


def feeling_before_fix(material: Material) -> Finding:
    """The acknowledgement comes before the solution. Source: S4."""
    groups = feeling_groups(material, "reply")
    starts = [span.start for spans in groups.values() for span in spans]
    starts += [span.start for span in material.find(APOLOGY)]
    if not starts:
        return not_applicable("no acknowledgement")
    fix = OWNERSHIP.search(material.reply)
    if fix is None or min(starts) < fix.start():
        return passed("acknowledged first")
    return fail("the solution comes first", [Span("reply", fix.start(), fix.end(), fix[0])])
