"""Measuring the rubric: precision, recall and F1 of every check, by rule, by head and together."""
