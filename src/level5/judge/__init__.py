"""The judge: an ordinal classifier of a reply's level, read against the customer's message."""

from level5.judge.encode import Question
from level5.judge.predict import Judge, Verdict

__all__ = ["Judge", "Question", "Verdict"]
