"""Support: which words of a rewrite nothing supports, and which of the draft it no longer says."""

from level5.support.predict import Support, SupportScorer

__all__ = ["Support", "SupportScorer"]
