"""What a reply says to be done already."""

import re
from collections.abc import Iterator

from level5.rubric.draft import stems
from level5.rubric.findings import Material, Span

_IRREGULAR = "put|set|sent|made|taken|given|got|told|written|spoken|paid|done|begun|found|spelt"
_DONE = re.compile(
    r"\b(?:I|we)(?:'ve| have)(?: just| already| now| also| since| gone ahead and)*"
    rf" (?P<verb>\w+ed|{_IRREGULAR})\b(?! (?:you|your|it|that|this) (?:\w+ ){{0,3}}(?:worse|down|wait\w*|feel|away)\b)"
    r"|(?:\b(?<!'ll )(?:has|have)|(?<=\w)['’]s)(?: now| already)? been (?P<passive>\w+ed|sent|made|put|set|taken)\b"
    r"|\b(?:I|we)(?:'ve| have)(?: \w+ly| just| already)? been (?P<been>on the phone|in touch|through to|on to) "
    r"|\b(?:is|are) (?P<kept>set aside|reserved|put by|on hold)\b"
    r"|\b(?:is|are) (?:already|now) (?P<now>\w+ed|off|on|done|sent|set|with)\b",
    re.IGNORECASE,
)
# Not said as having happened: "once I've checked", "as though we've …"; or a wrong owned up to.
_UNREAL = re.compile(
    r"\b(?:once|when|until|till|if|after|before|as soon as|although|even if|though|like|whether|that|because|what|which|all|all that"
    r"|where|how|why|so far|sorry|apologi[sz]\w*|admit|ever)\b[^.;]*$",
    re.IGNORECASE,
)
# Listening and the company's own failings, which a reply may always own.
_OWNED = re.compile(
    r"(?:read|heard|listened|noticed|understood|missed|failed|kept|caused|left|lost|disappointed|ignored|dropped"
    r"|promised|worried|upset|wasted|cost|asked|charged|turned|treated|blamed|delayed|wronged|messed|muddled|earned"
    r"|got|let|given|tested|proved|proven|ruined|spoiled|hurt|annoyed|frustrated|embarrassed|tried|used|waited"
    r"|stopped|learned|learnt|shared|described|explained|mentioned|said|offered|made|sent|been|refused|squandered|billed|stranded|ashamed|seen|felt)",
    re.IGNORECASE,
)
# What is done with others: "I've asked the depot".
_WITH_OTHERS = re.compile(
    r"asked|told|given|sent|shared|described|explained|mentioned|offered|made|tried|used", re.I
)
# Whom the agent would have spoken to: then even "I've asked" tells of something done.
_OTHERS = re.compile(
    r" (?:the|our|my) (?:\w+ )?(?:team|manager|driver|host|kitchen|store|shop|branch|depot|warehouse|office|lab|nurse"
    r"|doctor|engineer|carrier|courier|desk|crew|clerk|agent|supplier|department|bank)\b(?!['’]s)",
    re.IGNORECASE,
)


# Said as possible or to come, or only on a condition.
_NOT_YET = re.compile(
    r"\b(?:(?:can|could|may|will|'ll|must|to) be|(?:is|are) being)\b"
    r"|\b(?:is|are|gets?) (?=(?:\w+ed|sent|paid|made|put|taken|given)\b[^.;!?\n]*\b(?:once|if|when|after|as soon as)\b)"
)
# What draft or facts leave to the customer.
_YOU_CAN = re.compile(r"\byou (?:can|may|could|might|need to|have to|must) (?P<act>\w+)")


def _told_others(verb: str, after: str) -> bool:
    return bool(_WITH_OTHERS.fullmatch(verb) and _OTHERS.match(after))


def claimed_done(material: Material) -> Iterator[Span]:
    """Actions said to be done that draft and facts do not tell as done."""
    said = set(stems(material.case.customer))
    for sentence in material.sentences:
        if sentence.text.rstrip("\"'”’").endswith("?"):
            continue
        for match in _DONE.finditer(sentence.text):
            verb = next(group for group in match.groups() if group)
            before = sentence.text[: match.start()]
            after = sentence.text[match.end() :]
            if _UNREAL.search(before) or (_OWNED.fullmatch(verb) and not _told_others(verb, after)):
                continue
            # The customer told of it: saying it back is reflecting.
            if not match["verb"] and set(stems(verb)) & said:
                continue
            if not _told(verb, material, by_agent=bool(match["verb"])):
                at = sentence.start + match.start()
                yield Span("reply", at, at + len(match[0]), match[0])


def done_for_customer(material: Material) -> list[Span]:
    """Actions said to be done already that the draft leaves to the customer."""
    return [
        span
        for span in claimed_done(material)
        if (match := _DONE.search(span.text))
        and match["verb"]
        and _left_to_customer(match["verb"], material)
    ]


def _told(verb: str, material: Material, by_agent: bool) -> bool:
    """Whether draft or facts tell the action as done, not only as possible or usual."""
    theirs = by_agent and _left_to_customer(verb, material)
    usual = "" if theirs else "|is|are|being"
    return bool(
        re.search(
            rf"\b(?:have|has|had|'ve|was|were|been|got{usual})\b(?! to\b)[\w' ]{{0,20}}\b{verb}\b",
            _NOT_YET.sub("", material.support),
        )
    )


def _left_to_customer(verb: str, material: Material) -> bool:
    """Whether the action is what the customer can do: "you can switch it on"."""
    return any(
        set(stems(match["act"])) & set(stems(verb)) for match in _YOU_CAN.finditer(material.support)
    )
