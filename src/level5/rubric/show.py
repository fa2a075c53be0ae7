"""Findings for a person: the texts with the deciding words underlined, and a line for each check."""

import json
from typing import TYPE_CHECKING

from rich.text import Text

from level5.records import Case
from level5.rubric.findings import Finding
from level5.scale import CHECKS

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {"pass": "✓", "fail": "✗", "na": "–", "unscored": "?"}
_STYLES = {"pass": "green", "fail": "red", "na": "dim", "unscored": "yellow"}


def as_json(findings: dict[str, Finding]) -> str:
    """The findings as one JSON object."""
    plain = {name: found.as_dict() for name, found in findings.items()}
    return json.dumps(plain, ensure_ascii=False, indent=2)


def show(case: Case, reply: str, findings: dict[str, Finding], console: "Console") -> None:
    """Prints the three texts, failing words underlined, and every check with its reason."""
    for where, text in (("customer", case.customer), ("draft", case.draft), ("reply", reply)):
        line = Text(f"{where:>8}  ")
        body = Text(text)
        for found in findings.values():
            for span in found.spans if found.failed else ():
                if span.where == where:
                    body.stylize("underline red", span.start, span.end)
        console.print(line + body)
    families = list(dict.fromkeys(CHECKS[name].family for name in findings))
    family = ""
    for name in sorted(findings, key=lambda name: families.index(CHECKS[name].family)):
        found = findings[name]
        if CHECKS[name].family != family:
            family = CHECKS[name].family
            console.print(Text(f"\n{family}", style="bold"))
        words = "; ".join(dict.fromkeys(f"“{span.text}”" for span in found.spans[:4]))
        console.print(
            Text(f"  {_MARKS[found.verdict]} {name}: {found.reason}", style=_STYLES[found.verdict])
            + Text(f"  {words}" if words else "", style="dim")
        )
