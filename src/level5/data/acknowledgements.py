"""Parts of plain acknowledgements: what was chosen for each training customer, and sentences."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from level5.data.ladders import split_of
from level5.errors import InputError
from level5.records import Identifier, Name, Record, Text, read_records


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


class Closing(Record):
    """A last sentence that gives the customer a part.

    Attributes:
        after: whether the draft offers a choice, or else anything to go through.
    """

    after: Literal["choice", "content", "nothing"]
    text: Text


class Acknowledgement(Record):
    """What a plain acknowledgement of one customer's message would say.

    Attributes:
        ladder: the training scenario.
        feelings: what completes "You're …", best first.
        clauses: choices of one or two clauses of the message, as `level5.reflecting` turns them,
            that restate the issue after "You're …:"; best first.
        own: a restatement in other words, where no clause will do.
        themes: ids of what the message supports and does not spell out, best first; the first two
            are different things.
    """

    ladder: Identifier
    feelings: Annotated[tuple[Text, ...], Field(min_length=1)]
    clauses: tuple[Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)], ...]
    own: str
    themes: Annotated[tuple[Name, ...], Field(min_length=2)]
    author: Text
    license: Text

    @model_validator(mode="after")
    def _restates_for_training(self) -> Self:
        if split_of(self.ladder) != "train":
            raise ValueError(f"ladder {self.ladder} is held out; these are for training only")
        if bool(self.clauses) == bool(self.own.strip()):
            raise ValueError("either clauses or words of its own, not both")
        return self


class Parts(Record):
    """All of them.

    Attributes:
        of: ladder id to what was chosen for it.
        themes: theme id to theme.
        closings: all closings.
    """

    of: dict[str, Acknowledgement]
    themes: dict[str, Theme]
    closings: tuple[Closing, ...]


def load_parts(data: Path) -> Parts:
    """Reads `acknowledgements/*.jsonl`, `themes.jsonl` and `closings.jsonl`.

    Raises:
        InputError: a row is faulty, or names a theme that does not exist.
    """
    paths = sorted((data / "acknowledgements").glob("*.jsonl"))
    rows = [row for path in paths for row in read_records(Acknowledgement, path)]
    themes = {theme.id: theme for theme in read_records(Theme, data / "themes.jsonl")}
    problems = [
        f"{data / 'acknowledgements'}: {row.ladder}: no theme {theme!r}; they stand in themes.jsonl"
        for row in rows
        for theme in row.themes
        if theme not in themes
    ]
    if problems:
        raise InputError(problems)
    closings = tuple(read_records(Closing, data / "closings.jsonl"))
    return Parts(of={row.ladder: row for row in rows}, themes=themes, closings=closings)
