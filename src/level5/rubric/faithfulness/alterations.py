"""Which differences of a copied sentence alter what it says: another word, condition or modality."""

import re
from collections.abc import Sequence

from level5.rubric.draft import is_asking, stems
from level5.rubric.faithfulness.changes import Change, changes
from level5.rubric.findings import Material
from level5.rubric.lexicon import ANY_FEELING
from level5.rubric.slots import Slot, agree, find_slots

_NEGATES = re.compile(
    r"\b(?:no|not|none|nothing|never|nobody|cannot|unable|without|neither|nor|only|unless)\b(?! (?:worries|problem))|n't\b"
)
# What may stand in a refusal's place and still refuse.
_STILL_REFUSES = re.compile(
    r"\b(?:no|not|none|nothing|never|nobody|cannot|unable|without|neither|nor|only|un\w+|refus\w+|declin\w+"
    r"|too (?:late|old|far)|over|out|barred|ruled|final|closed|exclu\w+|free|same|ends?|stops?|until|once|but"
    r"|except|outside|past|lack\w*|fail\w*|rather than|instead)\b|n't\b|non-"
)
_HEDGES = re.compile(
    r"\b(?:usually|normally|typically|generally|often|sometimes|up to|at most|roughly|approximately|might|planned|expected"
    r"|estimated|likely|while they last)\b"
)
# More words than these are a clause that went as a whole.
_LONGEST_DENIAL = 4
_POSSIBLE = re.compile(r"\b(?:may|might|can|could|should)\b")
_WILL = re.compile(r"(?<!\bi )(?<!\bwe )\bwill\b")
_STILL_HEDGES = re.compile(
    r"\b(?:usual\w*|normal\w*|typical\w*|general\w*|often|sometimes|at times|now and then|occasion\w*|up to|most|about|around|roughly|approximately|may|might"
    r"|can|could|as (?:many|much) as|planned|plan|expect\w*|estimat\w*|should|likely|within|tend\w*|as a rule|ordinar\w*|in most cases|again|or so|at the (?:very )?(?:latest|longest|most|outside)|longest|tops|max|if"
    r"|no more|maximum|free to|maybe|perhaps|by|would|due|aim\w*|while|no later)\b"
)
_SOFTENS = re.compile(
    r"\b(?:usually|normally|as a rule|rarely|seldom|(?:hard|difficult|tricky) to|difficult at|(?:not|n't) eas\w+|easily|for now|just now"
    r"|right now|for the time being|at present|at the moment|nearly|almost|mostly|hardly|rather not|prefer not|not keen|not yet|yet)\b"
)
_HOPES = re.compile(
    r"\b(?:(?:I'll|I will|let me|we'll|I can|I'd)(?: \w+)? (?:see|ask|check|try|find out)\b[^.;?]{0,30}\b(?:if|whether|what)\b"
    r"|hope we can|find a way|squeeze you in|worth (?:a try|asking)|with (?:a bit of |any )?luck"
    r"|put to the manager|might still|may still|may yet|could still)",
    re.IGNORECASE,
)
# "…, and it's almost an insult to hear": about the refusal, which stands.
_COMMENTS = re.compile(r"(?:and|which|but|though)\b(?! (?:maybe|perhaps|we|I)\b)", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:no|not|none|never|cannot|unable|final|closed|only)\b|n't\b", re.I)
_CONDITION = re.compile(
    r"^(?:or|with|without|after|before|until|once|unless|under|within|when|this|if|only)\b|\bor$|^and \w+ "
)
_MANNER = re.compile(
    r"\b(?:with regard|you do|the case|you'd|you would|you want|you like|you prefer|you wish|perhaps|maybe)\b"
)
_NEW_CONDITION = re.compile(
    r"^(?:provided|as long as|so long as|if we|if it|unless|only|with (?:a|an|the|two)|and an? \w+"
    r"|together with|on condition|except)\b"
)
_PUT_IN = re.compile(
    r"^(?:or|and(?! yet)|along with|as well as|plus|including|together with|in|at(?! the (?:longest|latest|most|outside))|on|by|via|under|through|with|within|for"
    r"|from|to|after|before|because|since|due to)\b"
)
# A label on a screen, where it goes on from another, and what is done there or to a device.
_LABEL = re.compile(r"(?!I\b)[A-Z][a-z]+")
_PATH = re.compile(r"(?:[,>:/(]|\b(?:under|in|to|tap|choose|open|press|select))\s*$", re.IGNORECASE)
_DO = re.compile(
    r"(?:and )?(?:then )?(?:tap|press|hold|click|close|choose|select|sign|log|unplug|plug|restart|reset|remove|enter"
    r"|type|scroll|swipe|clear|delete|install|update|wipe|attach|upload) "
)
# To speak to the customer, or of how it is for them, is no such thing.
_SPEAKS = re.compile(
    r"\b(?:i|you|your|we|us|me|my|let's|perhaps|maybe|either|sooner|rather|first|order|whatever|whichever|what)\b|['’](?:ll|ve|d|m|re)\b"
)
# As many letters in common make words the same: "reported", "reports".
_SAME_START = 4
# Words that say when or how often against each other.
_RELATIONS = (
    frozenset({"before", "after"}),
    frozenset({"once", "twice"}),
    frozenset({"can", "will certainly"}),
    frozenset({"with", "without"}),
    frozenset({"all", "most", "some"}),
    frozenset({"and", "or"}),
    frozenset({"must", "may"}),
    frozenset({"must", "can"}),
    frozenset({"must", "should", "may"}),
    frozenset({"about", "under", "over", "exactly"}),
    frozenset({"if", "unless"}),
    frozenset({"first", "last"}),
    frozenset({"open", "close"}),
    frozenset({"opens", "closes"}),
    frozenset({"morning", "afternoon", "evening"}),
    frozenset({"left", "right"}),
    frozenset({"upper", "lower"}),
    frozenset({"inside", "outside"}),
)
_RELATION_PAIRS = frozenset(
    frozenset({first, second})
    for group in _RELATIONS
    for first in group
    for second in group
    if first != second
)
_ALL = re.compile(r"all|every|each|any|both")
# Verbs that say nothing by themselves.
_LIGHT = frozenset("put set do done give take have has get make later longer".split())
# A swap names one thing for another; verbs and pronouns come with a sentence put otherwise.
_MOST_SWAPPED = 3
_REBUILT = re.compile(
    r"\b(?:i|you|yours|ours|we|it|they|that|this|be|been|is|are|was|were|can|could|may|will|would|do|does|have|has|so"
    r"|here|once|if|to|perhaps|okay|sorry|now|there|and|or|all right|good)\b|[',;:]"
)


def _matter(text: str) -> list[str]:
    """Content stems, contractions of pronouns and words of asking left out."""
    return [stem for stem in stems(text) if "'" not in stem and not is_asking(stem)]


def swapped(material: Material) -> list[Change]:
    """Copies in which a word that says something gave way to one that nobody gave."""
    # A question may speak of what no longer stands in a statement.
    stated = " ".join(s.text for s in material.sentences if not s.text.endswith("?"))
    reply, support = set(stems(stated)), set(stems(material.support))
    return [
        change
        for change in changes(material)
        if _is_swap(change)
        and not _reserved(change, material)
        and (_ALL.fullmatch(change.was) or any(stem not in reply for stem in _matter(change.was)))
        and any(stem not in support | _LIGHT for stem in _matter(change.now))
    ]


def figures_swapped(material: Material) -> list[Change]:
    """Copies in which a figure, or a word that relates two things, gave way to another one."""
    given = find_slots(material.case.draft)
    return [
        change
        for change in changes(material)
        if frozenset({change.was, change.now}) in _RELATION_PAIRS or _figure_swapped(change, given)
    ]


def _is_swap(change: Change) -> bool:
    sides = (change.was, change.now)
    if any(_REBUILT.search(side) or len(side.split()) > _MOST_SWAPPED for side in sides):
        return False
    return not any(
        agree(was, now) for was in find_slots(change.was) for now in find_slots(change.now)
    )


def _figure_swapped(change: Change, given: Sequence[Slot]) -> bool:
    """Whether a figure that the draft does not have stands where it has another one.

    It may be one of the facts: what arrives on Monday does not arrive on the Saturday of a sale.
    """
    held = find_slots(change.sentence.text)
    return any(
        was.kind == now.kind and not any(agree(now, slot) for slot in given)
        for was in find_slots(change.draft.text)
        for now in find_slots(change.reply.text)
        if was.kind not in ("year", "rate", "fraction", "name")
        and not any(agree(was, slot) for slot in held if slot.kind == was.kind)
    )


def exchanged(material: Material) -> list[Change]:
    """Copies in which two things have changed places: "the fee is £30 and the fare £120".

    Between them stands another thing, or a denial; "photo and receipt" may be put the other way.
    """
    found = changes(material)
    return [
        one
        for i, one in enumerate(found)
        for other in found[i + 1 :]
        if one.sentence == other.sentence
        and one.was
        and (one.was, one.now) == (other.now, other.was)
        and _parts(material.case.draft[one.draft.end : other.draft.start])
    ]


def _parts(between: str) -> bool:
    return bool(_matter(between) or _NEGATES.search(between.lower()))


def cut(material: Material) -> list[Change]:
    """Copies that lack a condition, an alternative, a step or a manner of the draft's sentence."""
    reply = set(stems(material.reply))
    return [
        change
        for change in changes(material)
        if not change.now
        and (_CONDITION.search(change.was) or _is_step(change, material))
        and not _MANNER.search(change.was)
        and any(stem not in reply for stem in _matter(change.was))
    ]


def _is_step(change: Change, material: Material) -> bool:
    """Whether words that went name a place in a menu, or a thing to do, that nothing else names."""
    held = {stem[:_SAME_START] for stem in stems(material.reply)}
    if all(stem[:_SAME_START] in held for stem in _matter(change.was)):
        return False
    before = material.case.draft[: change.draft.start]
    return bool(_DO.match(change.was) or (_PATH.search(before) and _LABEL.match(change.draft.text)))


def denied_no_more(material: Material) -> list[Change]:
    """Copies that affirm what the draft's sentence denies."""
    return [
        change
        for change in changes(material)
        if _NEGATES.search(change.was)
        and not _is_clause(change)
        and not _STILL_REFUSES.search(change.now)
        and len(_NEGATES.findall(change.sentence.text.lower())) == 0
    ]


def _is_clause(change: Change) -> bool:
    """Whether a whole clause went, which loses something but affirms nothing."""
    return not change.now and (
        len(change.was.split()) > _LONGEST_DENIAL or change.was.startswith(("so ", "and ", "but "))
    )


def made_certain(material: Material) -> list[Change]:
    """Copies that say for certain what the draft's sentence says with a reservation."""
    return [
        change
        for change in changes(material)
        if (
            _HEDGES.search(change.was)
            or (_POSSIBLE.search(change.was) and _WILL.search(change.now))
        )
        and not _STILL_HEDGES.search(change.now or change.sentence.text.lower())
    ]


def softened(material: Material) -> list[Change]:
    """Copies of refusals that leave a door open."""
    support = material.support
    found = []
    for change in changes(material):
        soft = _SOFTENS.search(change.now) or _HOPES.search(change.now)
        if _COMMENTS.match(change.now):
            continue
        if soft and soft[0].lower() not in support and _REFUSES.search(_whole(change, material)):
            found.append(change)
    return found


def new_conditions(material: Material) -> list[Change]:
    """Copies with a condition that nobody gave."""
    support = set(stems(material.support))
    reworded = {change.sentence for change in changes(material) if _matter(change.was)}
    return [
        change
        for change in changes(material)
        if not change.was
        and change.sentence not in reworded
        and _NEW_CONDITION.search(change.now)
        and not _MANNER.search(change.now)
        and any(stem not in support for stem in _matter(change.now))
    ]


def put_in(material: Material) -> list[Change]:
    """Copies with an alternative, a manner or a cause that nobody gave."""
    case = material.case
    texts = (case.draft, "\n".join(case.facts), case.customer, case.context)
    given = [slot for text in texts for slot in find_slots(text)]
    known = {stem[:_SAME_START] for stem in stems(material.known)}
    return [
        change
        for change in changes(material)
        if not change.was
        and not change.sentence.text.endswith("?")
        and _PUT_IN.search(change.now)
        and not _reserved(change, material)
        and not _SPEAKS.search(change.now)
        and not ANY_FEELING.search(change.now)
        and any(
            stem[:_SAME_START] not in known and stem not in _LIGHT
            for stem in _matter(_unslotted(change.now, given))
        )
    ]


def _unslotted(text: str, given: Sequence[Slot]) -> str:
    """A text without the slots that are given."""
    for slot in reversed(find_slots(text)):
        if any(agree(slot, other) for other in given):
            text = text[: slot.start] + text[slot.end :]
    return text


def _reserved(change: Change, material: Material) -> bool:
    """Whether a reservation of the draft's sentence comes back in other words."""
    return bool(
        _STILL_HEDGES.search(change.now) and _HEDGES.search(_whole(change, material).lower())
    )


def _whole(change: Change, material: Material) -> str:
    """The draft's sentence around a change."""
    draft = material.case.draft
    start = max(draft.rfind(mark, 0, change.draft.start) for mark in ".!?\n") + 1
    ends = [at for mark in ".!?\n" if (at := draft.find(mark, change.draft.end)) >= 0]
    return draft[start : min(ends, default=len(draft))]
