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
# What is asked for, or offered as a reading of what was said.
_DIGS = re.compile(
    r"\b(?:what|when|where|who|how (?:did|long|many|much|is|are|far|often)|which"
    r"|(?:could|can|would|will) you (?:please )?(?:tell|share|send|let|confirm|check|say|give|DM)"
    r"|have you|did (?:it|you|the|that)|were you|was (?:it|there|the)|are you"
    r"|do you (?:have|know|see|remember|still)|is (?:the|your|that (?:right|correct|so))|perhaps DM"
    r"|if you have it|am I right|have I|did I"
    r"|perhaps|maybe|might|could it be|I wonder|I imagine|is it that|or is it)\b",
    re.IGNORECASE,
)
# A question that leaves a choice or takes leave asks into nothing.
_OFFERS = re.compile(
    r"\b(?:anything (?:else|more)|would you (?:like|prefer|rather|want)|shall I|should I|want me to"
    r"|do you (?:want|prefer|choose)|which (?:one )?(?:would|do|suits|tempts)|may I|can I help"
    r"|does that)\b",
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
    """A question confirms the understanding or digs deeper. Source: S2, S3.

    Errors: a question that both asks into it and offers something is missed.
    """
    asked = [
        span
        for span in material.sentences
        if span.text.endswith("?") and _DIGS.search(span.text) and not _OFFERS.search(span.text)
    ]
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
