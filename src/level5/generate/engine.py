"""Batched decoding with transformers: prompts of like length together, results as they come."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from level5.config.schema import GenerateSection, ModelSection
from level5.errors import InputError
from level5.prompt import case_prompt
from level5.quoting import completed, expanded
from level5.records import Case

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


class Generated(NamedTuple):
    """One answer, and whether it ran into `max_new_tokens`."""

    text: str
    truncated: bool


class Engine:
    """A model that answers prompts.

    Args:
        model: on its device, in evaluation mode.
        tokenizer: with a chat template, padding on the left.
        section: how the model is asked.
        settings: decoding.
        required: the numbers of the draft's sentences that an answer to a case must carry; asked
            where `settings.completes`.
    """

    def __init__(
        self,
        model: "PreTrainedModel",
        tokenizer: "PreTrainedTokenizerBase",
        section: ModelSection,
        settings: GenerateSection,
        required: Callable[[Case], Sequence[int]],
    ) -> None:
        self._model, self._tokenizer = model, tokenizer
        self._section, self._settings, self._required = section, settings, required

    def generate(
        self, cases: Sequence[Case], done: Callable[[list[tuple[int, Generated]]], None]
    ) -> None:
        """Answers every case, greedily.

        Args:
            cases: in any order; they are decoded in batches of like length.
            done: called after each batch with (index of the case, its answer).

        Raises:
            InputError: prompts that leave no room for an answer, all of them, before any is read.
        """
        prompts = [self.prompt(case) for case in cases]
        problems = [
            f"{case.id}: {problem}"
            for case, prompt in zip(cases, prompts, strict=True)
            if (problem := self._too_long(prompt))
        ]
        if problems:
            raise InputError(problems)
        order = sorted(range(len(cases)), key=lambda i: len(prompts[i]))
        size = self._settings.batch_size
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            answers = self._decode([prompts[i] for i in batch])
            if self._section.quotes:
                answers = [
                    answer._replace(text=self._expanded(answer.text, cases[i]))
                    for i, answer in zip(batch, answers, strict=True)
                ]
            done(list(zip(batch, answers, strict=True)))

    def _expanded(self, answer: str, case: Case) -> str:
        if self._settings.completes:
            answer = completed(answer, case.draft, self._required(case))
        return expanded(answer, case.draft)

    def prompt(self, case: Case) -> list[int]:
        """The tokens that a case is asked with."""
        return case_prompt(case, self._section, self._tokenizer)

    def too_long(self, case: Case) -> str:
        """Why a case cannot be answered; empty where it can."""
        return self._too_long(self.prompt(case))

    def _too_long(self, prompt: list[int]) -> str:
        room = self._model.config.max_position_embeddings
        wanted = self._settings.max_new_tokens
        if len(prompt) + wanted <= room:
            return ""
        return (
            f"the prompt has {len(prompt):,} tokens and the answer up to {wanted:,}; the model"
            f" reads {room:,} in all; shorten message, facts or draft"
        )

    def _decode(self, prompts: list[list[int]]) -> list[Generated]:
        import torch

        padded = self._tokenizer.pad({"input_ids": prompts}, return_tensors="pt")
        inputs = {
            name: padded[name].to(self._model.device) for name in ("input_ids", "attention_mask")
        }
        end = int(self._tokenizer.eos_token_id)
        with torch.inference_mode():
            out: torch.Tensor = self._model.generate(  # type: ignore[operator]
                **inputs,
                do_sample=False,
                temperature=None,
                top_k=None,
                top_p=None,
                max_new_tokens=self._settings.max_new_tokens,
                eos_token_id=end,
                pad_token_id=int(self._tokenizer.pad_token_id),
            )
        answers = out[:, inputs["input_ids"].shape[1] :].tolist()
        return [self._text(ids, end) for ids in answers]

    def _text(self, ids: list[int], end: int) -> Generated:
        finished = end in ids
        kept = ids[: ids.index(end)] if finished else ids
        text = str(self._tokenizer.decode(kept, skip_special_tokens=True))
        return Generated(text.strip(), truncated=not finished)
