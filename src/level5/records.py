"""The frozen records that the stages hand on, and reading them from JSON Lines."""

from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)

from level5.errors import InputError
from level5.jsonl import Row, numbered_rows
from level5.scale import CHANNELS, DRAFT_LEVELS, KINDS, LEVELS

R = TypeVar("R", bound=BaseModel)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


def _known_channel(value: str) -> str:
    if value not in CHANNELS:
        raise ValueError(f"unknown channel {value!r}; one of {', '.join(CHANNELS)}")
    return value


class Record(BaseModel):
    """Frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reply(Record):
    """One reply of a ladder, with its level and how it came about."""

    level: int
    kind: str
    text: Text
    rewrites: int | None = None
    """From level 3 on: the index of the draft whose content it keeps, no more and no less."""

    @model_validator(mode="after")
    def _level_and_kind_agree(self) -> Self:
        if self.level not in LEVELS:
            raise ValueError(f"level {self.level} is outside 1 to 5")
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind {self.kind!r}; the kinds stand in scale.py")
        if self.level not in KINDS[self.kind].levels:
            held = " or ".join(map(str, KINDS[self.kind].levels))
            raise ValueError(f"kind {self.kind!r} is level {held}, not {self.level}")
        return self


class Ladder(Record):
    """One scenario with replies at all five levels. See `data/README.md` for every field."""

    id: Identifier
    domain: Name
    channel: Annotated[str, AfterValidator(_known_channel)]
    voice: Name
    """How the customer writes: furious, quiet, sarcastic, non_native …"""
    variety: Name
    """The variety of English."""
    traits: tuple[Name, ...] = ()
    """`refusal`: the answer is no and stays no. `several_problems`: more than one issue."""
    no_feeling: bool = False
    """The message carries no feeling; the ladder stays out of agreement figures."""
    context: str
    customer: Text
    facts: tuple[Text, ...]
    issue: Text
    stated: tuple[Text, ...]
    underlying: tuple[Text, ...]
    replies: tuple[Reply, ...]
    author: Text
    license: Text

    @model_validator(mode="after")
    def _rewrites_point_at_drafts(self) -> Self:
        missing = [level for level in LEVELS if all(r.level != level for r in self.replies)]
        if missing:
            raise ValueError(f"no reply of level {', '.join(map(str, missing))}")
        for index, reply in enumerate(self.replies):
            if reply.rewrites is None:
                continue
            if reply.level < max(DRAFT_LEVELS):
                raise ValueError(f"reply {index} has `rewrites` but is of level {reply.level}")
            if not 0 <= reply.rewrites < len(self.replies):
                raise ValueError(f"reply {index} rewrites {reply.rewrites}, which does not exist")
            if self.replies[reply.rewrites].level not in DRAFT_LEVELS:
                raise ValueError(f"reply {index} rewrites {reply.rewrites}, which is no draft")
        return self


class Case(Record):
    """What the rewriter sees: a customer's message, what may be relied on, and the draft."""

    id: str
    context: str = ""
    customer: Text
    facts: tuple[Text, ...] = ()
    draft: Text


def case_of(ladder: Ladder, draft: str) -> Case:
    """A ladder's message and facts with a draft to be rewritten."""
    return Case(
        id=ladder.id,
        context=ladder.context,
        customer=ladder.customer,
        facts=ladder.facts,
        draft=draft,
    )


class Pair(Case):
    """A case with its level-5 reference, made from one ladder."""

    ladder: Identifier
    domain: Name
    channel: str
    draft_level: int
    draft_kind: str
    reference: Text


def parse(model: type[R], row: Row, where: str) -> R:
    """Validates one row.

    Args:
        model: the record type.
        row: the parsed JSON object.
        where: `file:line`, put before each problem.

    Raises:
        InputError: with every problem of the row.
    """
    try:
        return model.model_validate(row)
    except ValidationError as error:
        raise InputError([f"{where}: {message}" for message in describe(error)]) from None


def describe(error: ValidationError) -> list[str]:
    """Pydantic's findings, one line each: the field's path and what is wrong with it."""
    lines = []
    for detail in error.errors():
        path = ".".join(str(part) for part in detail["loc"])
        message = detail["msg"].removeprefix("Value error, ")
        lines.append(f"`{path}`: {message}" if path else message)
    return lines


def read_records(model: type[R], path: Path) -> list[R]:
    """Reads a JSON Lines file of one record type.

    Raises:
        InputError: with the problems of every row, each as `file:line`.
    """
    problems: list[str] = []
    records: list[R] = []
    for number, row in numbered_rows(path):
        try:
            records.append(parse(model, row, f"{path}:{number}"))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return records
