"""The five-level empathic-response scale and the rubric: the one place for their names.

The scale is a customer-service form of the Empathic Responding Scale taught in counselling
(Carkhuff; Hepworth, Rooney & Rooney). `data/codebook.md` states it in full.
"""

from typing import NamedTuple

LEVELS: tuple[int, ...] = (1, 2, 3, 4, 5)
DRAFT_LEVELS: tuple[int, ...] = (1, 2, 3)
TARGET_LEVEL = 5

LEVEL_NAMES: dict[int, str] = {
    1: "little or no awareness of the feelings",
    2: "some awareness, but generic, hedged, wrong or taken back",
    3: "accurate reflection of the issue and the stated feeling",
    4: "level 3, and an underlying feeling or stake",
    5: "level 4 in breadth, with a tentative interpretation and the customer part of the solution",
}

CHANNELS: tuple[str, ...] = ("chat", "email", "phone", "social")


class Kind(NamedTuple):
    """How a reply came about, and the levels that such a reply can hold."""

    levels: tuple[int, ...]
    meaning: str


KINDS: dict[str, Kind] = {
    # No awareness of feeling, or worse.
    "bare_fix": Kind((1,), "the solution or a status, and nothing else"),
    "question_only": Kind((1,), "asks for details, and nothing else"),
    "link_only": Kind((1,), "sends the customer to a page, number or address"),
    "policy_wall": Kind((1,), "states a rule or a refusal"),
    "cheerful": Kind((1,), "warm or eager, blind to the feeling"),
    "brush_off": Kind((1,), "not our department, come back later"),
    "blame": Kind((1,), "says or implies that the customer caused it"),
    "doubt": Kind((1,), "questions the customer's account of their own experience"),
    "denial": Kind((1,), "denies or defends: it was not us, nothing went wrong"),
    "command": Kind((1,), "tells the customer to calm down, as an order or a rebuke"),
    "off_topic": Kind((1,), "answers something that was not asked"),
    "sarcasm": Kind((1, 2), "mocks (1), or takes the customer's sarcasm literally (2)"),
    "advice_only": Kind((1, 2), "advice without feeling (1), or granting only importance (2)"),
    "injection": Kind((1, 2), "claims a rating or orders the rater to give one"),
    "empty_or_garbled": Kind((1,), "nothing said, or nothing that can be read"),
    # Some awareness, not of this customer's feeling, or taken back.
    "canned": Kind((2,), "stock phrases that would fit anybody"),
    "bare_apology": Kind((2,), "names the issue and says sorry; no feeling"),
    "dismay": Kind((2,), "an interjection or a remark that it is bad; no feeling"),
    "undercut": Kind((2,), "grants the feeling and takes it back or makes it small"),
    "hedged": Kind((2,), "puts a stated feeling under an if or a perhaps"),
    "wrong_feeling": Kind((2,), "names a contrary or mistaken feeling"),
    "no_issue": Kind((2,), "names a feeling, and of the issue nothing or something else"),
    "non_apology": Kind((2,), "sorry that the customer feels so"),
    "soothing": Kind((2,), "a mild command to feel: do not worry about it"),
    "keyword_stuffing": Kind((2,), "every empathy phrase, nothing of this issue"),
    "other_customer": Kind((2,), "warm and specific about somebody else's problem"),
    "prefix_graft": Kind((2, 3), "an empathic opening set before an unchanged answer"),
    "parrot": Kind((2, 3), "the customer's words back, without (2) or with (3) the feeling"),
    "over_sympathy": Kind((2, 3), "own distress, pity or siding against the company"),
    "padding": Kind((1, 2, 3, 4), "a reply of that level, drawn out"),
    # Accurate, and further.
    "reflection": Kind((3,), "issue and stated feeling, in its own words"),
    "over_reach": Kind((3, 4), "a feeling or backstory asserted without support"),
    "underlying": Kind((4,), "adds an underlying feeling or a stake"),
    "no_part": Kind((4,), "deep and tentative, but the customer has no part in what follows"),
    "no_check": Kind((4,), "deep, with a choice, but nothing offered tentatively"),
    "partnership": Kind((5,), "all gates passed"),
}


class Check(NamedTuple):
    """One rubric check: its family and what passing means."""

    family: str
    meaning: str

    @property
    def looks_for_fault(self) -> bool:
        """Whether the check finds faults, and passes where there is none."""
        return self.family in ("conduct", "faithfulness", "text")


CHECKS: dict[str, Check] = {
    "feeling_stated": Check("feeling", "the stated feeling is named or plainly reflected"),
    "feeling_underlying": Check("feeling", "an underlying feeling or stake is named"),
    "issue_paraphrased": Check("issue", "this customer's issue is restated in other words"),
    "interpretation_checked": Check("feeling", "a meaning or difficulty is offered tentatively"),
    "clarifying_question": Check("issue", "a question confirms the understanding or digs deeper"),
    "customer_in_solution": Check("partnership", "the customer is asked, or given options"),
    "ownership": Check("partnership", "first-person action"),
    "next_step": Check("partnership", "says what happens next"),
    "caring_close": Check("partnership", "ends by showing care"),
    "rapport": Check("partnership", "greets where the channel calls for it"),
    "apology_fits": Check("conduct", "at most one apology, for a named thing"),
    "feeling_before_fix": Check("feeling", "the acknowledgement comes before the solution"),
    "no_command_to_feel": Check("conduct", "no order to feel or not to feel"),
    "no_blame": Check("conduct", "no blaming, defending, denying"),
    "no_undercut": Check("conduct", "the acknowledgement is not taken back"),
    "no_minimizing": Check("conduct", "the problem is not made small"),
    "no_over_sympathy": Check("conduct", "no own distress, pity or siding against the company"),
    "not_scripted": Check("conduct", "something in it fits this customer alone"),
    "no_assumption": Check("conduct", "no unsupported feeling or backstory stated as fact"),
    "no_parroting": Check("conduct", "no long run of the customer's words copied"),
    "respectful": Check("conduct", "respectful, professional tone throughout"),
    "facts_kept": Check("faithfulness", "every fact and slot of the draft is kept"),
    "nothing_added": Check("faithfulness", "no new fact, number, cause or promise"),
    "fluent": Check("text", "grammatical, complete, nothing garbled"),
    "length_fits": Check("text", "at most the larger of 120 words and three times the draft"),
}

# What a rewrite must pass, with level 5, to be a joint success.
JOINT_CHECKS: tuple[str, ...] = ("facts_kept", "nothing_added", "fluent")

MAX_WORDS = 120
MAX_DRAFT_RATIO = 3
