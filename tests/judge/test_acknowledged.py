"""Plain replies of accepted parts, each beside one with a part that does not fit."""

from level5.data.acknowledgements import Acknowledgement, Closing, Gist, Theme
from level5.judge.acknowledged import Told, acknowledged_examples, content_of

THEMES = [
    Theme(id=x, group=x, when="-", says=(f"{x} says.",), asks=(f"{x} asks?",)) for x in "abcd"
]
GISTS = [
    Gist(about="waiting", text="nobody came"),
    Gist(about="waiting", text="nobody has replied"),
    Gist(about="money", text="we charged you too much"),
]
CLOSINGS = [
    Closing(after="content", text="Which first? I'll go by that."),
    Closing(after="nothing", text="What now?"),
]
TOLD = Told("lamp-1", "retail", "", "Hours!", ("A refund takes 5 days.",))


def parts(gists=(), topics=(), **changes) -> Acknowledgement:
    shown = {
        "feelings": (["cross"], ["sad"]),
        "clauses": (["you waited for hours"], []),
        "says": (["a says."], ["c says."]),
        "guesses": ([], []),
        "asks": (["b asks?"], ["d asks?"]),
    } | changes
    return Acknowledgement.model_validate(
        {
            "message": "lamp-1",
            "author": "-",
            "license": "-",
            "gists": gists,
            "topics": topics,
            "events": (),
        }
        | {k: {"accepted": yes, "declined": no} for k, (yes, no) in shown.items()}
    )


def made(seed: int, **changes):
    rows = {"lamp-1": parts(**changes)}
    return acknowledged_examples([TOLD], rows, THEMES, GISTS, CLOSINGS, seed)


def misfits(example) -> set[str]:
    text = example.question.reply.casefold()
    return {x for x in ("sad", "c says", "d asks", "charged you too much") if x in text}


def test_a_fitting_reply_stands_beside_one_that_differs_by_what_does_not_fit():
    seen = set()
    for seed in range(80):
        good, other = made(seed, gists=["nobody came"])
        assert good.level == 5 and "cross" in good.question.reply and not misfits(good)
        assert good.question.reply.endswith("A refund takes 5 days. Which first? I'll go by that.")
        assert good.core == other.core and good.scenario == other.scenario
        expected = {
            frozenset({"sad"}): (2, "wrong_feeling"),
            frozenset({"charged you too much"}): (2, "no_issue"),
            frozenset({"c says"}): (4, "over_reach"),
            # A guess that misses leaves one thing; asserted beside it, no guess at all.
            frozenset({"d asks"}): (
                4,
                "thin" if "I imagine" in other.question.reply else "no_check",
            ),
            frozenset({"c says", "d asks"}): (3, "over_reach"),
        }
        assert (other.level, other.family) == expected[frozenset(misfits(other))]
        seen.add(frozenset(misfits(other)))
        # A neighbour of what fits may be true as well.
        assert "nobody has replied" not in other.question.reply.casefold()
    assert len(seen) == 5


def test_the_words_that_do_not_fit_are_marked():
    for seed in range(40):
        _, other = made(seed)
        for gate, (start, end) in other.marks:
            words = other.question.reply[start:end]
            assert (gate, words) in {("wrong_feeling", "sad"), ("over_reach", "c says.")}


def test_what_is_behind_is_asserted_or_guessed():
    both = {"a says. b asks?", "I imagine a says. b asks?"}
    said = [x.question.reply for seed in range(40) for x in made(seed)[:1]]
    assert all(any(form in text for form in both) for text in said)
    assert {"I imagine" in text for text in said} == {True, False}
    more = {"asks": (["b asks?", "d asks?"], [])}
    guessed = [x.question.reply for s in range(40) for x in made(s, **more)[:1]]
    assert any("I imagine a says. d asks. b asks?" in text for text in guessed)


def test_an_opening_takes_an_account_or_a_topic():
    openings = {made(s, topics=["My queue"])[0].question.reply.split(". ")[0] for s in range(60)}
    assert openings == {
        "You're cross: you waited for hours",
        "You're cross, and no wonder: you waited for hours",
        "You waited for hours, and you're cross",
        "You're cross about your queue, and no wonder",
        "You're cross about your queue",
    }


def test_what_another_customer_wrote_about_is_no_issue_of_this_one():
    rows = {"lamp-1": parts(topics=["My queue"]), "lamp-2": parts(topics=["My cake"])}
    told = [TOLD, TOLD._replace(id="lamp-2")]
    found = [
        x
        for seed in range(60)
        for x in acknowledged_examples(told, rows, THEMES, GISTS, CLOSINGS, seed)
    ]
    queue = [x for x in found if x.scenario == "lamp-2" and "about your queue" in x.question.reply]
    assert queue and {(x.level, x.family) for x in queue} == {(2, "no_issue")}
    cake = [x for x in found if x.scenario == "lamp-2" and "about your cake" in x.question.reply]
    assert 5 in {x.level for x in cake}


def test_two_topics_are_named_together_unless_they_share_a_word():
    replies = {
        made(seed, topics=["My queue", "a cold hall", "the hall"])[0].question.reply.split(".")[0]
        for seed in range(200)
    }
    assert "You're cross about your queue and a cold hall" in replies
    assert not any("a cold hall and the hall" in text for text in replies)


def test_without_two_different_things_that_fit_there_is_no_level_5():
    assert made(1, asks=([], ["d asks?"])) == []
    # Both of one theme: one thing.
    assert made(1, asks=(["a asks?"], ["d asks?"])) == []


def test_without_anything_declined_it_stands_alone():
    alone = made(1, feelings=(["cross"], []), says=(["a says."], []), asks=(["b asks?"], []))
    assert [x.level for x in alone] == [5]


def test_a_message_nobody_rated_gives_none():
    assert acknowledged_examples([TOLD], {}, THEMES, GISTS, CLOSINGS, 1) == []


def test_a_drafts_sentences_are_its_content():
    assert content_of("See [link]. It is free.") == ("See [link].", "It is free.")
