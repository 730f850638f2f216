"""Agreeing what a home costs, within the authority's own scheme of delegation."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.amounts import line_pence
from placements.audit_chain import Event
from placements.deciding.people import Named, answerable
from placements.deciding.references import offer_by
from placements.errors import NotPermitted, Refused
from placements.models.contract import Provider, ProviderKind
from placements.models.funding import FundingApproval, FundingRule, PanelDate
from placements.models.home import Home
from placements.models.offer import LIVE, Offer
from placements.permissions import GRANTS, Permission, Role
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england, in_office_hours

RULE_ENTRIES = {"role", "from", "to", "weekly_pence", "total_pence", "out_of_hours", "panel"}


@dataclass(frozen=True)
class Cost:
    """What is to be agreed: pence a week over [starts_on, ends_on)."""

    weekly_pence: int
    starts_on: dt.date
    ends_on: dt.date

    def __post_init__(self) -> None:
        if self.weekly_pence < 0 or self.ends_on <= self.starts_on:
            raise Refused(
                "A cost is pence a week over days in order.", given=self, do_next="Give the first day and a later end."
            )

    @property
    def total_pence(self) -> int:
        """What it comes to, rounded once to the penny."""
        return line_pence(self.weekly_pence, (self.ends_on - self.starts_on).days)


def load_scheme(work: UnitOfWork, path: Path) -> list[FundingRule]:
    """Load a scheme of delegation (TOML); its rules are dated, and those loaded before stay for the past."""
    work.viewer.must(Permission.LOAD_DATA)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        said: dict[str, Any] = {
            "as_of": work.clock().date(),
            "source": str(given["source"]),
            "author": work.viewer.name,
        }
        rules = [_rule(entry, str(given["scheme"]), said) for entry in given["rule"]]
        panels = [
            PanelDate(panel=one["panel"], sits_on=day, **said) for one in given.get("panel", []) for day in one["sits"]
        ]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused(
            "The scheme of delegation cannot be read.",
            given=f"{path}: {error}",
            do_next="Give scheme, source, [[rule]] entries and [[panel]] dates as docs/how-to/decide.md shows.",
        ) from error
    if work.session.scalar(sa.select(FundingRule.id).where(FundingRule.scheme == rules[0].scheme).limit(1)):
        raise Refused("This scheme is loaded already.", given=rules[0].scheme, do_next="Give a new scheme a new name.")
    work.session.add_all([*rules, *panels])
    work.record(Event.SCHEME_LOADED, f"scheme {rules[0].scheme}", rules=len(rules), panel_dates=len(panels))
    return rules


def agree_funding(
    work: UnitOfWork, offer_id: int, person: Named, cost: Cost, *, panel_on: dt.date | None = None, words: str = ""
) -> FundingApproval:
    """Agree the cost of a home for an offer, within what the scheme lets this role agree now. Raises NotPermitted."""
    answerable(work, person, Permission.AGREE_FUNDING)
    offer = offer_by(work.session, offer_id)
    if offer.state not in LIVE:
        raise Refused("The offer is closed.", given=offer.state, do_next="Agree the cost of an open offer.")
    now = work.clock()
    rule = _rule_that_allows(work.session, person.role, cost, now, panel_on)
    approval = FundingApproval(
        offer_id=offer.id,
        by=person.name,
        role=person.role,
        at=now,
        weekly_pence=cost.weekly_pence,
        total_pence=cost.total_pence,
        starts_on=cost.starts_on,
        ends_on=cost.ends_on,
        scheme=rule.scheme,
        out_of_hours=not in_office_hours(now),
        panel_on=panel_on,
        words=words or None,
    )
    work.session.add(approval)
    work.session.flush()
    work.record(Event.FUNDING_AGREED, f"offer {offer.id}", by=person.name, weekly_pence=cost.weekly_pence)
    return approval


def funding_of(session: Session, offer: Offer, on: dt.date) -> FundingApproval | None:
    """The agreement that covers an offer's price on a day, the newest first."""
    query = sa.select(FundingApproval).where(
        FundingApproval.offer_id == offer.id,
        FundingApproval.starts_on <= on,
        FundingApproval.ends_on > on,
        FundingApproval.weekly_pence >= (offer.weekly_pence or 0),
    )
    return session.scalar(query.order_by(FundingApproval.id.desc()).limit(1))


def costs_money(session: Session, offer: Offer) -> bool:
    """Whether the home is bought in; the authority's own carers are paid within its own budget."""
    if offer.home_id is None:
        return True
    provider = session.get_one(Home, offer.home_id).provider_id
    return provider is not None and session.get_one(Provider, provider).kind is not ProviderKind.OWN


def roles_that_may(session: Session, cost: Cost, now: dt.datetime) -> list[Role]:
    """The roles that may agree a cost at a moment, as the scheme of that day says, panels apart."""
    rules = [rule for rule in _in_force(session, now) if _covers(rule, cost, now)]
    return [role for role in Role if any(rule.role == role for rule in rules)]


def _rule_that_allows(
    session: Session, role: Role, cost: Cost, now: dt.datetime, panel_on: dt.date | None
) -> FundingRule:
    rules = _in_force(session, now)
    if not rules:
        raise Refused("No scheme of delegation is loaded for this day.", do_next="Load it with `homeward scheme FILE`.")
    mine = [rule for rule in rules if rule.role == role and _covers(rule, cost, now)]
    if not mine:
        may = ", ".join(roles_that_may(session, cost, now)) or "nobody now: it waits for office hours or for the panel"
        given = f"{cost.weekly_pence} pence a week, {cost.total_pence} in all"
        raise NotPermitted(f"The scheme does not let a {role} agree this.", given=given, do_next=f"May agree: {may}.")
    for rule in mine:
        if rule.panel is None or _sat(session, rule.panel, panel_on, now):
            return rule
    raise Refused(
        f"This needs the {mine[0].panel} to have sat.",
        given=panel_on,
        do_next="Give the day on which it agreed; its days are part of the scheme.",
    )


def _in_force(session: Session, now: dt.datetime) -> list[FundingRule]:
    today = day_in_england(now)
    query = sa.select(FundingRule).where(
        FundingRule.starts_on <= today, sa.or_(FundingRule.ends_on.is_(None), FundingRule.ends_on > today)
    )
    return list(session.scalars(query.order_by(FundingRule.id)))


def _covers(rule: FundingRule, cost: Cost, now: dt.datetime) -> bool:
    within = rule.weekly_pence is None or cost.weekly_pence <= rule.weekly_pence
    in_all = rule.total_pence is None or cost.total_pence <= rule.total_pence
    return within and in_all and (rule.out_of_hours or in_office_hours(now))


def _sat(session: Session, panel: str, panel_on: dt.date | None, now: dt.datetime) -> bool:
    if panel_on is None or panel_on > day_in_england(now):
        return False
    return session.scalar(sa.select(PanelDate.id).filter_by(panel=panel, sits_on=panel_on)) is not None


def _rule(entry: dict[str, Any], scheme: str, said: dict[str, Any]) -> FundingRule:
    unknown = set(entry) - RULE_ENTRIES
    if unknown:
        raise ValueError(f"unknown entry {min(unknown)}")
    role = Role(entry["role"])
    if Permission.AGREE_FUNDING not in GRANTS[role]:
        raise ValueError(f"the role {role} may not agree funding")
    for amount in _amounts(entry):
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
            raise ValueError(f"{amount} is not whole pence")
    return FundingRule(
        scheme=scheme,
        role=role,
        starts_on=_day(entry["from"]),
        ends_on=_day(entry["to"]) if "to" in entry else None,
        weekly_pence=entry.get("weekly_pence"),
        total_pence=entry.get("total_pence"),
        out_of_hours=bool(entry.get("out_of_hours", False)),
        panel=entry.get("panel"),
        **said,
    )


def _amounts(entry: dict[str, Any]) -> Iterable[object]:
    return (entry[name] for name in ("weekly_pence", "total_pence") if name in entry)


def _day(given: object) -> dt.date:
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    raise ValueError(f"{given!r} is not a day")
