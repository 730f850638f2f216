"""The invented authority as a stored record: yearly returns, each stating the episodes that touch its year."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.codes import CollectionYear, Setting
from placements.models.care import Episode, Return, UascSpell
from placements.models.child import Child
from placements.models.loading import Import, SetAside
from placements.models.reference import Adjoining, Authority
from placements.permissions import Role, Viewer
from tests.forecasting.invented import Truth, authority
from tests.forecasting.town import CUT, NEXT_DOOR, YORK, line

LOADED = dt.datetime(2026, 4, 20, 12, 0, tzinfo=dt.UTC)
COMMISSIONER = Viewer("Cora Invented", Role.COMMISSIONER)


@cache
def rows() -> pd.DataFrame:
    return authority(Truth(families=25), dt.date(2022, 4, 1), CUT, seed=3)


def fill(engine: sa.Engine, held: list[CollectionYear], *, prices: bool = True) -> None:
    """Store the invented authority's episodes as yearly returns, each stating what touches its year."""
    with Session(engine) as session:
        session.add(Authority(la_code=YORK, name="York", responsible=True, adjoining_complete=True))
        session.add(Adjoining(la_code=YORK, adjoins=NEXT_DOOR))
        load = Import(noun="ssda903", path="x", at=LOADED, by="t", read_rows=0, accepted=0, rejected=0)
        session.add(load)
        session.flush()
        session.add(SetAside(import_id=load.id, child="gone", by="Invented Person"))
        if prices:
            session.add_all(line(setting.value, setting, 70_000) for setting in Setting if setting != "with_parents")
        for year in held:
            made = Return(import_id=load.id, year=str(year), path="x", digest="x", loaded_at=LOADED)
            session.add(made)
            session.flush()
            _state(session, made.id, year, last=year == held[-1])
        session.commit()


def _state(session: Session, return_id: int, year: CollectionYear, *, last: bool) -> None:
    start, stop = np.datetime64(year.start), np.datetime64(year.end_exclusive)
    touching = rows()[(rows()["decom"] < stop) & ~(rows()["dec"] < start)]
    for row in touching.to_dict("records"):
        number = int(row["child"])
        if session.get(Child, number) is None:
            child = Child(ref=f"C{number}", id903=str(number), dob=row["dob"].date(), invented=True)
            child.id = number
            session.add(child)
            session.flush()
        ended = not pd.isna(row["dec"]) and row["dec"] < stop
        session.add(
            Episode(
                child_id=number,
                return_id=return_id,
                decom=row["decom"].date(),
                dec=row["dec"].date() if ended else None,
                rec=row["rec"] if ended else None,
                pl_distance_tenths=None,
                standing=last or (ended and row["dec"] >= start),
                **{name: str(row[name]) for name in _KEPT},
            )
        )
    asylum = touching.loc[touching["child"] % 17 == 0, "child"].unique()
    session.add_all(UascSpell(child_id=int(number), return_id=return_id) for number in asylum)


_KEPT = (
    *("rne", "ls", "cin", "place", "place_provider", "reason_place_change", "home_post", "pl_post", "urn"),
    *("pl_la", "pl_location"),
)
