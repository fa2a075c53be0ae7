"""The rubric: checks that a reader can point at, each with the words that decided it."""

from collections.abc import Callable

from level5.records import Case
from level5.rubric.conduct import (
    apology_fits,
    no_assumption,
    no_blame,
    no_command_to_feel,
    no_minimizing,
    no_over_sympathy,
    no_undercut,
    not_scripted,
    respectful,
)
from level5.rubric.faithfulness import facts_kept, nothing_added
from level5.rubric.feeling import (
    feeling_before_fix,
    feeling_stated,
    feeling_underlying,
    interpretation_checked,
)
from level5.rubric.findings import Finding, Material, Span
from level5.rubric.issue import clarifying_question, issue_paraphrased, no_parroting
from level5.rubric.partnership import (
    caring_close,
    customer_in_solution,
    next_step,
    ownership,
    rapport,
)
from level5.rubric.text import fluent, length_fits

__all__ = ["CHECK_FUNCTIONS", "Finding", "Material", "Span", "check_reply"]

CHECK_FUNCTIONS: dict[str, Callable[[Material], Finding]] = {
    function.__name__: function
    for function in (
        feeling_stated,
        feeling_underlying,
        issue_paraphrased,
        interpretation_checked,
        clarifying_question,
        customer_in_solution,
        ownership,
        next_step,
        caring_close,
        rapport,
        apology_fits,
        feeling_before_fix,
        no_command_to_feel,
        no_blame,
        no_undercut,
        no_minimizing,
        no_over_sympathy,
        not_scripted,
        no_assumption,
        no_parroting,
        respectful,
        facts_kept,
        nothing_added,
        fluent,
        length_fits,
    )
}


def check_reply(case: Case, reply: str, channel: str | None = None) -> dict[str, Finding]:
    """Runs every check of the codebook's rubric on one reply.

    Args:
        case: the customer's message, context, facts and the draft that the reply rewrites.
        reply: the text to check; may be empty.
        channel: chat, email, phone or social, where known.
    """
    material = Material(case, reply, channel)
    return {name: function(material) for name, function in CHECK_FUNCTIONS.items()}
