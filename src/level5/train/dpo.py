"""Preference tuning: the fine-tuned adapter learns which of two answers is better, through trl."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peft import PeftModel
from trl.trainer.dpo_config import DPOConfig
from trl.trainer.dpo_trainer import DPOTrainer

from level5.config import RunConfig
from level5.config.schema import PreferenceSection
from level5.errors import InputError
from level5.model import Placement
from level5.prompt import answer_ids, case_prompt
from level5.train.preferences import Preference

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import PreTrainedTokenizerBase


def tune(
    model: Any,
    tokenizer: "PreTrainedTokenizerBase",
    found: "Dataset",
    config: RunConfig,
    placement: Placement,
    scratch: Path,
) -> list[dict[str, Any]]:
    """Tunes the adapter in place, against a frozen copy of itself (DPO, sigmoid loss).

    Args:
        model: the base with the fine-tuned adapter.
        tokenizer: the base's.
        found: of `encode_preferences`.
        config: with a `preference` section.
        placement: of the model.
        scratch: for the trainer; nothing is kept there.

    Returns:
        The trainer's log: loss, rewards, and the share of pairs in the right order.
    """
    assert config.preference is not None and isinstance(model, PeftModel)
    trainer = _TokenizedDPOTrainer(
        model=model,
        args=_arguments(config, config.preference, placement, scratch),
        train_dataset=found,
        processing_class=tokenizer,
    )
    trainer.train()
    # trl's frozen copy of the adapter has done its work.
    if "ref" in model.peft_config:
        model.delete_adapter("ref")
    log: list[dict[str, Any]] = trainer.state.log_history
    return log


class _TokenizedDPOTrainer(DPOTrainer):
    """trl's trainer on rows that are tokens already, by the one rendering of a case."""

    def _prepare_dataset(self, dataset: Any, *_: Any, **__: Any) -> Any:
        return dataset


def encode_preferences(
    found: Sequence[Preference], config: RunConfig, tokenizer: "PreTrainedTokenizerBase"
) -> "Dataset":
    """Rows with `prompt_ids`, `chosen_ids` and `rejected_ids`; answers end on the end token.

    Raises:
        InputError: listing the answers longer than `train.max_length`; none is cut.
    """
    from datasets import Dataset

    rows: list[dict[str, list[int]]] = []
    too_long: list[str] = []
    for case, chosen, rejected in found:
        row = {
            "prompt_ids": case_prompt(case, config.model, tokenizer),
            "chosen_ids": answer_ids(chosen, tokenizer),
            "rejected_ids": answer_ids(rejected, tokenizer),
        }
        length = len(row["prompt_ids"]) + max(len(row["chosen_ids"]), len(row["rejected_ids"]))
        if length > config.train.max_length:
            too_long.append(
                f"{case.id} has {length} tokens with the longer of two answers;"
                f" train.max_length is {config.train.max_length}"
            )
        rows.append(row)
    if too_long:
        raise InputError(too_long)
    return Dataset.from_list(rows)


def _arguments(
    config: RunConfig, settings: PreferenceSection, placement: Placement, scratch: Path
) -> DPOConfig:
    import torch

    return DPOConfig(
        output_dir=str(scratch),
        seed=config.seed,
        data_seed=config.seed,
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch_size,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine_with_min_lr",
        lr_scheduler_kwargs={"min_lr_rate": 0.1},
        warmup_steps=config.train.warmup,
        weight_decay=config.train.weight_decay,
        beta=settings.beta,
        max_length=None,
        use_cpu=placement.device == "cpu",
        bf16=placement.dtype == torch.bfloat16,
        gradient_checkpointing=False,
        logging_steps=10,
        save_strategy="no",
        report_to="none",
        dataloader_pin_memory=False,
    )
