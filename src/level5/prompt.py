"""The one rendering of a case, for training, generating and evaluating alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from level5.config.schema import ModelSection
from level5.errors import InputError
from level5.quoting import numbered
from level5.records import Case
from level5.suggestions import suggested, with_suggestions

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Message = dict[str, str]


def user_text(
    customer: str, *, context: str = "", facts: tuple[str, ...] = (), draft: str = ""
) -> str:
    """The user turn: each filled part under its heading, the draft last, next to the answer."""
    parts = []
    if context:
        parts.append(f"Earlier:\n{context}")
    parts.append(f"Customer:\n{customer}")
    if facts:
        parts.append("Facts:\n" + "\n".join(f"- {fact}" for fact in facts))
    if draft:
        parts.append(f"Draft:\n{draft}")
    return "\n\n".join(parts)


# Cases with their answers, shown before the case that is asked about.
Examples = Sequence[tuple[Case, str]]


def messages(case: Case, instruction: str, examples: Examples = ()) -> list[Message]:
    """The prompt for one rewrite.

    Args:
        case: customer, context, facts and draft. Labels are not part of a case, so the rewriter
            never sees them.
        instruction: the system message, from the run's config.
        examples: earlier turns.
    """
    said = [{"role": "system", "content": instruction}]
    for earlier, answer in examples:
        said.append({"role": "user", "content": _text_of(earlier)})
        said.append({"role": "assistant", "content": answer})
    return [*said, {"role": "user", "content": _text_of(case)}]


def _text_of(case: Case) -> str:
    return user_text(case.customer, context=case.context, facts=case.facts, draft=case.draft)


def prompt_ids(
    case: Case,
    instruction: str,
    tokenizer: "PreTrainedTokenizerBase",
    examples: Examples = (),
) -> list[int]:
    """The prompt as tokens, up to where the answer begins.

    A template without a system role gets the instruction at the head of the user turn. Control
    tokens in a case's texts ("<|end|>") are written apart, so that nobody can forge a turn.

    Raises:
        InputError: a prompt begins with two BOS tokens, which silently worsens a model.
    """
    controls = [str(t) for t in tokenizer.added_tokens_decoder.values() if t.special]
    said = [
        {**message, "content": _apart(message["content"], controls)}
        for message in messages(case, instruction, examples)
    ]
    try:
        ids = _apply(tokenizer, said)
        has_system = said[0]["content"] in tokenizer.decode(ids)
    except TemplateError:
        has_system = False
    if not has_system:
        joined = f"{said[0]['content']}\n\n{said[1]['content']}"
        ids = _apply(tokenizer, [{"role": "user", "content": joined}, *said[2:]])
    bos = tokenizer.bos_token_id
    # A template may open every turn with it (SmolLM2 does); twice at the beginning is the fault.
    if bos is not None and ids[:2] == [bos, bos]:
        raise InputError(
            f"{tokenizer.name_or_path}: its chat template begins a prompt with two BOS tokens; mend"
            " the template"
        )
    return ids


def case_prompt(
    case: Case,
    section: ModelSection,
    tokenizer: "PreTrainedTokenizerBase",
    examples: Examples = (),
) -> list[int]:
    """The tokens that a case is asked with, examples before it.

    Where the opening alone is written, message and context are shown and nothing else. Where
    answers quote, the draft's sentences have numbers; where the section suggests, what the
    message suggests follows it.
    """
    if section.writes == "opening":
        examples = [(_without_draft(earlier), answer) for earlier, answer in examples]
        return prompt_ids(_without_draft(case), section.instruction, tokenizer, examples)
    shown = numbered(case) if section.quotes else case
    if section.suggests:
        shown = with_suggestions(shown, suggested(case.customer))
    return prompt_ids(shown, section.instruction, tokenizer, examples)


def _without_draft(case: Case) -> Case:
    return case.model_copy(update={"draft": "", "facts": ()})


def _apart(text: str, controls: list[str]) -> str:
    """The text with a space after the first character of every control token."""
    for control in controls:
        text = text.replace(control, f"{control[0]} {control[1:]}")
    return text


def answer_ids(text: str, tokenizer: "PreTrainedTokenizerBase") -> list[int]:
    """An answer as tokens, with the end token after which generation stops."""
    ids: list[int] = tokenizer(text, add_special_tokens=False).input_ids
    return [*ids, int(tokenizer.eos_token_id)]


def _apply(tokenizer: "PreTrainedTokenizerBase", said: list[Message]) -> list[int]:
    # Templates of models that think aloud first leave that out; the others do not know the word.
    encoded: Any = tokenizer.apply_chat_template(
        said, add_generation_prompt=True, return_dict=True, enable_thinking=False
    )
    ids: list[int] = encoded["input_ids"]
    return ids
