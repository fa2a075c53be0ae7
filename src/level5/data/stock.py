"""Stock courtesy and stock empathy: sentences that would fit anybody."""

from pathlib import Path
from typing import NamedTuple

from level5.jsonl import read_rows


class Stock(NamedTuple):
    """Sentences to put around a reply.

    Attributes:
        openings: sentences before it, with whether they offer a tentative guess.
        closings: sentences after it, with whether they offer a choice.
    """

    openings: tuple[tuple[str, bool], ...] = ()
    closings: tuple[tuple[str, bool], ...] = ()


def load_stock(data: Path) -> Stock:
    """Reads `stock.jsonl`."""
    rows = read_rows(data / "stock.jsonl")
    return Stock(
        tuple((row["text"], row["guess"]) for row in rows if row["place"] == "opening"),
        tuple((row["text"], row["choice"]) for row in rows if row["place"] == "closing"),
    )
