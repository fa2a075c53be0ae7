"""How a thing is to be done: in writing, in person, in full; a reply must not drop it."""

import re

from level5.rubric.draft import content_sentences
from level5.rubric.findings import Material, Span

# The manner as a draft puts it, and the words that keep it.
_MANNERS = tuple(
    (re.compile(rf"\b(?:{manner})\b", re.IGNORECASE), re.compile(kept, re.IGNORECASE))
    for manner, kept in (
        ("in writing", r"\bwrit|\bletter|e-?mail|\bform\b|on paper"),
        (
            "in person",
            r"\bperson|\byourself\b|\bcome (?:in|by|to)|\bvisit|\bcall in|\bdrop in|face to face|\bdesk\b|\bcounter\b",
        ),
        (
            "in advance|beforehand|ahead of time",
            r"advance|ahead|before|\bearl(?:y|ier)|notice|\bfirst\b",
        ),
        ("in cash", r"\bcash\b|\bcoins?\b|\bnotes?\b"),
        ("in full", r"\bfull|\ball\b|\bwhole|\bcomplete|\bentire|every (?:penny|cent)"),
        ("by card", r"\bcards?\b"),
        ("online", r"online|\b(?:web)?sites?\b|\[link\]|\bapp\b|portal|\bpage\b|https?:|internet"),
        ("by post", r"\bpost|\bmail|\bletter|\bsen[dt]"),
        (
            "by phone|by telephone",
            r"phone|\bcall|\bring|\brang|\brung|\[phone\]|\bline\b|\bdial|\d{4}",
        ),
        (
            "DM|(?:by|via|in a) (?:DM|direct message|private message)",
            r"\bDMs?\b|direct|private|inbox|messag",
        ),
        ("by e-?mail", r"e-?mail|@|\bwrit"),
    )
)
# One way of several, or one that is closed: what becomes of those is told elsewhere.
_OTHERWISE = re.compile(r"\b(?:or|not|no|cannot|never)\b|n['’]t\b", re.IGNORECASE)


def lost_manners(material: Material) -> list[Span]:
    """Manners that the draft's content asks for and nothing in the reply keeps."""
    return [
        Span("draft", sentence.start + match.start(), sentence.start + match.end(), match[0])
        for sentence in content_sentences(material)
        if not _OTHERWISE.search(sentence.text)
        for manner, kept in _MANNERS
        if (match := manner.search(sentence.text)) and not kept.search(material.reply)
    ]
