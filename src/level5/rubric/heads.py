"""What fitted heads say beside the rules: the judge's gates, and the support scorer's two."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from level5.judge.gates import GATES
from level5.rubric.findings import Span

# The judge's heads that bear on a check; the likeliest fault of them counts.
GATES_OF: dict[str, tuple[str, ...]] = {
    "feeling_stated": ("feeling", "wrong_feeling", "hedged", "non_apology"),
    "feeling_underlying": ("underlying",),
    "issue_paraphrased": ("issue", "other_customer"),
    "interpretation_checked": ("check",),
    "customer_in_solution": ("part",),
    "apology_fits": ("non_apology", "canned"),
    "no_command_to_feel": ("command", "soothing"),
    "no_blame": ("blame",),
    "no_undercut": ("undercut", "hedged"),
    "no_minimizing": ("undercut",),
    "no_over_sympathy": ("over_sympathy",),
    "not_scripted": ("canned",),
    "no_assumption": ("over_reach",),
    "no_parroting": ("parrot",),
    "respectful": ("mockery",),
}
HEADED = (*GATES_OF, "facts_kept", "nothing_added")


class Heads(NamedTuple):
    """One reply, as the fitted heads see it.

    Attributes:
        gates: head of `level5.judge.gates` to the probability that the reply does so.
        added: probability that something is added.
        lost: probability that something of the draft is lost.
        added_spans: the reply's words that are likeliest new.
        lost_spans: the draft's words that are likeliest lost.
        words: head to the reply's words that speak for it.
    """

    gates: Mapping[str, float]
    added: float
    lost: float
    added_spans: tuple[Span, ...] = ()
    lost_spans: tuple[Span, ...] = ()
    words: Mapping[str, tuple[Span, ...]] = MappingProxyType({})

    def fails(self, check: str) -> float:
        """The probability that a check of `HEADED` fails."""
        if check == "facts_kept":
            return self.lost
        if check == "nothing_added":
            return self.added
        return self._against(self._worst(check))

    def reason(self, check: str) -> str:
        """What is wrong where a check of `HEADED` fails."""
        if check == "facts_kept":
            return "something of the draft is not said again"
        if check == "nothing_added":
            return "something is said that nothing supports"
        return GATES[self._worst(check)].reason

    def spans(self, check: str) -> tuple[Span, ...]:
        """The words that the head points at; a gate that is not passed has none."""
        if check in ("facts_kept", "nothing_added"):
            return self.lost_spans if check == "facts_kept" else self.added_spans
        return self.words.get(self._worst(check), ())

    def _worst(self, check: str) -> str:
        return max(GATES_OF[check], key=self._against)

    def _against(self, gate: str) -> float:
        return self.gates[gate] if GATES[gate].cap else 1 - self.gates[gate]
