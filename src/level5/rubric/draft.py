"""What a draft says that a rewrite must say again, apart from courtesy, acknowledgement and blame."""

import re
from functools import lru_cache

from level5.quoting import draft_sentences
from level5.records import Case
from level5.rubric.conduct import BLAME, HURTS
from level5.rubric.findings import Material, Span, sentences
from level5.rubric.lexicon import ANY_FEELING
from level5.rubric.slots import Slot, agree, by_article, find_slots, sets_term
from level5.rubric.thesaurus import PHRASES, SAME

_STOPWORDS = frozenset(
    (
        "a an the this that these those it its is are was were be been being am do does did "
        "have has had i we you he she they me us him her them my our your his their and or "
        "but if so to of in on at by for from with as into about up out over then than there "
        "here can could will would shall should may might must not no yes please also just "
        "any anything something nothing some all more most very too only own same when while what which who how why "
        "where let make get got go going know like want need one ones i'll we'll you'll it's "
        "that's i'm we're you're don't can't i've we've you've"
    ).split()
)
# Sentences of a draft that carry no content to keep.
_COURTESY = re.compile(
    r"^(?:hi\b|hello\b|hey\b|dear\b|good (?:morning|afternoon|evening)|thanks?\b|thank you|cheers|sorry\b"
    r"|apologies|our apologies|we(?:'re| are) (?:sorry|here|glad|happy|deeply|so|very|really)|i(?:'m| am)"
    r" (?:sorry|afraid to hear|really sorry)|we apologi[sz]e|i apologi[sz]e|please accept|we understand"
    r"|i understand|we know how|we appreciate|we value|your (?:satisfaction|feedback|comfort|patience)"
    r"|happy to help|glad to help|we'd (?:be (?:happy|glad)|love|like) to|i'd be (?:happy|glad)|hope this"
    r"|let (?:us|me) know (?:how|if (?:you need|that|this|these|they|it|the issue))|have a (?:great|good"
    r"|nice|lovely|fantastic|wonderful)|if you (?:need|have) (?:any(?:thing)?|further|more)|that(?:'s| is)"
    r" (?:weird|strange|not good|no good|disappointing|frustrating)|oh no|keep us posted|take care|kind"
    r" regards|best (?:wishes|regards)|warm regards|is there anything else|anything else|we wish|great"
    r" to|good to|lovely to|got it|no problem|of course|see (?:you|y'all|ya)\b(?! (?:can|will|may|must|need))|talk soon|bye|goodbye|oh (?:my )?god|welcome"
    r"|safe travels)\b",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"\b(?:sorry|apologi[sz]\w*|regret|understand\w*|no wonder|you (?:were|are|felt|feel|must|had|have been"
    r"|waited|wanted|asked|told)|you're|you've|that must)\b",
    re.IGNORECASE,
)
# Courtesy, where it would pass for joy.
_PLEASE = re.compile(
    r"^(?:please|kindly)\b,? (?!(?:know|accept|visit|stay|do not|don't|keep|excuse|forgive|bear|be|rest|state|tell)\b)",
    re.IGNORECASE,
)
_MID_PLEASE = re.compile(r",?\s+(?:please|kindly)\b(?! (?:know|accept)\b)", re.IGNORECASE)
# An offer or a courtesy question; which of them a rewrite makes is its own affair.
_OFFERS = re.compile(
    r"\b(?:would you (?:like|prefer|rather|care|perhaps)|shall (?:I|we)|should I|(?:any|some)thing else|want (?:me|to)"
    r"|which would (?:you|suit)|would (?:one|either|that|it)|is there (?:perhaps )?(?:any|some)|may I|might)\b",
    re.IGNORECASE,
)
_MUSES = re.compile(r"(?:perhaps|maybe|what an? )\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"^(?:(?:hi|hello|hey|perhaps|maybe|then|also|instead|or)[ ,!]+)*(?:please|kindly|just|try|check|go|visit|follow|send|DM|PM|call|use|click|open|fill"
    r"|reply|see|contact|email|message|head|make sure|reach|report|update|restart|reset|sign|log|clear|remember|bring"
    r"|take|which|what|when|where)\b"
    r"|\b(?:please|could you|can you|you(?:'ll| will|'d| would) need|you (?:can|may|must|need|should)|DM us|let us know)\b",
    re.IGNORECASE,
)
# Sentences that are nothing but courtesy, as a whole.
_ONLY_COURTESY = re.compile(
    r"(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b[^.?]{0,40}"
    r"|(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot| again| in advance)?(?: (?:for|to) [^,;:?]{0,60})?"
    r"|(?:and )?(?:we |i )?(?:really |do )?appreciate [^,;:?]{0,60}|your \w+ is (?:so |very |much )?appreciated"
    r"|however|that said|oh (?:no|dear|my)|oops|yikes|that(?:'s| is) (?:weird|strange|not good|no good|odd)"
    r"|(?:(?:we|i)(?:'re| are|'m| am) )?(?:always |more than |only too )?(?:here|happy|glad) to (?:help|assist)"
    r"(?: you)?(?: out)?(?: with (?:this|that))?(?: today)?|(?:we|i)(?:'ll| will| would|'d) be (?:happy|glad) to"
    r" (?:help|assist)(?: you)?|(?:we|i)(?:'d| would) (?:like|love) to (?:help|assist)(?: you)?|sure,? we can"
    r" (?:help|assist)|i saw your (?:tweet|post|message)|hope (?:this|that|it) helps|(?:we )?hope [^,;:?]{0,40}"
    r"|(?:please )?let (?:us|me) know if you (?:have|need) (?:any|further|more|some)[^,;:?]{0,40}"
    r"|if (?:you|there) [^,;:]{0,50}, (?:we've got you covered|let (?:us|me) know|we(?:'re| are) here)"
    r"|(?:is there )?anything else(?: [^,;:]{0,30})?|have a (?:great|good|nice|lovely|fantastic|wonderful) \w+"
    r"|(?:we )?wish you [^,;:?]{0,40}|take care|(?:kind|best|warm) (?:regards|wishes)|regards|cheers|bye|goodbye"
    r"|talk soon|see you(?: soon)?|stay safe|got it|noted|welcome|great|of course|no problem|sure)[\s.!]*",
    re.IGNORECASE,
)
_STOCK_OPENING = re.compile(
    r"(?:we|i) (?:\w+ )?(?:hear|understand|know|get (?:where|how|that|it)|see (?:why|how)|feel|imagine)\b",
    re.IGNORECASE,
)
# What makes a sentence of sympathy more than that.
_TELLS = re.compile(
    r"\b(?:can(?:not|'t)?|could|will|won't|must|may|might|need\w*|unable|not able|only|check|share|send|clear"
    r"|make sure|recommend\w*|suggest\w*|try(?:ing)?|request|contact|use|update|post|reach|dm|working on"
    r"|look(?:ing)? into|take a look|fix\w*|because|until|once|after|usually|depends?|please know|(?:has|have)n't"
    r"|let us know (?:more|if (?!you)|whether|what|which|when|where)|(?:help|assist)(?:ing)? (?:him|her|them|work|you"
    r" (?:with|to|in|get|find|fix)))\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"\b(?:which (?:would|one|do|suits)|would you (?:prefer|rather)|do you (?:want|prefer)|shall I"
    r"|would you like (?:it|one|that|this|them|us|me)|either(?! way)(?=[ ,]\w)|whichever"
    r"|your (?:choice|pick|call)(?=\W*$)|up to you|you choose|prefer)\b"
    r"|\b(?:would|shall|should|want|like|can I|could I|may I)\b[^.?!]*\bor\b[^.?!]*\?"
    r"|\bor\b[^.?!]*\b(?:better|best|suits?)\b[^.?!]*\?",
    re.IGNORECASE,
)
_NO_CHOICE = re.compile(
    r"\b(?:anything|something) (?:else|more)\b|\b(?:any questions|thanks?)\b", re.IGNORECASE
)
_GREETS = re.compile(
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b", re.IGNORECASE
)
_MOST_GREETING_WORDS = 4
# Questions that ask nothing: tags, and doubt in the form of a question.
_MOCKS = re.compile(
    r",\s*(?:is|does|do|did|are|was|were|have|has|can|will|would)(?:n't)? (?:it|he|she|they|you|we|I"
    r"|that)\?$|\b(?:did|had) (?:you|nobody|no one|anyone)\b|\bare you (?:sure|certain)\b"
    r"|\bby any chance\b|\bif you (?:insist|must)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:I'll|I will|I can|we'll|we will|we can)\b", re.IGNORECASE)
# A choice at a sentence's end, where it would pass for a reproach.
_YOUR_CHOICE = re.compile(r"\byour (?:choice|call)\W*$", re.IGNORECASE)
# Stems that ask or take leave without saying for what: "Kindly advise", "See you soon".
_ASKING = frozenset(
    "advis check confirm glad hear help kind kindly message not note pleas repl reply respond see"
    " soon take tell time thank wait welcom write".split()
)
# The share of a draft sentence's content words that must come back, as written or as a like stem.
_COVERED = 0.3
# The share of a sentence's content words that makes it one of the given facts.
_FROM_FACTS = 0.5
# The share of a fact's content words, and how few it must have, that makes a sentence tell it.
_OF_FACT, _LEAST_STEMS = 0.6, 3


def is_asking(stem: str) -> bool:
    """Whether a stem asks or takes leave without saying for what."""
    return stem in _ASKING


def is_acknowledgement(sentence: str) -> bool:
    """Whether a sentence of a draft speaks of the customer's case or feeling, not of a fact."""
    sentence = _MID_PLEASE.sub("", _PLEASE.sub("", sentence))
    return bool(_ACKNOWLEDGES.search(sentence) or ANY_FEELING.search(sentence))


def holds_content(text: str, facts: tuple[str, ...]) -> bool:
    """Whether a sentence of the draft says something that a rewrite must say again.

    Where facts are given, what they hold and what is asked for; where none are, all but courtesy,
    bare sympathy and what hurts.
    """
    if BLAME.search(text):
        return False
    hurts = any(pattern.search(text) for pattern in HURTS)
    if any(slot.kind in ("link", "phone", "email") for slot in find_slots(text)):
        return True
    if not facts:
        return not (hurts or _says_nothing(text))
    own = set(stems(text))
    if any(_tells(own, fact) for fact in facts):
        return True
    if _COURTESY.search(text) or _OFFERS.search(text) or _MUSES.match(text):
        return False
    if own and len(own & {*stems("\n".join(facts))}) >= _FROM_FACTS * len(own):
        return True
    asks = bool(_REQUESTS.search(text)) and len(own - _ASKING) >= 2
    return asks and not (hurts or is_acknowledgement(text))


def _tells(own: set[str], fact: str) -> bool:
    """Whether a sentence's stems hold most of a fact, whatever stands around it."""
    told = set(stems(fact))
    return len(told) >= _LEAST_STEMS and len(told & own) >= _OF_FACT * len(told)


def _says_nothing(text: str) -> bool:
    """Whether a sentence is courtesy or sympathy and holds nothing else."""
    if _ONLY_COURTESY.fullmatch(text):
        return True
    if not (_COURTESY.search(text) or _STOCK_OPENING.match(text) or is_acknowledgement(text)):
        return False
    return not (_TELLS.search(text) or text.endswith("?") or find_slots(text))


def _content_words(text: str) -> list[str]:
    text = text.lower().replace("’", "'").replace("mid-", "mid ")
    for phrase, verb in PHRASES:
        text = phrase.sub(verb, text)
    words = re.findall(r"[a-z][a-z'’-]+|\[\w+\]", text)
    return [word for word in words if word not in _STOPWORDS]


_ENDINGS = re.compile(r"(?<=....)(?:ations?|ings?|ments?|ied|ies|ed|es|s|ly)$")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if word in SAME:
        return SAME[word]
    shorter = _ENDINGS.sub("", word, count=1)
    if shorter != word:
        return shorter
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def content_sentences(material: Material) -> list[Span]:
    """The draft's sentences that hold content."""
    return list(_content_sentences(material.case.draft, material.case.facts))


# Seven checks ask for those of one draft.
@lru_cache(maxsize=4096)
def _content_sentences(draft: str, facts: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(s for s in sentences(draft, "draft") if holds_content(s.text, facts))


def required_sentences(case: Case) -> list[int]:
    """The numbers, from 1, of the draft's sentences that hold content."""
    return [
        number
        for number, text in enumerate(draft_sentences(case.draft), start=1)
        if holds_content(text, case.facts)
    ]


def quotable_sentences(case: Case) -> list[int]:
    """The numbers, from 1, of the draft's sentences that a rewrite may carry as they stand.

    Those that hold content, a greeting at the beginning, choices, and what the agent asks or will
    do; courtesy, stock empathy, blame and what takes the feeling back are not among them.
    """
    sentences = draft_sentences(case.draft)
    acts = [i for i, text in enumerate(sentences, start=1) if _asks_or_acts(text)]
    choices = [
        i
        for i, text in enumerate(sentences, start=1)
        if offers_choice(text) and not BLAME.search(_YOUR_CHOICE.sub("", text))
    ]
    greeting = [1] if sentences and is_greeting(sentences[0]) else []
    return sorted({*greeting, *required_sentences(case), *choices, *acts})


def _asks_or_acts(text: str) -> bool:
    """Whether the agent asks or will do something, without mocking, doubting or mere courtesy."""
    if any(pattern.search(text) for pattern in (*HURTS, _MOCKS)) or _says_nothing(text):
        return False
    if _NO_CHOICE.search(text) or is_acknowledgement(text):
        return False
    return text.endswith("?") or bool(_REQUESTS.search(text) or _WILL.search(text))


def asks_for_something(text: str) -> bool:
    """Whether a sentence is a question that an agent needs answered: no offer, courtesy or doubt."""
    return (
        text.endswith("?")
        and _asks_or_acts(text)
        and not (_OFFERS.search(text) or BLAME.search(text))
    )


def is_greeting(sentence: str) -> bool:
    """Whether a sentence greets and says nothing else."""
    return bool(_GREETS.match(sentence)) and len(sentence.split()) <= _MOST_GREETING_WORDS


def offers_choice(sentence: str) -> bool:
    """Whether a sentence asks the customer to choose; a courtesy that looks so does not count."""
    return bool(_CHOICE.search(sentence)) and not _NO_CHOICE.search(sentence)


def stems(text: str) -> list[str]:
    """The content words of a text, endings taken off."""
    return list(_stems(text))


# Every check asks for the words of the same few sentences.
@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _content_words(text))


def lost_sentences(material: Material) -> list[Span]:
    """Sentences of the draft of whose content too little comes back."""
    held = find_slots(material.reply)
    same = [s for s in find_slots(material.case.draft) if any(agree(s, x) for x in held)]
    reply = {*stems(material.reply), *(stem for slot in same for stem in stems(slot.text))}
    said = set(stems(material.case.customer))
    lost = []
    for sentence in content_sentences(material):
        own = stems(sentence.text)
        # What the customer said already need not be said again.
        new = [stem for stem in own if stem not in said] or own
        if len(new) >= 2 and all(
            sum(stem in reply for stem in some) < _COVERED * len(some) for some in (new, own)
        ):
            lost.append(sentence)
    return lost


_GREETED = re.compile(
    r"\b(?:hi|hello|hey|dear|mr|mrs|ms|miss|dr|thanks|thank you|cheers)[.,]? $", re.I
)


def required_slots(material: Material) -> list[Slot]:
    """The draft's slots that a rewrite must hold.

    Left out: small numbers in words, greeted names, and what is only the customer's own, said back.
    """
    return list(_required_slots(material.case))


# Both faithfulness gates ask for them.
@lru_cache(maxsize=64)
def _required_slots(case: Case) -> tuple[Slot, ...]:
    draft, customer = case.draft, case.customer
    said = find_slots(customer)
    facts = find_slots("\n".join(case.facts))
    back = [s for s in sentences(draft, "draft") if is_acknowledgement(s.text)]
    content = _content_sentences(draft, case.facts)

    def needed(slot: Slot) -> bool:
        if slot.kind in ("year", "rate", "fraction"):
            return False
        if slot.kind in ("number_word", "ordinal") and slot.in_words and float(slot.value) <= 12:
            return False
        if by_article(slot) and not sets_term(draft, slot):
            return False
        if slot.kind == "name":
            return (
                slot.value not in customer.lower()
                and not _GREETED.search(draft[: slot.start])
                and any(s.start <= slot.start < s.end for s in content)
            )
        if any(agree(slot, other) for other in facts):
            return True
        if any(agree(slot, other) for other in said):
            return not facts and not any(s.start <= slot.start < s.end for s in back)
        # A figure in words that the facts do not hold is a manner of speaking.
        return not facts or any(c.isdigit() for c in slot.text) or slot.text.startswith("[")

    return tuple(slot for slot in find_slots(draft) if needed(slot))
