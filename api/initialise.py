"""Start a council's database: schema, authorities, neighbours, population, postcodes around, published prices."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data import tables
from placements.audit_chain import Event
from placements.database import upgrade
from placements.errors import Refused
from placements.importing.postcode_areas import ensure_areas
from placements.models.contract import PriceLine
from placements.models.reference import Authority, Postcode
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork

YORK = "E06000014"


@dataclass(frozen=True)
class Initialised:
    """What the new database holds."""

    la_code: str
    name: str
    adjoining: tuple[str, ...]
    postcodes: int
    published_prices: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The answer for a program."""
        return {
            "authority": {"la_code": self.la_code, "name": self.name},
            "adjoining": list(self.adjoining),
            "postcodes": self.postcodes,
            "published_prices": self.published_prices,
            "seconds": self.seconds,
        }


def initialise(engine: sa.Engine, viewer: Viewer, la_code: str = YORK) -> Initialised:
    """Make an empty database for one authority. Refuses an unknown code, and a database that is already somebody's."""
    started = time.perf_counter()
    names = {row["la_code"]: row["name"] for row in tables.rows_of("authorities")}
    if la_code not in names:
        raise Refused(
            "This is not the code of an upper-tier authority in England.",
            given=la_code,
            do_next="Give its nine-character code, such as E06000014 for York.",
        )
    upgrade(engine)
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        _refuse_somebody_elses(work)
        _load_reference(work, la_code)
        held = Initialised(
            la_code=la_code,
            name=names[la_code],
            adjoining=tuple(sorted(names[row.adjoins] for row in tables.adjoining() if row.la_code == la_code)),
            postcodes=_count(work, Postcode),
            published_prices=_count(work, PriceLine),
            seconds=time.perf_counter() - started,
        )
        work.record(Event.DATABASE_CREATED, la_code, postcodes=held.postcodes)
        work.commit()
    return held


def _refuse_somebody_elses(work: UnitOfWork) -> None:
    owner = work.session.scalar(sa.select(Authority).where(Authority.responsible))
    if owner is not None:
        raise Refused(
            "This database is in use already.",
            given=f"{owner.la_code} {owner.name}",
            do_next="Give another database with --database, or go on loading data into this one.",
        )


def _load_reference(work: UnitOfWork, la_code: str) -> None:
    work.session.add_all(tables.authorities(responsible=la_code))
    work.session.add_all(tables.adjoining())
    work.session.add_all(tables.populations())
    work.session.add_all(tables.published_prices(la_code, as_of=work.clock().date()))
    ensure_areas(work, tables.postcode_areas_around(la_code))


def _count(work: UnitOfWork, table: type[Postcode] | type[PriceLine]) -> int:
    work.session.flush()
    return work.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
