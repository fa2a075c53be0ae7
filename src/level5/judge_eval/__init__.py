"""Meta-evaluation: what a judge is worth, by tests that a keyword counter fails."""
