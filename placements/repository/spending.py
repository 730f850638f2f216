"""What spending is worked out from: who lived where, what was budgeted, paid and contributed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import sqlalchemy as sa

from placements.charges import Kept, Stay
from placements.codes import FOSTERING, SHORT_BREAKS, Setting, setting_of
from placements.home_settings import SETTING_OF_HOME
from placements.models.child import Child
from placements.models.contract import Per, PriceComponent, Provider, ProviderKind
from placements.models.finance import BudgetLine, Contribution, LedgerLine
from placements.models.home import Bed, Home, HomeKind
from placements.models.household import Approval
from placements.models.notice import Notice, NoticeState
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing
from placements.permissions import Permission
from placements.price_lines import WHOLE_PRICES
from placements.prices import PriceBook
from placements.provider_kinds import Kind, kinds_behind
from placements.repository.episodes import episodes
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Living:
    """Every stay of the record, the beds held, and what was found out on the way.

    expected [child]: the day on which the present stay is expected to end; refs [child]: the child's reference.
    """

    stays: tuple[Stay, ...]
    kept: tuple[Kept, ...]
    expected: dict[int, dt.date]
    refs: dict[int, str]
    notes: tuple[str, ...]


@asks(Permission.SEE_SPENDING)
def budget_lines(records: Records, year: int) -> Sequence[BudgetLine]:
    """The budget lines of a financial year, by code."""
    query = sa.select(BudgetLine).where(BudgetLine.year == year).order_by(BudgetLine.code)
    return records.session.scalars(query).all()


@asks(Permission.SEE_SPENDING)
def ledger_lines(records: Records, first: dt.date, end: dt.date) -> Sequence[LedgerLine]:
    """The paid lines for any day of [first, end), by reference."""
    query = sa.select(LedgerLine).where(LedgerLine.starts_on < end, LedgerLine.ends_on > first)
    return records.session.scalars(query.order_by(LedgerLine.ref)).all()


@asks(Permission.SEE_SPENDING)
def contributions(records: Records) -> Sequence[Contribution]:
    """Every contribution, claimed, agreed or received, by reference."""
    return records.session.scalars(sa.select(Contribution).order_by(Contribution.ref)).all()


@asks(Permission.SEE_SPENDING)
def living(records: Records, book: PriceBook, homes_of: Collection[str] | None = None) -> Living:
    """Who lived where, from the returns and, where it says more, from the position.

    With `homes_of`, only the children who ever lived in one of these homes, by reference: far fewer to read. A
    temporary move keeps the usual home, and short breaks have prices of their own in other budgets: they are left out.
    Where the position is newer than the returns, a child it does not name has left by the day of the position.
    """
    homes = _homes(records)
    by_urn = {home.urn: id_ for id_, (home, _) in homes.items() if home.urn}
    frame = episodes(records)
    residences = records.session.scalars(sa.select(Residence).order_by(Residence.starts_on, Residence.id)).all()
    day = max((residence.as_of for residence in residences), default=None)
    if homes_of is not None:
        there = _ever_in(homes_of, frame, residences, homes)
        frame, residences = frame[frame["child"].isin(there)], [one for one in residences if one.child_id in there]
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in _from_episodes(frame, book, homes, by_urn):
        stays[stay.child].append(stay)
    births = {child: dob for child, dob in records.session.execute(sa.select(Child.id, Child.dob)) if dob}
    gone = _with_position(stays, residences, homes, births, day)
    _with_notice(records, stays)
    notes = (f"{gone} children in care at the end of the returns are not in the position.",) if gone else ()
    return Living(
        stays=tuple(stay for of_child in stays.values() for stay in of_child),
        kept=(*_held_beds(records, homes), *_households_kept(records, homes, book)),
        expected={one.child_id: one.expected_end for one in residences if one.ends_on is None and one.expected_end},
        refs={child.id: child.ref for child in records.session.scalars(sa.select(Child))},
        notes=notes,
    )


def _ever_in(refs: Collection[str], frame: pd.DataFrame, residences: Sequence[Residence], homes: Homes) -> set[int]:
    """The children who ever lived in one of these homes."""
    wanted = {id_: home for id_, (home, _) in homes.items() if home.ref in refs}
    urns = {home.urn for home in wanted.values() if home.urn}
    return {*frame.loc[frame["urn"].isin(urns), "child"]} | {
        one.child_id for one in residences if one.home_id in wanted
    }


Homes = dict[int, tuple[Home, ProviderKind | None]]


def _homes(records: Records) -> Homes:
    query = sa.select(Home, Provider.kind).outerjoin(Provider, Provider.id == Home.provider_id)
    return {home.id: (home, kind) for home, kind in records.session.execute(query)}


def _from_episodes(frame: pd.DataFrame, book: PriceBook, homes: Homes, by_urn: dict[str, int]) -> Iterator[Stay]:
    """One stay for each run of episodes in the same home; temporary moves and short breaks aside."""
    frame = frame[~frame["ls"].isin([str(status) for status in SHORT_BREAKS])]
    for _, of_child in frame.groupby("child", sort=True):
        running: Stay | None = None
        for row in of_child.to_dict("records"):
            setting = setting_of(row["place"])
            ends = None if pd.isna(row["dec"]) else row["dec"].date()
            if setting is None and running is not None and running.ends == row["decom"].date():
                running = replace(running, ends=ends)
                continue
            if setting is None or pd.isna(row["dob"]):
                continue
            stay = _stay(row, setting, ends, book, homes, by_urn)
            if running is not None and _same_home(running, stay):
                running = replace(running, ends=ends)
                continue
            if running is not None:
                yield running
            running = stay
        if running is not None:
            yield running


def _stay(
    row: Mapping[Hashable, Any], setting: Setting, ends: dt.date | None, book: PriceBook, homes: Homes,
    by_urn: Mapping[str, int],
) -> Stay:  # fmt: skip
    """The stay that an episode states; fostered children at one postcode live in one household."""
    kinds = kinds_behind(setting, row["place_provider"])
    kind = next((kind for kind in kinds if _has_prices(book, setting, kind)), kinds[0])
    starts, post = row["decom"].date(), row["pl_post"]
    household = f"post {post}" if post and setting in FOSTERING else f"child {row['child']} {starts}"
    stay = Stay(row["child"], row["dob"].date(), setting, kind, household, starts, ends)
    home_id = by_urn.get(row["urn"])
    return stay if home_id is None or setting in FOSTERING else _in_home(stay, homes[home_id])


def _has_prices(book: PriceBook, setting: Setting, kind: Kind) -> bool:
    lines = book.of_setting(setting, kind)
    return any(line.provider_kind == kind and line.component in WHOLE_PRICES for line in lines)


def _same_home(one: Stay, other: Stay) -> bool:
    same = (one.setting, one.provider_kind, one.home_id) == (other.setting, other.provider_kind, other.home_id)
    unknown = one.household.startswith("child") and other.household.startswith("child")
    return same and one.ends == other.starts and (one.household == other.household or (unknown and not one.home_id))


def _in_home(stay: Stay, found: tuple[Home, ProviderKind | None]) -> Stay:
    home, kind = found
    return replace(
        stay,
        setting=SETTING_OF_HOME[home.kind],
        provider_kind=kind or ProviderKind.OWN,
        household=f"home {home.id}",
        home_id=home.id,
        contract_id=home.contract_id,
        level=home.fee_level,
    )


def _with_position(
    stays: dict[int, list[Stay]],
    residences: Sequence[Residence],
    homes: Homes,
    births: dict[int, dt.date],
    day: dt.date | None,
) -> int:
    """Put known homes to the stays, add moves since the returns; the answer is how many the position does not name."""
    named = {residence.child_id for residence in residences if residence.ends_on is None}
    for residence in residences:
        held = stays[residence.child_id]
        found = homes.get(residence.home_id or 0)
        if found is None or residence.child_id not in births:
            continue
        since = residence.starts_on or (held[-1].starts if held else None)
        last = held[-1] if held else None
        if last is not None and last.ends is None and (since is None or since <= last.starts):
            held[-1] = replace(_in_home(last, found), ends=residence.ends_on)
        elif since is not None and (last is None or last.ends is None or last.ends <= since):
            if last is not None and last.ends is None:
                held[-1] = replace(last, ends=since)
            new = Stay(residence.child_id, births[residence.child_id], SETTING_OF_HOME[found[0].kind], None, "", since)
            held.append(replace(_in_home(new, found), ends=residence.ends_on))
    gone = 0
    for child, held in stays.items():
        if day is not None and held and held[-1].ends is None and child not in named and held[-1].starts < day:
            held[-1] = replace(held[-1], ends=day)
            gone += 1
    return gone


def _with_notice(records: Records, stays: dict[int, list[Stay]]) -> None:
    """Notice that ran on after the child had moved is paid to its end."""
    for notice in records.session.scalars(sa.select(Notice).where(Notice.state == NoticeState.MOVED)):
        held = stays[notice.child_id]
        for at, stay in enumerate(held):
            ended = stay.ends is not None and notice.given_on <= stay.ends < notice.ends_on
            if ended and notice.home_id in (None, stay.home_id):
                held[at] = replace(stay, paid_until=notice.ends_on)


def _held_beds(records: Records, homes: Homes) -> Iterator[Kept]:
    """The beds held for a child who is still to come."""
    query = sa.select(Occupancy, Bed.home_id).join(Bed, Bed.id == Occupancy.bed_id)
    query = query.where(Occupancy.kind == OccupancyKind.HOLD, Occupancy.standing == Standing.IN_FORCE)
    for hold, home_id in records.session.execute(query):
        home, kind = homes[home_id]
        yield Kept(
            SETTING_OF_HOME[home.kind], kind or ProviderKind.OWN, f"home {home.id}", hold.starts_on, hold.ends_on,
            home.id, home.contract_id, home.fee_level, held=True,
        )  # fmt: skip


def _households_kept(records: Records, homes: Homes, book: PriceBook) -> Iterator[Kept]:
    """The authority's own carers over their approvals, where any retainer is paid to a household without a child."""
    lines = [line for line in book.lines if line.component is PriceComponent.RETAINER and line.unit.per is Per.CARER]
    query = sa.select(Approval.home_id, Approval.starts_on, Approval.ends_on).where(Approval.starts_on.is_not(None))
    for home_id, starts_on, ends_on in records.session.execute(query) if lines else ():
        home, kind = homes[home_id]
        if starts_on is not None and kind in (None, ProviderKind.OWN) and home.kind is HomeKind.FOSTERING:
            yield Kept(
                SETTING_OF_HOME[home.kind], ProviderKind.OWN, f"home {home.id}", starts_on, ends_on,
                home.id, home.contract_id, home.fee_level,
            )  # fmt: skip
