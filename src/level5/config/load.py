"""From a run file to a validated config: extend, merge, override, validate, report all problems."""

import difflib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from omegaconf import OmegaConf
from pydantic import BaseModel, ValidationError

from level5.config.schema import RunConfig, SuiteConfig
from level5.config.source import KeyPath, Source, parse_scalar, read_source
from level5.errors import InputError
from level5.paths import CONFIGS

C = TypeVar("C", bound=BaseModel)
_COMMAND_LINE = "command line"
_LONGEST_NAME = 120


def load_run(path: Path, overrides: Sequence[str] = ()) -> RunConfig:
    """Loads a run file.

    Args:
        path: the file. Its `extends` list names parents relative to `configs/`, without `.yaml`;
            later parents win over earlier ones, and the file's own keys over all of them.
        overrides: `key.path=value`, read as YAML; they win over everything.

    Raises:
        InputError: with every problem of every file, each with file, key and what is wrong.
    """
    return load_config(RunConfig, path, overrides)


def load_suite(path: Path, overrides: Sequence[str] = ()) -> SuiteConfig:
    """Loads an evaluation suite; as `load_run`."""
    return load_config(SuiteConfig, path, overrides)


def dump_yaml(config: BaseModel) -> str:
    """A config as YAML that loads to the same config."""
    plain = json.loads(config.model_dump_json())
    return str(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100))


def run_name(path: Path, overrides: Sequence[str] = ()) -> str:
    """The run's name: the file's stem, and the overrides, so that variants keep apart."""
    changed = ["".join(c if c.isalnum() or c in "._=-" else "_" for c in o) for o in overrides]
    name = "+".join([path.stem, *changed])
    if changed == list(overrides) and len(name) <= _LONGEST_NAME:
        return name
    # Cut or altered, two variants could meet in one folder.
    digest = hashlib.sha256("\n".join(overrides).encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_NAME - 9]}~{digest}"


def load_config(schema: type[C], path: Path, overrides: Sequence[str] = ()) -> C:
    """Loads any config of one schema; see `load_run`."""
    problems: list[str] = []
    sources = _with_parents(path, problems, ())
    places: dict[KeyPath, str] = {}
    merged: Any = OmegaConf.create({})
    for source in sources:
        problems.extend(source.problems)
        for key, line in source.lines.items():
            places[key] = f"{source.path}:{line}"
        merged = OmegaConf.merge(merged, OmegaConf.create(source.values))
    unread = bool(problems)
    _override(merged, overrides, places, problems)
    values = OmegaConf.to_container(merged, resolve=False)
    assert isinstance(values, dict)
    try:
        config = schema.model_validate_json(json.dumps(values), strict=True)
    except ValidationError as error:
        found = [d for d in error.errors() if not (unread and d["type"] == "missing")]
        problems.extend(_explain(schema, found, path, places))
    if problems:
        raise InputError(problems)
    return config


def _with_parents(path: Path, problems: list[str], above: tuple[Path, ...]) -> list[Source]:
    """The file after all its parents, in the order in which they are merged."""
    if path in above:
        problems.append(f"{above[-1]}: `extends` leads back to {path}; remove one of the two")
        return []
    try:
        source = read_source(path)
    except InputError as error:
        problems.extend(f"{above[-1]}: `extends`: {p}" if above else p for p in error.problems)
        return []
    parents = source.values.pop("extends", [])
    line = source.lines.pop(("extends",), 0)
    if not isinstance(parents, list) or not all(isinstance(name, str) for name in parents):
        problems.append(f"{path}:{line}: `extends`: expected a list such as [model/embedded]")
        parents = []
    sources: list[Source] = []
    for name in parents:
        sources.extend(_with_parents(CONFIGS / f"{name}.yaml", problems, (*above, path)))
    return [*sources, source]


def _override(
    merged: Any, overrides: Sequence[str], places: dict[KeyPath, str], problems: list[str]
) -> None:
    for override in overrides:
        key, equals, text = override.partition("=")
        if not equals or not key:
            problems.append(f"{_COMMAND_LINE}: {override!r}: expected key.path=value")
            continue
        path = tuple(key.split("."))
        if "${" in text:
            problems.append(
                f"{_COMMAND_LINE}: `{key}`: {text!r} looks like an interpolation, which configs do"
                " not have; write the value"
            )
            continue
        try:
            OmegaConf.update(merged, key, parse_scalar(text), merge=True, force_add=True)
        except (yaml.YAMLError, ValueError, TypeError) as error:
            problems.append(f"{_COMMAND_LINE}: `{key}`: {text!r} cannot be read ({error})")
            continue
        places[path] = _COMMAND_LINE


def _explain(
    schema: type[BaseModel], details: Sequence[Any], path: Path, places: dict[KeyPath, str]
) -> list[str]:
    lines = []
    for detail in details:
        loc = tuple(str(part) for part in detail["loc"])
        key = tuple(str(part) for part in detail["loc"] if isinstance(part, str))
        place = next(
            (places[key[:n]] for n in range(len(key), 0, -1) if key[:n] in places), str(path)
        )
        shown = f" `{'.'.join(loc)}`:" if loc else ""
        lines.append(f"{place}:{shown} {_message(schema, detail, key)}")
    return lines


def _message(schema: type[BaseModel], detail: Any, key: KeyPath) -> str:
    given = detail.get("input")
    if detail["type"] == "extra_forbidden":
        fields = _fields(schema, key[:-1])
        close = difflib.get_close_matches(key[-1], fields, n=1, cutoff=0.5)
        hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(fields)}"
        return f"unknown key; {hint}"
    if detail["type"] == "missing":
        return f"required and nowhere set; {_help(schema, key)}"
    if detail["type"] == "literal_error":
        allowed = [
            word.strip(" '") for word in detail["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        close = difflib.get_close_matches(str(given), allowed, n=1, cutoff=0.5)
        hint = f"; did you mean `{close[0]}`?" if close else ""
        return f"got {given!r}, expected one of {', '.join(allowed)}{hint}"
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "value_error":
        return str(message)
    return f"got {given!r}: {message[0].lower()}{message[1:]}; {_help(schema, key)}"


def _section(schema: type[BaseModel], key: KeyPath) -> type[BaseModel] | None:
    """The schema of the section at `key`, or None where there is none."""
    for part in key:
        field = schema.model_fields.get(part)
        if field is None:
            return None
        kinds = [k for k in (field.annotation, *get_args(field.annotation)) if isinstance(k, type)]
        sections = [k for k in kinds if issubclass(k, BaseModel)]
        if not sections:
            return None
        schema = sections[0]
    return schema


def _fields(schema: type[BaseModel], key: KeyPath) -> list[str]:
    section = _section(schema, key)
    return list(section.model_fields) if section else []


def _help(schema: type[BaseModel], key: KeyPath) -> str:
    section = _section(schema, key[:-1])
    field = section.model_fields.get(key[-1]) if section else None
    if field is not None and field.description:
        return f"{key[-1]} is: {field.description}"
    return "see `level5 config --fields`"


def field_help(schema: type[BaseModel], prefix: str = "") -> list[str]:
    """Every key of a schema with its meaning, a line each."""
    lines = []
    for name, field in schema.model_fields.items():
        section = _section(schema, (name,))
        if section is not None:
            lines.extend(field_help(section, f"{prefix}{name}."))
        else:
            lines.append(f"{prefix}{name}: {field.description}")
    return lines
