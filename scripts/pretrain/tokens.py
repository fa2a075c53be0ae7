"""Token files: each source as one flat array with its documents' offsets, and rows from them."""

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from transformers import PreTrainedTokenizerFast

from level5.data.ladders import load_ladders
from level5.prompt import Message, user_text
from level5.records import Ladder
from pretrain.corpus import BOOKS, Turn, books, dialogues
from pretrain.settings import Recipe
from pretrain.tasks import REPLY, TaskMaker
from pretrain.tokenizer import BOS, END, train_tokenizer

HELD_OUT_DIALOGUES = 300
HELD_OUT_TASKS = 200


@dataclass(frozen=True)
class TokenFile:
    """One source: `tokens` (n,) uint16, `starts` (documents + 1,) int64."""

    tokens: np.ndarray
    starts: np.ndarray

    @classmethod
    def load(cls, path: Path) -> "TokenFile":
        """Reads what `save` wrote."""
        with np.load(path) as data:
            return cls(data["tokens"], data["starts"])

    def save(self, path: Path) -> None:
        """Writes one compressed file."""
        np.savez_compressed(path, tokens=self.tokens, starts=self.starts)

    def document(self, index: int) -> np.ndarray:
        """The tokens of one document."""
        return self.tokens[self.starts[index] : self.starts[index + 1]]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self.starts) - 1


def prepare(recipe: Recipe, corpora: Path, data: Path, folder: Path) -> None:
    """Trains the tokenizer and writes a token file for each source into `folder`.

    What is already there stays: delete `ladders.npz` to take up new ladders under the same tokens.
    """
    folder.mkdir(parents=True, exist_ok=True)
    talk = list(dialogues(corpora))
    held_out, talk = talk[:HELD_OUT_DIALOGUES], talk[HELD_OUT_DIALOGUES:]
    passages = {name: _passages(corpora, name) for name in BOOKS}
    # Scenarios of dev and test never reach the base.
    ladders = load_ladders(data, split="train")
    if not (folder / "tokenizer").exists():
        train_tokenizer(
            itertools.chain(
                (text for turns in talk for _, text in turns),
                *[_ladder_texts(ladders)] * 8,
                itertools.islice(passages[BOOKS[0]], 60_000),
            ),
            recipe.shape.vocab_size,
        ).save_pretrained(folder / "tokenizer")
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer")

    maker = TaskMaker(talk, passages[BOOKS[0]], recipe.seed)
    made = itertools.islice(maker.tasks(), recipe.task_documents + HELD_OUT_TASKS)
    tasks = [_chat(messages, answer) for messages, answer in made]
    sources: dict[str, Iterable[str]] = {
        "books_new": _pages(passages[BOOKS[0]]),
        "books_old": _pages(passages[BOOKS[1]]),
        "dialogues": map(_dialogue, talk),
        "dialogues_held_out": map(_dialogue, held_out),
        "tasks": tasks[HELD_OUT_TASKS:],
        "tasks_held_out": tasks[:HELD_OUT_TASKS],
        "ladders": _ladder_documents(ladders),
    }
    for name, documents in sources.items():
        if (folder / f"{name}.npz").exists():
            continue
        file = _tokenize(documents, tokenizer)
        file.save(folder / f"{name}.npz")
        print(
            f"{name}: {file.documents:,} documents, {len(file.tokens):,} tokens",
            flush=True,
        )


def _passages(corpora: Path, name: str) -> list[str]:
    """Paragraphs of a book file, lines joined."""
    return [
        " ".join(paragraph.split())
        for book in books(corpora, name)
        for paragraph in book.split("\n\n")
        if paragraph.strip()
    ]


def _pages(passages: list[str], words: int = 600) -> Iterator[str]:
    """Runs of paragraphs of about `words` words."""
    page: list[str] = []
    count = 0
    for passage in passages:
        page.append(passage)
        count += len(passage.split())
        if count >= words:
            yield BOS + "\n".join(page) + END
            page, count = [], 0
    if page:
        yield BOS + "\n".join(page) + END


def _chat(messages: list[Message], answer: str) -> str:
    """A conversation as the chat template writes it."""
    turns = "".join(f"<|{m['role']}|>{m['content']}{END}" for m in messages)
    return f"{BOS}{turns}<|assistant|>{answer}{END}"


def _dialogue(turns: list[Turn]) -> str:
    roles = {"customer": "user", "agent": "assistant"}
    said = "".join(f"<|{roles[who]}|>{text}{END}" for who, text in turns)
    return f"{BOS}<|system|>{REPLY}{END}{said}"


def _ladder_texts(ladders: list[Ladder]) -> Iterator[str]:
    for ladder in ladders:
        yield ladder.customer
        yield from ladder.facts
        yield from (reply.text for reply in ladder.replies)


def _ladder_documents(ladders: list[Ladder]) -> Iterator[str]:
    """Replies of the training ladders under their level; never a draft beside its rewrite."""
    for ladder in ladders:
        for reply in ladder.replies:
            text = user_text(ladder.customer, context=ladder.context, facts=ladder.facts)
            system = f"Reply at level {reply.level}."
            yield _chat(
                [
                    {"role": "system", "content": system},
                    {"role": "user", "content": text},
                ],
                reply.text,
            )


def _tokenize(documents: Iterable[str], tokenizer: PreTrainedTokenizerFast) -> TokenFile:
    pieces: list[np.ndarray] = []
    for batch in _batched(documents, 2000):
        encoded = tokenizer(batch, add_special_tokens=False)["input_ids"]
        pieces.extend(np.asarray(ids, dtype=np.uint16) for ids in encoded)
    starts = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])])
    return TokenFile(np.concatenate(pieces) if pieces else np.zeros(0, np.uint16), starts)


def _batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


class RowSource:
    """Rows of a mix of sources; the rows of a step depend on seed and step alone."""

    def __init__(self, files: dict[str, TokenFile], mix: dict[str, float], row_tokens: int) -> None:
        unknown = sorted(set(mix) - set(files))
        if unknown:
            raise ValueError(f"no source {', '.join(unknown)}; there are {', '.join(files)}")
        self._files, self._names = files, list(mix)
        self._weights = list(mix.values())
        self._row_tokens = row_tokens

    def rows(self, count: int, seed: str) -> np.ndarray:
        """An array (count, row_tokens) of int64."""
        rng = random.Random(seed)
        return np.stack([self._row(rng) for _ in range(count)])

    def _row(self, rng: random.Random) -> np.ndarray:
        """Whole documents of one source, the last one cut."""
        file = self._files[rng.choices(self._names, self._weights)[0]]
        parts: list[np.ndarray] = []
        length = 0
        while length < self._row_tokens:
            document = file.document(rng.randrange(file.documents))
            if not parts and len(document) > self._row_tokens:
                start = rng.randrange(len(document) - self._row_tokens + 1)
                document = document[start:]
            parts.append(document)
            length += len(document)
        return np.concatenate(parts)[: self._row_tokens].astype(np.int64)
