"""What in the record would give away the people around a referral: to be looked for, never to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child, Contact, PastStay, PersonOfConcern, SiblingRelation
from placements.models.contract import Provider
from placements.models.home import Home
from placements.models.household import Person
from placements.models.placement import Residence
from placements.models.reference import School
from placements.models.referral import KinConsidered, Referral, ReferralChild
from placements.permissions import Permission
from placements.repository.records import Records, asks
from placements.repository.reference import responsible_authority


@dataclass(frozen=True)
class Identities:
    """Names with whose they are, names that count only as a whole, references and postcodes.

    `names` are those of the people around the children, any word of which may give them away; `phrases` those of
    schools, homes and carers anywhere, which give somebody away as they stand.
    """

    names: tuple[tuple[str, str], ...]
    council: str
    phrases: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str], ...]
    postcodes: frozenset[str]


@asks(Permission.SEE_SENSITIVE)
def identities_around(records: Records, referral: Referral) -> Identities:
    """The names of a referral's children, their brothers and sisters, family, carers, homes and schools."""
    session = records.session
    named = set(session.scalars(sa.select(ReferralChild.child_id).where(ReferralChild.referral_id == referral.id)))
    pairs = session.execute(
        sa.select(SiblingRelation.a_id, SiblingRelation.b_id).where(
            sa.or_(SiblingRelation.a_id.in_(named), SiblingRelation.b_id.in_(named))
        )
    )
    around = named | {child for pair in pairs for child in pair}
    children = session.scalars(sa.select(Child).where(Child.id.in_(around)).order_by(Child.id)).all()
    contacts = session.scalars(sa.select(Contact).where(Contact.child_id.in_(around))).all()
    concern = session.scalars(sa.select(PersonOfConcern).where(PersonOfConcern.child_id.in_(around))).all()
    homes = _homes(records, around)
    references = [(referral.ref, "the referral's reference")]
    for child in children:
        references += [(child.ref, "the child's reference"), (child.id903 or "", "the child's code in the returns")]
    references += [(home.ref, "the reference of a home") for home in homes]
    names = [(child.name, _whose(child, named)) for child in children]
    names += [(row.person, "somebody the child sees") for row in contacts]
    names += [(row.person, "somebody the child is kept from") for row in concern]
    kin = session.scalars(sa.select(KinConsidered.person).where(KinConsidered.referral_id == referral.id))
    names += [(person, "a relative or friend") for person in kin]
    names += _of_homes(records, homes)
    lived = session.scalars(sa.select(Residence.place_text).where(Residence.child_id.in_(around)))
    names += [(text, "where the child lives") for text in lived]
    names += _schools(records, [child.school_urn for child in children] + [row.school_urn for row in concern])
    names.append((referral.author, "whoever wrote the referral"))
    postcodes = [child.home_postcode for child in children]
    postcodes += [row.place_postcode for row in contacts] + [row.place_postcode for row in concern]
    return Identities(
        names=_held(names),
        council=responsible_authority(records).name,
        phrases=_anywhere(records),
        references=_held(references),
        postcodes=frozenset(text.replace(" ", "").upper() for text in postcodes if text),
    )


def _whose(child: Child, named: set[int]) -> str:
    return "the child's name" if child.id in named else "the name of a brother or sister"


def _homes(records: Records, children: set[int]) -> Sequence[Home]:
    """Homes in which the children live or lived, as far as the record knows."""
    lived = sa.select(Residence.home_id).where(Residence.child_id.in_(children), Residence.home_id.is_not(None))
    before = sa.select(PastStay.home).where(PastStay.child_id.in_(children))
    query = sa.select(Home).where(sa.or_(Home.id.in_(lived), Home.ref.in_(before)))
    return records.session.scalars(query.order_by(Home.id)).all()


def _of_homes(records: Records, homes: Sequence[Home]) -> list[tuple[str | None, str]]:
    people = sa.select(Person.name).where(Person.home_id.in_([home.id for home in homes]))
    carers: list[tuple[str | None, str]] = [(name, "a carer's name") for name in records.session.scalars(people)]
    return carers + [(home.name, "the name of a home") for home in homes]


def _schools(records: Records, urns: Iterable[str | None]) -> list[tuple[str | None, str]]:
    wanted = [urn for urn in urns if urn]
    query = sa.select(School.name).where(School.urn.in_(wanted))
    return [(name, "the child's school") for name in records.session.scalars(query)]


def _anywhere(records: Records) -> tuple[tuple[str, str], ...]:
    """Every school, home and full name of a carer in the record."""
    ask = records.session.scalars
    own = sa.select(Provider.id).where(Provider.kind == "own")
    found: list[tuple[str | None, str]] = [(name, "a school") for name in ask(sa.select(School.name))]
    found += [(name, "the name of a home") for name in ask(sa.select(Home.name))]
    found += [(name, "a carer's name") for name in ask(sa.select(Person.name)) if " " in (name or "").strip()]
    mine = set(ask(sa.select(Provider.name).where(Provider.id.in_(own))))
    return tuple(one for one in _held(found) if one[0] not in mine)


def _held(found: Iterable[tuple[str | None, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((name.strip(), whose) for name, whose in found if name and name.strip()))
