"""`facts_kept`: every fact and slot of the draft comes back."""

from level5.rubric.bounds import lost_bounds, lost_refusals, turned_bounds
from level5.rubric.draft import lost_sentences, required_slots
from level5.rubric.findings import Finding, Material, fail, passed, slot_span
from level5.rubric.slots import agree, find_slots


def facts_kept(material: Material) -> Finding:
    """Every fact and slot of the draft is kept; a refusal stays a refusal, a bound a bound.

    Source: faithfulness gate of the codebook. Errors: a sentence put in wholly other words can count
    as lost; a condition dropped from a sentence that is otherwise kept can go unseen.
    """
    reply = material.reply
    held = find_slots(reply)
    missing = [
        slot
        for slot in required_slots(material)
        if not any(agree(slot, other) for other in held)
        and not (slot.kind == "name" and slot.value in reply.lower())
    ]
    if missing:
        listed = ", ".join(repr(slot.text) for slot in missing)
        return fail(f"missing or changed: {listed}", [slot_span(slot, "draft") for slot in missing])
    for reason, spans in (
        ("the draft's refusal or negation is gone", lost_refusals(material)),
        ("the draft's bound or reservation is gone", lost_bounds(material)),
        ("a bound has turned round", turned_bounds(material)),
    ):
        if spans:
            return fail(reason, spans)
    lost = lost_sentences(material)
    if lost:
        return fail("not said again: " + " / ".join(span.text for span in lost), lost)
    return passed("every slot and sentence of the draft comes back")
