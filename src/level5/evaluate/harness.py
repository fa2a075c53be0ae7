"""The bridge to lm-evaluation-harness: `evals/lm_eval/level5_rewrite.yaml` calls these functions.

Prompts are rendered with the evaluated model's own chat template, as in training, so the harness is
run without `--apply_chat_template`. It keeps the adapter apart where `make eval` merges it into the
base, so that in bfloat16 single tokens, and with them single rewrites, can differ. It scores the
greedy answer; the best of several is level5's own.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from level5.config.schema import ModelSection
from level5.data.ladders import load_ladders, split_of
from level5.data.pairs import evaluation_pairs
from level5.errors import InputError
from level5.evaluate.evaluate import metric_values
from level5.evaluate.reading import read_answer
from level5.evaluate.score import Readers, score
from level5.generate.engine import Generated
from level5.judge import Judge
from level5.model import load_tokenizer
from level5.paths import JUDGE, ROOT
from level5.prompt import case_prompt
from level5.records import Case

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_METRICS = ("joint_success", "level", "facts_kept", "nothing_added", "fluent")


def dataset(
    *,
    split: str,
    instruction: str,
    drafts_per_scenario: int,
    max_tokens: int,
    quotes: bool = False,
    suggests: bool = False,
    pretrained: str = "",
    revision: str | None = None,
    **_: Any,
) -> dict[str, Any]:
    """The ladders' drafts as harness documents, prompts included.

    Args:
        split: `dev` or `test`, from the task's YAML.
        instruction: the system message, from the task's YAML.
        drafts_per_scenario: as in a suite file, from the task's YAML.
        max_tokens: the answer's limit, from the task's YAML, where it stands as `max_gen_toks` too.
        quotes: as `model.quotes` and `generate.completes` of the run that made the adapter, from
            the task's YAML.
        suggests: as `model.suggests`, likewise.
        pretrained: the model, from `--model_args`.
        revision: the hub commit, from `--model_args`.

    Raises:
        InputError: the harness was called without `pretrained`.
    """
    from datasets import Dataset

    if not pretrained:
        raise InputError("level5_rewrite needs --model_args pretrained=…, to render its prompts")
    tokenizer = _tokenizer(pretrained, revision)
    ladders = [x for x in load_ladders(ROOT / "data") if split_of(x.id) == split]
    rows = []
    section = ModelSection(
        source=pretrained,
        revision=revision,
        instruction=instruction,
        quotes=quotes,
        suggests=suggests,
    )
    for pair in evaluation_pairs(ladders, drafts_per_scenario):
        case = Case(**pair.model_dump(include=set(Case.model_fields)))
        prompt = tokenizer.decode(case_prompt(case, section, tokenizer))
        rows.append(
            {
                "prompt": prompt,
                "case": case.model_dump_json(),
                "reference": pair.reference,
                "section": section.model_dump_json(),
                "max_tokens": max_tokens,
            }
        )
    return {split: Dataset.from_list(rows)}


def process_results(document: dict[str, Any], results: list[str]) -> dict[str, float]:
    """Judge's and rubric's figures for one answer; the harness averages them."""
    case = Case.model_validate_json(document["case"])
    answer = results[0].strip()
    # The harness does not say whether an answer ran into its limit, so its tokens are counted.
    section = ModelSection.model_validate_json(document["section"])
    length = len(_tokenizer(section.source, section.revision)(answer).input_ids)
    truncated = length >= document["max_tokens"]
    answer = read_answer(answer, case, section, completes=section.quotes)
    scored = score([case], [Generated(answer, truncated)], _readers())
    values = metric_values(scored)
    return {metric: values[metric][0] for metric in _METRICS}


@lru_cache(maxsize=1)
def _readers() -> Readers:
    return Readers.load(Judge.load(JUDGE))


@lru_cache(maxsize=1)
def _tokenizer(source: str, revision: str | None) -> "PreTrainedTokenizerBase":
    return load_tokenizer(ModelSection(source=source, revision=revision, instruction="-"))
