"""A customer's words from the agent's side: "the code you sent me" becomes "the code we sent you".

By rule: first person to second, the company's "you" to "we" or "us", hasty typing written out.
"""

import re

from level5.words import is_word

_WORD = re.compile(r"(?<![\w/&])(?<!\w-)[A-Za-z]+(?:['’][A-Za-z]+)?(?![\w/&])(?!-\w)")
# How people type, and how an agent writes it.
_TYPED = {
    "im": "i'm", "ive": "i've", "iv": "i've", "dont": "don't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "hasnt": "hasn't",
    "havent": "haven't", "couldnt": "couldn't", "youre": "you're", "youve": "you've", "u": "you",
    "ur": "your", "thats": "that's", "theres": "there's", "hes": "he's", "shes": "she's",
    "theyre": "they're", "bc": "because", "cos": "because", "bcoz": "because", "w": "with",
    "n": "and", "nd": "and", "ye": "you", "yer": "your", "yall": "you", "y'all": "you",
    "uve": "you've", "weve": "we've", "theyve": "they've", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "arent": "aren't", "werent": "weren't", "itll": "it'll",
    "ppl": "people", "cuz": "because", "coz": "because", "r": "are", "abt": "about",
    "nite": "night", "thru": "through", "acct": "account", "wk": "week", "wks": "weeks",
    "kinda": "kind of", "gotta": "have to", "tmrw": "tomorrow", "yr": "your", "gonna": "going to",
    "wanna": "want to",
}  # fmt: skip
_OURS = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you",
    "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're",
    "we've": "you've", "we'd": "you'd", "we'll": "you'll", "us": "you", "our": "your",
    "ours": "yours", "ourselves": "yourselves", "your": "our", "you're": "we're",
    "you've": "we've", "you'd": "we'd", "you'll": "we'll", "yours": "ours",
    "yourselves": "ourselves",
}  # fmt: skip
# The customer's people, as only the customer names them.
_PARENT = (
    "mum|mam|mom|mummy|mammy|mama|dad|daddy|nan|nana|gran|granny|grandma|grandad|grandpa|hubby"
)
_KIN = re.compile(rf"(?:{_PARENT})(?:'?s)?")
_RELATIVE = re.compile(rf"(?:{_PARENT}|wife|husband|daughter|son|brother|sister|kids?)(?:'?s)?")
_BEFORE_KIN = frozenset(
    "but that when because since with for to of at from as if told about than after before".split()
)
_SHOUTED = frozenset(
    "all am an and any are as at be but by can car day did do end for get got had has have he her"
    " him his how if in is it key lot my new no not now of off old on one or our out own pay put"
    " ran red run saw say see she six so ten the they to too top two up was way we who why won yes"
    " yet you".split()
)
_AFTER_YOU = {"am": "are", "was": "were", "wasn't": "weren't"}
# After these, the company's "you" is an object: "us".
_BEFORE_OBJECT = frozenset(
    "to for with from at of by about on told asked gave paid pay trust trusted called rang emailed"
    " wrote tell ask asking sent send thank thanking love messaged contacted texted phoned choose"
    " chose believed between behind bother bothering giving help inform into let letting mailing"
    " near paying request ringing telling trouble wanted without against".split()
)


def turned(clause: str) -> str:
    """The words, at least one, from the agent's side."""
    clause = re.sub(
        r"\b(was|am) I\b",
        lambda m: "were I" if m[1].lower() == "was" else "are I",
        clause,
        flags=re.IGNORECASE,
    )
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
    text = re.sub(r"^(you\b[^,;]* and) was\b", r"\1 were", "".join(out))
    return text if _keeps_its_capital(text) else text[:1].lower() + text[1:]


def _word(word: str, before: str, last: bool) -> str:
    plain = _quiet(word)
    typed = plain if word in ("N", "R", "W") else _TYPED.get(plain.lower(), plain)
    low = typed.lower()
    if low == "you":
        return "us" if before in _BEFORE_OBJECT or last else "we"
    if before == "you" and low in _AFTER_YOU:
        return _AFTER_YOU[low]
    alone = _KIN if before in _BEFORE_KIN else None if before else _RELATIVE
    if alone is not None and alone.fullmatch(low):
        return f"your {low}"
    return _OURS.get(low, typed)


def _quiet(word: str) -> str:
    """A shouted word in lower case; what is no word, or short, may be a name ("UK", "HMRC")."""
    low = word.lower()
    known = low in _SHOUTED or (len(word) > 3 and is_word(low))
    return low if word.isupper() and known else word


def _keeps_its_capital(clause: str) -> bool:
    """Whether the first word is, as far as its form tells, a name, an abbreviation or an id."""
    first = clause.split()[0].strip(",.!;").replace("’", "'")
    plain = first.lower().partition("'")[0].split("-")
    return (first.isupper() and len(first) > 1) or not all(map(is_word, plain))
