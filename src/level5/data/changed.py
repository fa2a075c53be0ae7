"""Which words of a passage an edit changes."""

Range = tuple[int, int]


def changed_ranges(find: str, replace: str) -> tuple[Range, Range]:
    """What differs between a passage and its replacement, in each, whole words.

    "like that?" and "like that, or now?" differ by nothing in the one and ", or now" in the other.
    """
    head = _shared(find, replace)
    tail = _shared(find[head:][::-1], replace[head:][::-1])
    return (head, len(find) - tail), (head, len(replace) - tail)


def _shared(one: str, other: str) -> int:
    """The length of the common beginning, whole words only."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    # A word that goes on in one of the two has changed as a whole.
    while same and one[same - 1].isalnum() and _goes_on(one, other, same):
        same -= 1
    return same


def _goes_on(one: str, other: str, at: int) -> bool:
    return one[at : at + 1].isalnum() or other[at : at + 1].isalnum()
