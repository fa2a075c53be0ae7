"""The shipped scorer and plans: of the shipped weights, and as good as the report says."""

import json

import pytest

from level5.evaluate.files import check_one
from level5.judge import Judge
from level5.paths import JUDGE, RUBRIC, SUPPORT
from level5.records import Case
from level5.rubric.combine import PLAN_FILE, load_plans
from level5.rubric.heads import HEADED
from level5.support import SupportScorer

CASE = Case(
    id="1",
    customer="Third week without heating, and nobody rings back. I'm worn out.",
    facts=("An engineer can come on Tuesday once the form is signed.",),
    draft="An engineer can come on Tuesday once the form is signed. Please sign it at [link].",
)
GOOD = (
    "Three weeks of cold and unanswered calls would wear anyone out. Perhaps you've stopped"
    " believing that we listen? An engineer can come on Tuesday once the form is signed. Please"
    " sign it at [link]. I'll stay here; shall we go through it together, or do you prefer to read"
    " it first?"
)


@pytest.fixture(scope="module")
def scorer():
    return SupportScorer.load(SUPPORT)


def test_plans_were_chosen_for_the_shipped_weights(scorer):
    chosen = json.loads((RUBRIC / PLAN_FILE).read_text())
    assert chosen["judge_sha256"] == Judge.load(JUDGE).weights_hash
    assert chosen["scorer_sha256"] == scorer.weights_hash
    assert load_plans(RUBRIC).keys() == set(HEADED)


def test_the_report_has_every_check():
    report = json.loads((RUBRIC / "evaluation" / "result.json").read_text())
    for split in ("dev", "test"):
        for name, row in report["splits"][split]["checks"].items():
            assert row["rule"]["n"] > 0 and row["rule"]["faults"] > 0, name


def test_what_is_added_or_lost_is_likelier_than_what_is_kept(scorer):
    promise = GOOD.replace("I'll stay here;", "A manager will ring you tonight;")
    condition = GOOD.replace(" once the form is signed. Please sign it at [link]", "")
    sound, added, lost = scorer.score([(CASE, GOOD), (CASE, promise), (CASE, condition)])
    assert added.added > sound.added
    assert lost.lost > sound.lost
    assert any("manager" in span.text for span in added.added_spans)


def test_a_sound_rewrite_passes_the_three_gates():
    found = check_one(CASE, GOOD, rules_only=False)
    for name in ("facts_kept", "nothing_added", "fluent"):
        assert found[name].verdict == "pass", (name, found[name].reason)
    assert found["facts_kept"].by_head is not None
    assert check_one(CASE, GOOD, rules_only=True)["facts_kept"].by_head is None
