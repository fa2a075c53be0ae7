"""The customer's own clauses, said back: "I queued for hours and you closed" to "you queued …".

What happened is said back surest in the customer's terms. Clauses short enough to be said in one
breath are taken from the message and turned to the agent's side by rule: first person to second,
and the company's "you" to "we" or "us".
"""

import re
from collections.abc import Sequence

from level5.quoting import draft_sentences
from level5.turning import turned
from level5.words import longest_run

_LONGEST, _SHORTEST = 16, 4
# As many as a small model can tell apart, and as many of the customer's words in a row as are no
# parroting.
_MOST, _LONGEST_RUN = 8, 10
# Where a message has no shorter clause: a long account is better than none.
_LONGER = (24, 20)
_BREAK = re.compile(
    r"\s*(?:;|:(?!\d)|\s[–—-]+\s|…|\.\.+|\(|\)"
    # "So I can" is a purpose, and stays.
    r"|,\s+(?!so (?:i|we|he|she|they) (?:can|could)\b)"
    r"(?=(?:how|what|why|is|are|can|will|do|does|and|but|so|because|cos|then|which|now|yet|while"
    r"|when|i|we|you|they|he|she|it|my|your|all (?:my|our|the|of)|the|there|still|only|not|no)\b)"
    r"|(?<!nothing)(?<!anything)(?<!\ball)\s(?=but\s)"
    r"|(?<!\bme)\s(?!so (?:i|we|he|she|they) (?:can|could)\b)"
    r"(?=(?:and|&|n|but|so|because|cos|cuz|bc) (?:i|im|ive|we|you|u|ur|they|he|hes|she|shes|it|now"
    r"|my|your|the|there|theres|then|still)(?:'\w+)?\b))\s*",
    re.IGNORECASE,
)
# "No lift worked" and "the only class" lose their sense without the word: those need a comma or a
# subject after them.
_JOINT = re.compile(
    r"^(?:(?:and|&|n|but|so|because|cos|cuz|bc|then|now|well(?! done)|also|plus|ok(?:ay)?|anyway"
    r"|honestly|seriously|actually|literally|basically|oh|um+|er+m?|omg|yo|hi+|hiya|hello|hey|yes|yep"
    r"|yeah|bro|dude|lol|sir|madam|ma'am|respected (?:sir|madam|team)(?:/(?:sir|madam))?|turns out"
    r"|which means|i mean|to be fair|just to say)(?=[\s,:!])"
    r"|(?:no|only|look|listen|wait|sure|right|again|instead|one|two|three|four|five|first|second"
    r"|third)(?=[,:!])"
    r"|(?:no|only|look|wait|sure)(?= (?:i|we|you|they|he|she|it|there|my)(?:'\w+)?\b))[\s,:!]*",
    re.IGNORECASE,
)
# What is no account of what happened: asking, thanking, greeting, signing.
_NO_ACCOUNT = re.compile(
    r"\?\s*$|\b(?:please|pls|plz|kindly|thanks?|thank you|cheers|regards|sincerely|dear|hello|sorry"
    r"|hope|wonder|thanking|yours (?:faithfully|truly|in)"
    r"|good (?:morning|afternoon|evening)|could you|can you|would you|let me know"
    r"|i(?:'m| am) writing|to be honest|explain"
    r"|tell me|advise)\b|https?:|\S@\S|\[\w+\]",
    re.IGNORECASE,
)
# An appeal, which ends the clause before it and begins none.
_APPEAL = re.compile(
    r"[\s,;.!]*\b(?:(?:can|could) (?:you|u|someone|anyone|anybody) )?(?:please|pls|plz|plse)?\s*"
    r"\bhelp(?: me| us)?(?: out)?(?: with (?:this|it|that))?(?: please| pls| plz)?"
    r"(?: someone| anyone)?"
    r"(?=\s*[,.!?;]|\s*$|\s+(?:i|im|my|we|someone|somebody|it|the)\b)[\s,.!;]*"
    r"|[\s,;]+(?:please|pls|plz|kindly)\s+(?:contact|fix|sort|stop|reply|respond|advise|call|dm|check"
    r"|let me know|tell me|explain|do something)\b[^.?!;]*[.?!;]*",
    re.IGNORECASE,
)
# What is asked holds an account: "why can't I log in?", "how do I get my money back?"
_REASON = re.compile(
    r"^(?:(?:so|and|but|ok|also|hi|hey|hello)[\s,]+)*(?:(?:can|could)"
    r" (?:you|anyone|someone|somebody)(?: please)? (?:tell me|explain)(?: to me)? "
    r"|any (?:idea|clue|reason) )?(?:why|how come|y)[,\s]+",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"^(?:(?:so|and|but|ok|also|hi|hey|hello)[\s,]+)*(?:how (?:do|can|could|would|should) (?:i|we)"
    r"|(?:is there )?(?:a|any) way (?:for me )?to)\s+"
    r"(?P<act>(?!know\b|explain\b|tell\b|trust\b)\w.*)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?P<verb>am|are|is|was|were|has|have|had|can not|cannot|do|did"
    r"|(?:ca|wo|is|are|have|has|was|do|does|did)n['’]?t)\s+"
    r"(?P<who>i|we|you(?: guys| people)?|u|they|he|she|it|this|(?:my|our|your|the) \w+)\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?P<lead>(?::|, and|,)?\s*)(?P<mark>\{(?P<number>\d)\})")
# What is left at a sentence's beginning of a mark that stood for nothing.
_ORPHAN = re.compile(r"(?P<stop>^|[.!?])\s*,\s*(?:and\s+)?(?P<begins>\w)")
_HANDLE = re.compile(r"(?<!\S)(?:@\w+|#[A-Za-z]\w*)")
# In the middle of a sentence the handle is the company: "back to @duskholm".
_COMPANY = re.compile(r"\b(to|from|with|at|by|of|into|on) @\w+")
_SYMBOL = re.compile(r"[^\w\s.,:;!?–—…\[\]'’\"“”‘()%$€£₹/&+#@°-]")
# A clause that begins with one of these, or another past form, leaves out its "I".
_DID = frozenset(
    "been bought broke brought came did drove found gave got had kept left lost made met paid put"
    " rang sat saw sent sold spent stood took told tried went woke wrote".split()
)
# What was done to the customer, and how they are.
_DONE_TO = frozenset(
    "banned billed blocked bumped charged denied fined ghosted locked overcharged refused rejected"
    " scammed stranded trapped".split()
)
# A clause that begins so leans on another.
_LEANS = re.compile(
    r"(?:which|who|whose|whom|that(?= (?:you|we|they|he|she|it|the|there)\b)|than|to|of|as|if|or"
    r"|(?:has|is|was|are|were|did|does|do|have)(?:n't)?|am|still|none|other than|part of|any|just"
    r"|until|unless|why|where|how|needs|keeps?|give|fix|stop|send|tell|sort|answer|respond|reply"
    r"|explain|thought|wish|imagine"
    r"|what(?! (?:you|came|has)\b)|guess|not(?! one)|said|let"
    r"|(?:can|could|will|would|should|shall) (?:you|we|they|he|she|it)"
    r"|love|loving|lovely|congrat\w*|shout ?out|bravo|happy|hats off|truly|surely|want|feel|tired"
    r"|too tired)\b",
    re.IGNORECASE,
)
# Feelings alone, wishes, politeness, and who is speaking.
_TELLS_NOTHING = re.compile(
    r"you(?:'re| are| were| feel| felt)(?: [\w']+){0,3}? (?:angry|mad|furious|livid|fuming|tired"
    r"|upset|disappointed|sad|annoyed|irritated|frustrated|embarrassed|mortified|ashamed|scared|afraid"
    r"|anxious|worried|nervous|panicking|frantic|exhausted|drained|fed up|cross|indignant|disgusted"
    r"|stupid|silly|foolish|fool|idiot|confused|puzzled|happy|pleased|impressed|worn (?:out|down)"
    r"|at a loss|let down|heartbroken)\b(?:,? [\w']+){0,3}"
    r"|you(?: just| only| really)? (?:want|expect|request|require|wish) .*"
    r"|you(?:'d| would| should)(?: \w+)? (?:like|love|appreciate|be (?:grateful|glad|obliged)) .*"
    r"|you(?: do)? (?:don't (?:like|want|mean) to|hate to|must say|suppose|appreciate) .*"
    r"|(?:it's|it is|you're (?:only |just )?(?:ringing|calling|writing)) (?:about|regarding) .*"
    r"|it's (?:mrs?|ms|dr)\b.*|(?-i:this is [A-Z]).*"
    r"|(?:this|it)(?:'s| is| was)(?: [a-z]+){0,2} (?:stupid|awkward|mortifying|(?:un)?acceptable"
    r"|disappointing|ridiculous|embarrassing|humiliating|frustrating|unfair)\b.*",
    re.IGNORECASE,
)
# Another's words: "you" and "I" in them are not this customer's.
_QUOTED = re.compile(
    r"(?:^|(?<=[\s(]))[\"“'‘](?!\d|til\b|em\b|cause\b)(?=\w)(?:[^\"”'’]|(?<=\w)['’](?=\w))*?"
    r"\b(?:i|me|my|we|us|our|you|u|your|ur)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",?\s*\b(?:lol|lmao|tbh|ngl|smh|btw|omg|(?-i:rn)|literally|lowkey)\b"
    r"|,\s*(?:you see|you know|i see|i must say|i suppose|mind you|honestly|frankly|promise|really"
    r"|like|to be (?:honest|frank)|if i['’]m honest|to put it mildly|that(?:['’]s| is) all|love"
    r"|dear|honey|hun|pet|mate|lads|sir|madam|ma['’]am)(?=\s*(?:$|[,.!?;]))",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b(?:you|ye|u) (?:people|guys|lot|folks|lads)\b", re.IGNORECASE)
# "Hey Lumo I've been trying": who is called.
_CALLED = re.compile(
    r"^(?:hi|hey|hello|dear|yo)\s+(?:there |all |team |guys )?(?:[A-Z][\w’'-]*\s+){0,2}"
    r"(?=(?:[Ii]|[Ii]['’]?(?:m|ve|d)|[Mm]y|[Ww]e|[Ww]hy|[Hh]ow|[Tt]he)\s)"
)
_ASIDE_IN_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")
_ITS = re.compile(
    r"\b(i)ts(?= (?:an?|the|been|not|still|just|only|my|your|our|so|too|in|on|at|now|dead|gone"
    r"|telling|saying|asking|showing|giving|making|doing|getting|going"
    r"|\d+)\b)",
    re.IGNORECASE,
)
# What was done to the customer, where the clause says no more of by whom.
_PASSIVE = re.compile(
    r"(?:told(?! (?:my|our|your|ur|you|u|them|him|her|the|everyone)\b)|turned away"
    r"|sent (?:home|away|round)|left (?:waiting|standing|stranded|on hold)|kept (?:waiting|on hold)"
    r"|put (?:on hold|through)|passed (?:around|between|from))\b",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"(?:me|us|an hour|ages|forever|(?:\d+|two|three|four|five|six|ten|twenty|thirty|forty|fifty)"
    r" ?(?:min\w*|h(?:ou)?rs?|days|weeks|months|goes|tries))\b(?! off)",
    re.IGNORECASE,
)
_OTHERS = frozenset("my our him her them his their me us i you we they he she it".split())
_NOT_DID = frozenset(
    "annoyed arrived bed bored bottled breed closed confused crashed died disappointed disgusted"
    " embarrassed excited failed fixed frustrated guided gutted hundred indeed interested killed"
    " leaked limited looked mortified need red respected shattered shed speed stopped supposed"
    " tired united unlimited used worried".split()
)
_NOT_DONE = re.compile(
    r"(?:(?:but|and|so)\s+)?(?P<not>(?:still )?(?:did|have|could|ca)n['’]?t)\b", re.IGNORECASE
)
_OF_ONESELF = re.compile(r"(?:(?:so|and|but|hi|hey)[\s,]+)*i\b", re.IGNORECASE)
# What stands between the names of a signature.
_BETWEEN_NAMES = frozenset("and of the claim ref reference order member plate".split())


def customer_clauses(message: str) -> list[str]:
    """The first clauses of a message that an agent can say back, in order and already turned.

    Each is an account of something in at most 16 words, not more than 10 in a row of them the
    customer's own, in lower case at its beginning and without a full stop; names and figures stand
    as they were typed.
    """
    return _clauses(message, _LONGEST, _LONGEST_RUN) or _clauses(message, *_LONGER)


def _clauses(message: str, longest: int, longest_run_of_words: int) -> list[str]:
    found: list[str] = []
    for sentence in draft_sentences(_APPEAL.sub(". ", _plain(message))):
        sentence = _told(_ASIDE.sub("", sentence))
        if _NO_ACCOUNT.search(sentence) and len(sentence.split()) <= longest:
            continue
        parts = _BREAK.split(sentence)
        for place, part in enumerate(parts):
            # "I bought it but didn't get it": the same subject.
            if place and _NOT_DONE.match(part) and _OF_ONESELF.match(parts[place - 1]):
                part = _NOT_DONE.sub(r"I \g<not>", part)
            if _NO_ACCOUNT.search(part) or _QUOTED.search(part):
                continue
            clause = _bare(part, opens=place == 0)
            if not _SHORTEST <= len(clause.split()) <= longest or _is_signature(clause):
                continue
            said = turned(clause)
            if _LEANS.match(said) or _TELLS_NOTHING.fullmatch(said) or said in found:
                continue
            if (
                longest_run(said.lower().split(), clause.lower().split()).size
                <= longest_run_of_words
            ):
                found.append(said)
    return found[:_MOST]


def said_back(answer: str, clauses: Sequence[str]) -> str:
    """An answer with the clauses that its marks ("{2}") stand for, each said once.

    A mark beyond them stands for nothing and is left out, with the colon or comma that led to it.
    """
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

    text = " ".join(_MARK.sub(clause, answer).split())
    return _ORPHAN.sub(lambda m: f"{m['stop']} {m['begins'].upper()}".lstrip(), text)


def _plain(message: str) -> str:
    """The message without what no agent would repeat: asides in brackets, handles, symbols."""
    text = _CALLED.sub("", _ASIDE_IN_BRACKETS.sub("", message.strip()))
    text = _PEOPLE.sub("you", _COMPANY.sub(r"\1 you", text))
    return _ITS.sub(r"\1t's", _SYMBOL.sub(" ", _HANDLE.sub(" ", text)))


def _told(sentence: str) -> str:
    """What a question tells, as a statement; any other sentence as it is."""
    bare = sentence.rstrip("?!. ")
    if way := _WAY.match(bare):
        return f"I'm trying to {way['act']}"
    asked = _REASON.sub("", bare)
    if asked == bare:
        return sentence
    if (turned_round := _INVERTED.match(asked)) is None:
        return asked
    verb, who, rest = turned_round.group("verb", "who", "rest")
    # "Why do I keep": the auxiliary only asks.
    told = f"{who} {rest}" if verb.lower() in ("do", "did") else f"{who} {verb} {rest}"
    return told.lower() if verb.isupper() else told


def _bare(part: str, opens: bool) -> str:
    """The clause without joints and marks; `opens` where it begins its sentence."""
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
    return _with_subject(re.sub(r"\s+(?=[,;])", "", clause), opens)


def _with_subject(clause: str, opens: bool) -> str:
    """With the "I" that people leave out; nothing where the verb may be somebody else's."""
    first, _, rest = clause.partition(" ")
    low, after = first.lower(), rest.partition(" ")[0].lower()
    passive = low in _DONE_TO or bool(_PASSIVE.match(clause))
    done = low in _DID or (low.endswith("ed") and len(low) > 4 and low not in _NOT_DID)
    if low in ("stuck", "trying"):
        return f"I'm {low} {rest}"
    if not (passive or done):
        return clause
    if low == "took" and _LASTED.match(rest):
        return f"it took {rest}"
    if not opens or (passive and after in _OTHERS) or after in {"me", "us"}:
        return ""
    if passive:
        return f"I was {low} {rest}"
    return f"I've been {rest}" if low == "been" else f"I {low} {rest}"


def _is_signature(clause: str) -> bool:
    """Whether each word begins as a name does, or stands between names; shouting is none."""
    return not any(
        (word[0].islower() and word not in _BETWEEN_NAMES)
        or (len(word) > 3 and word.isalpha() and word.isupper())
        for word in clause.split()
    )
