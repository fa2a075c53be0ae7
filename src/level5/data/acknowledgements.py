"""What plain acknowledgements may say: sentences, and which of them fit a customer's message."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Case, Identifier, Ladder, Name, Record, Text, read_records


class Theme(Record):
    """An underlying feeling or a stake that many messages share.

    Attributes:
        group: what it is about; themes of one group are too alike to stand for two things.
        when: what a message tells where it applies.
        says: sentences that name it.
        asks: sentences that offer it tentatively.
    """

    id: Name
    group: Name
    when: Text
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    asks: Annotated[tuple[Text, ...], Field(min_length=1)]


class Gist(Record):
    """What happened in words of our own, true of many messages; it completes "You're upset: …".

    Attributes:
        about: what sort of thing it tells of.
    """

    about: Name
    text: Text


class Event(Record):
    """What happened to a topic, true of many messages; it completes "You're upset about …".

    Attributes:
        text: "{}" stands for the topic, from the agent's side.
        when: what a message tells where it applies.
    """

    id: Name
    text: Annotated[str, Field(pattern=r"^[^{}]*\{\}[^{}]*$")]
    when: Text


class Closing(Record):
    """A last sentence that gives the customer a part.

    Attributes:
        after: whether the draft offers a choice, or else anything to go through.
    """

    after: Literal["choice", "content", "nothing"]
    text: Text


class Message(Record):
    """A customer's message of a few words with an agent's plain reply, for training only."""

    id: Identifier
    domain: Text
    customer: Text
    draft: Text
    author: Text
    license: Text


class Shown(Record):
    """What a rater was shown of one part: what fits the message, and what does not."""

    accepted: tuple[Text, ...]
    declined: tuple[Text, ...]


class Acknowledgement(Record):
    """Which parts of a plain acknowledgement fit one customer's message.

    Attributes:
        message: id of a training scenario, or of a short message.
        feelings: what completes "You're …".
        gists: those of `gists.jsonl` that restate what happened, the closest first, of all that a
            rater saw; empty where none did.
        topics: a few words of the message that name what it is about, as typed, the best first.
        events: for each of the first topics what happened to it, of `events.jsonl`, the most
            telling first; empty where none is true. Topics beyond them were not asked about.
        clauses: the message's own, from the agent's side.
        says: sentences that name something behind the message, said as true.
        guesses: the same sentences, said as a guess.
        asks: sentences that ask about something behind it.
    """

    message: Identifier
    feelings: Shown
    gists: tuple[Text, ...]
    topics: tuple[Text, ...]
    events: tuple[tuple[Name, ...], ...]
    clauses: Shown
    says: Shown
    guesses: Shown
    asks: Shown
    author: Text
    license: Text


class OwnWords(Record):
    """A plain level-5 acknowledgement of one training message, in words of our own.

    Attributes:
        opening: the feeling and what happened.
        guesses: two at what lies behind it.
        question: one more, to be checked.
    """

    message: Identifier
    opening: Text
    guesses: Text
    question: Text
    author: Text
    license: Text


class RatedOpening(Record):
    """A message that is not fine-tuned on, with openings that a small model wrote, as far as rated.

    Attributes:
        opening: a right one, written for it.
        right: sampled ones that say rightly what happened and could be of no other case.
        wrong: sampled ones that do not.
    """

    id: Identifier
    domain: Text
    customer: Text
    opening: Text
    right: tuple[Text, ...]
    wrong: tuple[Text, ...]
    author: Text
    license: Text


class Choice(Record):
    """What a rater chose for one message from all themes, before there were sentences to accept.

    Attributes:
        offered: how many of `themes.jsonl` there were, the first.
        feelings: best first.
        themes: best first.
    """

    message: Identifier
    offered: int
    feelings: Annotated[tuple[Text, ...], Field(min_length=1)]
    themes: Annotated[tuple[Name, ...], Field(min_length=2)]
    author: Text
    license: Text


def load_themes(data: Path) -> list[Theme]:
    """Reads `themes.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Theme, data / "themes.jsonl")


def load_gists(data: Path) -> list[Gist]:
    """Reads `gists.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Gist, data / "gists.jsonl")


def load_events(data: Path) -> list[Event]:
    """Reads `events.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Event, data / "events.jsonl")


def load_closings(data: Path) -> list[Closing]:
    """Reads `closings.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Closing, data / "closings.jsonl")


def load_messages(data: Path) -> list[Message]:
    """Reads `messages.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(Message, data / "messages.jsonl")


def load_acknowledgements(data: Path) -> dict[str, Acknowledgement]:
    """Reads `acknowledgements/*.jsonl`, by message.

    Raises:
        InputError: a row is faulty, belongs to a scenario that is held out, accepts a gist or an
            event that is none, or has events for more topics than it names.
    """
    paths = sorted((data / "acknowledgements").glob("*.jsonl"))
    rows = [row for path in paths for row in read_records(Acknowledgement, path)]
    short = {message.id for message in load_messages(data)}
    _assert_training([x.message for x in rows if x.message not in short], data)
    known = {
        "gists.jsonl": {gist.text for gist in load_gists(data)},
        "events.jsonl": {event.id for event in load_events(data)},
    }
    problems = [
        f"{data}: {text!r} is accepted for {row.message} and not in {name}"
        for row in rows
        for name, said in (("gists.jsonl", row.gists), ("events.jsonl", sum(row.events, ())))
        for text in said
        if text not in known[name]
    ]
    problems += [
        f"{data}: {row.message} has events for {len(row.events)} topics and names {len(row.topics)}"
        for row in rows
        if len(row.events) > len(row.topics)
    ]
    if problems:
        raise InputError(problems)
    return {row.message: row for row in rows}


def load_own_words(data: Path) -> dict[str, OwnWords]:
    """Reads `own_words.jsonl`, by message.

    Raises:
        InputError: a row is faulty, or belongs to a scenario that is held out.
    """
    rows = read_records(OwnWords, data / "own_words.jsonl")
    short = {message.id for message in load_messages(data)}
    _assert_training([x.message for x in rows if x.message not in short], data)
    return {row.message: row for row in rows}


def load_rated_openings(data: Path) -> list[RatedOpening]:
    """Reads `openings.jsonl`.

    Raises:
        InputError: a row is faulty.
    """
    return read_records(RatedOpening, data / "openings.jsonl")


def load_choices(data: Path) -> dict[str, Choice]:
    """Reads `choices.jsonl`, by message.

    Raises:
        InputError: a row is faulty, or belongs to a scenario that is held out.
    """
    rows = read_records(Choice, data / "choices.jsonl")
    _assert_training([x.message for x in rows], data)
    return {row.message: row for row in rows}


def _assert_training(scenarios: list[str], data: Path) -> None:
    held_out = [name for name in scenarios if split_of(name) != "train"]
    if held_out:
        raise InputError(
            [
                f"{data}: scenario {name} is held out; these are for training only"
                for name in held_out
            ]
        )


def messages_of(data: Path, ladders: list[Ladder]) -> dict[str, str]:
    """The text of every training message, by its id."""
    return {x.id: x.customer for x in ladders if split_of(x.id) == "train"} | {
        x.id: x.customer for x in load_messages(data)
    }


def message_cases(data: Path) -> list[Case]:
    """The short messages with their drafts; there are no facts."""
    return [Case(id=x.id, customer=x.customer, draft=x.draft) for x in load_messages(data)]
