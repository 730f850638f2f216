"""The register of what is published: for those who prepare and sign, and for anybody, only what was released."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.publication import OthersFigure, Release, ReleaseState, Signature, ToldElsewhere
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Published:
    """A release as anybody may read it: nothing that was kept back is even fetched."""

    name: str
    edition: int
    title: str
    as_at: dt.date
    released_at: dt.datetime
    because: str
    digest: str
    document: dict[str, Any]
    certificate: dict[str, Any]
    signed_by: tuple[tuple[str, str], ...]


_READ = (
    *(Release.id, Release.name, Release.edition, Release.title, Release.as_at, Release.released_at, Release.because),
    *(Release.digest, Release.document, Release.certificate),
)


@asks(Permission.READ_RELEASED)
def released(records: Records) -> list[Published]:
    """Everything that is public now, the newest first; corrected editions and withdrawn ones are not."""
    query = sa.select(*_READ).where(Release.state == ReleaseState.RELEASED)
    rows = records.session.execute(query.order_by(Release.as_at.desc(), Release.name)).all()
    return [_published(records, row) for row in rows]


@asks(Permission.READ_RELEASED)
def released_as(records: Records, name: str) -> Published:
    """The edition of a publication that is public now. Raises NotFound, also for what is only prepared or withdrawn."""
    query = sa.select(*_READ).where(Release.state == ReleaseState.RELEASED, Release.name == name)
    row = records.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("Nothing is published at this address.", do_next="Go to the list of what is published.")
    return _published(records, row)


@asks(Permission.READ_RELEASED)
def register_version(records: Records) -> int:
    """A number that grows whenever something is released or withdrawn: for keeping drawn pages."""
    counts = sa.select(sa.func.count(Release.released_at) + sa.func.count(Release.withdrawn_at))
    return records.session.scalar(counts) or 0


@asks(Permission.SEE_RELEASES)
def register(records: Records) -> list[Release]:
    """Every release that is held, in whatever state, the newest first."""
    return list(records.session.scalars(sa.select(Release).order_by(Release.id.desc())))


@asks(Permission.SEE_RELEASES)
def release_held(records: Records, number: int) -> Release:
    """One release with everything kept of it. Raises NotFound."""
    found = records.session.get(Release, number)
    if found is None:
        raise NotFound("There is no such release.", given=number, do_next="Look at the list of releases.")
    return found


@asks(Permission.SEE_RELEASES)
def signatures_of(records: Records, number: int) -> Sequence[Signature]:
    """The signatures on a release, in the order they were given."""
    return records.session.scalars(
        sa.select(Signature).where(Signature.release_id == number).order_by(Signature.id)
    ).all()


@asks(Permission.SEE_RELEASES)
def ever_public(records: Records) -> list[Release]:
    """Every release that readers ever saw: what was read once cannot be taken back."""
    query = sa.select(Release).where(Release.released_at.is_not(None)).order_by(Release.id)
    return list(records.session.scalars(query))


@asks(Permission.SEE_RELEASES)
def told_by_others(records: Records) -> list[ToldElsewhere]:
    """The tables that others publish about the same children."""
    return list(records.session.scalars(sa.select(ToldElsewhere).order_by(ToldElsewhere.id)))


@asks(Permission.SEE_INDICATORS)
def figures_of_others(records: Records) -> list[OthersFigure]:
    """What neighbours, the region and England publish of the same as our headlines."""
    order = (OthersFigure.year, OthersFigure.name, OthersFigure.indicator)
    return list(records.session.scalars(sa.select(OthersFigure).order_by(*order)))


def _published(records: Records, row: sa.Row[Any]) -> Published:
    signed = records.session.execute(
        sa.select(Signature.by, Signature.role).where(Signature.release_id == row.id).order_by(Signature.id)
    ).all()
    return Published(
        row.name,
        row.edition,
        row.title,
        row.as_at,
        row.released_at,
        row.because,
        row.digest,
        row.document,
        row.certificate,
        tuple((by, role) for by, role in signed),
    )
