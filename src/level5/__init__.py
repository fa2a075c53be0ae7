"""level5: LoRA fine-tuning and honest evaluation of empathic rewriting for customer service."""

__version__ = "0.1.0"
