"""Refusals and bounds: "cannot", "usually", "up to", "from … on", and what becomes of them."""

import re

from level5.rubric.draft import content_sentences, stems
from level5.rubric.findings import Material, Span, slot_span
from level5.rubric.lexicon import FREE
from level5.rubric.slots import Slot, agree, find_slots

_REFUSAL = re.compile(
    r"\b(?:can(?:no|')t|can not|could ?n[o']t|unable|not (?:able|possible|allowed|permitted|refundable"
    r"|eligible|available|accepted|covered|offered|include\w*|something|entitled)|non-?refundable|won't"
    r"|will not|no (?:refund\w*|exchange\w*|exception\w*|credit|compensation|longer)|never|refus\w+"
    r"|declin\w+|(?:there(?:'s| is| are)|have|has) no \w+|(?:is|are|was|were)(?: not|n't)|do(?:es)?(?: not|n't)|did(?: not|n't)|must not|may not"
    r"|not)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not|none|nothing|nobody|never|cannot|unable|without|neither|nor|refus\w+|declin\w+|only|outside"
    r"|non-?\w+|leave \w+(?: \w+)? alone|(?:keep|stay|stays|keeps)(?: \w+){0,2} (?:off|away|from)|avoid\w*|final|closed|barred|stay\w* out|rules? (?:it )?out|impossible|unfortunately|stands|leav\w+ out|exclud\w+|except\w*|apart from|other than|falls? outside|too late)\b|n't\b",
    re.IGNORECASE,
)
_SOFTENED = re.compile(
    r"\b(?:(?:I'll|I will|let me|we'll|I can) see (?:what|if|whether) (?:I|we) can|see what can be done"
    r"|(?:might|may) be able to (?:make|get|offer|find|waive|refund)|make an exception|pull some strings"
    r"|but (?:our|the|we|I|it|they|there)\b[^.;?]{0,40}\b(?:sometimes|occasionally|now and then|might|may (?:be able|still|yet))\b"
    r"|prefers? not to\b|(?:(?<!you)'d|(?<!you )would) rather not (?!bring|know|say|tell|give|have)|push for|try to (?:get|make|have|waive|arrange)|exception (?:might|may|could))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:usually|normally|typically|generally|averag\w*|up to|at most|about|around|approximately|roughly|expected"
    r"|estimated?|should (?:be|arrive|take|reach)|may take|can take|likely|subject to|at the latest"
    r"|no later than|within|maximum|at the most|between|aim\w*|most|often|in general|as a rule|or so"
    r"|until|till|planned|some|tend\w*|mostly|no more|not more|not longer|no longer than|as (?:many|much) as|if all goes|could be|at the (?:longest|outside|very most)|longest|tops|max)\b",
    re.IGNORECASE,
)
_FIRM_HEDGE = re.compile(
    r"\b(?:usually|normally|typically|generally|on average|up to|at most|approximately|roughly|estimated?|likely"
    r"|expected)\b",
    re.IGNORECASE,
)
# What holds for most is no limit for each.
_TYPICAL = re.compile(r"usually|normally|typically|generally|on average", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:up to|as (?:many|much) as|at (?:the )?(?:most|latest|longest|outside|very most)|no (?:later|more) than|within|max\w*|between|until|till|longest|tops)\b",
    re.IGNORECASE,
)
_NEW_BOUND = re.compile(r"\b(?:up to|at most|at least|no more than|less than|under|over) $", re.I)
_BOUNDED = re.compile(
    r"\b(?:up to|at most|at least|more|less|fewer|under|over|within|by|until|till|max\w*|limit\w*|before|after|from|first"
    r"|last|latest|longest|for|up|only|every|each|above|below|beyond|past|minimum)\b|[-–]",
    re.IGNORECASE,
)
# A refusal that holds only as a rule or for a while is none.
_MOSTLY = re.compile(
    r"(?:\b(?:not|never|cannot|out of (?:my|our) hands|impossible|ruled out|closed)|n['’]t)(?: \w+)? (?:normally|usually|generally|ordinarily|typically|as a rule"
    r"|for now|right now|just now|at the moment|at present|currently)\b",
    re.IGNORECASE,
)
# Of what else "over" and "under" stand before: "a quarrel over Friday", "under My Events".
_COUNTABLE = frozenset({"quantity", "money", "percent", "number", "number_word"})
_AMOUNTS = frozenset({"quantity", "money", "percent"})
# How many content words a sentence shares with one that it takes up.
_SHARED_MATTER = 2
# As many letters in common make words the same: "refundable", "refunded".
_SAME_START = 4
# How many characters may stand between a bound and its figure: "up to the first 3 days".
_NEAR = 12
_FROM_ON = re.compile(
    r"\b(?:from|after|starting|as of|not before|earliest|since)(?: the| on)? ?$", re.IGNORECASE
)
_UP_TO = re.compile(
    r"\b(?:by|before|until|till|up to|no later than|at most|within|at the latest|under)(?: the)? ?$",
    re.IGNORECASE,
)


def turned_bounds(material: Material) -> list[Span]:
    """Slots of the reply whose "from" was the draft's "by", or the other way round."""
    turned = []
    drafts = find_slots(material.case.draft)
    for slot in find_slots(material.reply):
        before = material.reply[: slot.start]
        for other in drafts:
            was = material.case.draft[: other.start]
            if agree(slot, other) and (
                (_FROM_ON.search(was) and _UP_TO.search(before))
                or (_UP_TO.search(was) and _FROM_ON.search(before))
            ):
                turned.append(slot_span(slot, "reply"))
    return turned


def lost_bounds(material: Material) -> list[Span]:
    """The draft's "usually" or "up to" where the reply holds nothing of the kind.

    Of a figure with a bound before it, the reply's sentence with that figure must hold one.
    """
    bounds = _in_content(_FIRM_HEDGE, material)
    if not bounds:
        return []
    drafts, held = find_slots(material.case.draft), find_slots(material.reply)
    lost = []
    for bound in bounds:
        bounded = [s for s in drafts if bound.end <= s.start <= bound.end + _NEAR]
        said = [
            span.text
            for span in material.sentences
            for slot in held
            if span.start <= slot.start < span.end
            and any(agree(slot, other) for other in bounded if slot.kind == other.kind)
        ]
        typical = _TYPICAL.fullmatch(bound.text)
        texts = [_LIMIT.sub("", t) if typical else t for t in said or [material.reply]]
        if not any(_HEDGE.search(text) for text in texts):
            lost.append(bound)
    return lost


# "You may" allows, "it may" leaves open, May is a month.
_MAY = re.compile(r"(?<!you )(?<!customers )(?<!guests )\b(?:may|might)\b(?! not\b)")
_OPEN = re.compile(
    r"\b(?:may|might|could|can|perhaps|maybe|possibl\w+|hope\w*|should|if|likely|chance\w*|not (?:yet )?(?:certain|sure)"
    r"|would|sometimes|expect\w*|plan\w*|able)\b",
    re.IGNORECASE,
)
_SURE = re.compile(r"(?:\bwill|['’]ll|\b(?:is|are) (?:going|due) to)\b", re.IGNORECASE)


def made_sure(material: Material) -> list[Span]:
    """Sentences of the reply that say will of a figure of which the draft says may."""
    open_slots = [
        slot
        for sentence in content_sentences(material)
        if _MAY.search(sentence.text)
        for slot in find_slots(material.case.draft)
        if sentence.start <= slot.start < sentence.end
    ]
    held = find_slots(material.reply) if open_slots else []
    return [
        sentence
        for sentence in material.sentences
        if _SURE.search(sentence.text)
        and not sentence.text.endswith("?")
        and not _OPEN.search(sentence.text)
        and not _HEDGE.search(sentence.text)
        and any(
            agree(slot, other)
            for slot in held
            if sentence.start <= slot.start < sentence.end
            for other in open_slots
            if slot.kind == other.kind
        )
    ]


def new_bounds(material: Material) -> list[Span]:
    """Figures of the draft before which the reply puts a bound that nothing given has."""
    given = (material.case.draft, "\n".join(material.case.facts))
    found = []
    for slot in find_slots(material.reply):
        bound = _NEW_BOUND.search(material.reply[: slot.start])
        if bound is None or not _bounds(bound[0], slot) or _asked(slot, material):
            continue
        around = [
            text[max(0, s.start - 2 * _NEAR) : s.end + 2 * _NEAR]
            for text in given
            for s in find_slots(text)
            if s.kind == slot.kind and agree(slot, s)
        ]
        if around and not any(_BOUNDED.search(words) for words in around):
            start = slot.start - len(bound[0])
            found.append(Span("reply", start, slot.end, material.reply[start : slot.end]))
    return found


def _bounds(words: str, slot: Slot) -> bool:
    kinds = _AMOUNTS if words.strip().lower() in ("over", "under") else _COUNTABLE
    return slot.kind in kinds


def _asked(slot: Slot, material: Material) -> bool:
    return any(s.start <= slot.start < s.end and s.text.endswith("?") for s in material.sentences)


def lost_refusals(material: Material) -> list[Span]:
    """Refusals and negations of the draft of whose matter the reply denies nothing.

    A negation counts in the sentence that takes up the matter, or in the one beside it.
    """
    reply = material.sentences
    denies = [bool(_NEGATION.search(span.text)) for span in reply]
    near = [any(denies[max(0, i - 1) : i + 2]) for i in range(len(reply))]
    lost = []
    for sentence in content_sentences(material):
        refusal = _REFUSAL.search(sentence.text)
        if refusal is None:
            continue
        if FREE.search(sentence.text) and FREE.search(material.reply):
            continue
        matter = set(stems(sentence.text))
        if not any(
            denied and (not matter or matter & set(stems(span.text)))
            for span, denied in zip(reply, near, strict=True)
        ):
            start = sentence.start + refusal.start()
            lost.append(Span("draft", start, start + len(refusal[0]), refusal[0]))
    return lost


def softened_refusals(material: Material) -> list[Span]:
    """Hopes that the reply raises over a refusal."""
    if not _REFUSAL.search(material.support):
        return []
    hopes = [s for s in material.find(_SOFTENED) if s.text.lower() not in material.support]
    return [*hopes, *_mostly_refused(material), *_permitted(material)]


_FORBIDS = re.compile(
    r"(?:\b(?:do not|must not|may not|cannot|can not|are not to|is not to|not)|n['’]t)(?: be)?(?: \w+ly)? (?P<verb>[a-z]{3,})",
    re.IGNORECASE,
)
_PERMITS = re.compile(
    r"\b(?:can|may|could|free to|able to)(?: still| then| also)?(?: be)?(?: \w+ly)? (?P<verb>[a-z]{3,})",
    re.I,
)
# The time for which a thing is forbidden, where the sentence begins with it.
_UNTIL_THEN = re.compile(r"^(?:until|till) \w+", re.IGNORECASE)
# A condition or an exception permits only so far as the refusal does.
_LIMITED = re.compile(
    r"\b(?:if|once|until|till|unless|when|after|only|except|not|no|never|instead|before)\b|n['’]t\b",
    re.I,
)


def _permitted(material: Material) -> list[Span]:
    """What the reply permits without condition of that which the draft forbids outright."""
    drafts = content_sentences(material)
    forbidden = {
        stem
        for sentence in drafts
        for match in _FORBIDS.finditer(sentence.text)
        for stem in stems(match["verb"])
    } - {
        stem
        for sentence in drafts
        for match in _PERMITS.finditer(sentence.text)
        for stem in stems(match["verb"])
    }
    found = []
    for sentence in material.sentences if forbidden else ():
        if sentence.text.endswith("?") or _LIMITED.search(_UNTIL_THEN.sub("", sentence.text)):
            continue
        for match in _PERMITS.finditer(sentence.text):
            if set(stems(match["verb"])) & forbidden:
                at = sentence.start + match.start()
                found.append(Span("reply", at, at + len(match[0]), match[0]))
    return found


def _mostly_refused(material: Material) -> list[Span]:
    """What the reply denies as a rule, or for now, of the matter that the draft refuses outright."""
    refused = [
        {stem[:_SAME_START] for stem in stems(s.text)}
        for s in content_sentences(material)
        if _REFUSAL.search(s.text)
    ]
    found = []
    for sentence in material.sentences:
        match = _MOSTLY.search(sentence.text)
        if match is None or match[0].split()[-1].lower() in material.support:
            continue
        said = {stem[:_SAME_START] for stem in stems(sentence.text)}
        if any(len(own & said) >= _SHARED_MATTER for own in refused):
            at = sentence.start + match.start()
            found.append(Span("reply", at, at + len(match[0]), match[0]))
    return found


def _in_content(pattern: re.Pattern[str], material: Material) -> list[Span]:
    """Matches in those sentences of the draft that hold content."""
    kept = content_sentences(material)
    return [
        span
        for span in material.find(pattern, "draft")
        if any(s.start <= span.start < s.end for s in kept)
    ]
