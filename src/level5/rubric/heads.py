"""What fitted heads say beside the rules: the judge's for checks, and the support scorer's two."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from level5.data.check_labels import LABELLED
from level5.judge.gates import GATES
from level5.rubric.findings import Span
from level5.scale import CHECKS

# The judge's gates that say why a check fails, and by which words.
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
    "respectful": ("mockery", "blame", "command"),
}
HEADED = (*LABELLED, "facts_kept", "nothing_added")
# A token's characters and a probability.
Token = tuple[tuple[int, int], float]
# From this probability on a gate is given as the reason.
_SHOWN = 0.5


class Heads(NamedTuple):
    """One reply, as the fitted heads see it.

    Attributes:
        checks: check of `LABELLED` to the probability that the reply fails it.
        gates: head of `level5.judge.gates` to the probability that the reply does so.
        added: probability that something is added.
        lost: probability that something of the draft is lost.
        added_spans: the reply's words that are likeliest new.
        lost_spans: the draft's words that are likeliest lost.
        words: head to the reply's words that speak for it.
        added_tokens: of each token of the reply its characters and the probability that it is new.
        lost_tokens: of each token of the draft the same, that it is lost.
    """

    checks: Mapping[str, float]
    gates: Mapping[str, float]
    added: float
    lost: float
    added_spans: tuple[Span, ...] = ()
    lost_spans: tuple[Span, ...] = ()
    words: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
    added_tokens: tuple[Token, ...] = ()
    lost_tokens: tuple[Token, ...] = ()

    def fails(self, check: str) -> float:
        """The probability that a check of `HEADED` fails."""
        if check == "facts_kept":
            return self.lost
        if check == "nothing_added":
            return self.added
        return self.checks[check]

    def objects_to(self, check: str, spans: Iterable[Span]) -> float:
        """The greatest probability of a token among those words that a faithfulness gate shows.

        1 where the scorer has not read them: then nothing speaks against the rule.
        """
        where, tokens = (
            ("draft", self.lost_tokens) if check == "facts_kept" else ("reply", self.added_tokens)
        )
        read = [
            p
            for span in spans
            for (start, end), p in tokens
            if span.where == where and start < span.end and end > span.start
        ]
        return max(read, default=1.0)

    def reason(self, check: str) -> str:
        """What is wrong where a check of `HEADED` fails."""
        if check == "facts_kept":
            return "something of the draft is not said again"
        if check == "nothing_added":
            return "something is said that nothing supports"
        worst = self._worst(check)
        return GATES[worst].reason if worst else f"not so: {CHECKS[check].meaning}"

    def spans(self, check: str) -> tuple[Span, ...]:
        """The words that the head points at; a gate that is not passed has none."""
        if check in ("facts_kept", "nothing_added"):
            return self.lost_spans if check == "facts_kept" else self.added_spans
        return self.words.get(self._worst(check), ())

    def _worst(self, check: str) -> str:
        """The gate that speaks most against a check; empty where none does."""
        gates = [name for name in GATES_OF.get(check, ()) if self._against(name) >= _SHOWN]
        return max(gates, key=self._against, default="")

    def _against(self, gate: str) -> float:
        return self.gates[gate] if GATES[gate].cap else 1 - self.gates[gate]
