"""Who takes the beds of each home, from beds booked and from today's position; nobody is counted twice or dropped."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from matching.child_facts import ChildFacts
from matching.home_facts import Resident
from placements.models.home import Home
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing

LONG_AGO = dt.date(1900, 1, 1)
"""Stands for a first day that the position does not give: the child is there already."""


def residents_by_home(
    taken: Iterable[Occupancy],
    living: Iterable[Residence],
    homes: Sequence[Home],
    children: Mapping[int, ChildFacts],
    referrals: Mapping[int, str],
    now: dt.datetime,
) -> dict[int, list[Resident]]:
    """Residents by home id. A lapsed hold counts no more; a double booking is somebody there without a bed.

    A child whom the position puts in a home, and to whom no bed was given, takes a bed that nobody named.
    """
    home_of_bed = {bed.id: home.id for home in homes for bed in home.beds}
    found: dict[int, list[Resident]] = defaultdict(list)
    placed: set[tuple[int, int | None]] = set()
    for row in taken:
        home_id = home_of_bed.get(row.bed_id)
        if home_id is None or _lapsed(row, now):
            continue
        placed.add((home_id, row.child_id))
        found[home_id].append(_booked(row, children, referrals))
    for stay in living:
        if stay.home_id is not None and (stay.home_id, stay.child_id) not in placed:
            found[stay.home_id].append(_stated(stay, children))
    return found


def where_they_live(
    taken: Iterable[Occupancy], living: Iterable[Residence], homes: Sequence[Home], today: dt.date
) -> dict[int, str]:
    """The home each child lives in today, by the child's id: as placed, else as the position states it."""
    refs = {home.id: home.ref for home in homes}
    ref_of_bed = {bed.id: home.ref for home in homes for bed in home.beds}
    where = {
        stay.child_id: refs[stay.home_id]
        for stay in living
        if stay.home_id in refs and (stay.starts_on or LONG_AGO) <= today
    }
    for row in taken:
        if row.child_id and row.kind is OccupancyKind.PLACEMENT and row.starts_on <= today and row.bed_id in ref_of_bed:
            where[row.child_id] = ref_of_bed[row.bed_id]
    return where


def _lapsed(row: Occupancy, now: dt.datetime) -> bool:
    return row.kind is OccupancyKind.HOLD and row.lapses_at is not None and row.lapses_at <= now


def _booked(row: Occupancy, children: Mapping[int, ChildFacts], referrals: Mapping[int, str]) -> Resident:
    return Resident(
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        expected_end=row.expected_end,
        child=None if row.child_id is None else children.get(row.child_id),
        la_code=row.la_code,
        bed_id=None if row.standing is Standing.CONTESTED else row.bed_id,
        held_for=_held_for(row, referrals),
    )


def _held_for(row: Occupancy, referrals: Mapping[int, str]) -> str | None:
    if row.kind is not OccupancyKind.HOLD or row.referral_id is None:
        return None
    return referrals.get(row.referral_id)


def _stated(stay: Residence, children: Mapping[int, ChildFacts]) -> Resident:
    return Resident(
        kind=OccupancyKind.PLACEMENT,
        starts_on=stay.starts_on or LONG_AGO,
        ends_on=stay.ends_on,
        expected_end=stay.expected_end,
        child=children.get(stay.child_id),
    )
