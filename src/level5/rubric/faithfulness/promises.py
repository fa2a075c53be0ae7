"""Promises by mood and subject: what the agent says they will do, have done, or get others to do.

`commitments.py` lists words that promise wherever they stand. Here a clause is a promise by its form
("I'll …", "our X will …", "you'll have …"), and its matter is looked for in the draft and the facts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from level5.rubric.draft import stems
from level5.rubric.findings import Material, Span, sentences

_PROMISES = re.compile(
    r"\b(?:I|we)(?:'ll| will| shall| can|'d (?:cover|pay|refund|give|send)|'re going to|'m going to|(?: am|'m| are|'re)(?: also| now)? \w+ing)\b"
    r"|\b(?:you|it|they|there|that)(?:'ll| will)(?: \w+ly| also)? (?:be|have|get|receive|hold|hear|come|go|reach)\b"
    r"|\byou (?:won't|will not|(?:'ll|will) pay nothing)\b|\blet (?:me|us)\b"
    r"|(?:'ll|\bwill|\bcan) (?:\w+ )?(?:be \w+ed|ring|call|phone|telephone|come|contact|give you)\b"
    r"|\b(?:is|are) (?:now |also )?(?:refunded|credited|waived|reversed|replaced|upgraded)\b"
    r"|\b(?:t?here)(?:'s| is|'ll be| will be) (?:an?|[£€$₹]?\d)|\b(?:goes|comes) back (?:to you|with)",
    re.IGNORECASE,
)
# Talking, listening and choosing within this conversation binds the company to nothing.
_TALKS = re.compile(
    r"\b(?:I|we|me|us)(?:'ll| will| shall| can)?(?: \w+ly)? (?:talk|listen|explain|answer|go (?:over|through|into|by)"
    r"|tell|read|start|begin|take (?:it|that|your|both|either|the)\b(?! (?:to|up|straight|\w+ off))|walk|guide|describe|stay|wait|hear|help|follow"
    r"|let|be (?:here|there|right|around)|spell|repeat|come back)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:.!?]|\b(?:and|or|but|so|though|because)\b(?= (?:(?:our|one of|for|as|in|the|a) )?\w+(?:'ll|'ve"
    r"| will| can| have)\b)"
)

_MONEY = re.compile(
    r"\b(?:refund\w*|reimburs\w*|(?:I|we)(?:'ll| will) (?:\w+ )?(?:pay (?:for|towards)|foot|pick up) |cover (?:the|what|your|any)\b(?! (?:basics|steps|options|points|details|rest|main)|[^,.;]* (?:is|are|was|were|does|means?)\b)|(?:pounds?|euros?|dollars?|rupees|money) comes? back|(?:pay|paid|give|put|returned)\b[^,.;]{0,40}\bback|(?:you'll|you will) (?:get|have)"
    r"\b[^,.;]{0,40}\bback|(?:goes|go|comes?) back (?:to you|to your|on)"
    r"|return (?:[£€$₹]|the (?:fee|fare|price|charge|money)|a (?:half|third|quarter))"
    r"|credit(?:ed|ing|s)?|vouchers?|goodwill|waiv\w*|free of charge|(?:at|for) no (?:extra )?c(?:ost|harge)"
    r"|(?:won't|will not|not) be charged|on the house|(?:drop|tak\w+ off|strik\w+ off|cancel\w*)\b[^,.;]{0,30}"
    r"\b(?:fees?|charges?|bill|cost)|tak\w+ [^,.;]{0,30}\b(?:fees?|charges?|bill|cost)\b[^,.;]{0,10}\boff"
    r"|discount\w*|without (?:ads|charge)|free (?:month|year|week|night|meal|ride|upgrade))\b"
    r"|[£€$₹]\d[\d.,]*[^,.;]{0,30}\b(?:on|to|in|off|toward) (?:your|the next|it)",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:(?<!you can )(?<!you may )(?:call|ring|phone|telephone)(?:ing)? you\b"
    r"|give you a (?:call|ring|bell)|call-?back|ring-?back|phone call|(?:message|text|e-?mail) you\b)",
    re.IGNORECASE,
)
_TELEPHONES = re.compile(
    r"\b(?:call(?:s|ed|ing|-?back)?|ring(?:s|ing)?|rung|telephone\w*|phone(?:s|d)? (?:you|her|him|them)"
    r"|by phone|messag\w+|text(?:s|ed)?|e-?mail\w*|writ\w+|sen[dt]|DM|hear|answer\w*|updat\w+)\b|\[phone\]",
    re.IGNORECASE,
)
_SUPERIORS = re.compile(
    r"\b(?:managers?|management|directors?|supervisors?|chief|head of \w+|head office|owner|team lead\w*"
    r"|(?<!your )leads?(?= to)|(?<=to )(?:our|the|my) (?:\w+ )?(?:team|department)|superiors?|seniors|regional \w+|ombudsman|executives?)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:tonight|today|tomorrow|overnight|this (?:morning|afternoon|evening|week|month|year)|next (?:week|month)"
    r"|by (?:the end|close|breakfast|lunch\w*|dinner\w*|tea\w*|noon|morning|evening)\b|days? later"
    r"|in (?:a few|five|ten) minutes|(?:within|inside) the (?:hour|day|week)|before (?:the|you|your|today's) \w+"
    r"|shortly|in no time|first thing)\b",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"\b(?:(?:have|give you) my word|my word (?:on|that|for)|I promise|we promise|that I promise|guarantee\w*"
    r"|rest assured|can be sure|be sure of|(?<!you )(?<!no one )(?<!nobody )(?:is|are|be) (?:certain|sure) to|without fail"
    r"|(?:won't|will not|will never|never|no \w+|not one)\b[^.;]{0,30}\b(?:happen|(?:be|get) \w+ed|break\w*|reach\w*"
    r"|fail\w*|spoil\w*|occur|recur|go wrong|get through)\b[^.;]{0,30}\b(?:ever|again)\b|(?:will|won't) ever\b"
    r"|will (?:definitely|certainly|surely)|won't lose)\b",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:(?:an?|special|one-off) exception|just this once|this once|special case|in (?:your|this) case (?:I|we)"
    r"|as a (?:special )?favou?r|bend the rules?|stretch a point|given your circumstances)\b",
    re.IGNORECASE,
)
_GIFT = re.compile(
    r"\b(?:yours to keep|thrown in|as a thank[- ]you)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:(?:by|via|through|over) (?:the )?(?:text|sms|post|mail|fax|email|phone|whatsapp|courier|app|chat)"
    r"|(?:in|on|to|at|through|via|using) (?:the|our|your|its|any|a) (?:\w+ )?(?:app|website|web ?chat|in-app chat"
    r"|portal|hotline|answering machine|counter|desk|branch|shop|store|office|kiosk)"
    r"|(?:call|ring|phone)(?:ing)? (?:the|our) (?:\w+ )?line|whatsapp|answering machine|phone line|help ?line|hotline|post office|in person"
    r"|in-?store|text (?:it|one|them|that) to your|(?:mail|post) (?:it|one|them|a copy)(?: \w+)* to"
    r"|or online|online (?:too|as well|instead)|(?:do|book|order|apply|pay|report|send|cancel|change)(?: it| them| this| that)? online)\b",
    re.IGNORECASE,
)
# What an agent does beyond this conversation.
_ACTIONS = re.compile(
    r"(?:(?:\bI|\bwe|\b(?:the|our|my) \w+(?: \w+)?)(?:'ll| will|'m going to|'re going to)|(?:\band|,) will)(?: \w+ly| also| then)?"
    r" (?P<act>alert|approve|assign|block|bring|cancel|compensate|contact|deliver|delete|extend|fix|forward|inform|inspect"
    r"|investigate|move|notify|reinstate|remove|repair|replace|report|reserve|restore|return|reverse|ring"
    r"|ship|speak to|speak with|switch|transfer|unblock|unlock|upgrade|warn|waive|have a word with|talk to) (?:it|you|your|the|that|this|them|both|all|any|an?|him|her|my|our)\b"
    r"|\b(?:I|we)(?:'ll| will)(?: \w+ly| also| then)? (?P<held>keep|hold|save|set aside|book|squeeze|sign|put|fit|add|move)"
    r" (?:you (?:in|on|up|through|at)|(?:you )?(?:an?|one|the|your|two) (?:\w+ )?(?:place|spot|slot|seat|room|table|copy|space"
    r"|appointment|ticket))\b",
    re.IGNORECASE,
)
# A time that an event gives: "before the delivery".
_EVENT = re.compile(r"before the (?P<what>\w+)")
# A call that the agent, or one they send, is said to make, be it in passing: "when I ring you".
_CALLS_THEM = re.compile(
    r"\b(?:(?:when|once|after|before|until|then|and|have|get|ask|so) (?:I(?:'ve| have)? |we(?:'ve| have)? |someone |somebody |a \w+ )?)(?:to )?"
    r"(?:ring|rung|call|called|phone|phoned|given) you\b(?! (?:a (?!call|ring|bell)|any|all|the|what|names?|to\b))",
    re.IGNORECASE,
)
# What sends the customer somewhere, or something to them.
_DIRECTS = re.compile(
    r"\b(?:can|may|will|'ll|please|kindly|goes?|or|also|instead|there(?:'s| is) an?|send|mail|give|hand|show|report|reply)\b"
    r"(?! (?:be|feel|look|seem|say|mean)\b)",
    re.IGNORECASE,
)


# What is denied is not promised; "you won't be charged" is.
_DENIES = re.compile(
    r"\b(?:cannot|can't|(?:is|are|was|were)(?:n't| not)|not (?:something|possible|able)|unable to|no (?:\w+ )?(?:refund|credit|money|exception|way|compensation|voucher|discount|payment|replacement|longer)s?)\b(?!.*\b(?:charged?|fees?|costs?)\b)",
    re.IGNORECASE,
)
_BY_POST = re.compile(r"\b(?:post|mail)$")
_POSTED = re.compile(r"\b(?:post\w*|mail\w*|letters?|sen[dt]|sends)\b")
_REFUSES = re.compile(r"\b(?:cannot|can't|not|never|no)\b|n't\b")
# The share of a promise's content words that a sentence of draft or facts must hold: of one that
# speaks of the like, and of one that does not.
_MATTER, _SAME = 0.5, 0.7
# As many letters in common make words the same: "repair", "repaired".
_SAME_START = 4


@lru_cache(maxsize=512)
def _supports(draft: str, facts: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of draft and facts with their stems."""
    texts = [s.text for text in (draft, *facts) for s in sentences(text, "draft")]
    return tuple((text.lower(), frozenset(stems(text))) for text in texts)


# Every sort of commitment is looked for in the same clauses.
@lru_cache(maxsize=4096)
def is_promise(clause: str) -> bool:
    """Whether a clause is, by its form, a promise or an offer that binds the company."""
    return bool(_PROMISES.search(clause)) and not _TALKS.search(clause)


@lru_cache(maxsize=64)
def clauses(reply: str) -> tuple[Span, ...]:
    """A reply's clauses: its sentences, cut at punctuation and before a new subject."""
    found = []
    for sentence in sentences(reply, "reply"):
        start = sentence.start
        cuts = [sentence.start + m.start() for m in _CLAUSE_END.finditer(sentence.text)]
        for end in (*cuts, sentence.end):
            text = reply[start:end]
            if text.strip(" ,;:.!?"):
                found.append(Span("reply", start, end, text))
            start = end
    return tuple(found)


def unsupported_promises(material: Material) -> Iterator[tuple[str, Span]]:
    """Clauses that promise what neither draft nor facts hold, with what they promise."""
    for clause in clauses(material.reply):
        if clause.text.strip(" ,;:.!?").lower() in material.support:
            continue
        asks = material.reply[clause.end : clause.end + 1] == "?"
        promises = is_promise(clause.text)
        own = frozenset(stems(clause.text))
        for name, claim, needs_promise in (
            ("a payment", _MONEY, True),
            ("a call", _CALLS, True),
            ("a call", _CALLS_THEM, False),
            ("a superior", _SUPERIORS, True),
            ("a time", _SOON, True),
            ("a guarantee", _CERTAIN, False),
            ("an exception", _EXCEPTION, False),
            ("a gift", _GIFT, False),
            ("a channel", _CHANNEL, False),
            ("an action", _ACTIONS, False),
        ):
            if asks or (needs_promise and not promises):
                continue
            if name == "a channel" and not _DIRECTS.search(clause.text):
                continue
            if name in ("a payment", "an exception") and _DENIES.search(clause.text):
                continue
            for match in claim.finditer(clause.text):
                if not _supported(name, claim, match[0].lower(), own, material):
                    at = clause.start + match.start()
                    yield name, Span("reply", at, at + len(match[0]), match[0])


def _supported(
    name: str, claim: re.Pattern[str], words: str, own: frozenset[str], material: Material
) -> bool:
    supports = _supports(material.case.draft, tuple(material.case.facts))
    if name == "a call":
        return any(
            _TELEPHONES.search(text) and len(own & held) >= _MATTER * len(own)
            for text, held in supports
        )
    if name in ("a superior", "a time"):
        event = _EVENT.fullmatch(words)
        return words in material.support or bool(event and event["what"] in material.support)
    if name == "an action":
        act = claim.search(words)
        verb = act and (act["act"] or act["held"])
        return not verb or verb.split()[0][:_SAME_START] in material.support
    if name == "a channel":
        if "[link]" in material.support and re.search(r"site|page|portal|online", words):
            return True
        if _BY_POST.search(words) and _POSTED.search(material.support):
            return True
        return set(stems(words)) <= set(stems(material.support))
    if name == "a payment":
        # A refusal to pay supports no payment.
        return any(
            len(own & held) >= (_MATTER if _MONEY.search(text) else _SAME) * len(own)
            for text, held in supports
            if not _REFUSES.search(text)
        )
    return bool(claim.search(material.known))
