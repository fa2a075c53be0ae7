"""The generate stage: base and fine-tuned model answer a suite's cases, cached and resumable."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from tqdm import tqdm

from level5.config import RunConfig
from level5.evaluate.reading import read_answer
from level5.evaluate.results import adapter_identity
from level5.evaluate.score import Readers
from level5.evaluate.select import selection
from level5.generate.engine import Engine, Generated
from level5.journal import Journal
from level5.model import check_source, load_adapted, load_base, load_tokenizer, place
from level5.plain import plain_form
from level5.prompt import Examples, case_prompt
from level5.records import Case
from level5.runs import RunFolder, base_identity, fingerprint
from level5.suggestions import suggested, suggestions_identity
from level5.suggestions.states import guesses_identity

System = Literal["base", "fewshot", "finetuned"]
# Cases between two writes to disk.
_CHUNK = 32


def model_outputs(
    config: RunConfig,
    system: System,
    run: RunFolder,
    cases: Sequence[Case],
    folder: Path,
    examples: Callable[[Case], Examples] | None = None,
) -> list[Generated]:
    """One answer for each case, from the cache where the same was asked before.

    Args:
        config: the run's config.
        system: `base` is asked with the same prompt, without the adapter; `fewshot` with texts
            as they are and examples before them; neither is held to a form.
        run: whose adapter answers.
        cases: in any order.
        folder: where `rewrites_<system>.jsonl` is kept; an interrupted stage goes on from it.
        examples: what `fewshot` is shown before a case.

    Raises:
        InputError: the base is not the one that the adapter was trained on, or a prompt is longer
            than the model reads.
    """
    if system == "fewshot":
        as_they_are = {"quotes": False, "suggests": False}
        config = config.model_copy(update={"model": config.model.model_copy(update=as_they_are)})
    asked = _asked(config)
    if system == "finetuned":
        check_source(config.model)
        run.assert_same_base(config.model)
        asked += [adapter_identity(run), config.generate.word_bonus]
    journal = Journal(folder / f"rewrites_{system}.jsonl")
    tokenizer = load_tokenizer(config.model)
    shown = [examples(case) if examples is not None else () for case in cases]
    prompts = [
        case_prompt(case, config.model, tokenizer, own)
        for case, own in zip(cases, shown, strict=True)
    ]
    keys = [fingerprint(asked, prompt) for prompt in prompts]
    todo = [i for i, key in enumerate(keys) if journal.get(key) is None]
    if todo:
        engine = load_engine(config, run.adapter if system == "finetuned" else None, examples)
        with tqdm(total=len(todo), unit="rewrite", desc=system) as bar:

            def done(batch: list[tuple[int, Generated]]) -> None:
                rows = {
                    keys[todo[i]]: {"id": cases[todo[i]].id, **answer._asdict()}
                    for i, answer in batch
                }
                journal.add(rows)
                bar.update(len(rows))

            engine.generate([cases[i] for i in todo], done)
    return _answers(journal, keys)


def selected_outputs(
    config: RunConfig,
    run: RunFolder,
    asked: Sequence[tuple[Case, str | None]],
    greedy: Sequence[Generated],
    selectors: Readers,
    folder: Path,
) -> list[Generated]:
    """The best of `generate.candidates` answers for each case, cached as `rewrites_selected.jsonl`.

    Args:
        config: the run's config.
        run: whose adapter answers.
        asked: cases with their channels.
        greedy: the first candidate of each.
        selectors: the judge that selects, with the checks.
        folder: where the cache lies.
    """
    journal = Journal(folder / "rewrites_selected.jsonl")
    base = fingerprint(
        *_asked(config),
        config.generate.model_dump(),
        config.seed,
        adapter_identity(run),
        *selectors.identity,
    )
    keys = [
        fingerprint(base, case.model_dump(), channel, answer.text)
        for (case, channel), answer in zip(asked, greedy, strict=True)
    ]
    todo = [i for i, key in enumerate(keys) if journal.get(key) is None]
    if todo:
        engine, select = load_engine(config, run.adapter), selection(config, selectors)
        with tqdm(total=len(todo), unit="rewrite", desc="best of several") as bar:
            for start in range(0, len(todo), _CHUNK):
                chunk = todo[start : start + _CHUNK]
                best = select(
                    [asked[i][0] for i in chunk],
                    [greedy[i] for i in chunk],
                    engine.sample,
                    [asked[i][1] for i in chunk],
                )
                journal.add(
                    {
                        keys[i]: {"id": asked[i][0].id, **answer._asdict()}
                        for i, answer in zip(chunk, best, strict=True)
                    }
                )
                bar.update(len(chunk))
    return _answers(journal, keys)


def _asked(config: RunConfig) -> list[Any]:
    """What an answer depends on, beside its prompt and the adapter."""
    # What is sampled has more in its keys, and the base gets no bonus.
    of_more = {"candidates", "selects", "temperature", "top_p", "word_bonus"}
    greedy = config.generate.model_dump(exclude=of_more)
    asked = [base_identity(config.model), config.model.model_dump(), greedy]
    if config.model.hears_suggestions:
        asked.append(suggestions_identity())
    if config.model.guesses:
        asked.append(guesses_identity(config.model))
    return asked


def load_engine(
    config: RunConfig,
    adapter: Path | None,
    examples: Callable[[Case], Examples] | None = None,
) -> Engine:
    """The run's base as it is asked, with an adapter, or without and free to write anything."""
    placement = place(config.model.dtype)
    if adapter is None:
        model = load_base(config.model, placement)
    else:
        model = load_adapted(config.model, adapter, placement)
    return Engine(
        model,
        load_tokenizer(config.model),
        config.model,
        config.generate,
        partial(read_answer, section=config.model, completes=config.generate.completes),
        config.seed,
        _plain_parts if config.generate.constrained and adapter is not None else None,
        examples,
        config.generate.word_bonus if adapter is not None else 0.0,
    )


def _plain_parts(case: Case) -> list[list[str]]:
    return plain_form(case, suggested(case.customer)).alternatives()


def _answers(journal: Journal, keys: Sequence[str]) -> list[Generated]:
    rows = [journal[key] for key in keys]
    return [Generated(row["text"], row["truncated"], row["answer"]) for row in rows]
