"""Where the repository keeps its parts. Relative paths in configs start from `ROOT`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = ROOT / "configs"
RUNS = ROOT / "runs"
JUDGE = ROOT / "data" / "models" / "judge"
SUPPORT = ROOT / "data" / "models" / "support"
RUBRIC = ROOT / "data" / "models" / "rubric"
SUGGESTIONS = ROOT / "data" / "models" / "suggestions"


def in_repository(path: str) -> Path:
    """A config's path: relative to the repository unless absolute."""
    return ROOT / path
