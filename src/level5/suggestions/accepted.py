"""What raters accepted of what a network finds likeliest."""

from collections.abc import Sequence

from level5.data.acknowledgements import Acknowledgement, Shown
from level5.suggestions.suggest import Labels, Ranks, is_told

_UNKNOWN = float("nan")


def known(shown: Shown | None, text: str) -> float:
    """1 or 0 as a rater accepted or declined it; not a number where it was not shown."""
    if shown is None:
        return _UNKNOWN
    return 1.0 if text in shown.accepted else 0.0 if text in shown.declined else _UNKNOWN


def accepted_by_place(
    names: Sequence[str],
    ranks: Sequence[Ranks],
    accepted: dict[str, Acknowledgement],
    labels: Labels,
) -> dict[str, list[tuple[float, int]]]:
    """For each part, of each place in its ranks: the share accepted, and of how many shown."""
    found: dict[str, list[tuple[float, int]]] = {}
    for part in Ranks._fields:
        found[part] = []
        for place_ in range(4):
            values = []
            for name, row in zip(names, ranks, strict=True):
                found_here = getattr(row, part)
                if name not in accepted or place_ >= len(found_here):
                    continue
                own = accepted[name]
                if part == "topics":
                    # A rater named the best; none was shown and declined.
                    values.append(float(found_here[place_].words in own.topics))
                    continue
                text = _text(part, found_here[place_], labels)
                values.append(known(getattr(own, "guesses" if part == "says" else part), text))
            found[part].append(_share(values))
    found["events"] = [
        _share(
            [
                float(topic.event in told[topic.words])
                for name, row in zip(names, ranks, strict=True)
                if place_ < len(row.topics) and is_told(topic := row.topics[place_])
                if topic.words in (told := _told(accepted.get(name)))
            ]
        )
        for place_ in range(4)
    ]
    return found


def _told(own: Acknowledgement | None) -> dict[str, tuple[str, ...]]:
    """What a reader said of a message's topics, by topic."""
    return dict(zip(own.topics, own.events, strict=False)) if own else {}


def _share(values: Sequence[float]) -> tuple[float, int]:
    known = [x for x in values if x == x]
    return sum(known) / max(1, len(known)), len(known)


def _text(part: str, found: int, labels: Labels) -> str:
    if part == "feelings":
        return labels.feelings[found]
    return (labels.says if part == "says" else labels.asks)[found].text
