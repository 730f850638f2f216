"""What the record holds from returns loaded before, for children and years that a new load touches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from placements.codes import CollectionYear
from placements.models.care import Episode, Return, UascSpell
from placements.models.child import Child
from placements.unit_of_work import UnitOfWork

STATED = (
    *("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"),
    *("HOME_POST", "PL_POST", "URN"),
)
"""What a return states of an episode, besides its dates."""

COLUMNS = ("id", "child_id", "CHILD", "return_id", "year", "DECOM", "DEC", "standing", *STATED)


@dataclass(frozen=True)
class Held:
    """The returns held, by year, and every version of an episode that they state, as COLUMNS; blanks are "".

    `asylum` are the children of each year's UASC file, as (CHILD, year in which the collection year starts).
    """

    returns: dict[CollectionYear, int]
    versions: pd.DataFrame
    asylum: frozenset[tuple[str, int]] = frozenset()

    def without(self, years: Collection[CollectionYear]) -> pd.DataFrame:
        """The versions of the returns that stay when those of `years` are replaced."""
        return self.versions[~self.versions["return_id"].isin([self.returns.get(year) for year in years])]

    def of(self, year: CollectionYear) -> pd.DataFrame:
        """The versions of one year's return."""
        return self.versions[self.versions["return_id"] == self.returns.get(year)]


def read_held(work: UnitOfWork) -> Held:
    """Everything that returns not yet replaced state of episodes."""
    rows = work.session.execute(sa.select(Return.year, Return.id).where(Return.replaced_by_id.is_(None)))
    returns = {CollectionYear.from_label(label): id_ for label, id_ in rows}
    years = {id_: year.start_year for year, id_ in returns.items()}
    stated = [getattr(Episode, name.lower()) for name in STATED]
    query = (
        sa.select(Episode.id, Episode.child_id, Child.id903, Episode.return_id, Episode.return_id.label("year"))
        .add_columns(_day(Episode.decom), _day(Episode.dec), Episode.standing, *stated)
        .join(Child, Child.id == Episode.child_id)
        .where(Episode.return_id.in_(years))
    )
    found = work.session.execute(query).all() if returns else []
    columns: dict[str, Any] = dict(zip(COLUMNS, zip(*found, strict=True), strict=True)) if found else {}
    return Held(returns, _frame(columns, years), _asylum(work, years))


def _asylum(work: UnitOfWork, years: dict[int, int]) -> frozenset[tuple[str, int]]:
    query = sa.select(Child.id903, UascSpell.return_id).join(Child, Child.id == UascSpell.child_id)
    rows = work.session.execute(query.where(UascSpell.return_id.in_(years)))
    return frozenset((ref, years[return_id]) for ref, return_id in rows if ref is not None)


def _frame(columns: dict[str, Any], years: dict[int, int]) -> pd.DataFrame:
    numbers = {name: np.array(columns.get(name, ()), dtype=np.int64) for name in ("id", "child_id", "return_id")}
    start_years = [years[id_] for id_ in columns.get("year", ())]
    return pd.DataFrame(
        {
            **numbers,
            "CHILD": pd.Series(columns.get("CHILD", ()), dtype=object),
            "year": np.array(start_years, dtype=np.int64),
            **{name: np.array(columns.get(name, ()), dtype="datetime64[s]") for name in ("DECOM", "DEC")},
            "standing": np.array(columns.get("standing", ()), dtype=bool),
            **{name: pd.Series([text or "" for text in columns.get(name, ())], dtype=object) for name in STATED},
        }
    )[list(COLUMNS)]


def _day(column: Any) -> sa.ColumnElement[Any]:  # noqa: ANN401 - an attribute of either table
    """A date as the driver has it, for numpy to read many at a time."""
    return sa.type_coerce(column, sa.types.NullType())
