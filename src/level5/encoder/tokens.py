"""Tokens that know their characters, and batches of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

# Characters of each end of a text beyond which nothing is tokenized.
_MOST = 50_000


def tokens_with_spans(
    text: str, tokenizer: "PreTrainedTokenizerBase"
) -> list[tuple[int, tuple[int, int]]]:
    """Token ids, each with its characters in the text."""
    # Far more characters than any window holds are not worth tokenizing; both ends are kept.
    left_out = max(0, len(text) - 2 * _MOST)
    if left_out:
        text = text[:_MOST] + text[-_MOST:]
    found = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    moved = (
        (a + left_out * (a >= _MOST), b + left_out * (a >= _MOST))
        for a, b in found["offset_mapping"]
    )
    return list(zip(found["input_ids"], moved, strict=True))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A range widened to the words that it begins and ends in."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def padded(
    ids: Sequence[Sequence[int]], marks: Sequence[Sequence[int]], pad_id: int, pad_mark: int
) -> tuple["torch.Tensor", "torch.Tensor", "torch.Tensor"]:
    """Rows padded on the right: ids, attention mask and marks, each (batch, length)."""
    import torch

    length = max(map(len, ids))
    shape = (len(ids), length)
    all_ids, all_marks = torch.full(shape, pad_id), torch.full(shape, pad_mark)
    mask = torch.zeros(shape, dtype=torch.long)
    for i, (row, marked) in enumerate(zip(ids, marks, strict=True)):
        all_ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        all_marks[i, : len(row)] = torch.tensor(marked)
    return all_ids, mask, all_marks
