"""What judge and scorer say of one reply, as the rubric hears it."""

from level5.judge import Verdict
from level5.rubric.findings import Span
from level5.rubric.heads import Heads
from level5.support.predict import Support


def heads_of(verdict: Verdict, support: Support, reply: str) -> Heads:
    """Joins a judge's verdict and a scorer's finding on one reply."""
    words = {
        gate: (Span("reply", start, end, reply[start:end]),)
        for gate, (start, end) in verdict.words.items()
    }
    return Heads(
        verdict.checks,
        verdict.gates,
        support.added,
        support.lost,
        support.added_spans,
        support.lost_spans,
        words,
        support.added_tokens,
        support.lost_tokens,
    )
