"""Self-supervised tasks in the shape of the rewriter's prompt, built from the corpora alone.

A small model must copy what a draft says and say back what a customer says; both can be practised
without any label. The answers are rule-made: the draft as it stands, the customer's words with "I"
turned to "you". Numbers, names and links are replaced at random on both sides, so that copying, not
remembering, is what pays.
"""

import itertools
import random
import re
import string
from collections.abc import Iterator

from level5.prompt import Message, user_text
from pretrain.corpus import Turn

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+[\"'”’)]*|[^.!?\n]+$")
_TO_SECOND_PERSON = {
    "i": "you",
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "am": "are",
    "we": "you",
    "we're": "you're",
    "we've": "you've",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "you": "we",
    "your": "our",
    "you're": "we're",
    "you've": "we've",
    "yours": "ours",
}
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_LINKS = (
    "at [link]",
    "here: [link]",
    "on [link]",
    "by email to [email]",
    "on [phone]",
    "[link]",
)

COPY = "Repeat the draft."
REFLECT = "Say the customer's message back."
REFLECT_COPY = "Say the customer's message back, then repeat the draft."
COPY_REFLECT = "Repeat the draft, then say the customer's message back."
FACTS = "State the facts."
REPLY = "Reply to the customer."


def sentences(text: str) -> list[str]:
    """Sentences by their end marks, outer space removed."""
    return [m[0].strip() for m in _SENTENCE.finditer(text) if len(m[0].split()) > 1]


def second_person(text: str) -> str:
    """The customer's words as the agent says them back: "I lost it" becomes "You lost it"."""

    def shifted(match: re.Match[str]) -> str:
        word = match[0]
        new = _TO_SECOND_PERSON.get(word.lower().replace("’", "'"))
        if new is None:
            return word
        starts = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?"
        return new[0].upper() + new[1:] if starts else new

    out = _WORD.sub(shifted, text)
    return re.sub(r"\b([Yy]ou) was\b", r"\1 were", out)


def shuffle_slots(text: str, rng: random.Random, names: list[str]) -> str:
    """Other digits, other names, and sometimes a link or an id, in one text."""
    if rng.random() < 0.6:
        text = re.sub(
            r"\d",
            lambda m: rng.choice("123456789" if m[0] != "0" else "0123456789"),
            text,
        )
    if rng.random() < 0.5:
        text = re.sub(
            r"(?<=[a-z,] )[A-Z][a-z]{2,}\b",
            lambda m: rng.choice(names) if rng.random() < 0.7 else m[0],
            text,
        )
    draw = rng.random()
    if draw < 0.2:
        text = text.rstrip(".!") + " " + rng.choice(_LINKS) + rng.choice(["", "."])
    elif draw < 0.35:
        text = (
            text.rstrip(".!")
            + f" ({rng.choice(['ref', 'order', 'ticket', 'case', 'no.'])} {_code(rng)})."
        )
    elif draw < 0.45:
        text = text.rstrip(".!") + f", {rng.choice('£$€')}{_amount(rng)}."
    return text


def _code(rng: random.Random) -> str:
    digits = "".join(rng.choices(string.digits, k=rng.randint(3, 8)))
    letters = "".join(rng.choices(string.ascii_uppercase, k=rng.randint(1, 3)))
    return rng.choice([digits, f"{letters}-{digits}", f"{letters}{digits}", f"#{digits}"])


def _amount(rng: random.Random) -> str:
    return rng.choice(
        [f"{rng.randint(1, 999)}.{rng.randint(0, 99):02d}", str(rng.randint(2, 2500))]
    )


class TaskMaker:
    """Draws tasks from dialogues and book passages, without end.

    Args:
        dialogues: turns of service dialogues.
        passages: book paragraphs.
        seed: decides every draw.
    """

    def __init__(self, dialogues: list[list[Turn]], passages: list[str], seed: int) -> None:
        self._rng = random.Random(seed)
        self._exchanges = [
            (first[1], second[1])
            for turns in dialogues
            for first, second in itertools.pairwise(turns)
            if first[0] == "customer" and second[0] == "agent"
        ]
        self._agent_lines = [text for turns in dialogues for who, text in turns if who == "agent"]
        self._passages = passages
        found = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b", " ".join(passages[:20_000]))
        self._names = sorted(set(found))

    def tasks(self) -> Iterator[tuple[list[Message], str]]:
        """Pairs of prompt messages and answer."""
        while True:
            yield self._draw()

    def _draw(self) -> tuple[list[Message], str]:
        rng = self._rng
        customer, draft = self._customer(), self._draft()
        facts = self._facts() if rng.random() < 0.4 else ()
        context = self._context() if rng.random() < 0.25 else ""
        task = rng.choices(
            [COPY, REFLECT, REFLECT_COPY, COPY_REFLECT, FACTS], weights=[4, 1, 4, 1, 1]
        )[0]
        if task == FACTS:
            facts = facts or self._facts()
            answer, shown = " ".join(facts), ""
        elif task == REFLECT:
            answer, shown = second_person(customer), draft
        else:
            back = second_person(customer)
            answer = {
                COPY: draft,
                REFLECT_COPY: f"{back} {draft}",
                COPY_REFLECT: f"{draft} {back}",
            }[task]
            shown = draft
        text = user_text(customer, context=context, facts=facts, draft=shown)
        return [
            {"role": "system", "content": task},
            {"role": "user", "content": text},
        ], answer

    def _customer(self) -> str:
        rng = self._rng
        if rng.random() < 0.6:
            text = " ".join(rng.choice(self._exchanges)[0] for _ in range(rng.choice([1, 1, 2, 3])))
        else:
            text = self._prose(rng.choice([1, 1, 2, 3]))
        return shuffle_slots(text, rng, self._names)

    def _draft(self) -> str:
        rng = self._rng
        if rng.random() < 0.6:
            text = " ".join(rng.choice(self._agent_lines) for _ in range(rng.choice([1, 1, 2, 3])))
        else:
            text = self._prose(rng.choice([1, 1, 2]))
        return shuffle_slots(text, rng, self._names)

    def _facts(self) -> tuple[str, ...]:
        rng = self._rng
        return tuple(
            shuffle_slots(rng.choice(self._agent_lines), rng, self._names)
            for _ in range(rng.randint(1, 3))
        )

    def _context(self) -> str:
        customer, agent = self._rng.choice(self._exchanges)
        return f"Customer: {customer}\nAgent: {agent}"

    def _prose(self, count: int) -> str:
        """A few sentences in a row of one book passage."""
        found: list[str] = []
        while not found:
            found = [s for s in sentences(self._rng.choice(self._passages)) if len(s.split()) < 40]
        start = self._rng.randrange(len(found))
        return " ".join(found[start : start + count])
