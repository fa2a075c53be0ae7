"""A sentence encoder with a LoRA adapter and a head: loading, fitting step, and folder."""
