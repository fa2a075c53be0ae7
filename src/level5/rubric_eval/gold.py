"""What each check should say of a reply: from labels, kinds, gates, cases and corruptions."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from level5.data.check_labels import LABELLED, fails_by_kind, load_check_labels
from level5.data.check_pairs import half_of, load_check_pairs
from level5.data.faithfulness import load_faithfulness_cases
from level5.data.ladders import split_of
from level5.data.standalone import load_standalone_cases
from level5.records import Case, Ladder, Reply, case_of
from level5.rubric_eval.garble import garbled
from level5.scale import DRAFT_LEVELS, MAX_DRAFT_RATIO, MAX_WORDS


class Gold(NamedTuple):
    """One reply and what some checks should say of it.

    Attributes:
        case: message, facts and draft.
        reply: the text.
        channel: where it is sent.
        fails: check to whether it fails; checks that are not known, or do not apply, are absent.
        source: `labels`, `kinds`, `pairs`, `cases`, `standalone`, `references` or `corruptions`.
        kind: of the reply, the case or the corruption.
        scenario: the ladder's id.
    """

    case: Case
    reply: str
    channel: str
    fails: dict[str, bool]
    source: str
    kind: str
    scenario: str


def load_gold(data: Path, ladders: list[Ladder], split: str) -> list[Gold]:
    """All gold of one split: `dev` for choosing, `test` for reporting."""
    own = [x for x in ladders if split_of(x.id) == split]
    return [
        *_labelled(data, ladders, split),
        *_by_kind(own),
        *(_pairs(data, ladders) if split == "test" else []),
        *_cases(data, ladders, split),
        *_standalone(data, split),
        *_references(own, split),
    ]


def _labelled(data: Path, ladders: list[Ladder], split: str) -> list[Gold]:
    found = []
    for ladder, row in load_check_labels(data, ladders):
        if split_of(ladder.id) != split:
            continue
        fails = {name: name in row.fail for name in LABELLED if name not in row.na}
        reply = ladder.replies[row.reply]
        found.append(_gold(ladder, reply, fails, "labels"))
    return found


def _by_kind(own: Sequence[Ladder]) -> list[Gold]:
    """Every reply whose kind or level decides a check."""
    found = []
    for ladder in own:
        if ladder.no_feeling:
            continue
        for reply in ladder.replies:
            fails = fails_by_kind(reply.kind, reply.level)
            if fails:
                found.append(_gold(ladder, reply, fails, "kinds"))
    return found


def _pairs(data: Path, ladders: list[Ladder]) -> list[Gold]:
    """Replies written for one check, of the half that nothing is fitted on."""
    return [
        Gold(
            case_of(ladder, next(r.text for r in ladder.replies if r.level in DRAFT_LEVELS)),
            row.text,
            ladder.channel,
            {row.check: row.fails},
            "pairs",
            "fails" if row.fails else "look-alike",
            ladder.id,
        )
        for ladder, row in load_check_pairs(data, ladders)
        if half_of(ladder.id) == "test"
    ]


def _cases(data: Path, ladders: list[Ladder], split: str) -> list[Gold]:
    return [
        Gold(
            case_of(ladder, ladder.replies[case.draft_index].text),
            case.rewrite,
            ladder.channel,
            {"facts_kept": not case.facts_kept, "nothing_added": not case.nothing_added},
            "cases",
            case.kind,
            ladder.id,
        )
        for ladder, case in load_faithfulness_cases(data, ladders)
        if split_of(ladder.id) == split
    ]


def _standalone(data: Path, split: str) -> list[Gold]:
    return [
        Gold(
            Case.model_validate(case.model_dump(include=set(Case.model_fields))),
            case.rewrite,
            "chat",
            {"facts_kept": not case.facts_kept, "nothing_added": not case.nothing_added},
            "standalone",
            case.kind,
            case.id,
        )
        for case in load_standalone_cases(data)
        if case.split == split
    ]


def _references(own: Sequence[Ladder], split: str) -> list[Gold]:
    """Untouched rewrites, which pass; from each, one that is garbled and one that is too long."""
    rng = random.Random(split)
    found = []
    for ladder in own:
        for reply in ladder.replies:
            if reply.rewrites is None:
                continue
            case = case_of(ladder, ladder.replies[reply.rewrites].text)
            sound = dict.fromkeys(("facts_kept", "nothing_added", "fluent", "length_fits"), False)
            found.append(
                Gold(case, reply.text, ladder.channel, sound, "references", "untouched", ladder.id)
            )
            kind, text = garbled(reply.text, rng)
            found.append(
                Gold(case, text, ladder.channel, {"fluent": True}, "corruptions", kind, ladder.id)
            )
            most = max(MAX_WORDS, MAX_DRAFT_RATIO * len(case.draft.split()))
            long = " ".join([reply.text] * (1 + most // len(reply.text.split())))
            found.append(
                Gold(
                    case,
                    long,
                    ladder.channel,
                    {"length_fits": True},
                    "corruptions",
                    "too long",
                    ladder.id,
                )
            )
    return found


def _gold(ladder: Ladder, reply: Reply, fails: dict[str, bool], source: str) -> Gold:
    """A ladder's reply against its draft; against another of the ladder's where it names none."""
    drafts = [r for r in ladder.replies if r.level in DRAFT_LEVELS and r is not reply]
    draft = drafts[0] if reply.rewrites is None else ladder.replies[reply.rewrites]
    case = case_of(ladder, draft.text)
    return Gold(case, reply.text, ladder.channel, fails, source, reply.kind, ladder.id)
