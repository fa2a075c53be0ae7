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
        clauses: the message's own, from the agent's side.
        says: sentences that name something behind the message, said as true.
        guesses: the same sentences, said as a guess.
        asks: sentences that ask about something behind it.
    """

    message: Identifier
    feelings: Shown
    gists: tuple[Text, ...]
    topics: tuple[Text, ...]
    clauses: Shown
    says: Shown
    guesses: Shown
    asks: Shown
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
        InputError: a row is faulty, belongs to a scenario that is held out, or accepts a gist that
            is none.
    """
    paths = sorted((data / "acknowledgements").glob("*.jsonl"))
    rows = [row for path in paths for row in read_records(Acknowledgement, path)]
    short = {message.id for message in load_messages(data)}
    _assert_training([x.message for x in rows if x.message not in short], data)
    known = {gist.text for gist in load_gists(data)}
    if unknown := sorted({text for row in rows for text in row.gists} - known):
        raise InputError(
            [f"{data}: {text!r} is accepted and not in gists.jsonl" for text in unknown]
        )
    return {row.message: row for row in rows}


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
