"""Suggestions: what a message's answer may say, by an encoder fitted on what raters accepted."""

from level5.suggestions.suggest import (
    Sentence,
    Suggested,
    Suggester,
    spoken,
    suggested,
    suggestions_identity,
    with_suggestions,
)

__all__ = [
    "Sentence",
    "Suggested",
    "Suggester",
    "spoken",
    "suggested",
    "suggestions_identity",
    "with_suggestions",
]
