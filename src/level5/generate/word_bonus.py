"""A bonus for the customer's own words, of which a small model says less that is wrong.

Asked for words of its own it looks for another name for each thing and takes a wrong one ("a
meathouse" for a minibar). A bonus on what the message says leaves it free to say anything else.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import torch
from transformers import LogitsProcessor

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_WORD = re.compile(r"[A-Za-z][a-z]{3,}")
# Words of any message, which need no help.
_COMMON = frozenset(
    "about after again also because been before being cant could didn does dont even from have here"
    " into just know like more most much only over said says should some still tell than that their"
    " them then there they this told very want were what when which will with would your".split()
)


class WordBonus(LogitsProcessor):
    """Adds to the logits of the tokens that begin a word of a row's message.

    Args:
        messages: of the rows, in order.
        tokenizer: the model's.
        bonus: what is added.
        device: of the logits.
    """

    def __init__(
        self,
        messages: Sequence[str],
        tokenizer: "PreTrainedTokenizerBase",
        bonus: float,
        device: torch.device,
    ) -> None:
        places = [
            (row, token)
            for row, message in enumerate(messages)
            for token in _first_tokens(message, tokenizer)
        ]
        self._rows = torch.tensor([row for row, _ in places], dtype=torch.long, device=device)
        self._tokens = torch.tensor([t for _, t in places], dtype=torch.long, device=device)
        self._bonus = bonus

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Logits (rows, tokens of the model) with the bonus."""
        favoured = scores.clone()
        favoured[self._rows, self._tokens] += self._bonus
        return favoured


@lru_cache(maxsize=256)
def _first_tokens(message: str, tokenizer: "PreTrainedTokenizerBase") -> frozenset[int]:
    """Of each word of four letters or more, as it stands and in lower case, after a space."""
    words = {word for word in _WORD.findall(message) if word.lower() not in _COMMON}
    forms = {f" {form}" for word in words for form in (word, word.lower())}
    return frozenset(tokenizer(form, add_special_tokens=False).input_ids[0] for form in forms)
