"""Agreement of a judge with the test labels, beside what trivial baselines reach."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.table import Table
from sklearn.linear_model import RidgeCV
from sklearn.metrics import cohen_kappa_score

from level5.agreement import Agreement, agreement
from level5.data.ladders import Split, load_ladders, split_of
from level5.data.surface import surface_predictions, to_levels
from level5.jsonl import write_json
from level5.judge.encode import Question
from level5.judge.encoder import PACKAGED, load_encoder
from level5.judge.examples import Example, reply_examples
from level5.judge.predict import Judge
from level5.scale import LEVELS

if TYPE_CHECKING:
    from rich.console import Console

_RESAMPLES = 2000
_SEED = 3


def evaluate_judge(
    folder: Path, data: Path, console: "Console", split: Split = "test"
) -> dict[str, Any]:
    """Rates every reply of a split, prints and writes the agreement beside the baselines'.

    Writes `evaluation_<split>.json` into the judge's folder.

    Raises:
        InputError: there is no judge or no data.
    """
    judge = Judge.load(folder)
    ladders = load_ladders(data)
    train = reply_examples([x for x in ladders if split_of(x.id) == "train"])
    held_out = reply_examples([x for x in ladders if split_of(x.id) == split])
    labels = [x.level for x in held_out]
    scenarios = [x.scenario for x in held_out]
    predicted = {"judge": [v.level for v in judge.score([x.question for x in held_out])]}
    predicted |= surface_predictions(
        [x.question.reply for x in train],
        [x.level for x in train],
        [x.question.reply for x in held_out],
    )
    predicted["reply only (embeddings)"] = _reply_only(train, held_out)
    blind = judge.score([Question("", "", x.question.reply) for x in held_out])
    predicted["judge, customer hidden"] = [v.level for v in blind]
    found = {name: agreement(labels, levels) for name, levels in predicted.items()}
    intervals = {name: _interval(labels, levels, scenarios) for name, levels in predicted.items()}
    _print(found, intervals, console, f"{judge.name} on {split}: {len(set(scenarios))} scenarios")
    families = _by_family(held_out, predicted["judge"])
    result = {
        "judge": judge.name,
        "weights_sha256": judge.weights_hash,
        "split": split,
        "scenarios": len(set(scenarios)),
        "systems": {
            name: {
                **found[name]._asdict(),
                "qwk_low": intervals[name][0],
                "qwk_high": intervals[name][1],
            }
            for name in found
        },
        "exact_by_kind": families,
    }
    write_json(folder / f"evaluation_{split}.json", result)
    return result


def _reply_only(train: Sequence[Example], held_out: Sequence[Example]) -> list[int]:
    """Ridge regression on the encoder's mean-pooled embedding of the reply alone."""
    fitted = RidgeCV(alphas=np.logspace(-2, 3, 11))
    fitted.fit(_embed([x.question.reply for x in train]), [x.level for x in train])
    return to_levels(fitted.predict(_embed([x.question.reply for x in held_out])))


def _embed(texts: Sequence[str]) -> np.ndarray:
    """Mean-pooled embeddings (n, width)."""
    import torch

    encoder, tokenizer = load_encoder(PACKAGED, None)
    encoder.bfloat16().train(False)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    rows = np.zeros((len(texts), encoder.config.hidden_size), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            index = order[start : start + 64]
            batch = tokenizer(
                [texts[i] for i in index], padding=True, truncation=True, return_tensors="pt"
            )
            hidden = encoder(**batch).last_hidden_state.float()
            mask = batch["attention_mask"].unsqueeze(-1)
            rows[index] = ((hidden * mask).sum(1) / mask.sum(1)).numpy()
    return rows


def _interval(
    labels: Sequence[int], predicted: Sequence[int], scenarios: Sequence[str]
) -> tuple[float, float]:
    """95 % percentile interval of QWK, resampling scenarios."""
    rows: dict[str, list[int]] = defaultdict(list)
    for i, scenario in enumerate(scenarios):
        rows[scenario].append(i)
    groups = [np.asarray(index) for index in rows.values()]
    truth, guess = np.asarray(labels), np.asarray(predicted)
    if len(set(predicted)) < 2:
        return 0.0, 0.0
    rng = np.random.default_rng(_SEED)
    values = []
    for _ in range(_RESAMPLES):
        index = np.concatenate([groups[i] for i in rng.integers(len(groups), size=len(groups))])
        values.append(
            cohen_kappa_score(truth[index], guess[index], labels=list(LEVELS), weights="quadratic")
        )
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def _by_family(examples: Sequence[Example], levels: Sequence[int]) -> dict[str, dict[str, float]]:
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, level in zip(examples, levels, strict=True):
        hits[row.family].append(level == row.level)
    return {k: {"n": len(v), "exact": sum(v) / len(v)} for k, v in sorted(hits.items())}


def _print(
    found: dict[str, Agreement],
    intervals: dict[str, tuple[float, float]],
    console: "Console",
    title: str,
) -> None:
    table = Table(title=title)
    for name in ("system", "n", "QWK [95 %]", "MAE", "exact", "within one"):
        table.add_column(name, justify="left" if name == "system" else "right")
    for name, row in found.items():
        low, high = intervals[name]
        table.add_row(
            name,
            str(row.n),
            f"{row.qwk:.3f} [{low:.3f}, {high:.3f}]",
            f"{row.mae:.3f}",
            f"{row.exact:.3f}",
            f"{row.adjacent:.3f}",
        )
    console.print(table)
