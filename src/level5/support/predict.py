"""Scoring rewrites: what they add, what they lose, and the sentences that nothing supports."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from level5.encoder.files import Files, read_settings
from level5.encoder.tokens import whole_words
from level5.model import Placement, place
from level5.paths import SUPPORT
from level5.records import Case
from level5.rubric.findings import Span, Where, sentences
from level5.support.encode import DRAFT, DRAFT_HELD, REPLY, REPLY_HELD, Encoded, collate, encode

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from level5.support.network import SupportNetwork

Range = tuple[int, int]
# Named here, where nothing heavy is imported.
FILES = Files("support.json", "support.safetensors", "make support")


class Support(NamedTuple):
    """What was found about one rewrite.

    Attributes:
        added: probability that it says what draft, facts and customer do not hold.
        lost: probability that it no longer says all that the draft says.
        added_spans: the reply's words that are likeliest new.
        lost_spans: the draft's words that are likeliest lost.
        sentences: each sentence of the reply with the probability that all of it is supported; None
            where the window left all of it out.
        truncated: whether the texts did not fit the window.
        added_tokens: of each token of the reply its characters and the probability that it is new.
        lost_tokens: of each token of the draft the same, that it is lost.
    """

    added: float
    lost: float
    added_spans: tuple[Span, ...]
    lost_spans: tuple[Span, ...]
    sentences: tuple[tuple[Span, float | None], ...]
    truncated: bool
    added_tokens: tuple[tuple[Range, float], ...] = ()
    lost_tokens: tuple[tuple[Range, float], ...] = ()


class SupportScorer:
    """A fitted scorer; load one with `SupportScorer.load`.

    Attributes:
        weights_hash: SHA-256 of its weights.
    """

    def __init__(
        self,
        network: "SupportNetwork",
        tokenizer: "PreTrainedTokenizerBase",
        settings: dict[str, Any],
        placement: Placement,
        batch_size: int,
    ) -> None:
        self._network, self._tokenizer, self._placement = network, tokenizer, placement
        self._window = int(settings["window"])
        self._batch_size = batch_size
        self.weights_hash = str(settings["weights_sha256"])

    @classmethod
    def load(
        cls, folder: Path = SUPPORT, batch_size: int = 8, dtype: str = "auto"
    ) -> "SupportScorer":
        """Loads a scorer's folder.

        Raises:
            InputError: there is none in it, or its weights are not those that its settings name.
        """
        from level5.encoder.store import adapted_encoder, load_weights
        from level5.support.network import SupportNetwork

        settings = read_settings(folder, FILES)
        placement = place(dtype)
        encoder, width, tokenizer = adapted_encoder(settings)
        network = SupportNetwork(encoder, width, settings["dropout"])
        load_weights(network, folder, FILES)
        network = network.to(placement.device, placement.dtype).eval()
        return cls(network, tokenizer, settings, placement, batch_size)

    def score(self, rewrites: Sequence[tuple[Case, str]]) -> list[Support]:
        """Scores rewrites, in the order given; batches hold texts of like length."""
        encoded = [encode(case, text, self._tokenizer, self._window) for case, text in rewrites]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        found: dict[int, Support] = {}
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            gates, tokens = self._probabilities([encoded[i] for i in batch])
            for row, index in enumerate(batch):
                case, text = rewrites[index]
                found[index] = _support(gates[row], tokens[row], encoded[index], case, text)
        return [found[i] for i in range(len(encoded))]

    def _probabilities(
        self, batch: Sequence[Encoded]
    ) -> tuple[list[list[float]], list[list[float]]]:
        import torch

        tensors = collate(batch, int(self._tokenizer.pad_token_id))
        with torch.inference_mode():
            gates, tokens = self._network(*(t.to(self._placement.device) for t in tensors))
        return torch.sigmoid(gates).tolist(), torch.sigmoid(tokens).tolist()


def _support(
    gates: Sequence[float], tokens: Sequence[float], encoded: Encoded, case: Case, text: str
) -> Support:
    added: list[tuple[Range, float]] = []
    lost: list[tuple[Range, float]] = []
    for span, region, p in zip(encoded.spans, encoded.regions, tokens, strict=False):
        if region in (REPLY, REPLY_HELD):
            added.append((span, p))
        elif region in (DRAFT, DRAFT_HELD):
            lost.append((span, p))
    by_sentence = tuple((s, _support_of(s, added)) for s in sentences(text, "reply"))
    return Support(
        added=gates[0],
        lost=gates[1],
        added_spans=_runs(added, text, "reply"),
        lost_spans=_runs(lost, case.draft, "draft"),
        sentences=by_sentence,
        truncated=encoded.cut > 0,
        added_tokens=tuple(added),
        lost_tokens=tuple(lost),
    )


def _support_of(sentence: Span, tokens: Sequence[tuple[Range, float]]) -> float | None:
    inside = [p for (start, end), p in tokens if start < sentence.end and end > sentence.start]
    return 1 - max(inside) if inside else None


def _runs(tokens: Sequence[tuple[Range, float]], text: str, where: Where) -> tuple[Span, ...]:
    """Runs of tokens at least half as suspicious as the most suspicious one, as whole words."""
    most = max((p for _, p in tokens), default=0.0)
    runs: list[Range] = []
    for (start, end), p in tokens:
        if p < most / 2:
            continue
        start, end = whole_words(text, start, end)
        # What was cut out of a long text may stand between two tokens.
        if runs and start - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return tuple(Span(where, start, end, text[start:end]) for start, end in runs)
