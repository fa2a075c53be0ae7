"""Rewrites that need no model: what every figure is measured against."""

from level5.evaluate.suites import Item

# Composed to pass for empathy with anybody: if it beats the model, the judge is at fault.
_OPENING = (
    "I'm so sorry about this, and I completely understand how frustrating and upsetting it must be"
    " for you. Perhaps it has also made you wonder whether anyone here is listening?"
)
_CLOSING = "I'll stay with this until it's sorted. Would you like me to go through it step by step?"


def unchanged(item: Item) -> str:
    """The draft as it stands."""
    return item.case.draft


def template(item: Item) -> str:
    """A fixed empathic opening and close around the draft."""
    return f"{_OPENING} {item.case.draft} {_CLOSING}"
