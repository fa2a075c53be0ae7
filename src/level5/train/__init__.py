"""Fine-tuning: pairs to an adapter."""
