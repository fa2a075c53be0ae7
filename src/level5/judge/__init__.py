"""The judge: an ordinal classifier of a reply's level, read against the customer's message."""

from level5.judge.predict import Judge, Question, Verdict

__all__ = ["Judge", "Question", "Verdict"]
