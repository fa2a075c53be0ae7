"""Everything that one judge is fitted on, after the proof that nothing held out is in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from level5.data.acknowledgements import (
    Message,
    load_acknowledgements,
    load_closings,
    load_gists,
    load_messages,
    load_themes,
)
from level5.data.edits import load_edits
from level5.data.grafts import load_grafts
from level5.data.ladders import judge_of, split_of
from level5.data.leaks import assert_no_copies, assert_no_leak
from level5.data.negatives import load_negatives
from level5.data.stock import load_stock
from level5.judge.acknowledged import Told, acknowledged_examples, content_of
from level5.judge.examples import (
    Example,
    edited_examples,
    made_examples,
    negative_examples,
    reply_examples,
    thinned,
)
from level5.judge.settings import JudgeFit
from level5.records import Ladder


class TrainingSet(NamedTuple):
    """A judge's own examples.

    Attributes:
        scenarios: ids of its ladders.
        written: replies of the ladders, negatives and edits.
        made: what a program makes, anew for each epoch.
    """

    scenarios: list[str]
    written: list[Example]
    made: list[list[Example]]


def training_set(recipe: JudgeFit, data: Path, ladders: Sequence[Ladder]) -> TrainingSet:
    """Reads and makes them.

    Raises:
        InputError: data at fault, or a held-out scenario among the training ladders.
    """
    train = [x for x in ladders if split_of(x.id) == "train"]
    held_out = [x for x in ladders if split_of(x.id) != "train"]
    assert_no_leak(train, held_out)
    negatives, edits, short = (
        load_negatives(data, train),
        load_edits(data, train),
        load_messages(data),
    )
    assert_no_copies(
        [
            *(n.text for _, n in negatives),
            *(x.text for x in edits),
            *(x.customer for x in short),
        ],
        held_out,
    )
    own = [x for x in train if recipe.part in ("all", judge_of(x.id))]
    ids = {x.id for x in own}
    stock, grafts = load_stock(data), load_grafts(data)
    told = _told(own, short, recipe.part)
    parts = (
        load_acknowledgements(data),
        load_themes(data),
        load_gists(data),
        load_closings(data),
    )
    return TrainingSet(
        sorted(ids),
        [
            *thinned(reply_examples(own, edits), recipe.seed),
            *negative_examples([(x, n) for x, n in negatives if x.id in ids]),
            *edited_examples([x for x in edits if x.ladder.id in ids]),
        ],
        [
            [
                *made_examples(own, stock, grafts, recipe.seed + epoch),
                *(
                    acknowledged_examples(told, *parts, recipe.seed + epoch)
                    if recipe.acknowledged
                    else ()
                ),
            ]
            for epoch in range(recipe.epochs)
        ],
    )


def _told(ladders: Sequence[Ladder], short: Sequence[Message], part: str) -> list[Told]:
    """The judge's own messages with what an agent has to say to them."""
    found = [Told(x.id, x.domain, x.context, x.customer, x.facts) for x in ladders]
    return found + [
        Told(x.id, x.domain, "", x.customer, content_of(x.draft))
        for x in short
        if part in ("all", judge_of(x.id))
    ]
