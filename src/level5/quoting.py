"""Quoting: a rewrite may carry a sentence of its draft by number instead of copying it out.

A model of 15 M parameters garbles what it copies: figures, names and conditions change on the way.
Shown the draft's sentences with numbers, "[2]" in its answer stands for the second, word for word
(a pointer, as in Vinyals, Fortunato and Jaitly 2015, arXiv:1506.03134, in the form of plain text).
What is empathy, question and choice it writes itself.
"""

import re

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


def requoted(answer: str, before: str, after: str) -> str:
    """An answer that carries all of the draft's content, in order, and nothing else of it.

    The content stands together where the answer first quotes some of it, or before its last
    sentence where it quotes none.

    Args:
        answer: not yet expanded.
        before: the number of the draft's greeting, as "[1]"; empty for none.
        after: the numbers of the draft's content, likewise.
    """
    content = after.split()
    first = next((mark.start() for mark in _MARK.finditer(answer) if mark[0] in content), None)
    if first is None:
        *sentences, last = draft_sentences(_MARK.sub("", answer)) or [""]
        begun, rest = " ".join(sentences), last
    else:
        begun, rest = answer[:first], answer[first:]
    parts = [before, _MARK.sub("", begun), after, _MARK.sub("", rest)]
    return " ".join(" ".join(parts).split())


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
