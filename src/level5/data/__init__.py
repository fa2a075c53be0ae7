"""Ladders and what is made of them: splits, pairs, checks, figures."""
