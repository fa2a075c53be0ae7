"""`nothing_added`: no new slot, number, commitment, cause, certainty, or claim to have done a thing."""

import re
from collections.abc import Iterable, Sequence

from level5.rubric.draft import required_slots, stems
from level5.rubric.faithfulness.admitted import admitted
from level5.rubric.faithfulness.alterations import (
    denied_no_more,
    exchanged,
    figures_swapped,
    made_certain,
    new_conditions,
    put_in,
    softened,
    swapped,
)
from level5.rubric.faithfulness.antonyms import antonyms
from level5.rubric.faithfulness.asked import uncalled_for
from level5.rubric.faithfulness.attached import torn_off
from level5.rubric.faithfulness.bounds import (
    lost_bounds,
    made_sure,
    new_bounds,
    softened_refusals,
    turned_bounds,
)
from level5.rubric.faithfulness.claims import claimed_done
from level5.rubric.faithfulness.commitments import COMMITMENTS, Commitment
from level5.rubric.faithfulness.contraries import contraries
from level5.rubric.faithfulness.counts import miscounted
from level5.rubric.faithfulness.crossed import crossed, misplaced
from level5.rubric.faithfulness.joined import rejoined
from level5.rubric.faithfulness.payers import paid_for_them
from level5.rubric.faithfulness.promises import clauses, is_promise, unsupported_promises
from level5.rubric.faithfulness.sums import follows
from level5.rubric.faithfulness.undecided import settled
from level5.rubric.findings import Finding, Material, Span, fail, passed, slot_span, unsure
from level5.rubric.lexicon import ANY_FEELING, CHOICE, TENTATIVE
from level5.rubric.slots import Slot, agree, find_slots, is_round, sets_term

# Months that are other words, too: a date's words stand by them.
_OTHER_WORDS = frozenset({"may", "march"})
_BY_A_DATE = (
    r"(?:\d(?:st|nd|rd|th)?|\b(?:of|in|on|by|until|till|from|since|before|after|next|last|this|early"
    r"|late|come|every|for))[ ,/-]+"
)
# "I've sat here", "the sun": no Saturday and no Sunday.
_NO_DAY = r"(?<!i )(?<!it )(?<!he )(?<!she )(?<!they )(?<!we )(?<!'ve )(?<!have )(?<!has )(?<!just )(?<!was )(?<!were )(?<!been )(?<!the )(?<!and )"


def _added(slot: Slot, material: Material, known: Iterable[Slot]) -> bool:
    if slot.kind in ("year", "rate", "fraction"):
        return False
    if slot.kind in ("number_word", "ordinal") and float(slot.value) <= 20:
        return False
    if is_round(slot):
        return False
    if slot.kind == "quantity" and slot.in_words and not sets_term(material.reply, slot):
        return False
    if slot.kind in ("weekday", "month"):
        return not _named(slot.value, material.known)
    if slot.kind == "name":
        return not all(word.removesuffix("s") in material.known for word in slot.value.split())
    if slot.kind == "id" and len(slot.value) == 1:
        return not re.search(rf"\b{slot.value.lower()}s?\b", material.known)
    like = [other for other in known if agree(slot, other)]
    if slot.kind == "date" and all(other.kind in ("ordinal", "number") for other in like):
        return True  # "the 14th" does not give a month
    return not like and not follows(
        slot, find_slots(material.support), find_slots(material.case.customer)
    )


def _named(name: str, known: str) -> bool:
    """Whether a weekday or month is named, be it by its first letters, as typed in haste."""
    if name in _OTHER_WORDS:
        return bool(re.search(rf"{_BY_A_DATE}{name}\b|\b{name} \d", known))
    start, rest = name[:3], name[3:]
    short = rf"{_NO_DAY}{start}" if start in ("sat", "sun") else start
    return bool(re.search(rf"\b(?:{start}{rest}s?|{short}(?:s|t|e|r|rs|nes)?)\b", known))


# Of what a guess may speak without promising it: "is it the thought of next Sunday?"
_LOOSE = frozenset({"weekday", "month", "time", "clock", "quantity", "number_word", "ordinal"})


def _muses(sentence: str) -> bool:
    """Whether a sentence guesses at what it is like for the customer, and offers nothing."""
    guesses = TENTATIVE.search(sentence) or ANY_FEELING.search(sentence)
    return bool(guesses) and sentence.endswith("?") and not CHOICE.search(sentence)


def _mused(slot: Slot, mused: Sequence[Span]) -> bool:
    return slot.kind in _LOOSE and any(s.start <= slot.start < s.end for s in mused)


_IN_TIME = re.compile(
    r"\b(?:by|before|in time for|ahead of|no later than) (?:the |your |this |next )?$", re.I
)
_TERMS = frozenset({"weekday", "date", "ordinal"})
# To tell what the customer wanted by then promises nothing.
_THEIRS = re.compile(
    r"\b(?:you|your|you'd|you've|had|was|were|wanted|needed|hoped|if|would|could|whether|not|no|never|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)


def _new_deadlines(material: Material) -> list[Span]:
    """Times that only the customer spoke of, by which the reply says that a thing is done."""
    case = material.case
    given = [*find_slots(case.draft), *find_slots("\n".join(case.facts))]
    found = []
    for slot in find_slots(material.reply):
        if slot.kind not in _TERMS or any(agree(slot, other) for other in given):
            continue
        if not _IN_TIME.search(material.reply[: slot.start]):
            continue
        clause = next(c for c in clauses(material.reply) if c.start <= slot.start < c.end)
        sentence = next(s for s in material.sentences if s.start <= slot.start < s.end)
        if (
            not sentence.text.endswith("?")
            and not TENTATIVE.search(sentence.text)
            and not _feels(sentence.text)
            and not _THEIRS.search(clause.text)
        ):
            found.append(slot_span(slot, "reply"))
    return found


_CAUSE = re.compile(
    r"\b(?:due to|owing to|caused by|because of (?:a|an|our|the)|the cause (?:is|was)|as a result of|(?:a|the) (?:glitch|bug|system error|technical (?:issue"
    r"|fault|problem)|backlog|staff shortage))\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\b(?:weekends included|seven days a week|24/7|around the clock|day or night|no questions asked)\b",
    re.IGNORECASE,
)


_CHANGES = (
    figures_swapped,
    exchanged,
    denied_no_more,
    made_certain,
    softened,
    new_conditions,
    put_in,
)
_MEASURED = frozenset({"quantity", "number_word", "money", "time", "date"})


def nothing_added(material: Material) -> Finding:
    """No new slot, commitment, cause, certainty, or claim that something is already done.

    New means: in neither draft nor facts; a detail may also come from the customer's own words.
    Source: faithfulness gate of the codebook. Errors: a promise in words outside the patterns goes
    unseen; a new plain claim without slot or promise too.
    """
    case = material.case
    given = (case.draft, "\n".join(case.facts), case.customer, case.context)
    known_slots = [slot for text in given for slot in find_slots(text)]
    held = find_slots(material.reply)
    gone = {s.kind for s in required_slots(material) if not any(agree(s, other) for other in held)}
    mused = [s for s in material.sentences if _muses(s.text)]
    added = [
        slot
        for slot in held
        if (_added(slot, material, known_slots) and not _mused(slot, mused))
        # What may be a manner of speaking is none where a slot of its kind is gone.
        or (slot.kind in gone & _MEASURED and not any(agree(slot, s) for s in known_slots))
    ]
    if added:
        listed = ", ".join(repr(slot.text) for slot in added)
        return fail(f"nowhere given: {listed}", [slot_span(slot, "reply") for slot in added])
    for name, spans in (
        ("a refusal is softened", softened_refusals(material)),
        ("a bound has become a promise", [*lost_bounds(material), *turned_bounds(material)]),
        ("a figure has become a bound", new_bounds(material)),
        ("what may be has become certain", made_sure(material)),
        ("what is not known has become certain", settled(material)),
    ):
        if spans:
            return fail(f"{name}: {spans[0].text!r}", spans)
    for changed in _CHANGES:
        if found := changed(material):
            spans = [change.reply for change in found if change.reply.text]
            new = ", ".join(repr(change.reply.text or change.sentence.text) for change in found)
            return fail(f"put in the draft's words: {new}", spans)
    for name, pairs in (
        ("counted otherwise", miscounted(material)),
        ("joined otherwise", rejoined(material)),
        ("turned into its contrary", [*contraries(material), *antonyms(material)]),
        ("a figure of something else", torn_off(material)),
        ("figures that have changed places", crossed(material)),
        ("a figure in another's place", misplaced(material)),
        ("paid for the customer", paid_for_them(material)),
    ):
        if pairs:
            return fail(f"{name}: {pairs[0][1].text!r}", [now for _, now in pairs])
    return _unlike(material)


def _unlike(material: Material) -> Finding:
    """What no words of draft and facts resemble; they may say it in quite other ones."""
    found: list[tuple[str, Sequence[Span]]] = [
        ("put in the draft's words", [x.reply for x in swapped(material) if x.reply.text]),
        ("said to be done already", [*claimed_done(material)]),
        ("a fault that nobody but the customer told of", [*admitted(material)]),
        ("asked for, though nobody needs it", [*uncalled_for(material)]),
        ("a time by which nobody said it would be done", _new_deadlines(material)),
        ("a cause that nobody gave", [*_unknown(_CAUSE, material), *_made_up_causes(material)]),
        ("a detail that nobody gave", _unknown(_DETAIL, material)),
        *(
            (f"{name} that neither draft nor facts hold", _unsupported(name, commitment, material))
            for name, commitment in COMMITMENTS.items()
        ),
        *(
            (f"{name} that neither draft nor facts hold", [span])
            for name, span in unsupported_promises(material)
        ),
    ]
    return unsure(found) or passed(
        "slots, promises and causes all come from draft, facts or customer"
    )


_BECAUSE = re.compile(
    r"\b(?:(?:because|since) (?=(?:it|we|our|the|they|this|that|there|one|someone|somebody)\b)|as (?=(?:it|we)\b))"
    r"(?P<why>[^,;:.?!]+)",
    re.IGNORECASE,
)
# To speak of the customer, or to guess, gives no cause.
_OF_THEM = re.compile(
    r"\b(?:you|your|you're|you've|if|though|long|soon|well|much|perhaps|maybe)\b", re.IGNORECASE
)
# How many words that nobody gave a cause must have.
_NEW_WORDS = 2


def _made_up_causes(material: Material) -> list[Span]:
    """Reasons for what the company did or does of which nothing given speaks."""
    known = {stem[:_SAME_START] for stem in stems(material.known)}
    found = []
    for sentence in material.sentences:
        if sentence.text.endswith("?") or TENTATIVE.search(sentence.text) or _feels(sentence.text):
            continue
        for match in _BECAUSE.finditer(sentence.text):
            new = [s for s in stems(match["why"]) if "'" not in s and s[:_SAME_START] not in known]
            if len(new) >= _NEW_WORDS and not _OF_THEM.search(match[0]):
                at = sentence.start + match.start()
                found.append(Span("reply", at, at + len(match[0]), match[0]))
    return found


_MATTERS = re.compile(
    r"\b(?:hurts?|stings?|matters?|no wonder|hard|heav\w+|sore|heart\w*|aches?|weighs?)\b",
    re.IGNORECASE,
)


def _feels(sentence: str) -> bool:
    """Whether a sentence tells how it is for the customer, and no cause of what the company did."""
    return bool(_MATTERS.search(sentence) or ANY_FEELING.search(sentence))


def _unknown(pattern: re.Pattern[str], material: Material) -> list[Span]:
    if pattern.search(material.known):
        return []
    return material.find(pattern)


# As many letters in common make words the same: "delayed", "delay".
_SAME_START = 4
# Commitments that a word makes by itself, whatever the clause around it.
_BY_THE_WORD = frozenset({"guarantee", "deadline", "waiver"})


def _unsupported(name: str, commitment: Commitment, material: Material) -> list[Span]:
    """Commitments without support; to say the customer's wish or loss back is to reflect."""
    spans = material.find(commitment.claim)
    if not spans or commitment.support.search(material.support):
        return []
    if name in _BY_THE_WORD and not commitment.claim.search(material.known):
        return spans
    binding = [clause for clause in clauses(material.reply) if is_promise(clause.text)]
    return [s for s in spans if any(c.start <= s.start < c.end for c in binding)]
