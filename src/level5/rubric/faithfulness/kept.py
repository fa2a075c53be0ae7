"""`facts_kept`: every fact and slot of the draft comes back."""

from collections.abc import Sequence

from level5.rubric.draft import lost_sentences, required_slots
from level5.rubric.faithfulness.alterations import (
    cut,
    denied_no_more,
    exchanged,
    figures_swapped,
    made_certain,
    new_conditions,
    softened,
    swapped,
)
from level5.rubric.faithfulness.antonyms import antonyms
from level5.rubric.faithfulness.asked import no_longer_asked, unanswered
from level5.rubric.faithfulness.attached import torn_off
from level5.rubric.faithfulness.bounds import (
    lost_bounds,
    lost_refusals,
    made_sure,
    new_bounds,
    softened_refusals,
    turned_bounds,
)
from level5.rubric.faithfulness.changes import Change
from level5.rubric.faithfulness.claims import done_for_customer
from level5.rubric.faithfulness.contraries import contraries
from level5.rubric.faithfulness.counts import miscounted
from level5.rubric.faithfulness.crossed import crossed, misplaced
from level5.rubric.faithfulness.joined import rejoined
from level5.rubric.faithfulness.manners import lost_manners
from level5.rubric.faithfulness.omissions import lost_clauses, said_otherwise
from level5.rubric.faithfulness.payers import paid_for_them
from level5.rubric.faithfulness.sums import follows
from level5.rubric.faithfulness.undecided import settled
from level5.rubric.findings import Finding, Material, Span, fail, passed, slot_span, unsure
from level5.rubric.slots import Slot, agree, find_slots, unit_of

# Kinds of which two are never the same by chance.
_PRECISE = frozenset({"id", "money", "date", "time", "percent", "phone", "email", "link"})


def facts_kept(material: Material) -> Finding:
    """Every fact and slot of the draft is kept; a refusal stays a refusal, a bound a bound.

    Source: faithfulness gate of the codebook. Errors: a sentence put in wholly other words can count
    as lost; a condition dropped from a sentence that is put in other words can go unseen.
    """
    held = find_slots(material.reply)
    missing = [
        slot
        for slot in required_slots(material)
        if not any(agree(slot, other) for other in held)
        and not (slot.kind == "name" and slot.value in material.reply.lower())
    ]
    missing += [slot for slot in _replaced(held, material) if slot not in missing]
    if missing:
        return _slots_lost(missing, held, material)
    for changed in (
        figures_swapped,
        exchanged,
        denied_no_more,
        made_certain,
        softened,
        new_conditions,
    ):
        if found := changed(material):
            return _altered(found)
    if pairs := [
        *miscounted(material),
        *rejoined(material),
        *contraries(material),
        *antonyms(material),
        *torn_off(material),
        *crossed(material),
        *misplaced(material),
        *paid_for_them(material),
    ]:
        was, now = pairs[0]
        return fail(f"changed: {was.text!r} became {now.text!r}", [s for two in pairs for s in two])
    if gone := cut(material):
        listed = ", ".join(repr(change.draft.text) for change in gone)
        return fail(f"missing: {listed}", [change.draft for change in gone])
    for reason, spans in (
        ("the draft's bound or reservation is gone", lost_bounds(material)),
        ("a bound has turned round", turned_bounds(material)),
        ("a figure has become a bound", new_bounds(material)),
        ("what may be has become certain", made_sure(material)),
        ("what is not known has become certain", settled(material)),
        ("what the customer can do is said to be done", done_for_customer(material)),
        (
            "a refusal is softened",
            # An exception leaves the rule as it is.
            [s for s in softened_refusals(material) if "exception" not in s.text.lower()],
        ),
    ):
        if spans:
            return fail(reason, spans)
    return _unlike(material)


def _unlike(material: Material) -> Finding:
    """What no words of the reply resemble; it may be there in quite other ones."""
    other = swapped(material)
    left = [*no_longer_asked(material), *unanswered(material)]
    otherwise = said_otherwise(material)
    found: list[tuple[str, Sequence[Span]]] = [
        ("changed", [s for x in other for s in (x.draft, x.reply) if s.text]),
        (
            "missing",
            [*left, *lost_manners(material), *([] if otherwise else lost_clauses(material))],
        ),
        ("the draft's refusal or negation is gone", lost_refusals(material)),
        ("not said again", [] if otherwise else lost_sentences(material)),
    ]
    return unsure(found) or passed("every slot and sentence of the draft comes back")


def _replaced(held: Sequence[Slot], material: Material) -> list[Slot]:
    """Slots of the draft that are gone where one of their kind came that nobody gave.

    A rewrite need not say every figure of a draft again, but another must not stand in its place.
    """
    case = material.case
    drafts = find_slots(case.draft)
    given = ("\n".join(case.facts), case.customer, case.context)
    known = [*drafts, *(slot for text in given for slot in find_slots(text))]
    new = {
        slot.kind
        for slot in held
        if slot.kind in _PRECISE
        and any(c.isdigit() for c in slot.text)
        and not any(agree(slot, other) for other in known)
        and not follows(slot, [*drafts, *find_slots("\n".join(case.facts))])
    }
    return [
        slot
        for slot in drafts
        if slot.kind in new and not any(agree(slot, other) for other in held)
    ]


def _slots_lost(missing: Sequence[Slot], held: Sequence[Slot], material: Material) -> Finding:
    """A fail that tells slots that are gone from those that became others."""
    drafts = find_slots(material.case.draft)
    free = [slot for slot in held if not any(agree(slot, other) for other in drafts)]
    gone: list[str] = []
    changed: list[str] = []
    spans: list[Span] = []
    for slot in missing:
        spans.append(slot_span(slot, "draft"))
        # The same figure in another unit comes first: "5 working days", "5 days".
        alike = [s for s in free if s.kind == slot.kind]
        became = next((s for s in alike if unit_of(s) != unit_of(slot)), None)
        became = became or next(iter(alike), None)
        if became is None:
            gone.append(repr(slot.text))
            continue
        unit = " (unit)" if unit_of(became) != unit_of(slot) else ""
        changed.append(f"{slot.text!r} became {became.text!r}{unit}")
        spans.append(slot_span(became, "reply"))
        free.remove(became)
    reasons = [("missing", gone), ("changed", changed)]
    return fail("; ".join(f"{name}: {', '.join(of)}" for name, of in reasons if of), spans)


def _altered(found: Sequence[Change]) -> Finding:
    texts = [
        f"{change.draft.text!r} became {change.reply.text!r}"
        if change.draft.text and change.reply.text
        else f"{change.draft.text!r} is gone"
        if change.draft.text
        else f"{change.reply.text!r} came in"
        for change in found
    ]
    spans = [
        span for change in found for span in (change.draft, change.reply) if span.start < span.end
    ]
    return fail("changed: " + ", ".join(texts), spans)
