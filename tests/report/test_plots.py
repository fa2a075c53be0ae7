"""Plots: well-formed, the same for the same results, and true to them."""

import xml.etree.ElementTree as ET

from level5.report.plots import level_plot, loss_plot, success_plot

RESULTS = {
    "systems": {
        name: {"joint_success": {"value": value, "low": value - 0.1, "high": value + 0.1, "n": 9}}
        for name, value in (("draft", 0.1), ("finetuned", 0.6), ("reference", 0.9))
    }
}
VERDICTS = [
    {"system": system, "level": level} for system in ("draft", "finetuned") for level in (1, 2, 5)
]


def test_plots_are_well_formed_and_stable():
    for plot, data in (
        (success_plot, RESULTS),
        (level_plot, VERDICTS),
        (loss_plot, [{"step": 1, "loss": 3.0}, {"step": 2, "loss": 2.5}, {"train_runtime": 1}]),
    ):
        text = plot(data)
        ET.fromstring(text)
        assert text == plot(data)


def test_every_system_is_named():
    text = success_plot(RESULTS)
    for name in ("draft unchanged", "fine-tuned", "reference"):
        assert name in text
