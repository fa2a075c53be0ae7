"""Fine-tuning with LoRA: pairs to an adapter, through trl and peft."""

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from level5.config import RunConfig, dump_yaml
from level5.config.schema import LoraSection
from level5.data.ladders import load_ladders, shard_paths, split_of
from level5.data.leaks import assert_no_leak
from level5.data.pairs import training_pairs
from level5.data.stock import Stock, load_stock
from level5.errors import InputError
from level5.jsonl import write_rows, write_text
from level5.model import Placement, load_base, load_tokenizer, place
from level5.paths import SUGGESTIONS, in_repository
from level5.prompt import answer_ids, case_prompt
from level5.records import Case, Ladder
from level5.runs import RunFolder, base_identity, data_hashes, fingerprint, write_manifest
from level5.suggestions.suggest import FILES as SUGGESTION_FILES
from level5.train.answers import first_by_hash, learned_answers
from level5.train.preferences import preferences

if TYPE_CHECKING:
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import PreTrainedTokenizerBase

_IGNORED = -100  # the label that the loss leaves out


def train(config: RunConfig, folder: RunFolder) -> None:
    """Fine-tunes the base and leaves adapter, log, config and manifest in the run's folder.

    An interrupted training goes on from its last epoch's checkpoint, if config, data and base are
    still the same; else it begins anew. Preference tuning, where asked for, takes its turn whole.

    Raises:
        InputError: data at fault, a held-out scenario among the training ladders, a pair too long.
    """
    from transformers import set_seed
    from trl.trainer.sft_trainer import SFTTrainer

    from level5.train.answer_loss import AnswerLossTrainer
    from level5.train.dpo import encode_preferences, tune

    ladders = _training_ladders(config)
    data = config.data
    stock = load_stock(in_repository(data.folder)) if data.augmented else Stock()
    pairs = training_pairs(ladders, data.facts_shown, config.seed, data.augmented, stock)
    tokenizer = load_tokenizer(config.model)
    cases, answers = learned_answers(pairs, config)
    dataset = encode_pairs(cases, answers, config, tokenizer)
    found = preferences(pairs, ladders, config) if config.preference else []
    preferred = encode_preferences(found, config, tokenizer) if found else None
    placement = place(config.model.dtype)
    _announce(f"{len(cases):,} pairs of {len(ladders):,} ladders", placement)
    set_seed(config.seed)
    checkpoints = _checkpoints(config, folder)
    # The CPU's trainer knows one process; on a GPU trl's own loss has a kernel for the same.
    trainer = (AnswerLossTrainer if placement.device == "cpu" else SFTTrainer)(
        model=load_base(config.model, placement),
        args=_arguments(config, checkpoints, placement),
        train_dataset=dataset,
        processing_class=tokenizer,
        peft_config=_adapter(config.lora),
    )
    begun = time.monotonic()
    resumed = any(checkpoints.glob("checkpoint-*"))
    result = trainer.train(resume_from_checkpoint=resumed)
    seconds = round(time.monotonic() - begun, 1)
    write_rows(folder.train_log, trainer.state.log_history)
    if preferred:
        _announce(f"{len(preferred):,} pairs of a better and a worse answer", placement)
        log = tune(trainer.model, tokenizer, preferred, config, placement, checkpoints)
        write_rows(folder.preference_log, log)
    trainer.save_model(str(folder.adapter))
    write_manifest(
        folder,
        config,
        {
            **placement.as_dict(),
            "seed": config.seed,
            "ladders": len(ladders),
            "pairs": len(cases),
            "preferences": len(preferred) if preferred else 0,
            "steps": trainer.state.global_step,
            # If so, loss and seconds cover what came after; preferences have their own log.
            "resumed": resumed,
            "train_loss": result.training_loss,
            "train_seconds": seconds,
            "first_tokens": dataset[0]["input_ids"][:12],
            "data": data_hashes(_shards(config)),
            "base": base_identity(config.model),
        },
    )
    shutil.rmtree(checkpoints)


def _announce(what: str, placement: Placement) -> None:
    print(
        f"{what} on {placement.device} ({placement.device_reason}), {placement.dtype}"
        f" ({placement.dtype_reason})"
    )


def is_trained(config: RunConfig, folder: RunFolder) -> bool:
    """Whether the folder's adapter was trained under this very config, data and base."""
    if not (folder.manifest.is_file() and folder.adapter.is_dir()):
        return False
    manifest = json.loads(folder.manifest.read_text(encoding="utf-8"))
    return (
        folder.config.read_text(encoding="utf-8") == dump_yaml(config)
        and manifest["data"] == data_hashes(_shards(config))
        and manifest["base"] == base_identity(config.model)
    )


def _checkpoints(config: RunConfig, folder: RunFolder) -> Path:
    """The checkpoints' folder, emptied of what another config, data or base left there."""
    checkpoints = folder.path / "checkpoints"
    stamp = fingerprint(
        dump_yaml(config), data_hashes(_shards(config)), base_identity(config.model)
    )
    mark = checkpoints / "trained_under.txt"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(checkpoints, ignore_errors=True)
        write_text(mark, stamp)
    return checkpoints


def _shards(config: RunConfig) -> list[Path]:
    data = in_repository(config.data.folder)
    paths = shard_paths(data)
    if config.data.answers == "own_words":
        paths += [data / "own_words.jsonl", data / "messages.jsonl"]
    if config.data.answers == "plain":
        paths += sorted((data / "acknowledgements").glob("*.jsonl"))
        paths += [data / "messages.jsonl", data / "closings.jsonl"]
    if config.preference and config.data.answers == "references":
        paths += sorted((data / "faithfulness").glob("*.jsonl"))
    if config.preference and config.data.answers == "own_words":
        paths.append(data / "openings.jsonl")
    if config.model.hears_suggestions:
        paths.append(SUGGESTIONS / SUGGESTION_FILES.settings)
    return paths


def _training_ladders(config: RunConfig) -> list[Ladder]:
    """The training scenarios, after the proof that none is held out."""
    ladders = load_ladders(in_repository(config.data.folder))
    train_ladders = [ladder for ladder in ladders if split_of(ladder.id) == "train"]
    assert_no_leak(train_ladders, [x for x in ladders if split_of(x.id) != "train"])
    return first_by_hash(train_ladders, config.data.train_ladders, "data.train_ladders")


def encode_pairs(
    pairs: Sequence[Case],
    answers: Sequence[str],
    config: RunConfig,
    tokenizer: "PreTrainedTokenizerBase",
) -> "Dataset":
    """Pairs as tokens, learned from on the answer alone.

    Args:
        pairs: the cases.
        answers: what is to be learned of each, in the notation that the model writes.
        config: how a case is asked, and how long both together may be.
        tokenizer: the base's.

    Returns:
        Rows with `input_ids` and `labels`, which leave out the prompt and end on the end token.

    Raises:
        InputError: listing the pairs longer than `train.max_length`; none is cut.
    """
    from datasets import Dataset

    rows: list[dict[str, Any]] = []
    too_long: list[str] = []
    for pair, text in zip(pairs, answers, strict=True):
        prompt = case_prompt(pair, config.model, tokenizer)
        answer = answer_ids(text, tokenizer)
        length = len(prompt) + len(answer)
        if length > config.train.max_length:
            too_long.append(f"{pair.id} has {length} tokens")
        rows.append(
            {
                "input_ids": prompt + answer,
                "labels": [_IGNORED] * len(prompt) + answer,
            }
        )
    if too_long:
        raise InputError(
            [f"{text}; train.max_length is {config.train.max_length}" for text in too_long]
        )
    return Dataset.from_list(rows)


def _adapter(settings: LoraSection) -> "LoraConfig":
    from peft import LoraConfig

    targets = list(settings.targets)
    return LoraConfig(
        r=settings.r,
        lora_alpha=settings.alpha,
        lora_dropout=settings.dropout,
        use_rslora=settings.rslora,
        target_modules="all-linear" if targets == ["all-linear"] else targets,
        task_type="CAUSAL_LM",
    )


def _arguments(config: RunConfig, checkpoints: Path, placement: Placement) -> Any:
    import torch
    from trl.trainer.sft_config import SFTConfig

    settings = config.train
    return SFTConfig(
        output_dir=str(checkpoints),
        seed=config.seed,
        data_seed=config.seed,
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch_size,
        gradient_accumulation_steps=settings.accumulate,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine_with_min_lr",
        lr_scheduler_kwargs={"min_lr_rate": 0.1},
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_length=settings.max_length,
        train_sampling_strategy="group_by_length",
        use_cpu=placement.device == "cpu",
        bf16=placement.dtype == torch.bfloat16,
        gradient_checkpointing=False,
        logging_steps=10,
        save_strategy="epoch",
        save_total_limit=1,
        report_to="none",
        dataloader_pin_memory=False,
    )
