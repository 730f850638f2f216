"""Referrals, homes, loads and findings as lines of a list: enough to choose one, no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.care import Return
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.home import Bed, Home, HomeStatus
from placements.models.loading import Finding, Import
from placements.models.placement import Occupancy, Standing
from placements.models.referral import Referral, ReferralChild
from placements.permissions import Permission
from placements.repository.records import Records, asks
from placements.repository.referrals import open_referrals


@dataclass(frozen=True)
class ReferralLine:
    """An open referral and the children it names, in its own order."""

    referral: Referral
    children: tuple[Child, ...]


@dataclass(frozen=True)
class HomeLine:
    """A known home: how many beds it has, how many are taken on the day, and when a vacancy was last confirmed."""

    home: Home
    provider: str | None
    beds: int
    taken: int
    confirmed_on: dt.date | None


@dataclass(frozen=True)
class RuleLine:
    """How often a check found something, over all loads that stand, with one example."""

    rule: str
    level: str
    times: int
    example: str


@asks(Permission.SEE_CHILDREN)
def referral_lines(records: Records) -> list[ReferralLine]:
    """Open referrals, the most urgent first, with their children."""
    referrals = open_referrals(records)
    named = sa.select(ReferralChild.referral_id, Child).join(Child, Child.id == ReferralChild.child_id)
    query = named.where(ReferralChild.referral_id.in_([one.id for one in referrals])).order_by(ReferralChild.id)
    children: dict[int, list[Child]] = {}
    for referral_id, child in records.session.execute(query):
        children.setdefault(referral_id, []).append(child)
    return [ReferralLine(one, tuple(children.get(one.id, ()))) for one in referrals]


@asks(Permission.SEE_HOMES)
def home_lines(records: Records, on: dt.date) -> list[HomeLine]:
    """Homes that are not closed, by reference, as they stand on a day."""
    counts = sa.select(Bed.home_id, sa.func.count(Bed.id), sa.func.min(Bed.confirmed_on)).group_by(Bed.home_id)
    beds = {home_id: (count, confirmed) for home_id, count, confirmed in records.session.execute(counts)}
    taken = _beds_taken(records, on)
    query = sa.select(Home, Provider.name).outerjoin(Provider, Provider.id == Home.provider_id)
    found = records.session.execute(query.where(Home.status != HomeStatus.CLOSED).order_by(Home.ref))
    return [HomeLine(home, provider, *_counted(beds.get(home.id), taken.get(home.id, 0))) for home, provider in found]


def _counted(beds: tuple[int, dt.date | None] | None, taken: int) -> tuple[int, int, dt.date | None]:
    count, confirmed = beds or (0, None)
    return count, taken, confirmed


def _beds_taken(records: Records, on: dt.date) -> dict[int, int]:
    """Beds taken on a day by home; a bed with a contested booking is taken once."""
    query = (
        sa.select(Bed.home_id, sa.func.count(sa.distinct(Bed.id)))
        .join(Occupancy, Occupancy.bed_id == Bed.id)
        .where(Occupancy.standing != Standing.RELEASED, Occupancy.starts_on <= on)
        .where(sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on))
        .group_by(Bed.home_id)
    )
    return dict(records.session.execute(query).all())


@asks(Permission.SEE_FINDINGS)
def loads(records: Records) -> Sequence[Import]:
    """Every load that was kept, the newest first."""
    return records.session.scalars(sa.select(Import).order_by(Import.at.desc(), Import.id.desc())).all()


@asks(Permission.SEE_FINDINGS)
def standing_returns(records: Records) -> Sequence[Return]:
    """The returns held, by collection year; one that a re-submission replaced is left out."""
    query = sa.select(Return).where(Return.replaced_by_id.is_(None)).order_by(Return.year)
    return records.session.scalars(query).all()


@asks(Permission.SEE_FINDINGS)
def findings_by_rule(records: Records) -> list[RuleLine]:
    """What the checks found, by rule: errors first, the most frequent first."""
    query = sa.select(Finding.level, Finding.rule, sa.func.count(Finding.id), sa.func.min(Finding.id))
    rows = records.session.execute(query.group_by(Finding.level, Finding.rule)).all()
    examples = sa.select(Finding.id, Finding.message).where(Finding.id.in_([row[3] for row in rows]))
    words = dict(records.session.execute(examples).all())
    lines = [RuleLine(rule, level.value, times, words[first]) for level, rule, times, first in rows]
    return sorted(lines, key=lambda line: (line.level, -line.times, line.rule))


@asks(Permission.SEE_FINDINGS)
def findings(records: Records, *, rule: str | None = None, after: int = 0, most: int = 100) -> Sequence[Finding]:
    """Findings in the order in which they were found, perhaps of one rule, from after an id on."""
    query = sa.select(Finding).where(Finding.id > after)
    if rule is not None:
        query = query.where(Finding.rule == rule)
    return records.session.scalars(query.order_by(Finding.id).limit(most)).all()
