"""Coming home as the record has it: who lives where today, who was asked, what is planned and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.codes import CollectionYear
from placements.codes.legal import SHORT_BREAKS
from placements.geography import OutsideEngland
from placements.models.care import Episode, Return
from placements.models.child import Child
from placements.models.contract import Contract, ContractKind, Provider, ProviderKind
from placements.models.home import Home
from placements.models.placement import Residence
from placements.models.return_home import AskedOf, FarByPlan, ReturnAnswer, ReturnCash, ReturnPlan
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class LivingNow:
    """Where a child lives today, as the newest position states it; whatever is None is not known.

    `la_code` is that of a known home; otherwise only the postcode says where it is. `contract` is the agreement under
    which the home is bought, with its notice in days.
    """

    child_id: int
    child: str
    dob: dt.date | None
    since: dt.date | None
    place: str | None
    provider: str | None
    postcode: str | None
    home_postcode: str | None
    as_of: dt.date
    home_id: int | None = None
    home: str | None = None
    la_code: str | None = None
    provider_kind: ProviderKind | None = None
    fee_level: str | None = None
    contract_id: int | None = None
    contract: ContractKind | None = None
    notice_days: int | None = None
    expected_end: dt.date | None = None


@asks(Permission.SEE_BRING_HOME)
def living_now(records: Records, day: dt.date) -> list[LivingNow]:
    """Every child of the newest position whose stay has not ended by a day, by the child's reference."""
    query = (
        sa.select(Residence, Child, Home, Provider.kind, Contract)
        .join(Child, Child.id == Residence.child_id)
        .outerjoin(Home, Home.id == Residence.home_id)
        .outerjoin(Provider, Provider.id == Home.provider_id)
        .outerjoin(Contract, Contract.id == Home.contract_id)
        .where(sa.or_(Residence.ends_on.is_(None), Residence.ends_on > day))
        .where(sa.or_(Residence.starts_on.is_(None), Residence.starts_on <= day))
        .order_by(Child.ref, Residence.starts_on, Residence.id)
    )
    found = {}
    for residence, child, home, kind, contract in records.session.execute(query):
        found[child.ref] = _living(residence, child, home, kind, contract)
    return list(found.values())


def _living(
    residence: Residence, child: Child, home: Home | None, kind: ProviderKind | None, contract: Contract | None
) -> LivingNow:
    stated = LivingNow(
        child_id=child.id,
        child=child.ref,
        dob=child.dob,
        since=residence.starts_on,
        place=residence.place,
        provider=residence.place_provider,
        postcode=residence.postcode or (home.postcode if home else None),
        home_postcode=child.home_postcode,
        as_of=residence.as_of,
        expected_end=residence.expected_end,
    )
    if home is None:
        return stated
    bought = {} if contract is None else {"contract": contract.kind, "notice_days": contract.notice_days}
    known = {"home_id": home.id, "home": home.ref, "la_code": home.la_code, "provider_kind": kind or ProviderKind.OWN}
    return LivingNow(**vars(stated) | known | bought | {"fee_level": home.fee_level, "contract_id": home.contract_id})


@asks(Permission.SEE_BRING_HOME)
def newest_answers(records: Records) -> dict[int, dict[AskedOf, ReturnAnswer]]:
    """What each of the three said last, by the child's id."""
    found: dict[int, dict[AskedOf, ReturnAnswer]] = defaultdict(dict)
    for answer in records.session.scalars(sa.select(ReturnAnswer).order_by(ReturnAnswer.asked_on, ReturnAnswer.id)):
        found[answer.child_id][answer.of] = answer
    return dict(found)


@asks(Permission.RECORD_RETURNS)
def answers_about(records: Records, child: str) -> Sequence[ReturnAnswer]:
    """Everything that was asked and answered about one child, with the child's own words, the newest first."""
    query = sa.select(ReturnAnswer).join(Child, Child.id == ReturnAnswer.child_id).where(Child.ref == child)
    return records.session.scalars(query.order_by(ReturnAnswer.asked_on.desc(), ReturnAnswer.id.desc())).all()


@asks(Permission.SEE_BRING_HOME)
def far_by_plan(records: Records, day: dt.date) -> dict[int, FarByPlan]:
    """Who was meant to live outside the area, by the child's id: the newest decision not ended by a day.

    One whose review is overdue is among them: it holds no longer, and somebody is to look at it again.
    """
    query = sa.select(FarByPlan).where(sa.or_(FarByPlan.ended_on.is_(None), FarByPlan.ended_on > day))
    return {plan.child_id: plan for plan in records.session.scalars(query.order_by(FarByPlan.id))}


@asks(Permission.SEE_BRING_HOME)
def returns_planned(records: Records) -> Sequence[tuple[ReturnPlan, str, str | None]]:
    """Every return that was planned, with the child's and the home's reference, the oldest first."""
    query = sa.select(ReturnPlan, Child.ref, Home.ref).join(Child, Child.id == ReturnPlan.child_id)
    rows = records.session.execute(query.outerjoin(Home, Home.id == ReturnPlan.home_id).order_by(ReturnPlan.id))
    return [(plan, child, home) for plan, child, home in rows]


@asks(Permission.SEE_SAVINGS)
def cash_of_returns(records: Records) -> Sequence[ReturnCash]:
    """What was claimed as cash for children who came home, and what finance says was released."""
    return records.session.scalars(sa.select(ReturnCash).order_by(ReturnCash.year, ReturnCash.id)).all()


_NO_PLACE = ("", OutsideEngland.CON.value)


@asks(Permission.SEE_BRING_HOME)
def living_by_the_return(records: Records) -> list[LivingNow]:
    """Every child looked after at the end of the newest return, where no position is held: since when is not known."""
    newest = records.session.scalar(sa.select(sa.func.max(Return.year)).where(Return.replaced_by_id.is_(None)))
    if newest is None:
        return []
    query = (
        sa.select(Episode, Child)
        .join(Child, Child.id == Episode.child_id)
        .join(Return, Return.id == Episode.return_id)
        .where(Return.year == newest, Episode.standing, Episode.dec.is_(None), Episode.ls.not_in(SHORT_BREAKS))
        .order_by(Child.ref)
    )
    as_of = CollectionYear.from_label(newest).end
    return [
        LivingNow(
            child_id=child.id,
            child=child.ref,
            dob=child.dob,
            since=None,
            place=episode.place,
            provider=episode.place_provider,
            postcode=episode.pl_post,
            home_postcode=episode.home_post or child.home_postcode,
            as_of=as_of,
            la_code=None if episode.pl_la in _NO_PLACE else episode.pl_la,
        )
        for episode, child in records.session.execute(query)
    ]
