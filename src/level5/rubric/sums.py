"""Amounts that follow from given ones: "£12 the fee, £20 the fare, £32 in all"."""

from collections.abc import Iterable
from itertools import combinations

from level5.rubric.slots import Slot

_HALF_A_CENT = 0.005


def follows(slot: Slot, given: Iterable[Slot]) -> bool:
    """Whether an amount is the sum or the difference of two different given ones in its currency.

    The same amount given twice, by draft and fact, is one: its double follows from nothing.
    """
    if slot.kind != "money":
        return False
    currency, amount = slot.value.split()
    amounts = {s.value for s in given if s.kind == "money" and s.value.startswith(currency)}
    return any(
        abs(abs(one + sign * other) - float(amount)) < _HALF_A_CENT
        for one, other in combinations([float(value.split()[1]) for value in amounts], 2)
        for sign in (1, -1)
    )
