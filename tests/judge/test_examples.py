"""What a judge is fitted on: each made negative has the level that the codebook fixes."""

import random
from collections import Counter

import pytest

from level5.data.edits import Edit, EditedReply
from level5.data.grafts import GRAFT_LEVELS, Graft, grafts_by_kind
from level5.data.ladders import split_of
from level5.data.stock import Stock
from level5.data.swap_feeling import with_wrong_feeling
from level5.errors import InputError
from level5.judge.encode import Encoded, Question
from level5.judge.examples import Example, edited_examples, made_examples, reply_examples, thinned
from level5.judge.fit import _batches, _marked
from level5.judge.gates import HEADS
from level5.records import Ladder
from tests.conftest import ladder_row

LADDERS = [Ladder.model_validate(ladder_row(f"lamp-{i}")) for i in range(12)]
STOCK = Stock((("We hear you.", False), ("You may be sad.", True)), (("Bye.", False),))
GRAFTS = [
    Graft(kind=kind, text=f"A sentence for {kind}.")
    for kind in (*GRAFT_LEVELS, "injection", "courtesy")
]


def test_grafts_decide_the_level_and_courtesy_does_not():
    made = made_examples(LADDERS, STOCK, GRAFTS, seed=1)
    for kind, level in GRAFT_LEVELS.items():
        grafted = [x for x in made if f"A sentence for {kind}." in x.question.reply]
        assert {x.level for x in grafted} <= {level}
        assert {x.family for x in grafted} <= {kind}
    for x in made:
        if "A sentence for courtesy." in x.question.reply:
            core = LADDERS[0].replies[x.core]
            assert (x.level, x.family) == (core.level, core.kind)
    # A deciding graft for each of twelve ladders.
    assert sum(x.family in GRAFT_LEVELS and "A sentence" in x.question.reply for x in made) == 12


def test_the_same_seed_makes_the_same_and_another_others():
    first, again, other = (made_examples(LADDERS, STOCK, GRAFTS, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_kind_without_grafts_is_an_error():
    with pytest.raises(InputError, match="holds no undercut"):
        grafts_by_kind([g for g in GRAFTS if g.kind != "undercut"])


def test_a_wrong_feeling_replaces_every_right_one():
    found = with_wrong_feeling("You're furious and worn out, and I'll look.", random.Random(1))
    assert found is not None
    assert "furious" not in found and "worn out" not in found
    assert found.endswith(", and I'll look.")


def test_no_feeling_is_swapped_where_another_word_would_keep_the_right_one():
    assert with_wrong_feeling("You're furious, and the worry is plain.", random.Random(1)) is None
    assert with_wrong_feeling("Please send the number.", random.Random(1)) is None


def test_an_edit_keeps_scenario_and_core():
    name = next(x for x in LADDERS if split_of(x.id) == "train")
    edit = Edit(ladder=name.id, reply=4, kind="to_3", level=3, find="x", replace="y")
    (found,) = edited_examples([EditedReply(name, edit, "said", "edited", (0, 1), (0, 6))])
    assert (found.question.customer, found.question.reply) == ("said", "edited")
    assert found.marks == ()
    assert (found.level, found.family, found.scenario, found.core) == (3, "reflection", name.id, 4)


def test_words_are_marked_where_an_edit_puts_in_or_takes_out():
    ladder = next(x for x in LADDERS if split_of(x.id) == "train")
    rows = [("undercut", 2, (3, 9), (3, 30)), ("to_3", 3, (5, 20), (5, 5))]
    edits = [
        EditedReply(
            ladder,
            Edit(ladder=ladder.id, reply=4, kind=kind, level=level, find="x", replace="y"),
            "said",
            "edited",
            taken,
            put,
        )
        for kind, level, taken, put in rows
    ]
    undercut, shallow = edited_examples(edits)
    assert undercut.marks == (("undercut", (3, 30)),)
    assert shallow.marks == ()
    original = next(x for x in reply_examples([ladder], edits) if x.core == 4)
    # What taking out made shallow was what went deep.
    assert original.marks == (("underlying", (5, 20)),)


def test_marks_become_tokens_of_their_row():
    example = Example(
        Question("", "late", "so sorry, but"), 2, "undercut", "a", "b", 1, (("undercut", (8, 13)),)
    )
    row = Encoded([0] * 6, [], [(0, 0), (0, 2), (3, 8), (8, 9), (10, 13), (0, 0)], 0, 0)
    assert _marked([row], [example]).tolist() == [[0, HEADS.index("undercut"), 3, 5]]


def test_only_plain_replies_are_thinned():
    everything = reply_examples(LADDERS)
    kept = Counter(x.family for x in thinned(everything, seed=3))
    for family, n in Counter(x.family for x in everything).items():
        assert kept[family] <= n
        if family in ("reflection", "underlying", "partnership", "blame"):
            assert kept[family] == n


def test_a_reply_and_what_was_made_of_it_share_a_batch():
    examples = [*reply_examples(LADDERS), *made_examples(LADDERS, STOCK, GRAFTS, seed=1)]
    encoded = [Encoded([0] * len(x.question.reply), [], [], 0, 0) for x in examples]
    batches = _batches(examples, encoded, 32, seed=1)
    assert sorted(i for batch in batches for i in batch) == list(range(len(examples)))
    where = {i: n for n, batch in enumerate(batches) for i in batch}
    cores = {(x.scenario, x.core): i for i, x in enumerate(reply_examples(LADDERS))}
    apart = [
        i
        for i, x in enumerate(examples)
        if x.core is not None and where[i] != where[cores[x.scenario, x.core]]
    ]
    # Only groups that straddle the end of a batch are torn.
    assert len(apart) <= len(batches) * 4
