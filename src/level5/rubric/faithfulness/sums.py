"""Amounts that follow from given ones: "£12 the fee, £20 the fare, £32 in all"; "three at £15, £45"."""

from collections.abc import Iterable
from itertools import combinations

from level5.rubric.slots import Slot

_HALF_A_CENT = 0.005
_COUNTS = frozenset({"number_word", "ordinal", "number"})


def follows(slot: Slot, given: Iterable[Slot], counted: Iterable[Slot] = ()) -> bool:
    """Whether an amount is the sum, the difference or a multiple of given ones in its currency.

    The same amount given twice, by draft and fact, is one: its double follows from nothing.

    Args:
        slot: an amount; a bare number may be a multiple of one.
        given: the amounts of draft and facts.
        counted: what the customer counts: "the third time".
    """
    if slot.kind not in ("money", "number"):
        return False
    currency, _, value = slot.value.rpartition(" ")
    try:
        amount = float(value)
    except ValueError:
        return False  # "1.2.3"
    amounts = {
        float(s.value.split()[1])
        for s in given
        if s.kind == "money" and s.value.startswith(currency)
    }
    sums = [abs(a + sign * b) for a, b in combinations(amounts, 2) for sign in (1, -1)]
    times = {float(s.value) for s in counted if s.kind in _COUNTS and s.value.isdigit()}
    multiples = [n * a for n in times if n > 1 for a in amounts]
    found = [*(sums if currency else []), *multiples]
    return any(abs(other - amount) < _HALF_A_CENT for other in found)
