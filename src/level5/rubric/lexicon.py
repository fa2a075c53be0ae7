"""Words of feeling, grouped by what they say, and the phrases that checks look for."""

import re

# Stems; a trailing * stands for any ending.
_FEELINGS: dict[str, str] = {
    "anger": (
        "ang* furious* fury livid fuming outrag* enraged rage raging mad cross irate seething incensed"
        " infuriat* indignan* disgust* appall* disgrac* resent* bitter* ridiculous* ripped robbed cheated"
        " unacceptable scandal* boiling steaming raging outrage"
    ),
    "frustration": (
        "frustrat* annoy* irritat* exasperat* fed-up fed sick aggravat* galling maddening displeas*"
        " grating impatien* patience tedious vex* nettl* riled bother* had-enough enough tether"
        " wits rope breaking-point limit pain nuisance rankl* unhappy dissatisf* unimpressed"
    ),
    "worry": (
        "worr* anxi* nervous* afraid fear* scar* fright* panic* dread* uneas* concern* apprehens*"
        " on-edge edge unsettl* alarm* terrif* stress* unnerv* rattled shak* unsafe tense jitter*"
        " desperat* fret* sleepless spooked unease hanging limbo"
    ),
    "sadness": (
        "sad* gutted heartbr* devastat* upset* griev* grief crush* miserabl* tear* cry* low sorrow*"
        " bereft mourn* despair* distress* hurt* pain* wound* sting* blow loss wrench* broken"
        " heavy dishearten* discourag* deflat* bleak"
    ),
    "disappointment": (
        "disappoint* let-down let down dismay* disillusion* underwhelm* letdown short-changed deflat*"
        " bummed sour* spoil* spoiled ruin*"
    ),
    "confusion": (
        "confus* baffl* bewilder* puzzl* lost perplex* unclear muddl* disorient* mystif* contradict*"
        " sense-of none-the-wiser head-or-tail at-a-loss"
    ),
    "embarrassment": (
        "embarrass* asham* humiliat* mortif* awkward* foolish stupid silly shame* exposed mug idiot"
        " self-conscious daft undignif*"
    ),
    "fatigue": (
        "tired tiring exhaust* wear* worn drain* weary wearing spent overwhelm* burnt burned shattered"
        " knackered sapping relentless"
    ),
    "distrust": (
        "trust* distrust* betray* suspicio* doubt* deceiv* misled conned sceptic* skeptic* wary"
        " believe* faith"
    ),
    "powerless": (
        "helpless* powerless* trapped stuck stranded ignored unheard dismissed brushed overlooked"
        " invisible alone abandon* neglect* belittl* insult* disrespect* unvalued unseen alone lonel*"
        " shut-out shrugged fobbed passed-around nobody"
    ),
    "joy": "happy happi* delight* glad pleas* thrill* excit* joy* chuffed relie* grateful thankful proud",
}


def _stem_pattern(stems: str) -> re.Pattern[str]:
    by_letter: dict[str, list[str]] = {}
    for stem in stems.split():
        rest = re.escape(stem[1:].rstrip("*")).replace(r"\-", "[- ]")
        by_letter.setdefault(stem[0], []).append(rest + (r"\w*" if stem.endswith("*") else ""))
    # A word that begins with another letter is turned away at once.
    letters = (rf"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(rf"\b(?:{'|'.join(letters)})\b", re.IGNORECASE)


FEELING_GROUPS: dict[str, re.Pattern[str]] = {
    name: _stem_pattern(stems) for name, stems in _FEELINGS.items()
}
NEGATIVE_GROUPS = tuple(name for name in FEELING_GROUPS if name != "joy")
ANY_FEELING = _stem_pattern(" ".join(_FEELINGS.values()))
NEGATIVE_FEELING = _stem_pattern(" ".join(_FEELINGS[name] for name in NEGATIVE_GROUPS))

# Groups that may stand for each other: a neighbouring feeling passes.
NEIGHBOURS: dict[str, frozenset[str]] = {
    "anger": frozenset({"frustration", "disappointment", "powerless", "distrust"}),
    "frustration": frozenset({"anger", "fatigue", "disappointment", "powerless", "confusion"}),
    "worry": frozenset({"powerless", "sadness", "confusion"}),
    "sadness": frozenset({"disappointment", "worry", "embarrassment", "powerless"}),
    "disappointment": frozenset({"sadness", "frustration", "anger", "distrust"}),
    "confusion": frozenset({"frustration", "worry"}),
    "embarrassment": frozenset({"sadness", "powerless"}),
    "fatigue": frozenset({"frustration", "powerless", "sadness"}),
    "distrust": frozenset({"anger", "worry", "disappointment"}),
    "powerless": frozenset({"frustration", "anger", "fatigue", "sadness", "worry"}),
    "joy": frozenset(),
}

TENTATIVE = re.compile(
    r"\b(?:perhaps|maybe|possibly|I wonder|wondering|I(?:'d| would) guess|I imagine|I suspect|I sense"
    r"|I gather|may(?: well)? (?:be|have|also|even|feel|seem)|might(?: well)? (?:be|have|also|even|feel"
    r"|seem)|could it be|is it (?:possible|fair|also|that|the|mostly|partly|more)|tell me if I'm wrong"
    r"|correct me|if I(?:'ve| have) (?:read|got|understood)|am I right|would it be fair|it seems"
    r"|it sounds|I'd imagine|I think|I take it|or so it|did it|does it|do you (?:feel|find|worry|fear"
    r"|dread)|are you (?:worried|afraid|dreading|also|starting|beginning|left|perhaps)"
    r"|has (?:it|this|that)|was it|is (?:the|that|this) (?:\w+ ){0,4}(?:part|worry|thing|sting|fear))\b",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"\b(?:would you (?:like|prefer|rather|want|sooner)|would it (?:help|suit)|which (?:of|would|one|do"
    r"|suits|is|should|first|way)|which\b[^.?!]*\?|do you (?:want|prefer)|what would (?:you|help|suit|be)"
    r"|how would you|where would you|when would|shall (?:I|we)|should (?:I|we)|or would|tell me (?:which"
    r"|what|whether|if|how|where)|let me know (?:which|what|whether|if|how)|say (?:which|whether|where"
    r"|how|the word)|you (?:choose|decide|say|pick)|your (?:choice|call|pick|say)|up to you|as you (?:like"
    r"|prefer|wish)|whichever|whatever (?:suits|you)|if you(?:'d| would) (?:like|rather|prefer|sooner)"
    r"|choose|prefer|either (?:way|one)|pick)\b|\bor\b[^.?!]*\?",
    re.IGNORECASE,
)
OWNERSHIP = re.compile(
    r"\b(?:I(?:'ll| will| can| am going to|'m going to|'m (?:here|looking|checking|happy|glad|on))"
    r"|let me|shall I|should I|I(?:'ve| have) (?:noted|read))\b",
    re.IGNORECASE,
)
APOLOGY = re.compile(r"\b(?:sorry|apologi[sz]\w*|apolog(?:y|ies)|regret|forgive)\b", re.IGNORECASE)

# That nothing is to be paid, in whatever words.
FREE = re.compile(
    r"\b(?:without (?:a |any )?(?:\w+ )?(?:fee|charge|cost)s?|free(?: of charge)?|at no (?:\w+ )?(?:cost|charge|fee)"
    r"|costs? (?:you )?nothing|no (?:\w+ )?(?:fee|charge|cost)s?|nothing to pay|won't cost|on us"
    r"|(?:not|n't) (?:be )?charged?)\b",
    re.IGNORECASE,
)
