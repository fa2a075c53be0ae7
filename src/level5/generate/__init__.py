"""Generation: cases to texts."""
