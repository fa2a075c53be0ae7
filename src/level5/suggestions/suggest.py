"""What a message suggests that an answer may say, likeliest first.

A rewriter of 15 M parameters has read too little to tell what a message hints at; the packaged
encoder has read more. What it suggests stands in the prompt with numbers, for the rewriter to
choose from. In its answer "{1}" stands for the first topic, "<2>" for the second sentence that
names something behind the message, put as a guess, and "<3?>" for the third that asks; "<3.>" is
the same as a statement.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from level5.encoder.files import Files, read_settings
from level5.model import place
from level5.paths import SUGGESTIONS
from level5.records import Case
from level5.runs import sha256
from level5.suggestions.topics import Span, Topic, as_said, on_one_line, words_of

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

    from level5.suggestions.network import SuggestNetwork

FILES = Files("suggestions.json", "suggestions.safetensors", "python scripts/fit_suggestions.py")
# How many of each stand in a prompt.
FEELINGS, TOPICS, SENTENCES = 3, 3, 3
_RANKED = 4
# A second topic that is less likely among what the first leaves is often a stray word.
_LIKELY = 0.5
# What is said of a topic claims something; where it is less likely, the topic stands alone.
_TOLD = 0.7
_TROUBLE = "the trouble with "
# An event's text where the topic tells by itself what happened, and how likely that must be.
_TOPIC_ALONE = "{}"
_TELLING = 0.4
# What a right topic is worth that does not tell what happened, against one that does: readers take
# it for the issue in two of three replies.
_MERE = 0.65
_MARK = re.compile(r"<(?P<number>\d)(?P<asks>[?.])?>")
_TOPIC = re.compile(r"\{(?P<number>\d)\}")

# Feelings that customers name and raters have not met.
_NAMED = frozenset(
    "angry annoyed anxious appalled baffled bewildered cheated cross crushed devastated disgusted"
    " disrespected drained enraged exhausted fuming heartbroken helpless humiliated ignored"
    " incensed insulted intimidated irate livid lonely miffed mortified nervous offended outraged"
    " overwhelmed panicked panicking peeved petrified powerless puzzled raging sad scared seething"
    " shaken shattered shocked sickened stressed terrified troubled uncomfortable unsafe upset"
    " violated worried wounded".split()
)


class Sentence(NamedTuple):
    """A sentence that names or asks about something behind a message.

    Attributes:
        group: what it is about; two of one group are too alike to stand for two things.
    """

    text: str
    theme: str
    group: str


class Suggested(NamedTuple):
    """What a message suggests, likeliest first.

    Attributes:
        feelings: what completes "You're …".
        topics: what it is about, in a few of its words from the agent's side, with what happened.
        says: sentences that name something behind it, each of another theme.
        asks: sentences that ask about something behind it, likewise.
    """

    feelings: tuple[str, ...]
    topics: tuple[str, ...]
    says: tuple[Sentence, ...]
    asks: tuple[Sentence, ...]


class Ranks(NamedTuple):
    """The same, labels by number; topics as they were typed, with their events."""

    feelings: list[int]
    topics: list[Topic]
    says: list[int]
    asks: list[int]


class Labels(NamedTuple):
    """What the network has a logit for, in that order.

    Attributes:
        events: id to text, of what may have happened to a topic.
    """

    feelings: list[str]
    says: list[Sentence]
    asks: list[Sentence]
    events: dict[str, str]

    @property
    def total(self) -> int:
        """How many a message has; events are a topic's."""
        return len(self.feelings) + len(self.says) + len(self.asks)


class Suggester:
    """A fitted network; load one with `Suggester.load`.

    Messages that it was fitted on get what a network fitted without them suggests, so that a
    rewriter trained on them sees suggestions as good and as bad as at work.
    """

    def __init__(
        self,
        network: "SuggestNetwork",
        tokenizer: "PreTrainedTokenizerBase",
        settings: dict[str, Any],
    ) -> None:
        self._network, self._tokenizer = network, tokenizer
        self._window = int(settings["window"])
        self.labels = labels_of(settings)
        # The longest first: "a bit embarrassed" before "embarrassed".
        self._named = sorted({*settings["named"], *_NAMED}, key=len, reverse=True)
        self._held_out = {
            key: Ranks(feelings, [Topic(*x) for x in topics], says, asks)
            for key, (feelings, topics, says, asks) in settings["held_out"].items()
        }
        # Grows with every message that is asked about.
        self._known: dict[str, Suggested] = {}

    @classmethod
    def load(cls, folder: Path = SUGGESTIONS) -> "Suggester":
        """Loads a folder.

        Raises:
            InputError: there is none in it, or its weights are not those that its settings name.
        """
        from level5.encoder.store import adapted_encoder, load_weights
        from level5.suggestions.network import SuggestNetwork

        settings = read_settings(folder, FILES)
        encoder, width, tokenizer = adapted_encoder(settings)
        labels = labels_of(settings)
        network = SuggestNetwork(encoder, width, labels.total, len(labels.events))
        load_weights(network, folder, FILES)
        return cls(network.to(place().device).eval(), tokenizer, settings)

    def suggest(self, message: str) -> Suggested:
        """The likeliest feelings, topics and sentences of one message."""
        key = key_of(message)
        if key not in self._known:
            found = self._held_out.get(key) or self.rank(message)
            # What the customer names goes before all others.
            named = [name for name in self._named if names_feeling(message, name)]
            feelings = [*named, *(self.labels.feelings[i] for i in found.feelings)]
            self._known[key] = Suggested(
                tuple(dict.fromkeys(feelings))[:FEELINGS],
                tuple(dict.fromkeys(self._told(x) for x in found.topics))[:TOPICS],
                tuple(self.labels.says[i] for i in found.says[:SENTENCES]),
                tuple(self.labels.asks[i] for i in found.asks[:SENTENCES]),
            )
        return self._known[key]

    def _told(self, topic: Topic) -> str:
        telling = self.labels.events.get(topic.event) == _TOPIC_ALONE
        if (telling and topic.share >= _TELLING) or is_told(topic):
            return told(topic.words, topic.event, self.labels.events)
        return troubled(topic.words)

    def rank(self, message: str) -> Ranks:
        """What the network as it is finds likeliest."""
        return rank(self._network, self._tokenizer, self._window, self.labels, message)


def rank(
    network: "SuggestNetwork",
    tokenizer: "PreTrainedTokenizerBase",
    window: int,
    labels: Labels,
    message: str,
) -> Ranks:
    """What a network finds likeliest in a message, more than is shown."""
    import torch

    from level5.suggestions.network import tokens

    text = on_one_line(message)
    device = next(network.head.parameters()).device
    with torch.inference_mode():
        ids, mask, (placed,) = tokens([text], tokenizer, window)
        hidden, states = network.read(ids.to(device), mask.to(device))
        by_label = network.labels(states)[0].tolist()
        by_span = network.topics(hidden[0], states[0], placed)
        by_event = network.events(hidden[0], states[0], placed).softmax(-1)
        telling = by_event[:, [*labels.events.values()].index(_TOPIC_ALONE)]
        chosen = _apart(placed.spans, by_span + (_MERE + (1 - _MERE) * telling).log())
    first, second = len(labels.feelings), len(labels.feelings) + len(labels.says)
    by_feeling, by_say, by_ask = by_label[:first], by_label[first:second], by_label[second:]
    return Ranks(
        sorted(range(first), key=lambda i: -by_feeling[i])[:_RANKED],
        _topics(text, [placed.spans[i] for i in chosen], by_event[chosen].tolist(), labels),
        one_a_theme(by_say, labels.says),
        one_a_theme(by_ask, labels.asks),
    )


def _apart(spans: Sequence[Span], scores: "torch.Tensor") -> list[int]:
    """The likeliest span, then of those that share no word with it the likeliest, if it is."""
    left = list(range(len(spans)))
    found: list[int] = []
    while left and len(found) < _RANKED:
        share = scores[left].softmax(0)
        best = int(share.argmax())
        if found and float(share[best]) < _LIKELY:
            break
        span = spans[left[best]]
        found.append(left[best])
        left = [i for i in left if spans[i].last < span.first or span.last < spans[i].first]
    return found


def _topics(
    message: str, spans: Sequence[Span], by_event: Sequence[Sequence[float]], labels: Labels
) -> list[Topic]:
    words = words_of(message)
    names = [*labels.events, ""]
    found = []
    for span, shares in zip(spans, by_event, strict=True):
        best = max(range(len(names)), key=lambda i: shares[i])
        text = message[words[span.first].start : words[span.last].end]
        found.append(Topic(text, names[best], round(shares[best], 3)))
    return found


def is_told(topic: Topic) -> bool:
    """Whether what happened to it is sure enough to be said."""
    return bool(topic.event) and topic.share >= _TOLD


def told(words: str, event: str, events: Mapping[str, str]) -> str:
    """A topic from the agent's side, with what happened to it."""
    return events[event].replace("{}", as_said(words))


def troubled(words: str) -> str:
    """A topic from the agent's side, where nobody can be sure what happened to it."""
    return f"{_TROUBLE}{as_said(words)}"


def one_a_theme(scores: Sequence[float], sentences: Sequence[Sentence]) -> list[int]:
    """The likeliest sentences by number, of each theme the likeliest."""
    found: dict[str, int] = {}
    for i in sorted(range(len(sentences)), key=lambda i: -scores[i]):
        found.setdefault(sentences[i].theme, i)
    return list(found.values())[:_RANKED]


def names_feeling(message: str, feeling: str) -> bool:
    """Whether the customer says of themselves that they feel so."""
    of_oneself = r"\b(?:i(?:['’]?m| am| feel| felt| was)|feeling)\b(?: [\w'’]+){0,3} "
    return bool(re.search(rf"{of_oneself}\b{re.escape(feeling)}\b", message, re.IGNORECASE))


def labels_of(settings: dict[str, Any]) -> Labels:
    """The labels that a folder's settings name."""
    says, asks = ([Sentence(*row) for row in settings[name]] for name in ("says", "asks"))
    return Labels(settings["feelings"], says, asks, settings["events"])


def key_of(message: str) -> str:
    """What a message is known by."""
    return hashlib.sha256(message.encode()).hexdigest()[:16]


def suggestions_identity() -> str:
    """What answers of a model that is shown suggestions depend on."""
    return sha256(SUGGESTIONS / FILES.settings)


def suggested(message: str) -> Suggested:
    """What the shipped network suggests of a message."""
    return _suggester().suggest(message)


@lru_cache(maxsize=1)
def _suggester() -> Suggester:
    return Suggester.load()


def spoken(answer: str, found: Suggested) -> str:
    """An answer with what its marks stand for, each said once; a mark of nothing is left out.

    Of two topics in trouble the second goes without saying it again.
    """
    said: set[str] = set()

    def sentence(match: re.Match[str]) -> str:
        options = found.asks if match["asks"] else found.says
        number = int(match["number"])
        if not 1 <= number <= len(options) or options[number - 1].theme in said:
            return ""
        said.add(options[number - 1].theme)
        text = options[number - 1].text
        return f"{text[:-1]}{match['asks']}" if match["asks"] else guessed(text)

    def topic(match: re.Match[str]) -> str:
        number = int(match["number"])
        if not 1 <= number <= len(found.topics):
            return "this"
        text = found.topics[number - 1]
        if text.startswith(_TROUBLE) and _TROUBLE in said:
            return text.removeprefix(_TROUBLE)
        said.add(text[: len(_TROUBLE)])
        return text

    return " ".join(_TOPIC.sub(topic, _MARK.sub(sentence, answer)).split())


def guessed(sentence: str) -> str:
    """What a sentence asserts, as a guess: of what is not said, nobody can be sure."""
    return f"I imagine {sentence[0].lower()}{sentence[1:]}"


def with_suggestions(case: Case, found: Suggested) -> Case:
    """The case with what its message suggests after the customer's text."""
    parts = [case.customer, f"Feelings:\n{', '.join(found.feelings)}"]
    if found.topics:
        about = " ".join(f"{{{i}}} {text}" for i, text in enumerate(found.topics, start=1))
        parts.append(f"About:\n{about}")
    for head, sentences, mark in (("Say", found.says, ""), ("Ask", found.asks, "?")):
        named = (x.theme.replace("_", " ") for x in sentences)
        themes = " ".join(f"<{i}{mark}> {name}" for i, name in enumerate(named, start=1))
        parts.append(f"{head}:\n{themes}")
    return case.model_copy(update={"customer": "\n\n".join(parts)})
