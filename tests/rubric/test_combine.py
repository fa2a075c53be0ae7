"""Rule and head together: what counts, and that both stay visible."""

import json

import pytest

from level5.data.check_labels import LABELLED
from level5.errors import InputError
from level5.judge.gates import GATES
from level5.rubric.combine import Plan, combined, load_plans
from level5.rubric.findings import Finding, Span
from level5.rubric.heads import HEADED, Heads

SPAN = Span("reply", 0, 4, "over")


def heads(added=0.0, lost=0.0, undercut=0.0, **gates: float) -> Heads:
    """Every check and gate passed and no cap shown, but for what is given."""
    calm = {name: 0.0 if gate.cap or name == "injection" else 1.0 for name, gate in GATES.items()}
    checks = dict.fromkeys(LABELLED, 0.0) | {"no_undercut": undercut}
    words = {"undercut": (SPAN,)}
    return Heads(checks, calm | gates, added, lost, added_spans=(SPAN,), words=words)


@pytest.mark.parametrize(
    ("way", "rule", "head", "verdict"),
    [
        ("rule", "pass", 0.9, "pass"),
        ("rule", "fail", 0.1, "fail"),
        ("head", "pass", 0.9, "fail"),
        ("head", "fail", 0.1, "pass"),
        ("either", "pass", 0.9, "fail"),
        ("either", "fail", 0.1, "fail"),
        ("either", "na", 0.1, "na"),
        ("head", "na", 0.9, "na"),
        ("both", "pass", 0.9, "pass"),
        ("both", "fail", 0.1, "pass"),
        ("both", "fail", 0.9, "fail"),
    ],
)
def test_each_way_heeds_what_it_should(way, rule, head, verdict):
    found = combined(
        {"no_undercut": Finding(rule, "because")},
        heads(undercut=head),
        {"no_undercut": Plan(way, 0.5)},
    )["no_undercut"]
    assert found.verdict == verdict
    assert (found.by_rule, found.by_head) == (rule, head)


def test_the_heads_for_checks_decide_and_gates_say_why():
    assert heads(undercut=0.7).fails("no_undercut") == 0.7
    assert heads(lost=0.2).fails("facts_kept") == 0.2
    # A gate not passed is a fault, and so is a cap that shows; the likelier is the reason.
    both = heads(feeling=0.4, hedged=0.8)
    assert both.reason("feeling_stated") == GATES["hedged"].reason
    assert heads(feeling=0.4).reason("feeling_stated") == GATES["feeling"].reason
    # No gate objects, or none bears on it.
    assert heads().reason("no_undercut") == "not so: the acknowledgement is not taken back"
    assert heads().spans("no_undercut") == () == heads().spans("ownership")
    undercut = heads()._replace(gates={**heads().gates, "undercut": 0.9})
    assert undercut.spans("no_undercut") == (SPAN,)


def test_a_heads_fail_shows_the_heads_words():
    plans = {"nothing_added": Plan("either", 0.5)}
    found = combined({"nothing_added": Finding("pass", "")}, heads(added=0.8), plans)
    assert found["nothing_added"].spans == (SPAN,)
    assert found["nothing_added"].as_dict()["by_rule"] == "pass"


def test_an_unsure_rule_stands_where_the_scorer_has_the_same_words_in_doubt():
    rule = Finding("fail", "not said again", (Span("draft", 0, 4, "over"),), unsure=True)
    plans = {"facts_kept": Plan("rule", 1.0, 0.2)}

    def verdict(found: Finding, *tokens: tuple[tuple[int, int], float]) -> str:
        scorer = heads()._replace(lost_tokens=tokens)
        return combined({"facts_kept": found}, scorer, plans)["facts_kept"].verdict

    # The words from 0 to 4 are doubted at .3, or only those beyond them.
    assert verdict(rule, ((0, 4), 0.3), ((5, 8), 0.1)) == "fail"
    assert verdict(rule, ((0, 4), 0.1), ((5, 8), 0.9)) == "pass"
    # What the scorer has not read, and a rule that is sure, stand.
    assert verdict(rule) == "fail"
    assert verdict(Finding("fail", "changed", rule.spans), ((0, 4), 0.1)) == "fail"


def test_checks_without_a_plan_stay_as_they_are():
    plain = {"fluent": Finding("pass", "")}
    assert combined(plain, heads(), {}) == plain


def test_plans_must_be_those_of_the_checks_with_heads(tmp_path):
    with pytest.raises(InputError, match="make rubric"):
        load_plans(tmp_path)
    rows = {name: {"way": "rule", "threshold": 0.5} for name in HEADED[1:]}
    (tmp_path / "rubric.json").write_text(json.dumps({"checks": rows}))
    with pytest.raises(InputError, match=HEADED[0]):
        load_plans(tmp_path)
