"""Rating replies with a fitted judge."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from level5.data.check_labels import LABELLED
from level5.encoder.files import Files, assert_fitted, read_settings
from level5.encoder.tokens import whole_words
from level5.errors import InputError
from level5.judge.calibration import expected_level, level_at, level_set
from level5.judge.encode import Encoded, Question, collate, encode
from level5.judge.gates import CAPS, GATES, HEADS, level_of
from level5.model import Placement, place
from level5.paths import JUDGE
from level5.scale import CHECKS

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

    from level5.judge.network import JudgeNetwork

# Named here, where nothing heavy is imported.
FILES = Files("judge.json", "judge.safetensors", "make judge")
# The probability from which on a gate counts as shown.
_SHOWN = 0.5
# Levels in a set from which on a verdict says no more than roughly where.
_WIDE = 2


class Verdict(NamedTuple):
    """A rating.

    Attributes:
        level: 1 to 5, by the cuts of the expected level that were fitted on dev.
        expected: the mean of the distribution.
        probabilities: of levels 1 to 5.
        gates: head of `level5.judge.gates` to the probability that the reply does so.
        level_set: neighbouring levels, the level among them, that hold the true one as often as
            `coverage` in the judge's settings says, for replies like those of its dev split.
        unsure: the set spans more than two levels, or the gates give a level outside it.
        by_gates: the level that the gates give by the codebook; see `level_of`.
        words: start and end, in the reply, of the words that speak most for each gate that the
            reply is said to show.
        checks: check of `level5.data.check_labels.LABELLED` to the probability that the reply fails
            it.
        reason: the level in words, with the deciding words where a cap decides, and the level that
            the gates give where it is another.
        truncated: whether the message or the reply did not fit the window.
    """

    level: int
    expected: float
    probabilities: tuple[float, ...]
    level_set: tuple[int, ...]
    unsure: bool
    gates: dict[str, float]
    by_gates: int
    words: dict[str, tuple[int, int]]
    checks: dict[str, float]
    reason: str
    truncated: bool


def assert_judge(folder: Path) -> None:
    """Checks that a folder holds a judge, without loading it.

    Raises:
        InputError: it does not.
    """
    assert_fitted(folder, FILES)


def assert_independent(reporting: "Judge", selecting: "Judge") -> None:
    """Checks that the judge that reports has nothing in common with the one that selects.

    Raises:
        InputError: they are one, or were fitted on the same scenarios.
    """
    if reporting.weights_hash == selecting.weights_hash:
        raise InputError(
            f"judge {reporting.name} would report on what it selected; give another `judge.folder`"
        )
    shared = reporting.scenarios & selecting.scenarios
    if shared:
        raise InputError(
            f"judges {reporting.name} and {selecting.name} were both fitted on {len(shared)}"
            f" scenarios, such as {min(shared)}; fit them on different parts (`part` in"
            " configs/judge)"
        )


class Judge:
    """A fitted judge; load one with `Judge.load`.

    Attributes:
        name: of its recipe.
        weights_hash: SHA-256 of its weights.
        scenarios: ids of the scenarios that it was fitted on.
        dtype: that it computes in.
    """

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
        self._scale = float(settings["temperature"]), list(settings["offsets"])
        self._cuts = [float(cut) for cut in settings["cuts"]]
        self._set_threshold = float(settings["set_threshold"])
        self._batch_size = batch_size
        self.name = str(settings["name"])
        self.weights_hash = str(settings["weights_sha256"])
        self.scenarios = frozenset(settings["scenarios"])
        self.dtype = str(placement.dtype).removeprefix("torch.")

    @classmethod
    def load(cls, folder: Path = JUDGE, batch_size: int = 8, dtype: str = "auto") -> "Judge":
        """Loads a judge's folder.

        Raises:
            InputError: there is no judge in it, or its weights are not those that its card names.
        """
        from level5.judge.store import load_network

        settings = read_settings(folder, FILES)
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
            rated = self._rate([encoded[i] for i in batch])
            for index, rating in zip(batch, rated, strict=True):
                cut = encoded[index].cut_customer + encoded[index].cut_reply > 0
                empty = not any(c.isalnum() for c in questions[index].reply)
                verdicts[index] = _verdict(
                    _NOTHING if empty else rating,
                    questions[index].reply,
                    self._cuts,
                    self._set_threshold,
                    cut,
                )
        return [verdicts[i] for i in range(len(encoded))]

    def _rate(self, batch: Sequence[Encoded]) -> list["_Rating"]:
        import torch

        from level5.judge.network import level_probabilities
        from level5.judge.rescale import Scale

        device = self._placement.device
        tensors = collate(batch, int(self._tokenizer.pad_token_id))
        with torch.inference_mode():
            read = self._network(*(tensor.to(device) for tensor in tensors))
        levels = level_probabilities(Scale(*self._scale).applied(read.levels)).tolist()
        gates = torch.sigmoid(read.gates.float()).tolist()
        checks = torch.sigmoid(read.checks.float()).tolist()
        # The most telling token of each head, and which tokens are at least half as telling.
        tokens = torch.sigmoid(read.tokens.float())
        top = tokens.argmax(1)
        telling = tokens >= tokens.amax(1, keepdim=True) / 2
        return [
            _Rating(
                levels[i], gates[i], checks[i], _words(row, top[i].tolist(), telling[i], gates[i])
            )
            for i, row in enumerate(batch)
        ]


class _Rating(NamedTuple):
    levels: Sequence[float]
    gates: Sequence[float]
    checks: Sequence[float]
    words: dict[str, tuple[int, int]]


def _words(
    row: Encoded, top: Sequence[int], telling: "torch.Tensor", gates: Sequence[float]
) -> dict[str, tuple[int, int]]:
    """The run of telling tokens around the most telling one, for each gate said to be shown."""
    found = {}
    for head, name in enumerate(HEADS):
        if gates[head] < _SHOWN or row.spans[top[head]] == (0, 0):
            continue
        first = last = top[head]
        while telling[first - 1, head] and _adjacent(row.spans[first - 1], row.spans[first]):
            first -= 1
        while telling[last + 1, head] and _adjacent(row.spans[last], row.spans[last + 1]):
            last += 1
        found[name] = (row.spans[first][0], row.spans[last][1])
    return found


def _adjacent(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two tokens of the reply follow each other; what was cut out may stand between."""
    return one != (0, 0) != other and 0 <= other[0] - one[1] <= 2


# A reply without a word shows no awareness of anything; nothing needs to be predicted.
_NOTHING = _Rating(
    [1.0, 0.0, 0.0, 0.0, 0.0],
    [float(name == "garbled") for name in HEADS],
    [float(not CHECKS[name].looks_for_fault) for name in LABELLED],
    {},
)


def _verdict(
    rating: _Rating, reply: str, cuts: Sequence[float], set_threshold: float, truncated: bool
) -> Verdict:
    total = sum(rating.levels)
    shares = tuple(p / total for p in rating.levels)
    expected = expected_level(shares)
    level = level_at(expected, cuts)
    held = level_set(shares, set_threshold, level)
    named = dict(zip(HEADS, rating.gates, strict=True))
    by_gates, decided = level_of({name: p >= _SHOWN for name, p in named.items()})
    reason = GATES[decided].reason if decided in GATES else "all gates passed"
    if decided in CAPS and decided in rating.words:
        start, end = whole_words(reply, *rating.words[decided])
        reason += f" (“{reply[start:end]}”)"
    return Verdict(
        level=level,
        expected=expected,
        probabilities=shares,
        level_set=held,
        unsure=len(held) > _WIDE or by_gates not in held,
        gates=named,
        by_gates=by_gates,
        words=rating.words,
        checks=dict(zip(LABELLED, rating.checks, strict=True)),
        reason=f"{level}: {reason}"
        if by_gates == level
        else f"{level}, though the gates give {by_gates}: {reason}",
        truncated=truncated,
    )
