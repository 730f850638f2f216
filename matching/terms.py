"""A household's terms of approval held against the children who would come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching import words
from matching.child_facts import ChildFacts
from matching.home_facts import ApprovalFacts
from matching.household import HomeDuring
from matching.situation import Request
from placements.models.base import Sex
from placements.models.home import HomeKind
from placements.models.household import CareType, Term
from placements.models.referral import Duration, ReferralKind

AGE, NUMBER, SEX, TYPE, NAMED, PARENT = "age", "number", "sex", "type", "named", "parent"
BROKEN_BY_CHILD = (AGE, NUMBER, SEX, TYPE, NAMED)
"""The terms outside which an approved carer may take a child for a few days in an emergency."""

_LONG = frozenset({CareType.LONG, CareType.CONNECTED})
_SHORT = frozenset({CareType.SHORT, CareType.CONNECTED})
ACCEPTED: dict[Duration, frozenset[CareType]] = {
    Duration.EMERGENCY: _SHORT | {CareType.EMERGENCY},
    Duration.SHORT: _SHORT,
    Duration.BRIDGING: _SHORT | _LONG,
    Duration.LONG_TERM: _LONG,
    Duration.PERMANENCE: _LONG | {CareType.EARLY_PERMANENCE},
    Duration.RESPITE: frozenset({CareType.RESPITE, CareType.SHORT_BREAK}),
    Duration.REMAND: frozenset({CareType.REMAND}),
}
"""The kinds of approval that cover each duration (local policy, after the field list)."""


@dataclass(frozen=True)
class TermSays:
    """A term that is broken, or that cannot be held against the children because something is not known."""

    because: str
    known: bool = True


def judge_terms(children: Sequence[ChildFacts], there: HomeDuring, request: Request) -> dict[str, TermSays]:
    """What the terms say, by term; of several approvals in force the one that fits best. Empty for an establishment."""
    if not there.home.is_household:
        return {}
    verdicts = [_judge(approval, children, there, request) for approval in there.approvals]
    return min(verdicts, key=_weight, default={})


def _weight(verdict: dict[str, TermSays]) -> tuple[int, int]:
    broken = sum(1 for says in verdict.values() if says.known)
    return broken, len(verdict)


def _judge(
    approval: ApprovalFacts, children: Sequence[ChildFacts], there: HomeDuring, request: Request
) -> dict[str, TermSays]:
    said = {
        AGE: _first(_age(approval, child, there.stay.starts_on) for child in children),
        NUMBER: _number(approval, len(children), len(there.busiest)),
        SEX: _first(_sex(approval, child) for child in children),
        TYPE: _type(approval, request),
        NAMED: _named(approval, children, there),
        PARENT: _parent(approval) if request.parent_and_child else None,
    }
    return {term: says for term, says in said.items() if says is not None}


def _first(verdicts: Iterable[TermSays | None]) -> TermSays | None:
    """The first broken term, else the first that is not known."""
    every = [one for one in verdicts if one is not None]
    return next((one for one in every if one.known), every[0] if every else None)


def _unknown(what: str) -> TermSays:
    return TermSays(f"The terms of approval for {what} are not known.", known=False)


def _age(approval: ApprovalFacts, child: ChildFacts, on: dt.date) -> TermSays | None:
    if approval.age_term is Term.NO_LIMIT:
        return None
    if approval.age_term is Term.UNKNOWN:
        return _unknown("age")
    age = child.age_on(on)
    if age is None:
        return TermSays(f"{child.called}'s date of birth is not recorded, to hold against the terms.", known=False)
    low, high = approval.age_min, approval.age_max
    if upside_down(low, high):
        return TermSays(f"The terms of approval cannot be read: aged {low} to {high}. Ask which is right.", known=False)
    if (low is None or low <= age) and (high is None or age <= high):
        return None
    return TermSays(f"Approved for {_span(low, high)}; {child.called} is {age}.")


def upside_down(low: int | None, high: int | None) -> bool:
    """Whether two ages that should be a span are the wrong way round."""
    return low is not None and high is not None and low > high


def _span(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low} and over"
    return f"{low or 0} to {high}"


def _number(approval: ApprovalFacts, coming: int, placed: int) -> TermSays | None:
    if approval.number_term is Term.NO_LIMIT:
        return None
    if approval.number_term is Term.UNKNOWN or approval.number is None:
        return _unknown("number")
    if coming + placed <= approval.number:
        return None
    return TermSays(
        f"Approved for {words.count(approval.number, 'child', 'children')}; this would make {coming + placed}."
    )


def _sex(approval: ApprovalFacts, child: ChildFacts) -> TermSays | None:
    if approval.sex_term is Term.NO_LIMIT:
        return None
    if approval.sex_term is Term.UNKNOWN or approval.sex is None:
        return _unknown("sex")
    if child.sex is Sex.UNKNOWN:
        return TermSays(f"{child.called}'s sex is not recorded, to hold against the terms.", known=False)
    return None if child.sex is approval.sex else TermSays(f"Approved for {_SEXES[approval.sex]} only.")


_SEXES = {Sex.FEMALE: "girls", Sex.MALE: "boys", Sex.UNKNOWN: "a sex that is not recorded"}


def _type(approval: ApprovalFacts, request: Request) -> TermSays | None:
    if approval.types_term is Term.NO_LIMIT:
        return None
    if approval.types_term is Term.UNKNOWN:
        return _unknown("kind of care")
    needed = _needed(request)
    if request.kind is ReferralKind.SHORT_BREAK:
        wanted = frozenset({CareType.SHORT_BREAK, CareType.RESPITE})
    elif needed in ACCEPTED:
        wanted = ACCEPTED[needed]
    elif approval.types >= {CareType.SHORT, CareType.LONG}:
        return None
    else:
        return TermSays("For how long a home is needed is not recorded, to hold against the terms.", known=False)
    if wanted & approval.types:
        return None
    kinds = words.listed(sorted(words.plain(kind) for kind in approval.types))
    kind = CareType.SHORT_BREAK if request.kind is ReferralKind.SHORT_BREAK else needed
    return TermSays(f"Approved for {kinds} care; {words.plain(kind.value)} care is needed.")


def _needed(request: Request) -> Duration:
    """For how long: an emergency of which nobody said for how long asks for emergency care."""
    unsaid = request.duration is Duration.UNKNOWN and request.is_emergency
    return Duration.EMERGENCY if unsaid else request.duration


def _named(approval: ApprovalFacts, children: Sequence[ChildFacts], there: HomeDuring) -> TermSays | None:
    if not approval.named:
        if there.home.kind is HomeKind.KINSHIP:
            return TermSays("Which children these relatives or friends are approved for is not recorded.", known=False)
        return None
    others = [child.called for child in children if child.ref not in approval.named]
    return TermSays(f"Approved for named children only, and {words.listed(others)} is not named.") if others else None


def _parent(approval: ApprovalFacts) -> TermSays | None:
    if approval.types_term is Term.NO_LIMIT or CareType.PARENT_CHILD in approval.types:
        return None
    if approval.types_term is Term.UNKNOWN:
        return _unknown("parent and child")
    return TermSays("The terms do not include parent and child.")
