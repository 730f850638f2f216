"""Near misses: a home left out by one thing that somebody could plausibly put right by the day it is needed.

That a rule is curable says only that somebody has the power. A change of terms from babies to a boy of fifteen is in
nobody's plans, a bed is not released by moving a child who is settled, and what a social worker judged of this child is
no obstacle to be argued away. Such homes stay among those left out, with their reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.candidates import Verdict
from matching.home_facts import ApprovalFacts
from matching.household import HomeDuring
from matching.option import LeftOut, NearMiss
from matching.policy import Nearly
from matching.rules.rule import Finding
from matching.scoring import Scorer
from matching.situation import Request
from matching.taking import standing
from placements.models.household import Term
from placements.models.placement import OccupancyKind

TERMS = frozenset({"terms-age", "terms-number", "terms-sex", "terms-type"})
OUTSIDE_TERMS = (
    "In an emergency an approved carer may take the child outside these terms for up to 6 working days (CPPCR 2010 "
    "reg 23, rule outside-terms): never suggested here; a named senior decides and records it."
)
NOT_MET = 2
"""What a score says where an essential need is known not to be met: then two things stand in the way."""


@dataclass(frozen=True)
class Asked:
    """A home left out for some children, on what day they would come, and how near is near."""

    verdict: Verdict
    today: dt.date
    nearly: Nearly

    @property
    def there(self) -> HomeDuring:
        """The home during the stay."""
        return self.verdict.there

    @property
    def starts_on(self) -> dt.date:
        """The first day of the stay."""
        return self.there.stay.starts_on

    def soon(self, end: dt.date | None) -> bool:
        """Whether something that stands in the way ends soon enough to be bridged or brought forward."""
        return end is not None and end <= self.starts_on + dt.timedelta(weeks=self.nearly.weeks_to_wait)


def near_misses(left_out: Sequence[LeftOut], scorer: Scorer, request: Request) -> tuple[NearMiss, ...]:
    """The near misses among the homes left out: most children together first, then essential needs, then fit."""
    found = []
    for one in left_out:
        near = _nearly(one.verdict, scorer)
        if near is not None:
            outside = OUTSIDE_TERMS if request.is_emergency and near.finding.rule.id in TERMS else None
            found.append(replace(near, emergency=outside))
    return in_order(found)


def in_order(found: Iterable[NearMiss]) -> tuple[NearMiss, ...]:
    """Near misses as they are read."""
    return tuple(
        sorted(found, key=lambda near: (-len(near.verdict.children), near.score.essential, -near.score.fit, near.home))
    )


def plausible_cure(verdict: Verdict, scorer: Scorer) -> Finding | None:
    """The only thing that leaves a home out, where somebody could plausibly put it right in time; else None."""
    near = _nearly(verdict, scorer)
    return None if near is None else near.finding


def _nearly(verdict: Verdict, scorer: Scorer) -> NearMiss | None:
    finding = LeftOut(verdict).curable
    if finding is None or verdict.vetoed:
        return None
    context = scorer.judge.context
    says = PLAUSIBLE.get(finding.rule.id)
    if says is not None and not says(Asked(verdict, context.today, context.policy.nearly)):
        return None
    score = scorer.score(verdict)
    return NearMiss(verdict, finding, score) if score.essential < NOT_MET else None


def _of_an_age(asked: Asked) -> bool:
    """Every child is within some years of what one of the approvals says."""
    ages = [age for child in asked.verdict.children if (age := child.age_on(asked.starts_on)) is not None]
    limits = [one for one in asked.there.approvals if one.age_term is Term.LIMIT]
    most = asked.nearly.years_outside_terms
    return any(all(_years_outside(one, age) <= most for age in ages) for one in limits)


def _years_outside(limits: ApprovalFacts, age: int) -> int:
    """How many years a child is younger or older than an approval says; 0 within."""
    younger = 0 if limits.age_min is None else limits.age_min - age
    older = 0 if limits.age_max is None else age - limits.age_max
    return max(0, younger, older)


def _one_more(asked: Asked) -> bool:
    """The terms would have to allow no more than so many children above what they do."""
    number = len(asked.verdict.children) + len(asked.there.busiest)
    limits = [one.number for one in asked.there.approvals if one.number is not None]
    return bool(limits) and number - max(limits) <= asked.nearly.children_above_terms


def _free_soon(asked: Asked) -> bool:
    """Enough beds come free within the weeks, or are only held: nobody settled is moved to make room.

    For brothers and sisters one bed more may be put up where at least one is free.
    """
    leaving = sum(
        1
        for one in asked.there.residents
        if one.kind is OccupancyKind.HOLD or asked.soon(one.expected_end or one.ends_on)
    )
    now, wanted = len(asked.there.free_beds), len(asked.verdict.children)
    if now >= wanted:
        return False  # beds enough, in rooms that may not be shared
    return now + leaving >= wanted or 0 < now + leaving == wanted - 1


def _over_soon(asked: Asked) -> bool:
    """The hold ends, or the home is free again, within the weeks."""
    return asked.soon(standing(asked.verdict.home, asked.starts_on).until)


def _time_for_works(asked: Asked) -> bool:
    """There is time to adapt the home before the child comes."""
    return asked.starts_on >= asked.today + dt.timedelta(weeks=asked.nearly.weeks_for_works)


PLAUSIBLE: Mapping[str, Callable[[Asked], bool]] = {
    "terms-age": _of_an_age,
    "terms-number": _one_more,
    "bed-free": _free_soon,
    "carer-on-hold": _over_soon,
    "disability-suitable": _time_for_works,
    "setting-unsuitable": lambda _: False,
}
"""By the rule that stands in the way; every other cure is a person's word or signature, and may come in a day."""
