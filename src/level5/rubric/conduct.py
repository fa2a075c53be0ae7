"""Conduct: what a reply must not do, whatever its level."""

import re

from level5.rubric.findings import Finding, Material, fail, not_applicable, passed
from level5.rubric.lexicon import APOLOGY, NEGATIVE_FEELING

_COMMAND = re.compile(
    r"\b(?:calm (?:yourself |down)|please calm|relax\b|take (?:a|it) (?:deep breath|breath|easy)|don't"
    r" (?:worry|panic|be (?:upset|angry|sad|afraid|embarrassed|disappointed|so)|let it|fret|stress)|do not"
    r" (?:worry|panic|be)|no need to (?:worry|be|get|panic|shout)|try not to (?:worry|be|let|panic)|put it"
    r" out of your (?:mind|head)|not to worry|rest easy|cheer up|chin up|be (?:patient|reasonable)|stop"
    r" (?:worrying|shouting|complaining)|keep your (?:cool|temper|voice)|lower (?:your|the) (?:voice|tone"
    r"|volume)|get (?:over|a grip)|sleep (?:easy|tight)|let it (?:go|spoil|get to you))\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(?:you (?:should(?:n't| not)? have|ought to have|could have (?:read|checked|called|told|avoided"
    r"|planned)|must have (?:missed|forgotten|entered|clicked|mis\w+|over\w+|typed|read)|(?:failed|forgot"
    r"|neglected) to|chose to|agreed to|were (?:told|informed|free|warned)|didn't (?:read|check|follow"
    r"|tell|bother|give|read)|did not (?:read|check|follow|provide)|signed)|if you(?:'d| had) (?:only|read"
    r"|checked|followed|told|given|planned|called|ordered|looked|asked|booked)|had you (?:read|checked"
    r"|called|followed|told|planned|looked)|your (?:own )?(?:fault|mistake|error|doing|responsibility"
    r"|choice|decision|oversight)|are you (?:sure|certain|quite sure|absolutely)|did you (?:actually|even"
    r"|really|perhaps forget|by any chance forget|read the)|as (?:clearly )?(?:stated|explained|set out"
    r"|written)|not (?:our|my) (?:fault|responsibility|problem|department)|nothing (?:we|I) (?:did|could"
    r" have done)|(?:we|I) (?:did|have done) nothing wrong|it(?:'s| is) (?:up to|for) the customer|user"
    r" error|everyone else (?:manages|seems)|most (?:people|customers|members) (?:manage|have no|read|know)"
    r"|next time,? (?:please )?(?:read|check|make sure|be|plan|allow|leave|have))\b",
    re.IGNORECASE,
)
_UNDERCUT = re.compile(
    r"\b(?:but|however|although|though|that said|having said that|even so|still,|at least|then again|all"
    r" the same|nevertheless|mind you|to be fair|in fairness|on the other hand)\b[^.!?]{0,90}\b(?:policy"
    r"|rules?|terms|nothing (?:we|I) can|not (?:our|my) (?:fault|problem)|it(?:'s| is) (?:only|just)|only"
    r" (?:a|an|one)|just (?:a|an|one)|happens?|everyone|everybody|other customers|others|worse|could have"
    r" been|had nothing to do|same for|bounce|there will be|there'll be|hardly|not the end|in the end|busy"
    r"|normal|usual|expected|lucky|plenty|small|minor|trifl\w*|fuss|perspective|after all|really)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:at least (?:you|he|she|they|it|nobody|no one|the|your|there|we)|look(?:ing)? on the bright side"
    r"|every cloud|could (?:have been|be) (?:a lot |much |far )?worse|silver lining|count yourself lucky"
    r"|be grateful|these things happen|it happens|such is life|life goes on|part of life)\b",
    re.IGNORECASE,
)
_MINIMIZE = re.compile(
    r"\b(?:(?:it(?:'s| is)|that(?:'s| is)|this is|was) (?:only|just|merely|simply|hardly|nothing|no big) (?:a|an"
    r"|one|the|more|but)?|only (?:a |an )?(?:small|minor|little|few|couple)|no big deal|not (?:that|such a) (?:bad"
    r"|big|serious)|not the end of the world|minor (?:issue|thing|hiccup|inconvenience|matter|glitch)|small"
    r" (?:thing|matter|hiccup|hitch)|little (?:hiccup|mix-up|bump|snag|blip)|a bit of a|in the (?:grand )?scheme"
    r" of things|blow(?:ing|n)? (?:it|this) out of proportion|storm in a teacup|over-?react\w*|over-?sensitive"
    r"|making a fuss|hardly (?:a|the)|barely|nothing to (?:worry|get|be)|first-world|happens to (?:everyone"
    r"|everybody|all|plenty|the best)|everyone (?:gets|has|goes))\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:my heart (?:breaks?|aches?|goes out|sank|is)|heart is (?:breaking|aching)|broke my heart|(?:I'm|I am|I"
    r" was|I feel|I'm honestly|I'm just|I'm so) (?:\w+ )?(?:in (?:tears|bits)|crying|weeping|devastated|heartbroken"
    r"|horrified|appalled|disgusted|ashamed|furious|outraged|gutted|sick|mortified|shaking|beside myself|livid)|I"
    r" (?:could|nearly|almost) (?:cry|cried|weep|wept|scream)|tears in my eyes|brought (?:me )?(?:to tears|tears)"
    r"|made me (?:cry|weep)|you poor|poor (?:you|thing|soul|love|lamb|little|darling|dear)|bless you|so much pity|I"
    r" pity|ruin(?:s|ed) my day|keeps? me (?:up|awake)|ashamed (?:to|of) (?:work|this company|my|our|us|being)|this"
    r" company (?:treats|always|never|doesn't|is)|shame on (?:us|them)|I hate (?:this|that|working|what|it)|between"
    r" you and me|I'd (?:leave|sue|quit|cancel)|they (?:always|never) (?:do|care|listen|treat))\b",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"\b(?:any inconvenience|inconvenience (?:caused|this|that)|thank you for (?:your patience|reaching|contacting"
    r"|your feedback|bringing|choosing|understanding)|thanks for (?:reaching|contacting|getting|your patience)|value"
    r" (?:your|you|our)|valued customer|important to us|utmost importance|take (?:this|such|all|these|your)"
    r" (?:\w+ )?(?:very )?seriously|strive to|sincerely apologi[sz]e|how frustrating (?:this|that|it)|appreciate your"
    r"|understand (?:your|how|that (?:this|you))|hear you|valid|in your shoes|here to help|happy to help|rest assured"
    r"|satisfaction is|top priority|always our priority)\b",
    re.IGNORECASE,
)
_RUDE = re.compile(
    r"\b(?:stupid|idiot\w*|shut up|moron\w*|dumb|nonsense|rubbish|ridiculous of you|deal with it|tough luck|whatever"
    r" you say|get (?:over|a life|a grip)|grow up|toughen up|stop (?:moaning|whining|complaining)|whin(?:e|ing)"
    r"|moan(?:ing)?|boo hoo|congratulations on|well done you|alert the press|oh dear,? oh dear|good luck with that"
    r"|hard luck|cry about|drama\b|hysterical|not rocket science|obviously you|use your (?:head|eyes|brain)|learn to"
    r"|as if we)\b",
    re.IGNORECASE,
)
# What no rewrite repeats, whatever else stands in the sentence.
_MADE_SMALL = re.compile(
    r"\b(?:it|that)(?:'s| is) (?:only|just|hardly) (?:a|an|one)\b|\bnot the end of the world\b"
    r"|\bno big deal\b",
    re.IGNORECASE,
)
HURTS = (BLAME, _COMMAND, _AT_LEAST, _OVER, _RUDE, _MADE_SMALL)
_NON_APOLOGY = re.compile(
    r"\b(?:sorry|regret|apologi[sz]e)\b[^.!?]{0,25}\b(?:you (?:feel|felt|think|thought|see|took|were|are|found"
    r"|perceive\w*|believe)\b|(?:if|that) (?:you|anyone|anything|there was|it)|for (?:any|how you))",
    re.IGNORECASE,
)
_ASSERTED = re.compile(
    r"\byou (?:must (?:be|feel|have (?:felt|been))|obviously|clearly|always|never)\b"
    r"|\b(?:your (?:boss|husband|wife|partner|mother|father|children|kids|family|friends|mum|mom|dad|marriage|job"
    r"|childhood|health|landlord)) (?:is|are|was|were|has|have|had|will|must|thinks?|said)\b",
    re.IGNORECASE,
)


def no_command_to_feel(material: Material) -> Finding:
    """No order to feel or not to feel ("calm down", "don't worry"). Source: S3."""
    spans = material.find(_COMMAND)
    return fail("tells the customer how to feel", spans) if spans else passed("no such order")


def no_blame(material: Material) -> Finding:
    """No blaming, doubting, defending or denying. Source: S0 L1.

    Errors: blame by implication, without any of the phrases, goes unseen.
    """
    spans = material.find(BLAME)
    return fail("puts it on the customer, or defends", spans) if spans else passed("no blame found")


def no_undercut(material: Material) -> Finding:
    """The acknowledgement is not taken back. Source: S0 L2.

    Errors: an undercut without a conjunction goes unseen; a contrast between facts can be taken for one.
    """
    spans = [*material.find(_UNDERCUT), *material.find(_AT_LEAST)]
    if not spans:
        return passed("nothing is taken back")
    if not NEGATIVE_FEELING.search(material.reply) and not APOLOGY.search(material.reply):
        return not_applicable("there is no acknowledgement to take back")
    return fail("the acknowledgement is taken back", spans)


def no_minimizing(material: Material) -> Finding:
    """The problem is not made small. Source: S3."""
    spans = material.find(_MINIMIZE)
    return fail("makes the problem small", spans) if spans else passed("nothing is made small")


def no_over_sympathy(material: Material) -> Finding:
    """No own distress, pity or siding against the company. Source: S3, S4."""
    spans = material.find(_OVER)
    return fail("the agent's own distress or pity", spans) if spans else passed("none found")


def not_scripted(material: Material) -> Finding:
    """Something in the reply fits this customer alone. Source: S2.

    Fails where there are stock phrases and not two of the customer's own content words.
    """
    stock = material.find(_STOCK)
    said = set(_long_words(material.case.customer)) - set(_long_words(material.case.draft))
    own = [word for word in _long_words(material.reply) if word in said]
    if stock and len(set(own)) < 2:
        return fail("stock phrases, and nothing of this customer's", stock)
    return passed("takes up " + ", ".join(sorted(set(own))[:5]) if own else "no stock phrases")


def _long_words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]{4,}", text.lower())


def no_assumption(material: Material) -> Finding:
    """No unsupported feeling, motive or backstory stated as fact. Source: S0.

    Errors: sees only "you must be …" and statements about people whom the customer did not mention.
    """
    known = material.known
    spans = [
        span
        for span in material.find(_ASSERTED)
        if span.text.lower().startswith("you") or span.text.lower().split()[1] not in known
    ]
    return fail("stated as fact without support", spans) if spans else passed("none found")


def respectful(material: Material) -> Finding:
    """Respectful, professional tone throughout. Source: S1, S3."""
    spans = material.find(_RUDE)
    return fail("not respectful", spans) if spans else passed("no disrespect found")


def apology_fits(material: Material) -> Finding:
    """At most one apology, and for a named thing. Source: S0, S3."""
    spans = material.find(APOLOGY)
    non_apologies = material.find(_NON_APOLOGY)
    if non_apologies:
        return fail("sorry for the feeling, not for what happened", non_apologies)
    if len(spans) > 1:
        return fail(f"{len(spans)} apologies", spans)
    if not spans:
        return not_applicable("no apology")
    return passed("one apology", spans)
