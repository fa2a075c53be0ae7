"""Quoting: a rewrite may carry a sentence of its draft by number instead of copying it out.

A model of 15 M parameters garbles what it copies: figures, names and conditions change on the way.
Shown the draft's sentences with numbers, "[2]" in its answer stands for the second, word for word
(a pointer, as in Vinyals, Fortunato and Jaitly 2015, arXiv:1506.03134, in the form of plain text).
What is empathy, question and choice it writes itself.
"""

import re
from collections.abc import Sequence

from level5.records import Case

_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^,.!?]{0,40}[,.!?–—-]",
    re.IGNORECASE,
)
# Courtesy before a sentence's content, and what takes it back: each stands alone, so that a rewrite
# can leave it out.
_LEAD = re.compile(
    r"(?:(?:(?:many )?thanks?\b|thank you|cheers|(?:so |very )?sorry|(?:our )?apologies"
    r"|(?:we(?:'re| are)|i(?:'m| am)) (?:so |very |really |truly |terribly )*sorry"
    r"|(?:i|we) (?:\w+ )?(?:understand|appreciate|know|hear|get|reali[sz]e))\b"
    r"[^.!?;]{0,80}(?:\s[-–—]|,? but|,? however,)|however,"
    r"|(?:please )?(?:(?:don't|do not) (?:worry|panic|fret)|no need to (?:worry|panic)|not to worry"
    r"|relax|calm down)(?:,|\s[-–—]))",
    re.IGNORECASE,
)
# Dots that end no sentence.
_ABBREVIATIONS = frozenset("mr. mrs. ms. dr. st. no. e.g. i.e. a.m. p.m. approx. vs. ref.".split())
_MARK = re.compile(r"\[(\d{1,2})\]")
_WORD = re.compile(r"\[\w+\]|\w+(?:['’]\w+)*")

# How much of a draft's sentence must stand in a reference's sentence to be quoted there, and how
# much of the reference's sentence must be of the draft.
_HELD, _OWN = 0.6, 0.5
# How much of a sentence must stand in an answer for the sentence not to be missing from it.
_CARRIED = 0.9


def draft_sentences(draft: str) -> list[str]:
    """The sentences of a draft, in order.

    A greeting counts as one, so does courtesy before the content, and so does a line.
    """
    found: list[str] = []
    for line in draft.splitlines():
        begun: list[str] = []
        for word in line.split():
            begun.append(word)
            if _ends(word) or _stands_alone(" ".join(begun)):
                found.append(" ".join(begun))
                begun = []
        if begun:
            found.append(" ".join(begun))
    return found


def _stands_alone(text: str) -> bool:
    return bool(_GREETING.fullmatch(text) or _LEAD.fullmatch(text))


def _ends(word: str) -> bool:
    bare = word.rstrip("\"'”’)")
    return bare[-1:] in (".", "!", "?", "…") and bare.lower() not in _ABBREVIATIONS


def numbered(case: Case) -> Case:
    """The case with a number before each sentence of its draft: "[1] Hello. [2] See [link]."."""
    parts = [f"[{i}] {text}" for i, text in enumerate(draft_sentences(case.draft), start=1)]
    return case.model_copy(update={"draft": " ".join(parts)})


def quoted(reference: str, draft: str) -> str:
    """A reference with the draft's sentences that it carries replaced by their numbers.

    A sentence of the reference that holds most words of some of the draft's sentences, and little
    else, becomes their marks.
    """
    theirs = [_words(text) for text in draft_sentences(draft)]
    out = []
    for sentence in draft_sentences(reference):
        own = _words(sentence)
        held = [
            i for i, words in enumerate(theirs) if words and len(words & own) >= _HELD * len(words)
        ]
        covered = set[str]().union(*(theirs[i] for i in held))
        if held and len(covered & own) >= _OWN * len(own):
            marks = [f"[{i + 1}]" for i in held]
            out += [mark for mark in marks if mark not in out]
        else:
            out.append(sentence)
    return " ".join(out)


def expanded(answer: str, draft: str) -> str:
    """An answer with the sentences that its numbers stand for, each said once.

    A number that the draft does not have stands for nothing and is left out.
    """
    sentences = draft_sentences(draft)
    said: set[int] = set()

    def sentence(match: re.Match[str]) -> str:
        number = int(match[1])
        if number in said or not 1 <= number <= len(sentences):
            return ""
        said.add(number)
        text = sentences[number - 1]
        before = answer[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?…]"
        return text[0].upper() + text[1:] if begins else text

    return " ".join(_MARK.sub(sentence, answer).split())


def completed(answer: str, draft: str, required: Sequence[int]) -> str:
    """An answer with the numbers of the sentences that it must carry and leaves out.

    They go after its last number, or before its last sentence where it has none.

    Args:
        answer: not yet expanded.
        draft: the draft.
        required: numbers of sentences, from 1. Those that the answer has in other words, most of
            them the same, count as carried.
    """
    sentences = draft_sentences(draft)
    marks = list(_MARK.finditer(answer))
    present = {int(mark[1]) for mark in marks}
    own = _words(answer)
    missing = [i for i in required if i not in present and not _carried(sentences[i - 1], own)]
    if not missing:
        return answer
    added = " ".join(f"[{i}]" for i in missing)
    if marks:
        end = marks[-1].end()
        return f"{answer[:end]} {added}{answer[end:]}"
    parts = draft_sentences(answer)
    return " ".join([*parts[:-1], added, *parts[-1:]])


def without_others(answer: str, kept: Sequence[int]) -> str:
    """An answer without the numbers of sentences that are not to be carried."""
    return " ".join(_MARK.sub(lambda m: m[0] if int(m[1]) in kept else "", answer).split())


def _carried(sentence: str, own: set[str]) -> bool:
    words = _words(sentence)
    return len(words & own) >= _CARRIED * len(words)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
