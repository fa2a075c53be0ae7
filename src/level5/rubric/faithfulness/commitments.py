"""What a reply may commit the company to, in words, and what would support it."""

import re
from typing import NamedTuple


class Commitment(NamedTuple):
    """What a reply may promise, and the words in draft or facts that support it."""

    claim: re.Pattern[str]
    support: re.Pattern[str]


def _commitment(claim: str, support: str) -> Commitment:
    return Commitment(
        re.compile(rf"\b(?:{claim})\b", re.IGNORECASE), re.compile(support, re.IGNORECASE)
    )


COMMITMENTS = {
    "refund": _commitment(
        r"refund\w*|reimburs\w*|money back|repa(?:y|id)|pa(?:y|id) (?:it )?back",
        r"refund|reimburs|money|repa[iy]|pa(?:y|id)|return|credit",
    ),
    "compensation": _commitment(
        r"compensat\w*|vouchers?|goodwill|gift cards?|discounts?|credit(?:ed|ing)? (?:your|to|on|the)"
        r"|waiv\w*|bonus|free returns|(?:what|whatever|how much) you're (?:owed|due)|make (?:it|this|that) up to you",
        r"compensat|voucher|goodwill|gift|discount|credit|free|no (?:extra )?(?:charge|cost|fee)|waiv|bonus|£|€|\$",
    ),
    "waiver": _commitment(
        r"free of charge|complimentary|on the house|at no (?:extra )?(?:cost|charge)|no extra (?:cost|charge)|waived",
        r"free|no (?:extra )?(?:charge|cost|fee)|waiv|without (?:a )?(?:charge|fee|cost)|costs? (?:nothing|you nothing)"
        r"|nothing to pay|covered|included|(?:won't|not) (?:be )?charge|[£€$]0\b",
    ),
    "replacement": _commitment(
        r"replacement|replac(?:e|ing) (?:it|your|the)|send (?:you )?(?:a|another) new",
        r"replac|new|another|exchange|swap",
    ),
    "upgrade": _commitment(r"upgrad\w*", r"upgrad"),
    "call-back": _commitment(
        r"call(?:ing)? (?:you )?back|ring(?:ing)? (?:you )?back|call-?backs?|give you a (?:call|ring)"
        r"|have \w+(?: \w+)? (?:ring|call|phone) you|(?:nurse|manager|colleague|someone|specialist)"
        r" (?:will |to )?(?:ring|call|phone)|get back to you|be in touch|follow up with you|update you"
        r"|keep you (?:posted|updated|informed)",
        r"call|ring|phone|touch|update|contact|repl|answer|hear|respond|posted|get back|let you know",
    ),
    "escalation": _commitment(
        r"escalat\w*|supervisor|my manager|team leader|senior (?:colleague|team)"
        r"|(?:pass|forward|hand)(?:ed|ing)? (?:this|it|that|your \w+) (?:on |along |up )?to (?!you\b|me\b)"
        r"|raise (?:(?:this|it) with|a (?:ticket|case|complaint))|head office|priorit(?:y|i[sz]e\w*)|expedit\w*|fast-?track\w*",
        r"escalat|supervisor|manager|leader|senior|pass|forward|hand|rais|team|report|priorit|expedit|complaint|note|log|share",
    ),
    "guarantee": _commitment(
        r"guarantee\w*|I promise|we promise|never happen\w* again|won't happen again|rest assured|assure you",
        r"guarantee|promise|assur",
    ),
    "deadline": _commitment(
        r"by (?:tomorrow|tonight|the end of|next|close of)|within the (?:hour|day|week)|as soon as possible"
        r"|in the next (?:few|couple)|shortly",
        r"tomorrow|tonight|end of|next|within|hour|day|week|soon|shortly",
    ),
}
