"""From ladders to pairs: a draft of level 1 to 3, and a level-5 reference with the same content."""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator

from level5.data.augment import augmented, name_pool
from level5.data.stock import Stock
from level5.records import Ladder, Pair, Reply
from level5.scale import DRAFT_LEVELS, TARGET_LEVEL

# Share of a fact's words that a draft must hold to count as carrying it.
_CARRIED = 0.8


def pairs_of(ladder: Ladder) -> Iterator[Pair]:
    """The pairs of one ladder, facts shown.

    A reference never says more than its draft: level-5 replies written for one draft go with that
    draft, those that carry all facts go with the drafts that carry all facts too.
    """
    for target_index, target in enumerate(ladder.replies):
        if target.level != TARGET_LEVEL:
            continue
        for index, draft in enumerate(ladder.replies):
            if draft.level in DRAFT_LEVELS and _same_content(ladder, index, draft, target):
                yield Pair(
                    id=f"{ladder.id}.{index}-{target_index}",
                    context=ladder.context,
                    customer=ladder.customer,
                    facts=ladder.facts,
                    draft=draft.text,
                    ladder=ladder.id,
                    domain=ladder.domain,
                    channel=ladder.channel,
                    draft_level=draft.level,
                    draft_kind=draft.kind,
                    reference=target.text,
                )


def _same_content(ladder: Ladder, index: int, draft: Reply, target: Reply) -> bool:
    if target.rewrites is not None:
        return target.rewrites == index
    return all(_carries(draft.text, fact) for fact in ladder.facts)


def _carries(text: str, fact: str) -> bool:
    words = set(re.findall(r"\w+", fact.lower()))
    return len(words & set(re.findall(r"\w+", text.lower()))) >= _CARRIED * len(words)


def evaluation_pairs(ladders: Iterable[Ladder], most: int | None = None) -> list[Pair]:
    """One pair for each draft of the ladders that has a reference, facts shown.

    Args:
        ladders: the scenarios.
        most: at most so many drafts of a scenario, drawn by a hash of their ids; None for all.
            Further drafts of a scenario cost time and narrow an interval over scenarios little.
    """
    found: list[Pair] = []
    for ladder in ladders:
        own: dict[str, Pair] = {}
        for pair in pairs_of(ladder):
            own.setdefault(pair.draft, pair)
        drawn = sorted(own.values(), key=lambda x: hashlib.sha256(x.id.encode()).digest())[:most]
        found += [pair for pair in own.values() if pair in drawn]
    return found


def training_pairs(
    ladders: Iterable[Ladder],
    facts_shown: float,
    seed: int,
    versions: int = 0,
    stock: Stock = Stock(),  # noqa: B008 - immutable
) -> list[Pair]:
    """Every pair of the ladders and augmented versions of it, a share with the facts hidden.

    Since no reference says more than its draft, hiding the facts leaves a pair true. Hidden, they
    teach the rewriter to do without, as on real messages; shown, not to add what was left out.

    Args:
        ladders: training ladders.
        facts_shown: share of the pairs that show the facts.
        seed: decides which.
        versions: augmented versions of each pair; see `augment`.
        stock: courtesy for the drafts of augmented versions.
    """
    rng = random.Random(seed)
    pairs = [pair for ladder in ladders for pair in pairs_of(ladder)]
    names = name_pool(pairs) if versions else []
    all_versions = [
        pair if version == 0 else augmented(pair, names, stock, rng)
        for version in range(versions + 1)
        for pair in pairs
    ]
    return [
        pair if rng.random() < facts_shown else pair.model_copy(update={"facts": ()})
        for pair in all_versions
    ]
