"""Whose record this is, its neighbours, its population, and where postcodes lie."""

from __future__ import annotations

import sqlalchemy as sa

from placements.errors import Refused
from placements.models.reference import Adjoining, Authority, Population, School, Setting
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_REFERENCE)
def responsible_authority(records: Records) -> Authority:
    """The council whose record this is."""
    authority = records.session.scalar(sa.select(Authority).where(Authority.responsible))
    if authority is None:
        raise Refused(
            "This database does not say whose record it is.",
            do_next="Run `homeward init --authority E06000014` (your authority's code) first.",
        )
    return authority


@asks(Permission.SEE_REFERENCE)
def adjoining_authorities(records: Records, la_code: str) -> frozenset[str]:
    """The authorities whose boundary touches this one's, as far as they are held."""
    query = sa.select(Adjoining.adjoins).where(Adjoining.la_code == la_code)
    return frozenset(records.session.scalars(query))


@asks(Permission.SEE_REFERENCE)
def authority_names(records: Records) -> dict[str, str]:
    """Every authority's name by its code."""
    return {authority.la_code: authority.name for authority in records.session.scalars(sa.select(Authority))}


@asks(Permission.SEE_REFERENCE)
def populations(records: Records, la_code: str) -> dict[int, int]:
    """Children aged 0 to 17 by mid-year."""
    query = sa.select(Population).where(Population.la_code == la_code)
    return {row.mid_year: row.children for row in records.session.scalars(query)}


@asks(Permission.SEE_REFERENCE)
def school_postcodes(records: Records) -> dict[str, str]:
    """Each school's postcode by its URN, where known."""
    query = sa.select(School.urn, School.postcode).where(School.postcode.is_not(None))
    return {urn: postcode for urn, postcode in records.session.execute(query) if postcode}


@asks(Permission.SEE_REFERENCE)
def installation_setting(records: Records, name: str) -> str | None:
    """A setting kept with the data, such as whether this is a demonstration."""
    return records.session.scalar(sa.select(Setting.value).where(Setting.name == name))
