"""What real searches found nobody for, counted by age, need, group and place, and what would have let somebody in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.unmet import ChangeKind, UnmetNeed
from matching.unmet_kept import unmet_needs_of_record
from placements.codes import AGE_BANDS
from placements.repository.kept_searches import referrals_searched
from placements.repository.records import Records

DAYS = 365
HIGH = 3
"""A level of need from which on skill is needed that few carers have."""
AGE_NOT_KNOWN = "not known"
_LAST_OF_BAND = (0, 4, 9, 15)


@dataclass(frozen=True)
class Change:
    """What would have made a home, who could have done it, and for how many searches it was the cheapest."""

    kind: ChangeKind
    words: str
    who: str
    times: int


@dataclass(frozen=True)
class UnmetNeeds:
    """A year of searches: `needs` are groups of children for whom no known home in the area was lawful.

    by_age counts children; by_need (needs with it, and with it at a high level), by_size, by_urgency, by_supervision
    and by_kind count needs, and so does elsewhere: those for whom a home outside the area was. The counts are small:
    they leave the planners' desk only through `placements.disclosure`.
    """

    since: dt.date
    searched: int
    needs: int
    children: int
    elsewhere: int
    areas: Mapping[str, int]
    by_age: Mapping[str, int]
    by_need: Mapping[str, tuple[int, int]]
    by_size: Mapping[int, int]
    by_urgency: Mapping[str, int]
    by_supervision: Mapping[int | None, int]
    by_kind: Mapping[ChangeKind, int]
    changes: tuple[Change, ...]


def unmet_needs_found(records: Records, today: dt.date) -> UnmetNeeds:
    """Read the kept searches of the year before today. Raises NotPermitted (forecasts)."""
    since = today - dt.timedelta(days=DAYS)
    return counted(unmet_needs_of_record(records, since), since, referrals_searched(records, since))


def counted(needs: Sequence[UnmetNeed], since: dt.date, searched: int) -> UnmetNeeds:
    """Count unmet needs; each dictionary begins with the first of its order or the most frequent."""
    ages = Counter(age_band(age) for need in needs for age in need.ages)
    return UnmetNeeds(
        since=since,
        searched=searched,
        needs=len(needs),
        children=sum(len(need.ages) for need in needs),
        elsewhere=sum(need.elsewhere for need in needs),
        areas=dict(Counter(need.area_name for need in needs).most_common()),
        by_age={band: ages[band] for band in (*map(str, AGE_BANDS), AGE_NOT_KNOWN) if ages[band]},
        by_need=_by_need(needs),
        by_size=dict(sorted(Counter(need.together for need in needs).items())),
        by_urgency=dict(Counter(need.urgency for need in needs).most_common()),
        by_supervision=dict(
            sorted(
                Counter(need.supervision for need in needs).items(), key=lambda one: -1 if one[0] is None else one[0]
            )
        ),
        by_kind=dict(Counter(need.change.kind for need in needs).most_common()),
        changes=_changes(needs),
    )


def age_band(age: int | None) -> str:
    """The published age band of an age in whole years."""
    return AGE_NOT_KNOWN if age is None else str(AGE_BANDS[sum(age > last for last in _LAST_OF_BAND)])


def _by_need(needs: Iterable[UnmetNeed]) -> dict[str, tuple[int, int]]:
    every: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for need in needs:
        every.update(domain for domain, level in need.needs if level)
        high.update(domain for domain, level in need.needs if level >= HIGH)
    return {domain: (number, high[domain]) for domain, number in every.most_common()}


def _changes(needs: Iterable[UnmetNeed]) -> tuple[Change, ...]:
    """The changes, the most frequent first; among those as frequent the cheapest kind first."""
    times = Counter((need.change.kind, need.change.words, need.change.who) for need in needs)
    kinds = list(ChangeKind)
    ordered = sorted(times.items(), key=lambda one: (-one[1], kinds.index(one[0][0]), one[0][1]))
    return tuple(Change(*said, number) for said, number in ordered)
