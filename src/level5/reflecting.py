"""The customer's own clauses, said back: "I queued for hours and you closed" to "you queued …".

What happened is said back surest in the customer's terms. Clauses short enough to be said in one
breath are taken from the message and turned to the agent's side by rule: first person to second,
and the company's "you" to "we" or "us".
"""

import re
from difflib import SequenceMatcher

from level5.quoting import draft_sentences
from level5.records import Case
from level5.words import is_word

_LONGEST, _SHORTEST = 16, 4
# As many as a small model can tell apart, and as many of the customer's words in a row as are no
# parroting.
_MOST, _LONGEST_RUN = 8, 11
_BREAK = re.compile(
    r"\s*(?:;|:|\s[–—-]+\s|…|\.\.+|\(|\)"
    r"|,\s+(?=(?:and|but|so|because|cos|then|which|now|yet|while|when|i|we|you|they|he|she|it|my|your"
    r"|the|there|still|only|not|no)\b)"
    r"|\s(?=(?:and|but|so|because|cos|bc) (?:i|we|you|they|he|she|it|now|my|your|the|there|then"
    r"|still)(?:'\w+)?\b))\s*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"^(?:and|but|so|because|cos|bc|then|now|well|also|plus|ok(?:ay)?|anyway|honestly|seriously|look"
    r"|listen|wait|oh|hi|hello|hey|yes|no|bro|lol|literally|basically|only|which means|i mean"
    r"|to be fair|just to say)\b[\s,:!]*",
    re.IGNORECASE,
)
# What is no account of what happened: asking, thanking, greeting, signing.
_NO_ACCOUNT = re.compile(
    r"\?\s*$|\b(?:please|pls|plz|kindly|thanks?|thank you|cheers|regards|sincerely|dear|hello|sorry"
    r"|hope|wonder|could you|can you|would you|let me know|i(?:'m| am) writing|to be honest|explain"
    r"|tell me|advise)\b|https?:|\S@\S|\[\w+\]",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?P<lead>(?::|, and|,)?\s*)(?P<mark>\{(?P<number>\d)\})")
_HANDLE = re.compile(r"(?<!\S)[@#]\w+")
_SYMBOL = re.compile(r"[^\w\s.,:;!?'’\"“”‘()%$€£/&+#@°-]")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
# How people type, and how an agent writes it.
_TYPED = {
    "im": "i'm", "ive": "i've", "id": "i'd", "dont": "don't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "hasnt": "hasn't",
    "havent": "haven't", "couldnt": "couldn't", "youre": "you're", "youve": "you've", "u": "you",
    "ur": "your", "thats": "that's", "theres": "there's", "hes": "he's", "shes": "she's",
    "theyre": "they're", "bc": "because", "cos": "because", "bcoz": "because", "w": "with",
    "n": "and", "tmrw": "tomorrow", "yr": "your", "gonna": "going to", "wanna": "want to",
}  # fmt: skip
_OURS = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you",
    "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're",
    "we've": "you've", "we'd": "you'd", "we'll": "you'll", "us": "you", "our": "your",
    "ours": "yours", "ourselves": "yourselves", "your": "our", "you're": "we're",
    "you've": "we've", "you'd": "we'd", "you'll": "we'll", "yours": "ours",
    "yourselves": "ourselves",
}  # fmt: skip
_AFTER_YOU = {"am": "are", "was": "were", "wasn't": "weren't"}
# A clause that begins with one of these, or another past form, leaves out its "I".
_DID = frozenset(
    "been bought broke brought came did drove found gave got had kept left lost made met paid put"
    " rang sat sent sold spent stood stuck took told tried went woke wrote".split()
)
# What was done to the customer, and how they are.
_DONE_TO = frozenset(
    "banned billed blocked bumped charged denied fined ghosted locked overcharged refused rejected"
    " scammed stranded trapped".split()
)
# A clause that begins so leans on another.
_LEANS = re.compile(
    r"(?:which|who|whose|that|than|to|of|as|if|or|has|is|was|are|were|did|does|until|unless)\b",
    re.IGNORECASE,
)
_NOT_DID = frozenset(
    "annoyed bed bored breed closed confused disappointed disgusted embarrassed excited fixed"
    " frustrated hundred indeed interested limited need red shed speed supposed tired united"
    " unlimited used worried".split()
)
# After these, the company's "you" is an object: "us".
_BEFORE_OBJECT = frozenset(
    "to for with from at of by about on told asked gave paid pay trust trusted called rang emailed"
    " wrote tell ask sent send thank love than messaged contacted texted phoned choose chose"
    " believed".split()
)


def customer_clauses(message: str) -> list[str]:
    """The first clauses of a message that an agent can say back, in order and already turned.

    Each is an account of something in at most 16 words, not more than 11 in a row of them the
    customer's own, in lower case at its beginning and without a full stop; names and figures stand
    as they were typed.
    """
    found: list[str] = []
    for sentence in draft_sentences(_SYMBOL.sub(" ", _HANDLE.sub(" ", message))):
        if _NO_ACCOUNT.search(sentence) and len(sentence.split()) <= _LONGEST:
            continue
        for part in _BREAK.split(sentence):
            clause = _bare(part)
            if _SHORTEST <= len(clause.split()) <= _LONGEST and not _NO_ACCOUNT.search(part):
                turned = _turned(clause)
                if _LEANS.match(turned):
                    continue
                if turned not in found and _run(turned, clause) <= _LONGEST_RUN:
                    found.append(turned)
    return found[:_MOST]


def with_account(case: Case) -> Case:
    """The case with the clauses of its message, numbered, after the message itself."""
    clauses = customer_clauses(case.customer)
    if not clauses:
        return case
    account = " ".join(f"{{{i}}} {clause}" for i, clause in enumerate(clauses, start=1))
    return case.model_copy(update={"customer": f"{case.customer}\n\nAccount:\n{account}"})


def said_back(answer: str, message: str) -> str:
    """An answer with the clauses that its marks ("{2}") stand for, each said once.

    A mark that the message does not have stands for nothing and is left out, with the colon or
    comma that led to it.
    """
    clauses = customer_clauses(message)
    said: set[int] = set()

    def clause(match: re.Match[str]) -> str:
        number = int(match["number"])
        if number in said or not 1 <= number <= len(clauses):
            return ""
        said.add(number)
        text = clauses[number - 1]
        before = answer[: match.start("mark")].rstrip()
        begins = not before or before[-1] in ".!?…]"
        return match["lead"] + (text[0].upper() + text[1:] if begins else text)

    return " ".join(_MARK.sub(clause, answer).split())


def _bare(part: str) -> str:
    clause = " ".join(part.split()).strip(" .,!;:-\"“”'‘’")
    while (shorter := _JOINT.sub("", clause)) != clause:
        clause = shorter
    clause = clause.strip(' .,!;:-"“”')
    for mark in ("“”", '"', "‘"):
        if sum(clause.count(m) for m in mark) % 2:
            clause = clause.translate(dict.fromkeys(map(ord, mark)))
    # A single quote that opens a word and never closes.
    if len(re.findall(r"(?<!\w)'", clause)) != len(re.findall(r"'(?!\w)", clause)):
        clause = re.sub(r"(?<!\w)'|'(?!\w)", "", clause)
    first = clause.split()[0].lower() if clause else ""
    if first in _DONE_TO:
        clause = f"I was {clause[0].lower()}{clause[1:]}"
    elif first in _DID or (first.endswith("ed") and len(first) > 4 and first not in _NOT_DID):
        clause = ("I've " if first == "been" else "I ") + clause[0].lower() + clause[1:]
    return clause


def _turned(clause: str) -> str:
    """The clause from the agent's side."""
    words = re.split(r"(\s+)", clause)
    out: list[str] = []
    before = ""
    for index, piece in enumerate(words):
        match = _WORD.search(piece)
        if match is None:
            out.append(piece)
            continue
        word = match[0].replace("’", "'")
        last = index == len(words) - 1
        new = _word(word, before, last)
        out.append(piece[: match.start()] + new + piece[match.end() :])
        before = new.lower()
    text = "".join(out)
    return text if _keeps_its_capital(text) else text[:1].lower() + text[1:]


def _word(word: str, before: str, last: bool) -> str:
    plain = _quiet(word)
    typed = _TYPED.get(plain.lower(), plain)
    low = typed.lower()
    if low == "you":
        return "us" if before in _BEFORE_OBJECT or last else "we"
    if before == "you" and low in _AFTER_YOU:
        return _AFTER_YOU[low]
    return _OURS.get(low, typed)


def _quiet(word: str) -> str:
    """A shouted word in lower case; what is no word, or short, may be a name ("UK", "HMRC")."""
    return word.lower() if len(word) > 3 and word.isupper() and is_word(word.lower()) else word


def _keeps_its_capital(clause: str) -> bool:
    """Whether the first word is, as far as its form tells, a name, an abbreviation or an id."""
    first = clause.split()[0].replace("’", "'")
    return (first.isupper() and len(first) > 1) or not is_word(first.lower().partition("'")[0])


def _run(turned: str, clause: str) -> int:
    """The longest run of words that turning left as they were."""
    ours, theirs = turned.lower().split(), clause.lower().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match().size
