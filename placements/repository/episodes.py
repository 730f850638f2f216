"""The statutory history: the episodes that stand, as indicators and forecasts read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from placements.codes import CollectionYear
from placements.models.care import Episode, Return, UascSpell
from placements.models.child import Child
from placements.models.loading import SetAside
from placements.permissions import Permission
from placements.repository.records import Records, asks
from placements.repository.standing import known_ends, newest_heard, standing

_CODES = ("rne", "ls", "cin", "place", "place_provider", "rec", "reason_place_change")
_TEXTS = (*_CODES, "home_post", "pl_post", "urn", "pl_la", "pl_location")
_CHILD_TEXTS = ("ref", "sex", "ethnicity")
COLUMNS = (
    *("child", "ref", "dob", "decom", "dec", "sex", "ethnicity"),
    *_TEXTS,
    *("pl_distance", "uasc", "duc"),
)


@asks(Permission.SEE_EPISODES)
def returns_held(records: Records) -> list[CollectionYear]:
    """The collection years whose return is held, oldest first; a return that was replaced does not count."""
    return sorted(_returns(records, None).values())


@asks(Permission.SEE_EPISODES)
def record_end(records: Records) -> dt.date | None:
    """31 March of the newest return held: the statutory record speaks up to that day."""
    years = returns_held(records)
    return years[-1].end if years else None


@asks(Permission.SEE_EPISODES)
def children_set_aside(records: Records) -> int:
    """How many children a named person has left out of loads because of errors, and who are still left out."""
    return len(_left_out(records))


@asks(Permission.SEE_EPISODES)
def episodes(records: Records, as_at: dt.date | None = None) -> pd.DataFrame:
    """Every episode that stands, a row each, sorted by child and start; the columns are `COLUMNS`.

    With `as_at` only returns whose year had ended by then are used, reconciled among themselves. Days are [decom, dec),
    `dec` blank while open; texts are "" where blank; `pl_distance` is in miles, NaN where the return has none and 999.9
    where unknown; `uasc` is whether the child was unaccompanied when the episode began, `duc` when that status ended.
    An end that no return states but that a later return implies has a blank `rec` (see `known_ends`).
    """
    returns = _returns(records, as_at)
    if not returns:
        return _empty()
    frame = _versions(records, returns, stored=as_at is None)
    if as_at is not None:
        frame = frame[standing(frame)]
    frame = frame.sort_values(["child", "decom"], ignore_index=True)
    newest = max(year.start_year for year in returns.values())
    ends = known_ends(frame.assign(heard=newest_heard(frame["year"], newest, frame["ref"].isin(_left_out(records)))))
    stated = (frame["dec"].to_numpy() == ends) | np.isnat(ends)
    frame = frame.assign(dec=ends, rec=frame["rec"].where(stated, ""))
    return _with_asylum(records, frame, returns)[list(COLUMNS)]


def _returns(records: Records, as_at: dt.date | None) -> dict[int, CollectionYear]:
    """The returns that count, by id: not replaced, and ended by `as_at`."""
    rows = records.session.execute(sa.select(Return.id, Return.year).where(Return.replaced_by_id.is_(None)))
    years = {id_: CollectionYear.from_label(label) for id_, label in rows}
    return {id_: year for id_, year in years.items() if as_at is None or year.end <= as_at}


def _left_out(records: Records) -> set[str]:
    """The 903 codes of the children who are set aside."""
    return set(records.session.scalars(sa.select(SetAside.child).where(SetAside.still)))


def _versions(records: Records, returns: dict[int, CollectionYear], *, stored: bool) -> pd.DataFrame:
    """Episodes of these returns with their child and year; those stored as standing, or all versions."""
    query = (
        sa.select(
            *(Episode.child_id, Episode.return_id, _day(Episode.decom), _day(Episode.dec), Episode.pl_distance_tenths),
            *(getattr(Episode, name) for name in _TEXTS),
            *(Child.id903, _day(Child.dob), sa.type_coerce(Child.sex, sa.String), Child.ethnicity),
        )
        .join(Child, Child.id == Episode.child_id)
        .where(Episode.return_id.in_(returns), *([Episode.standing] if stored else []))
    )
    names = ("child", "return", "decom", "dec", "tenths", *_TEXTS, "ref", "dob", "sex", "ethnicity")
    rows = records.session.execute(query).all()
    columns: dict[str, Any] = (
        dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    )
    start_years = {id_: year.start_year for id_, year in returns.items()}
    return pd.DataFrame(
        {
            "child": np.array(columns["child"], dtype=np.int64),
            "year": np.array([start_years[id_] for id_ in columns["return"]], dtype=np.int64),
            **{name: np.array(columns[name], dtype="datetime64[s]") for name in ("decom", "dec", "dob")},
            **{name: _texts(columns[name]) for name in (*_TEXTS, *_CHILD_TEXTS)},
            "pl_distance": np.array(columns["tenths"], dtype=np.float64) / 10,
        }
    )


def _day(column: sa.orm.attributes.InstrumentedAttribute[Any]) -> sa.ColumnElement[Any]:
    """A date as the driver has it: ISO text on SQLite, a date on PostgreSQL; numpy reads either many at a time."""
    return sa.type_coerce(column, sa.types.NullType())


def _texts(values: tuple[str | None, ...]) -> pd.Series:
    codes, different = pd.factorize(np.array(["" if value is None else value for value in values], dtype=object))
    return pd.Series(different.astype(object)[codes], dtype="str")


def _with_asylum(records: Records, frame: pd.DataFrame, returns: dict[int, CollectionYear]) -> pd.DataFrame:
    """Whether each child was unaccompanied when the episode began; of several returns the newest is believed."""
    query = sa.select(UascSpell.child_id, UascSpell.return_id, _day(UascSpell.ceased_on)).where(
        UascSpell.return_id.in_(returns)
    )
    rows = sorted(records.session.execute(query).all(), key=lambda row: returns[row[1]])
    ceased = pd.Series({child: day for child, _, day in rows}, dtype=object)
    days = pd.Series(np.array(ceased.tolist(), dtype="datetime64[s]"), index=ceased.index.astype(np.int64))
    known = frame["child"].isin(days.index)
    duc = pd.Series(days.reindex(frame["child"]).to_numpy(), index=frame.index)
    return frame.assign(duc=duc, uasc=known & ~(duc <= frame["decom"]))


def _empty() -> pd.DataFrame:
    days, flags = {"dob", "decom", "dec", "duc"}, {"uasc"}
    kinds = {"child": "int64", "pl_distance": "float64"}
    return pd.DataFrame(
        {
            name: pd.Series(
                [], dtype="datetime64[s]" if name in days else "bool" if name in flags else kinds.get(name, "str")
            )
            for name in COLUMNS
        }
    )
