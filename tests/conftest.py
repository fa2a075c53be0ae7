"""Shared material: made by hand, small, and independent of the shipped data."""

import json
import os
from pathlib import Path

import pytest

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).parents[1]


def ladder_row(ladder_id: str = "lamp-1", **changes: object) -> dict[str, object]:
    """A small valid ladder."""
    row: dict[str, object] = {
        "id": ladder_id,
        "domain": "retail",
        "channel": "chat",
        "voice": "weary",
        "variety": "british",
        "context": "",
        "customer": "My lamp came in 3 pieces and I've waited all week for an answer. I'm fed up.",
        "facts": ["A new lamp can be sent by 4 May.", "The broken one may be thrown away."],
        "issue": "a lamp in three pieces and a week without an answer",
        "stated": ["fed up"],
        "underlying": ["ignored", "short of light in the evenings"],
        "replies": [
            {"level": 1, "kind": "bare_fix", "text": "A new lamp can be sent by 4 May."},
            {"level": 1, "kind": "blame", "text": "Lamps break when boxes are opened carelessly."},
            {"level": 2, "kind": "canned", "text": "Sorry for any inconvenience. Send a photo?"},
            {"level": 2, "kind": "hedged", "text": "If you were annoyed, that may be natural."},
            {
                "level": 3,
                "kind": "reflection",
                "text": "A smashed lamp and a silent week: you're fed up. A new lamp can be sent by"
                " 4 May. The broken one may be thrown away.",
            },
            {
                "level": 4,
                "kind": "underlying",
                "text": "A smashed lamp, a silent week; you're fed up, and left feeling ignored. A"
                " new lamp can be sent by 4 May. The broken one may be thrown away.",
            },
            {
                "level": 5,
                "kind": "partnership",
                "rewrites": 0,
                "text": "Three pieces and not a word for a week: you're fed up, and ignored on top."
                " Perhaps the evenings are dark as well? A new lamp can be sent by 4 May. I'll"
                " arrange it. Would you like that?",
            },
            {
                "level": 5,
                "kind": "partnership",
                "text": "You're fed up with a broken lamp and a week of silence, and it may be that"
                " you felt ignored. A new lamp can be sent by 4 May, and the broken one may be"
                " thrown away. Shall I send it, or is there something else you'd rather have?",
            },
        ],
        "author": "language model",
        "license": "CC BY 4.0",
    }
    return row | changes


@pytest.fixture
def row() -> dict[str, object]:
    return ladder_row()


def write_jsonl(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path
