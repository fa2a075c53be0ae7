"""Issue: whether this customer's problem comes back in other words, and is asked into."""

import re

from level5.rubric.findings import Finding, Material, Span, fail, passed
from level5.words import longest_run

_MAX_RUN = 9
_SAID_BEFORE = frozenset(
    (
        "about after again because before could every from have just only over please really "
        "since still than that their them then there they thing this time very want were what "
        "when which will with would your been even into like made make much need some such "
        "sure tell well also"
    ).split()
)
_CHECKING = re.compile(
    r"\b(?:is that (?:right|correct|so)|have I (?:got|understood|read)|did I (?:get|understand)|am I right"
    r"|do I understand|let me (?:check|make sure)|what (?:happened|did|do|does|would|is|was)|when did|where"
    r" (?:did|were|is)|how (?:did|long|many|is|are)|which (?:\w+ ){0,2}(?:are|did|do|is|was)|could you (?:tell"
    r"|share|send|let)|can you (?:tell|share|send|let)|is (?:it|the|that|there)|has (?:it|that|the|this)|was"
    r" (?:it|there|the)|does (?:it|that)|did (?:it|you|the)|are you|do you|have you)\b",
    re.IGNORECASE,
)


def issue_paraphrased(material: Material) -> Finding:
    """At least two specifics of the customer's issue come back. Source: S0 L3, S1, S2.

    Errors: a paraphrase that shares no word with the message is missed.
    """
    mine = {_key(word) for word in specifics(material.case.customer)}
    spans = [
        Span("reply", m.start(), m.end(), m[0])
        for m in re.finditer(r"[A-Za-z0-9£€$']+", material.reply)
        if _key(m[0]) in mine and len(m[0]) > 1
    ]
    if len({_key(span.text) for span in spans}) >= 2:
        return passed("takes up " + ", ".join(dict.fromkeys(s.text for s in spans)), spans)
    return fail("too little of this customer's issue comes back", spans)


def specifics(text: str) -> list[str]:
    """The words of a message that tell its problem from others: figures, and content words."""
    words = re.findall(r"[A-Za-z0-9£€$']+", text)
    found = [
        word
        for word in words
        if any(c.isdigit() for c in word) or (len(word) > 3 and word.lower() not in _SAID_BEFORE)
    ]
    return list(dict.fromkeys(found))


def _key(word: str) -> str:
    word = word.lower().removesuffix("'s")
    return word[:5] if word.isalpha() else word


def clarifying_question(material: Material) -> Finding:
    """A question confirms the understanding or digs deeper. Source: S2, S3."""
    asked = [s for s in material.sentences if s.text.endswith("?") and _CHECKING.search(s.text)]
    return passed("asks", asked) if asked else fail("no such question")


def no_parroting(material: Material) -> Finding:
    """No run of ten or more of the customer's words in a row. Source: S1, S2."""
    theirs = [(m[0].lower(), m.start(), m.end()) for m in _words(material.case.customer)]
    ours = [(m[0].lower(), m.start(), m.end()) for m in _words(material.reply)]
    run = longest_run([w for w, *_ in ours], [w for w, *_ in theirs])
    if run.size <= _MAX_RUN:
        return passed(f"longest run: {run.size} words")
    start, end = ours[run.a][1], ours[run.a + run.size - 1][2]
    return fail(
        f"{run.size} words in a row", [Span("reply", start, end, material.reply[start:end])]
    )


def _words(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[\w']+", text))
