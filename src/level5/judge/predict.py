"""Rating replies with a fitted judge."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from level5.errors import InputError
from level5.judge.encode import Encoded, Question, collate, encode
from level5.model import Placement, place
from level5.paths import JUDGE
from level5.runs import sha256
from level5.scale import LEVELS

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from level5.judge.network import JudgeNetwork

SETTINGS_FILE = "judge.json"
WEIGHTS_FILE = "judge.safetensors"

GATES = ("awareness", "accuracy", "underlying", "partnership")
_FAILED = {
    "awareness": "no awareness of the customer's feeling",
    "accuracy": "issue and stated feeling are not both reflected, or are taken back",
    "underlying": "no underlying feeling or stake beyond what was said",
    "partnership": "breadth, a tentative interpretation or the customer's part is missing",
}


class Verdict(NamedTuple):
    """A rating.

    Attributes:
        level: the likeliest level, 1 to 5.
        expected: the mean of the distribution.
        probabilities: of levels 1 to 5.
        gates: gate name to the probability that it is passed.
        reason: the level in words.
        truncated: whether the message or the reply did not fit the window.
    """

    level: int
    expected: float
    probabilities: tuple[float, ...]
    gates: dict[str, float]
    reason: str
    truncated: bool


def assert_judge(folder: Path) -> None:
    """Checks that a folder holds a judge, without loading it.

    Raises:
        InputError: it does not.
    """
    if not (folder / SETTINGS_FILE).is_file():
        raise InputError(f"{folder}: holds no judge ({SETTINGS_FILE}); fit one with `make judge`")


class Judge:
    """A fitted judge; load one with `Judge.load`."""

    def __init__(
        self,
        network: "JudgeNetwork",
        tokenizer: "PreTrainedTokenizerBase",
        settings: dict[str, Any],
        placement: Placement,
        batch_size: int,
    ) -> None:
        self._network, self._tokenizer, self._placement = network, tokenizer, placement
        self._window = int(settings["window"])
        self._temperature = float(settings["temperature"])
        self._batch_size = batch_size
        self.name = str(settings["name"])
        self.weights_hash = str(settings["weights_sha256"])
        self.dtype = str(placement.dtype).removeprefix("torch.")

    @classmethod
    def load(cls, folder: Path = JUDGE, batch_size: int = 32, dtype: str = "auto") -> "Judge":
        """Loads a judge's folder.

        Raises:
            InputError: there is no judge in it, or its weights are not those that its card names.
        """
        from level5.judge.store import load_network

        assert_judge(folder)
        settings = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        found = sha256(folder / WEIGHTS_FILE)
        if found != settings["weights_sha256"]:
            raise InputError(
                f"{folder / WEIGHTS_FILE}: SHA-256 {found} is not the one in {SETTINGS_FILE}; fetch"
                " the file again"
            )
        placement = place(dtype)
        network, tokenizer = load_network(folder, settings)
        network = network.to(placement.device, placement.dtype).eval()
        return cls(network, tokenizer, settings, placement, batch_size)

    def score(self, questions: Sequence[Question]) -> list[Verdict]:
        """Rates replies, in the order given; batches hold questions of like length."""
        encoded = [encode(question, self._tokenizer, self._window) for question in questions]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        verdicts: dict[int, Verdict] = {}
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            rated = self._probabilities([encoded[i] for i in batch])
            for index, probabilities in zip(batch, rated, strict=True):
                cut = encoded[index].cut_customer + encoded[index].cut_reply
                empty = not any(c.isalnum() for c in questions[index].reply)
                verdicts[index] = _verdict(_NOTHING if empty else probabilities, cut > 0)
        return [verdicts[i] for i in range(len(encoded))]

    def _probabilities(self, batch: Sequence[Encoded]) -> list[list[float]]:
        import torch

        from level5.judge.network import level_probabilities

        device = self._placement.device
        tensors = collate(batch, int(self._tokenizer.pad_token_id))
        with torch.inference_mode():
            logits = self._network(*(tensor.to(device) for tensor in tensors)).float()
        rated: list[list[float]] = level_probabilities(logits / self._temperature).tolist()
        return rated


# A reply without a word shows no awareness of anything; nothing needs to be predicted.
_NOTHING = [1.0, 0.0, 0.0, 0.0, 0.0]


def _verdict(probabilities: Sequence[float], truncated: bool) -> Verdict:
    total = sum(probabilities)
    shares = tuple(p / total for p in probabilities)
    level = max(LEVELS, key=lambda k: shares[k - 1])
    gates = {gate: sum(shares[k:]) for k, gate in enumerate(GATES, start=1)}
    reason = f"{level}: all gates passed" if level == 5 else f"{level}: {_FAILED[GATES[level - 1]]}"
    expected = sum(k * share for k, share in zip(LEVELS, shares, strict=True))
    return Verdict(level, expected, shares, gates, reason, truncated)
