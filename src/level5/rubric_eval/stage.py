"""The two stages of measuring checks: choosing on dev, and reporting on test."""

from pathlib import Path

from level5.data.ladders import load_ladders
from level5.judge import Judge
from level5.paths import ROOT, RUBRIC
from level5.rubric.combine import PLAN_FILE, load_plans
from level5.rubric_eval.evaluate import evaluate_rubric, fit_plans, hear, throughput
from level5.rubric_eval.gold import load_gold
from level5.rubric_eval.report import write_rubric_report
from level5.support import SupportScorer

_DATA = ROOT / "data"


def plan_checks() -> Path:
    """Chooses on dev how each check joins rule and head; returns the file written."""
    judge, scorer = Judge.load(), SupportScorer.load()
    heard = hear(load_gold(_DATA, load_ladders(_DATA), "dev"), judge, scorer)
    fit_plans(
        heard,
        RUBRIC,
        {"judge_sha256": judge.weights_hash, "scorer_sha256": scorer.weights_hash},
    )
    return RUBRIC / PLAN_FILE


def evaluate_checks() -> Path:
    """Measures every check on dev and test and writes the report; returns its folder."""
    judge, scorer = Judge.load(), SupportScorer.load()
    plans = load_plans(RUBRIC)
    ladders = load_ladders(_DATA)
    gold = {split: load_gold(_DATA, ladders, split) for split in ("dev", "test")}
    results = {
        split: evaluate_rubric(hear(rows, judge, scorer), plans, split)
        for split, rows in gold.items()
    }
    rewrites = [g for g in gold["dev"] if g.source == "references"]
    speed = throughput(rewrites, judge, scorer)
    folder = RUBRIC / "evaluation"
    write_rubric_report(results, speed, folder)
    return folder
