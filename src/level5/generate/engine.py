"""Batched decoding with transformers: prompts of like length together, results as they come."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from level5.config.schema import GenerateSection, ModelSection
from level5.errors import InputError
from level5.generate.constraint import Constraint, Parts, allowed_tokens
from level5.model import end_tokens
from level5.prompt import Examples, case_prompt
from level5.records import Case

if TYPE_CHECKING:
    from transformers import LogitsProcessorList, PreTrainedModel, PreTrainedTokenizerBase


class Generated(NamedTuple):
    """One answer.

    Attributes:
        text: what it says to the customer.
        truncated: whether it ran into `max_new_tokens`.
        answer: as the model wrote it; empty where no model did.
    """

    text: str
    truncated: bool
    answer: str = ""


class Engine:
    """A model that answers prompts.

    Args:
        model: on its device, in evaluation mode.
        tokenizer: with a chat template, padding on the left.
        section: how the model is asked.
        settings: decoding.
        read: what an answer to a case says, its numbers replaced by what they stand for.
        seed: of what is sampled.
        form: what an answer to a case may be; None where it may be anything.
        examples: shown before a case, as many as there is room for; None for none.
        word_bonus: added to the logits of the message's own words.
    """

    def __init__(
        self,
        model: "PreTrainedModel",
        tokenizer: "PreTrainedTokenizerBase",
        section: ModelSection,
        settings: GenerateSection,
        read: Callable[[str, Case], str],
        seed: int,
        form: Callable[[Case], Parts] | None = None,
        examples: Callable[[Case], Examples] | None = None,
        word_bonus: float = 0.0,
    ) -> None:
        self._model, self._tokenizer, self._seed = model, tokenizer, seed
        self._section, self._settings = section, settings
        self._read, self._form, self._examples = read, form, examples
        self._word_bonus = word_bonus
        self._ends = end_tokens(model, tokenizer)

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
        for batch in self._batches(prompts, self._settings.batch_size):
            answers = self._decode([cases[i] for i in batch], [prompts[i] for i in batch])
            read = [self._text_of(a, cases[i]) for i, (a,) in zip(batch, answers, strict=True)]
            done(list(zip(batch, read, strict=True)))

    def sample(self, cases: Sequence[Case]) -> list[list[Generated]]:
        """The further candidates of every case, in order: one less than `settings.candidates`.

        The same cases together get the same candidates, whatever was sampled before; a case in
        other company may get others.
        """
        import torch

        count = self._settings.candidates - 1
        if not count:
            return [[] for _ in cases]
        prompts = [self.prompt(case) for case in cases]
        found: dict[int, list[Generated]] = {}
        torch.manual_seed(self._seed)
        for batch in self._batches(prompts, max(1, 2 * self._settings.batch_size // count)):
            answers = self._decode([cases[i] for i in batch], [prompts[i] for i in batch], count)
            for i, own in zip(batch, answers, strict=True):
                found[i] = [self._text_of(answer, cases[i]) for answer in own]
        return [found[i] for i in range(len(cases))]

    def _batches(self, prompts: list[list[int]], size: int) -> list[list[int]]:
        """Indices of prompts of like length."""
        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        return [order[start : start + size] for start in range(0, len(order), size)]

    def _text_of(self, answer: Generated, case: Case) -> Generated:
        return answer._replace(text=self._read(answer.answer, case))

    def prompt(self, case: Case) -> list[int]:
        """The tokens that a case is asked with."""
        shown = [] if self._examples is None else list(self._examples(case))
        while shown:
            prompt = case_prompt(case, self._section, self._tokenizer, shown)
            if not self._too_long(prompt):
                return prompt
            shown.pop()
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

    def _decode(
        self, cases: list[Case], prompts: list[list[int]], sampled: int = 0
    ) -> list[list[Generated]]:
        """For each case its greedy answer, or so many sampled ones."""
        import torch

        padded = self._tokenizer.pad({"input_ids": prompts}, return_tensors="pt")
        inputs = {
            name: padded[name].to(self._model.device) for name in ("input_ids", "attention_mask")
        }
        samples, count = sampled > 0, max(1, sampled)
        begin = inputs["input_ids"].shape[1]
        allowed = None
        if self._form is not None:
            constraints = [Constraint(self._form(case), self._tokenizer) for case in cases]
            allowed = allowed_tokens(constraints, begin, count)
        with torch.inference_mode():
            out: torch.Tensor = self._model.generate(  # type: ignore[operator]
                **inputs,
                do_sample=samples,
                temperature=self._settings.temperature if samples else None,
                top_p=self._settings.top_p if samples else None,
                top_k=None,
                num_return_sequences=count,
                max_new_tokens=self._settings.max_new_tokens,
                prefix_allowed_tokens_fn=allowed,
                logits_processor=self._bonuses(cases, count),
                eos_token_id=self._ends,
                pad_token_id=int(self._tokenizer.pad_token_id),
            )
        answers = [self._text(ids, self._ends) for ids in out[:, begin:].tolist()]
        return [answers[i : i + count] for i in range(0, len(answers), count)]

    def _bonuses(self, cases: list[Case], count: int) -> "LogitsProcessorList | None":
        from transformers import LogitsProcessorList

        from level5.generate.word_bonus import WordBonus

        if not self._word_bonus:
            return None
        messages = [case.customer for case in cases for _ in range(count)]
        bonus = WordBonus(messages, self._tokenizer, self._word_bonus, self._model.device)
        return LogitsProcessorList([bonus])

    def _text(self, ids: list[int], ends: list[int]) -> Generated:
        end = next((i for i, token in enumerate(ids) if token in ends), None)
        text = str(self._tokenizer.decode(ids[:end], skip_special_tokens=True))
        return Generated(text.strip(), truncated=end is None, answer=text.strip())
