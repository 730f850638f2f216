"""The record as one frozen world: a fixed number of queries, however many homes and children."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.approach import AGENCIES, ContractFacts, ProviderFacts
from matching.child_facts import ChildFacts
from matching.from_record import Places, child_facts, home_facts, relations_of
from matching.home_facts import HomeFacts, Resident
from matching.home_table import HomeTable, home_table
from matching.policy import Policy
from matching.relations import Relations
from matching.residents import residents_by_home, where_they_live
from matching.situation import Context, KinFact, NoticeFact, Request, ShortBreak
from matching.travel import TravelModel, journeys
from placements.geography import Neighbours
from placements.models.base import Known
from placements.models.child import Child
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Home
from placements.models.notice import GivenBy
from placements.models.reference import Authority
from placements.models.referral import Referral, Suitability
from placements.permissions import Permission
from placements.repository.approaches import reply_histories
from placements.repository.children import children_with_facts, sibling_relations
from placements.repository.homes import contracts, home_positions, homes_with_facts, providers
from placements.repository.occupancies import occupancies_from, perhaps_living_in, position_day, residences_from
from placements.repository.places import positions_of
from placements.repository.records import Records
from placements.repository.reference import (
    adjoining_authorities,
    authority_names,
    installation_setting,
    responsible_authority,
    school_postcodes,
)
from placements.repository.tasks import notices_on_homes_of


@dataclass(frozen=True, eq=False)
class World:
    """Everything a search or a plan reads, as it stood on one day; at `until` the first hold of a bed lapses."""

    today: dt.date
    authority: str
    neighbours: Neighbours
    la_names: Mapping[str, str]
    relations: Relations
    looked_after: Mapping[str, str]
    children: Mapping[str, ChildFacts]
    homes: tuple[HomeFacts, ...]
    providers: tuple[ProviderFacts, ...]
    requests: tuple[Request, ...]
    places: Places
    until: dt.datetime | None = None

    @cached_property
    def table(self) -> HomeTable:
        """The homes as columns, made once."""
        return home_table(self.homes)

    def context(
        self,
        children: Sequence[ChildFacts],
        policy: Policy,
        model: TravelModel,
        homes: Sequence[HomeFacts] | None = None,
    ) -> Context:
        """The world around a search for these children, with every journey to these homes (to all) measured."""
        return Context(
            today=self.today,
            authority=self.authority,
            neighbours=self.neighbours,
            policy=policy,
            relations=self.relations,
            journeys=journeys(children, self.homes if homes is None else homes, model),
            travel_words=model.words,
            la_names=self.la_names,
            looked_after=self.looked_after,
        )


def day_of(records: Records) -> dt.date:
    """Today; in a demonstration, the day of its newest position, so that it answers alike whenever it is shown."""
    today = dt.datetime.now(dt.UTC).date()
    if installation_setting(records, "demonstration") == "yes":
        return position_day(records) or today
    return today


READS = (Permission.SEE_REFERENCE, Permission.SEE_HOMES, Permission.SEE_CHILDREN, Permission.SEE_SENSITIVE)
"""What a world is made of: without all of these nobody is shown one, however it was kept."""


def snapshot(
    records: Records,
    referrals: Sequence[Referral],
    today: dt.date,
    *,
    also: Iterable[int] = (),
    postcodes: Iterable[str | None] = (),
    schools: Iterable[str | None] = (),
    now: dt.datetime | None = None,
) -> World:
    """Read the world once for these referrals.

    `also` (ids of children), `postcodes` and `schools` (URNs) are what a referral from a file names besides; `now`
    (this moment) says which holds have lapsed.
    """
    now = now or dt.datetime.now(dt.UTC)
    authority = responsible_authority(records)
    homes, stand = homes_with_facts(records), providers(records)
    taken, living = occupancies_from(records, today), residences_from(records, today)
    asked = {row.child_id for referral in referrals for row in referral.children} | set(also)
    pairs = sibling_relations(records)
    wanted = asked | {row.child_id for row in taken if row.child_id} | {row.child_id for row in living}
    wanted |= {other for row in pairs if {row.a_id, row.b_id} & asked for other in (row.a_id, row.b_id)}
    children = children_with_facts(records, wanted)
    refs = {child.id: child.ref for child in children}
    places = _places(records, children, postcodes, schools)
    where = where_they_live(taken, living, homes, today)
    facts = {child.id: child_facts(child, places, where.get(child.id), refs) for child in children}
    numbers = {referral.id: referral.ref for referral in referrals}
    notices = _notices(records, asked, refs) if asked else {}
    residents = residents_by_home(taken, living, homes, facts, numbers, now)
    return World(
        today=today,
        authority=authority.la_code,
        neighbours=_neighbours(records, authority),
        la_names=authority_names(records),
        relations=relations_of(pairs, refs),
        looked_after={refs[row.child_id]: facts[row.child_id].called for row in living},
        children={one.ref: one for one in facts.values()},
        homes=_homes(records, homes, stand, residents, today),
        providers=_providers(records, homes, stand, today),
        requests=tuple(_request(referral, facts, notices) for referral in referrals),
        places=places,
        until=min((row.lapses_at for row in taken if row.lapses_at and row.lapses_at > now), default=None),
    )


def _neighbours(records: Records, authority: Authority) -> Neighbours:
    here = authority.la_code
    pairs = ((here, other) for other in adjoining_authorities(records, here))
    return Neighbours.of(pairs, [here] if authority.adjoining_complete else [])


def _homes(
    records: Records,
    homes: Sequence[Home],
    stand: Sequence[Provider],
    residents: Mapping[int, Sequence[Resident]],
    today: dt.date,
) -> tuple[HomeFacts, ...]:
    positions, behind = home_positions(records), {one.id: one for one in stand}
    perhaps = perhaps_living_in(records, today)
    return tuple(
        home_facts(
            home,
            positions.get(home.id),
            behind.get(home.provider_id or 0),
            residents.get(home.id, []),
            perhaps.get(home.id, []),
        )
        for home in homes
    )


def _places(
    records: Records, children: Sequence[Child], postcodes: Iterable[str | None], schools: Iterable[str | None]
) -> Places:
    urns = {child.school_urn for child in children} | set(schools)
    of_schools = {urn: postcode for urn, postcode in school_postcodes(records).items() if urn in urns}
    asked = [child.home_postcode for child in children]
    asked += [contact.place_postcode for child in children for contact in child.contacts]
    asked += [person.place_postcode for child in children for person in child.people_of_concern]
    return Places(positions_of(records, [*asked, *postcodes, *of_schools.values()]), of_schools)


def _providers(
    records: Records, homes: Sequence[Home], stand: Sequence[Provider], today: dt.date
) -> tuple[ProviderFacts, ...]:
    """Agencies, and other providers none of whose homes is known: what is free is not known until they answer."""
    known = {home.provider_id for home in homes}
    histories = reply_histories(records)
    agreed: dict[int, list[ContractFacts]] = defaultdict(list)
    for row in contracts(records):
        if (row.starts_on is None or row.starts_on <= today) and (row.ends_on is None or today < row.ends_on):
            agreed[row.provider_id].append(ContractFacts(row.ref, row.kind, tuple(row.lots), row.tier))
    return tuple(
        ProviderFacts(
            ref=row.ref,
            name=row.name,
            kind=row.kind,
            areas=frozenset(row.areas),
            registered=row.registered,
            age_min=row.age_min,
            age_max=row.age_max,
            suspended=row.suspended,
            contracts=tuple(agreed[row.id]),
            id=row.id,
            history=histories.get(row.ref),
        )
        for row in stand
        if row.kind in AGENCIES or (row.kind is not ProviderKind.OWN and row.id not in known)
    )


def _notices(records: Records, children: Iterable[int], refs: Mapping[int, str]) -> dict[int, NoticeFact]:
    """The notice that runs on each child's home, by the child's id."""
    return {
        row.child_id: NoticeFact(
            refs[row.child_id], row.ends_on, row.given_by is not GivenBy.AUTHORITY, row.met_on is not None
        )
        for row in notices_on_homes_of(records, children)
    }


def _carer_ended(referral: Referral, notices: Sequence[NoticeFact]) -> Known:
    """Whether the present carers gave notice: as the referral says, or where it does not, as the notice does."""
    said = referral.carer_ended in (Known.YES, Known.NO)
    return Known.YES if not said and any(one.by_carers for one in notices) else referral.carer_ended


def _request(referral: Referral, children: Mapping[int, ChildFacts], notices: Mapping[int, NoticeFact]) -> Request:
    running = tuple(notices[row.child_id] for row in referral.children if row.child_id in notices)
    order = sorted(referral.children, key=lambda row: row.id)
    return Request(
        ref=referral.ref,
        needed_by=referral.needed_by,
        kind=referral.kind,
        urgency=referral.urgency,
        duration=referral.duration,
        plan=referral.plan,
        settings={name: Suitability(str(said)) for name, said in referral.settings.items()},
        parent_and_child=referral.parent_and_child,
        max_travel_min=referral.max_travel_min,
        kin=tuple(KinFact(row.person, row.outcome) for row in sorted(referral.kin, key=lambda row: row.id)),
        children=tuple(children[row.child_id] for row in order),
        carer_ended=_carer_ended(referral, running),
        notices=running,
        review_held_on=referral.review_held_on,
        short_break=ShortBreak(referral.break_days, referral.break_days_in_year, referral.break_home),
    )
