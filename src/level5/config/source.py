"""Reading one YAML file: strict, with the line of every key."""

import re
from pathlib import Path
from typing import Any

import yaml

from level5.errors import InputError

KeyPath = tuple[str, ...]


class _Loader(yaml.SafeLoader):
    """YAML without its traps: only true and false are booleans, and 2e-5 is a number."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (the base class declares it)
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag
            not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:float", "tag:yaml.org,2002:int")
            and tag != "tag:yaml.org,2002:timestamp"
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    (
        "float",
        r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?",
        "-+0123456789.",
    ),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


class Source:
    """One YAML mapping with the file and line of each of its keys.

    Attributes:
        values: the mapping as plain Python.
        lines: key path to line number, from 1.
        problems: what is wrong with the file, each with its place.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[str] = []
        try:
            node = yaml.compose(text, Loader=_Loader)
            if _has_alias(text):
                self.problems.append(f"{path}: configs have no aliases (`*name`); write it out")
                return
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{path}:{mark.line + 1}" if mark else str(path)
            self.problems.append(f"{place}: not valid YAML ({getattr(error, 'problem', error)})")
            return
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.problems.append(f"{path}: expected `key: value` lines at the top")
            return
        self.values = self._mapping(node, ())

    def _mapping(self, node: yaml.MappingNode, at: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            path = (*at, key)
            if key in values:
                self.problems.append(
                    f"{self.path}:{line}: `{'.'.join(path)}`: a second time; it stands already in"
                    f" line {self.lines[path]}; keep one"
                )
                continue
            self.lines[path] = line
            values[key] = self._value(value_node, path, line)
        return values

    def _value(self, node: yaml.Node, at: KeyPath, line: int) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, at, line) for item in node.value]
        try:
            value = _construct(node)
        except (yaml.YAMLError, ValueError) as error:
            reason = getattr(error, "problem", None) or error
            self.problems.append(f"{self.path}:{line}: `{'.'.join(at)}`: cannot be read ({reason})")
            return ""
        if isinstance(value, str) and "${" in value:
            self.problems.append(
                f"{self.path}:{line}: `{'.'.join(at)}`: {value!r} looks like an interpolation,"
                " which configs do not have; write the value"
            )
            return value.replace("${", "$ {")
        return value


def _has_alias(text: str) -> bool:
    events = yaml.parse(text, Loader=_Loader)
    return any(isinstance(event, yaml.AliasEvent) for event in events)


def _construct(node: yaml.Node) -> Any:
    loader = _Loader("")
    try:
        return loader.construct_object(node, deep=True)
    finally:
        loader.dispose()


def parse_scalar(text: str) -> Any:
    """A value from the command line, read as it would be in a file."""
    node = yaml.compose(text, Loader=_Loader)
    return "" if node is None else yaml.load(text, Loader=_Loader)


def read_source(path: Path) -> Source:
    """Reads one file.

    Raises:
        InputError: it does not exist; its neighbours are listed.
    """
    if not path.is_file():
        folder = path.parent
        names = sorted(p.name for p in folder.glob("*.yaml")) if folder.is_dir() else []
        listed = f"; {folder} holds {', '.join(names)}" if names else ""
        raise InputError(f"{path}: no such config file{listed}")
    try:
        return Source(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; convert the file to UTF-8") from None
