"""What the levels can be told by without judging: length, keywords, words, the reply alone."""

from collections.abc import Sequence

import numpy as np
import torch
from sklearn.linear_model import RidgeCV

from level5.data.surface import surface_predictions, to_levels
from level5.encoder.load import PACKAGED, load_encoder
from level5.judge.examples import Example
from level5.model import place

REPLY_ONLY = "sentence embedding of the reply"
_BATCH = 64


def baseline_levels(train: Sequence[Example], held_out: Sequence[Example]) -> dict[str, list[int]]:
    """Levels that each baseline, fitted on train, gives to the held-out replies."""
    replies = [x.question.reply for x in train]
    levels = [x.level for x in train]
    asked = [x.question.reply for x in held_out]
    fitted = RidgeCV(alphas=np.logspace(-2, 3, 11)).fit(_embed(replies), levels)
    return {
        **surface_predictions(replies, levels, asked),
        REPLY_ONLY: to_levels(fitted.predict(_embed(asked))),
    }


def _embed(texts: Sequence[str]) -> np.ndarray:
    """Mean-pooled embeddings (n, width)."""
    encoder, tokenizer = load_encoder(PACKAGED, None)
    placement = place()
    encoder.to(device=placement.device, dtype=placement.dtype)  # type: ignore[call-arg]
    encoder.train(False)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    rows = np.zeros((len(texts), encoder.config.hidden_size), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), _BATCH):
            index = order[start : start + _BATCH]
            batch = tokenizer(
                [texts[i] for i in index], padding=True, truncation=True, return_tensors="pt"
            )
            batch = batch.to(placement.device)
            hidden = encoder(**batch).last_hidden_state.float()
            mask = batch["attention_mask"].unsqueeze(-1)
            rows[index] = ((hidden * mask).sum(1) / mask.sum(1)).cpu().numpy()
    return rows
