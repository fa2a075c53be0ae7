"""The generate stage: base and fine-tuned model answer a suite's cases, cached and resumable."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from level5.config import RunConfig
from level5.evaluate.results import adapter_identity
from level5.generate.engine import Engine, Generated
from level5.journal import Journal
from level5.model import load_adapted, load_base, load_tokenizer, place
from level5.prompt import case_prompt
from level5.records import Case
from level5.rubric.draft import required_sentences
from level5.runs import RunFolder, base_identity, fingerprint

System = Literal["base", "finetuned"]


def model_outputs(
    config: RunConfig, system: System, run: RunFolder, cases: Sequence[Case], folder: Path
) -> list[Generated]:
    """One answer for each case, from the cache where the same was asked before.

    Args:
        config: the run's config.
        system: `base` is asked with the same prompt, without the adapter.
        run: whose adapter answers.
        cases: in any order.
        folder: where `rewrites_<system>.jsonl` is kept; an interrupted stage goes on from it.

    Raises:
        InputError: the base is not the one that the adapter was trained on, or a prompt is longer
            than the model reads.
    """
    asked = [base_identity(config.model), config.model.model_dump(), config.generate.model_dump()]
    if system == "finetuned":
        run.assert_same_base(config.model)
        asked.append(adapter_identity(run))
    journal = Journal(folder / f"rewrites_{system}.jsonl")
    tokenizer = load_tokenizer(config.model)
    prompts = [case_prompt(case, config.model, tokenizer) for case in cases]
    keys = [fingerprint(asked, prompt) for prompt in prompts]
    todo = [i for i, key in enumerate(keys) if journal.get(key) is None]
    if todo:
        placement = place(config.model.dtype)
        if system == "finetuned":
            model = load_adapted(config.model, run.adapter, placement)
        else:
            model = load_base(config.model, placement)
        engine = Engine(model, tokenizer, config.model, config.generate, required_sentences)
        with tqdm(total=len(todo), unit="rewrite", desc=system) as bar:

            def done(batch: list[tuple[int, Generated]]) -> None:
                rows = {
                    keys[todo[i]]: {"id": cases[todo[i]].id, **answer._asdict()}
                    for i, answer in batch
                }
                journal.add(rows)
                bar.update(len(rows))

            engine.generate([cases[i] for i in todo], done)
    answers = []
    for key in keys:
        row = journal.get(key)
        assert row is not None
        answers.append(Generated(row["text"], row["truncated"]))
    return answers
