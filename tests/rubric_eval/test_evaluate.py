"""Figures of every check from hand-made findings, the ways chosen on them, and the report."""

import json

import pytest

from level5.data.check_labels import LABELLED
from level5.judge.gates import GATES
from level5.records import Case
from level5.rubric import CHECK_FUNCTIONS, Finding
from level5.rubric.combine import Plan, load_plans
from level5.rubric.heads import HEADED, Heads
from level5.rubric_eval.evaluate import Heard, _of_check, evaluate_rubric, fit_plans
from level5.rubric_eval.gold import Gold
from level5.rubric_eval.report import figure_of_merit, write_rubric_report
from level5.scale import CHECKS

PLANS = dict.fromkeys(HEADED, Plan("rule", 1.0))


def heads(p: float) -> Heads:
    """Heads that give every check the same probability of a fail."""
    gates = {name: 1 - p if gate.cap is None else p for name, gate in GATES.items()}
    return Heads(dict.fromkeys(LABELLED, p), gates, added=p, lost=p)


def heard(
    fails: dict[str, bool],
    rule: bool = False,
    head: float = 0.0,
    source: str = "kinds",
    kind: str = "blame",
    scenario: str = "lamp-1",
    reply: str = "",
) -> Heard:
    """One gold reply of which every rule and every head says the same."""
    case = Case(id=scenario, customer="Late.", draft="Wait.")
    finding = Finding("fail" if rule else "pass", "")
    gold = Gold(case, reply or f"{source} {head}", "chat", fails, source, kind, scenario)
    return Heard(gold, dict.fromkeys(CHECK_FUNCTIONS, finding), heads(p=head))


def worded(draft: str, reply: str, fault: bool, rule: bool = False, source: str = "cases") -> Heard:
    """A rewrite of which both gates know the same."""
    known = dict.fromkeys(("facts_kept", "nothing_added"), fault)
    row = heard(known, rule=rule, source=source, reply=reply)
    case = row.gold.case.model_copy(update={"draft": draft})
    return row._replace(gold=row.gold._replace(case=case))


def test_a_labelled_reply_is_not_counted_by_its_kind_again():
    by_label = heard({"no_blame": True}, source="labels", reply="Yours.")
    again = heard({"no_blame": True}, reply="Yours.")
    elsewhere = heard({"no_blame": True}, reply="Yours.", scenario="lamp-2")
    other = heard({"no_blame": False}, reply="Ours.")
    rows = [by_label, again, elsewhere, other]
    assert _of_check("no_blame", rows) == [by_label, elsewhere, other]


def test_what_a_label_leaves_open_its_kind_does_not_decide():
    by_label = heard({"feeling_stated": True}, source="labels", reply="Yours.")
    by_kind = heard({"no_blame": True}, reply="Yours.")
    assert _of_check("no_blame", [by_label, by_kind]) == []


def test_cases_and_references_count_beside_labels():
    rows = [
        heard({"no_blame": True}, source=source, reply="Yours.")
        for source in ("labels", "cases", "references", "corruptions")
    ]
    assert _of_check("no_blame", rows) == rows


def test_gold_that_does_not_know_a_check_is_left_out():
    assert _of_check("no_blame", [heard({"no_undercut": True})]) == []


# What should fail, what the rule says, and the head's probability.
BLAMES = [
    heard({"no_blame": True}, rule=True, head=0.9),
    heard({"no_blame": True}, rule=False, head=0.6, scenario="lamp-2"),
    heard({"no_blame": False}, rule=False, head=0.55, source="labels"),
    heard({"no_blame": False}, rule=False, head=0.1, source="labels"),
]


def test_rule_head_and_plan_are_measured_on_the_same_replies():
    found = evaluate_rubric(BLAMES, PLANS | {"no_blame": Plan("head", 0.58)}, "test")
    assert found["split"] == "test"
    row = found["checks"]["no_blame"]
    assert (row["family"], row["sources"]) == ("conduct", ["kinds", "labels"])
    assert row["scenarios"] == 2
    # The rule: 1 hit, 1 miss, no alarm. The head from a half on: 2 hits, 1 alarm of 2.
    assert row["rule"]["f1"] == pytest.approx(2 / 3)
    assert (row["rule"]["precision"], row["rule"]["recall"]) == (1, 0.5)
    assert row["head"]["f1"] == pytest.approx(4 / 5)
    assert row["head"]["false_alarms"] == 0.5
    # From .58 on the alarm of .55 is gone.
    assert (row["together"]["f1"], row["together"]["n"]) == (1, 4)
    assert row["way"] == {"way": "head", "threshold": 0.58, "doubt": 0}
    # On the labels alone there is nothing to find, and nothing is found.
    assert (row["labels"]["n"], row["labels"]["faults"], row["labels"]["accuracy"]) == (2, 0, 1)


def test_gold_that_is_labels_only_is_not_measured_twice():
    rows = [h._replace(gold=h.gold._replace(source="labels")) for h in BLAMES]
    assert "labels" not in evaluate_rubric(rows, PLANS, "test")["checks"]["no_blame"]


def test_a_check_without_a_head_has_the_rule_only():
    rows = [heard({"fluent": True}, rule=True), heard({"fluent": False}, rule=False)]
    row = evaluate_rubric(rows, PLANS, "dev")["checks"]["fluent"]
    assert row["rule"]["f1"] == 1
    assert not {"head", "together", "way"} & set(row)


def test_every_check_has_a_row_whatever_the_gold():
    found = evaluate_rubric([], PLANS, "dev")
    assert set(found["checks"]) == set(CHECKS)
    assert {row["rule"]["n"] for row in found["checks"].values()} == {0}
    assert found["kinds"] == found["corruptions"] == {}


def case_of(kind: str, kept: bool, added: bool, rule: bool, source: str = "cases") -> Heard:
    fails = {"facts_kept": not kept, "nothing_added": added}
    return heard(fails, rule=rule, source=source, kind=kind, reply=f"{kind} {rule}")


def test_kinds_of_cases_have_the_share_that_each_gate_gets_right():
    rows = [
        # The rules fail everything, or nothing, of a reply.
        case_of("date_changed", kept=False, added=True, rule=True),
        case_of("date_changed", kept=False, added=False, rule=True),
        case_of("untouched", kept=True, added=False, rule=False, source="references"),
        case_of("untouched", kept=True, added=False, rule=True, source="references"),
        heard({"no_blame": True}, rule=True),
    ]
    assert evaluate_rubric(rows, PLANS, "test")["kinds"] == {
        "date_changed": {"n": 2, "facts_kept": 1, "nothing_added": 0.5},
        "untouched": {"n": 2, "facts_kept": 0.5, "nothing_added": 0.5},
    }


def test_gates_are_measured_by_wording():
    draft = "A lamp can be sent. It takes 5 days."
    rows = [
        worded(draft, "You're in the dark. A lamp can be sent. It takes 5 days.", fault=False),
        worded(draft, "In the dark! A lamp can be sent. It takes 6 days.", fault=True),
        worded(draft, "In the dark! We ship you another within the week.", fault=True, rule=True),
        worded(draft, "A lamp can be sent, and it takes 5 days.", fault=False, source="references"),
    ]
    # The rules fail the one reply that is reworded, and nothing else.
    assert evaluate_rubric(rows, PLANS, "test")["wordings"] == {
        "near the draft, faulty": {"n": 1, "facts_kept": 0, "nothing_added": 0, "both": 0},
        "near the draft, sound": {"n": 1, "facts_kept": 1, "nothing_added": 1, "both": 1},
        "reworded, faulty": {"n": 1, "facts_kept": 1, "nothing_added": 1, "both": 1},
        "untouched": {"n": 1, "facts_kept": 1, "nothing_added": 1, "both": 1},
    }


def test_corruptions_are_counted_by_kind():
    rows = [
        heard({"fluent": True}, rule=True, source="corruptions", kind="cut off", reply="a"),
        heard({"fluent": True}, rule=False, source="corruptions", kind="cut off", reply="b"),
        heard({"fluent": True}, rule=True, source="corruptions", kind="a word twice"),
        heard({"fluent": False}, rule=True),
        heard({"length_fits": True}, source="corruptions", kind="too long"),
    ]
    assert evaluate_rubric(rows, PLANS, "test")["corruptions"] == {
        "a word twice": {"n": 1, "found": 1},
        "cut off": {"n": 2, "found": 0.5},
    }


FAULT, SOUND = dict.fromkeys(HEADED, True), dict.fromkeys(HEADED, False)


def test_the_ways_that_are_written_are_those_that_were_chosen(tmp_path):
    rows = [heard(FAULT, head=0.9), heard(SOUND, head=0.1)]
    plans = fit_plans(rows, tmp_path, {"judge_sha256": "abc"})
    # The rule never fails anything; the head is right from .12 to .9, of which .5 is the middle.
    assert plans == dict.fromkeys(HEADED, Plan("head", 0.5))
    assert load_plans(tmp_path) == plans
    written = json.loads((tmp_path / "rubric.json").read_text())
    assert (written["chosen_on"], written["judge_sha256"]) == ("dev", "abc")


def test_the_rule_is_kept_where_it_is_right(tmp_path):
    rows = [heard(FAULT, rule=True, head=0.2), heard(SOUND, rule=False, head=0.8)]
    assert fit_plans(rows, tmp_path, {}) == dict.fromkeys(HEADED, Plan("rule", 1.0))


def test_the_faithfulness_gates_may_not_fail_many_untouched_rewrites(tmp_path):
    rows = [heard(FAULT, head=p) for p in (0.9, 0.8, 0.7, 0.6)]
    rows += [heard(SOUND, head=0.1, reply="sound")]
    rows += [
        heard(SOUND, head=p, reply=str(i), source="references")
        for i, p in enumerate((0.65, 0.1, 0.1, 0.1))
    ]
    plans = fit_plans(rows, tmp_path, {})
    # Up to .6 all four are found with one alarm in five; beyond .65, three without any.
    gates = {"facts_kept", "nothing_added"}
    assert {plans[check] for check in set(HEADED) - gates} == {Plan("head", 0.5)}
    for check in gates:
        assert plans[check].way == "head" and 0.65 < plans[check].threshold <= 0.7


def test_a_check_without_faults_in_the_gold_cannot_be_chosen_for(tmp_path):
    with pytest.raises(ValueError, match="alike"):
        fit_plans([heard(SOUND, head=p) for p in (0.1, 0.2)], tmp_path, {})
    assert list(tmp_path.iterdir()) == []


# The rule finds both faults and fails one sound reply of three.
FEELINGS = [
    heard({"feeling_stated": fault}, rule=said, reply=str(i))
    for i, (fault, said) in enumerate(
        [(True, True), (True, True), (False, True), (False, False), (False, False)]
    )
]


@pytest.fixture
def results():
    rows = [
        *BLAMES,
        *FEELINGS,
        case_of("date_changed", kept=False, added=True, rule=True),
        case_of("date_changed", kept=False, added=False, rule=True),
        heard({"fluent": True}, rule=True, source="corruptions", kind="cut off", reply="a"),
        heard({"fluent": True}, rule=False, source="corruptions", kind="cut off", reply="b"),
    ]
    plans = PLANS | {"no_blame": Plan("head", 0.58)}
    return {split: evaluate_rubric(rows, plans, split) for split in ("dev", "test")}


def cells(report: str, name: str) -> list[str]:
    """The last row of that name."""
    line = [line for line in report.splitlines() if line.startswith(f"| {name} |")][-1]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_merit_is_the_f1_of_what_a_check_looks_for(results):
    checks = results["test"]["checks"]
    assert figure_of_merit("no_blame", checks["no_blame"]) == 1
    # Feeling is looked for: 2 passes, 1 sound reply that fails, no fault that passes.
    assert figure_of_merit("feeling_stated", checks["feeling_stated"]) == pytest.approx(4 / 5)
    # No head: the rule's, 1 of 2 faults found.
    assert figure_of_merit("fluent", checks["fluent"]) == pytest.approx(2 / 3)


def test_the_report_holds_the_figures(tmp_path, results):
    speed = {"n": 20, "rules": 1234.4, "with heads": 56.7}
    write_rubric_report(results, speed, tmp_path / "evaluation")
    folder = tmp_path / "evaluation"
    assert {p.name for p in folder.iterdir()} == {"result.json", "report.md", "checks.svg"}
    written = json.loads((folder / "result.json").read_text())
    assert written == {"splits": results, "throughput": speed}
    report = (folder / "report.md").read_text()
    # n, faults, way, precision, recall, F1, by rule, by head, accuracy, alarms, labels, pairs.
    assert cells(report, "`no_blame`")[1:] == [
        *("conduct", "4", "2", "head 0.58", "1.00", "1.00", "**1.00**", "0.67", "0.80"),
        *("1.000", "0.000", "0.00 (2)", ""),
    ]
    assert cells(report, "`fluent`")[1:8] == ["text", "2", "2", "rule", "1.00", "0.50", "**0.67**"]
    # All that pass are sound (2 of 2); of the sound, 2 of 3 pass.
    assert cells(report, "`feeling_stated`")[2:8] == ["5", "2", "rule", "1.00", "0.67", "**0.80**"]
    assert cells(report, "date_changed") == ["date_changed", "2", "1.00", "0.50"]
    assert cells(report, "cut off") == ["cut off", "2", "0.50"]
    assert "1234 replies a second by the rules alone, 57 with" in report
    assert "(20 untouched rewrites" in report
    assert all(f"## The {split} split" in report for split in results)
    svg = (folder / "checks.svg").read_text()
    assert svg.lstrip().startswith("<") and "no_blame" in svg
