"""Plain replies of accepted parts, each beside one with a part that does not fit."""

from level5.data.acknowledgements import Acknowledgement, Closing, Theme
from level5.judge.acknowledged import Told, acknowledged_examples, content_of

THEMES = [
    Theme(id=x, group=x, when="-", says=(f"{x} says.",), asks=(f"{x} asks?",)) for x in "abcd"
]
CLOSINGS = [
    Closing(after="content", text="Which first? I'll go by that."),
    Closing(after="nothing", text="What now?"),
]
TOLD = Told("lamp-1", "retail", "", "Hours!", ("A refund takes 5 days.",))


def parts(**changes) -> Acknowledgement:
    shown = {
        "feelings": (["cross"], ["sad"]),
        "clauses": (["you waited for hours"], []),
        "says": (["a says."], ["c says."]),
        "asks": (["b asks?"], ["d asks?"]),
    } | changes
    return Acknowledgement.model_validate(
        {"message": "lamp-1", "author": "-", "license": "-"}
        | {k: {"accepted": yes, "declined": no} for k, (yes, no) in shown.items()}
    )


def made(seed: int, **changes):
    return acknowledged_examples([TOLD], {"lamp-1": parts(**changes)}, THEMES, CLOSINGS, seed)


def test_a_fitting_reply_stands_beside_one_that_differs_by_what_does_not_fit():
    seen = set()
    for seed in range(40):
        good, other = made(seed)
        assert good.level == 5 and "cross" in good.question.reply
        assert good.question.reply.endswith("A refund takes 5 days. Which first? I'll go by that.")
        assert good.core == other.core and good.scenario == other.scenario
        misfits = {x for x in ("sad", "c says.", "d asks?") if x in other.question.reply}
        expected = {
            frozenset({"sad"}): 2,
            frozenset({"c says."}): 4,
            frozenset({"d asks?"}): 4,
            frozenset({"c says.", "d asks?"}): 3,
        }
        assert other.level == expected[frozenset(misfits)]
        seen.add(frozenset(misfits))
    assert len(seen) == 4


def test_the_words_that_do_not_fit_are_marked():
    for seed in range(40):
        _, other = made(seed)
        for gate, (start, end) in other.marks:
            words = other.question.reply[start:end]
            assert (gate, words) in {("wrong_feeling", "sad"), ("over_reach", "c says.")}


def test_without_two_different_things_that_fit_there_is_no_level_5():
    assert made(1, asks=([], ["d asks?"])) == []
    # Both of one theme: one thing.
    assert made(1, asks=(["a asks?"], ["d asks?"])) == []


def test_without_anything_declined_it_stands_alone():
    alone = made(1, feelings=(["cross"], []), says=(["a says."], []), asks=(["b asks?"], []))
    assert [x.level for x in alone] == [5]


def test_a_message_nobody_rated_gives_none():
    assert acknowledged_examples([TOLD], {}, THEMES, CLOSINGS, 1) == []


def test_a_drafts_sentences_are_its_content():
    assert content_of("See [link]. It is free.") == ("See [link].", "It is free.")
