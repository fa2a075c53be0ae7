"""level5: LoRA fine-tuning and honest evaluation of empathic rewriting for customer service."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from level5.judge import Judge, Question, Verdict

__version__ = "0.1.0"
__all__ = ["Judge", "Question", "Verdict", "__version__"]


def __getattr__(name: str) -> Any:
    """Loads the judge's names on first use, so that `level5 --help` stays quick."""
    if name in ("Judge", "Question", "Verdict"):
        from level5 import judge

        return getattr(judge, name)
    raise AttributeError(f"module 'level5' has no attribute {name!r}")
