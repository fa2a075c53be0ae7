"""The bridge to lm-evaluation-harness: `evals/lm_eval/level5_rewrite.yaml` calls these functions.

Prompts are rendered with the evaluated model's own chat template, as in training, so the harness is
run without `--apply_chat_template`. It keeps the adapter apart where `make eval` merges it into the
base, so that in bfloat16 single tokens, and with them single rewrites, can differ.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from level5.config.schema import ModelSection
from level5.data.ladders import load_ladders, split_of
from level5.data.pairs import evaluation_pairs
from level5.errors import InputError
from level5.evaluate.evaluate import metric_values
from level5.evaluate.score import Readers, score
from level5.generate.engine import Generated
from level5.judge import Judge
from level5.model import load_tokenizer
from level5.paths import JUDGE, ROOT
from level5.prompt import case_prompt
from level5.quoting import completed, expanded
from level5.records import Case
from level5.rubric.draft import required_sentences

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
    for pair in evaluation_pairs(ladders, drafts_per_scenario):
        case = Case(**pair.model_dump(include=set(Case.model_fields)))
        section = ModelSection(source=pretrained, instruction=instruction, quotes=quotes)
        prompt = tokenizer.decode(case_prompt(case, section, tokenizer))
        rows.append(
            {
                "prompt": prompt,
                "case": case.model_dump_json(),
                "reference": pair.reference,
                "model": pretrained,
                "revision": revision,
                "max_tokens": max_tokens,
                "quotes": quotes,
            }
        )
    return {split: Dataset.from_list(rows)}


def process_results(document: dict[str, Any], results: list[str]) -> dict[str, float]:
    """Judge's and rubric's figures for one answer; the harness averages them."""
    case = Case.model_validate_json(document["case"])
    answer = results[0].strip()
    # The harness does not say whether an answer ran into its limit, so its tokens are counted.
    length = len(_tokenizer(document["model"], document["revision"])(answer).input_ids)
    truncated = length >= document["max_tokens"]
    if document["quotes"]:
        answer = completed(answer, case.draft, required_sentences(case))
        answer = expanded(answer, case.draft)
    scored = score([case], [Generated(answer, truncated)], _readers())
    values = metric_values(scored)
    return {metric: values[metric][0] for metric in _METRICS}


@lru_cache(maxsize=1)
def _readers() -> Readers:
    return Readers.load(Judge.load(JUDGE))


@lru_cache(maxsize=1)
def _tokenizer(source: str, revision: str | None) -> "PreTrainedTokenizerBase":
    return load_tokenizer(ModelSection(source=source, revision=revision, instruction="-"))
