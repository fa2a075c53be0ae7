"""Evaluation: suites, systems, metrics with intervals, paired comparisons."""
