"""Writing an accepted load into the record, in one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from placements.codes import SHORT_BREAKS, CollectionYear
from placements.importing.ssda903 import cast
from placements.importing.ssda903.held import STATED, Held
from placements.importing.ssda903.material import Mask, Material
from placements.importing.ssda903.reconcile import Difference, periods_of_care, restated, resubmitted, stands
from placements.importing.ssda903.writing import insert_columns, insert_rows
from placements.models.care import Episode, PeriodOfCare, Return, ReturnDifference
from placements.models.loading import SetAside
from placements.repository.standing import newest_heard
from placements.unit_of_work import UnitOfWork

_AT_ONCE = 10_000
_DIFFERENCE_WIDTH = 60


@dataclass(frozen=True)
class Accepted:
    """What a load adds: its material, which children are kept (a flag a number), and their ids and those of returns."""

    material: Material
    keep: Mask
    child_ids: npt.NDArray[np.int64]
    return_ids: npt.NDArray[np.int64]

    def rows(self, name: str) -> pd.DataFrame:
        """The accepted rows of one file; none where no return has it."""
        if not self.material.has(name):
            return pd.DataFrame()
        frame = self.material.frame(name)
        kept: pd.DataFrame = frame[self.keep[frame["child"].to_numpy()]]
        return kept

    def links(self, frame: pd.DataFrame) -> dict[str, list[int]]:
        """The columns that tie rows to their child and their return."""
        return {
            "child_id": self.child_ids[frame["child"].to_numpy()].tolist(),
            "return_id": self.return_ids[frame["ret"].to_numpy()].tolist(),
        }


def store_returns(work: UnitOfWork, rows: list[dict[str, Any]], held: Held) -> npt.NDArray[np.int64]:
    """Add the returns and mark those of the same years as replaced; the new ids in the order given."""
    ids = []
    for row in rows:
        entry = Return(**row)
        work.session.add(entry)
        work.session.flush()
        ids.append(entry.id)
        replaced = held.returns.get(CollectionYear.from_label(row["year"]))
        if replaced is not None:
            work.session.execute(sa.update(Return).where(Return.id == replaced).values(replaced_by_id=entry.id))
            work.session.execute(sa.update(Episode).where(Episode.return_id == replaced).values(standing=False))
    return np.array(ids, dtype=np.int64)


def store_episodes(work: UnitOfWork, accepted: Accepted, held: Held) -> None:
    """Add the episodes, settle which versions stand, rebuild the periods of care, list what is said differently."""
    new = _new_versions(accepted)
    years = accepted.material.years
    staying = held.without(years).assign(new=False)
    every = pd.concat([staying, new], ignore_index=True) if len(staying) else new
    every["stands"] = stands(every).to_numpy()
    added = every[every["new"]]
    if len(added):
        insert_columns(work, Episode, _episode_columns(added))
    if len(staying):
        _settle(work, every[~every["new"]])
    replaced = [held.of(year) for year in years if year in held.returns]
    left_out = set(work.session.scalars(sa.select(SetAside.child).where(SetAside.still)))
    newest = max(year.start_year for year in (*years, *held.returns))
    every["heard"] = newest_heard(every["year"], newest, every["CHILD"].isin(left_out))
    forgotten = every["stands"] & every["DEC"].isna() & (every["heard"] > every["year"])
    again = {child for versions in replaced for child in versions["child_id"]}
    _rebuild_periods(work, every, {*added["child_id"], *again, *every["child_id"][forgotten]})
    differences = restated(every)
    for year, versions in zip((year for year in years if year in held.returns), replaced, strict=True):
        differences += resubmitted(versions, added[added["year"] == year.start_year])
    _store_differences(work, accepted, differences)


def _new_versions(accepted: Accepted) -> pd.DataFrame:
    """The accepted episodes as they will be kept, with what is needed to set them beside those held."""
    frame = accepted.rows("episodes")
    first = np.array([year.start_year for year in accepted.material.years], dtype=np.int64)
    kept: dict[str, Any] = {
        "REC": frame["REC"].astype(object).where(frame["DEC"].notna(), "").astype("category"),
        "HOME_POST": frame["home plain"],
        "PL_POST": frame["pl plain"],
        "URN": cast.urns(frame["URN"]),
    }
    told = {**accepted.links(frame), "year": first[frame["ret"].to_numpy()], "new": True}
    return frame.assign(**kept, **told).reset_index(drop=True)


def _episode_columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        **{name: frame[name].tolist() for name in ("child_id", "return_id")},
        **{name.lower(): cast.days(frame[name]) for name in ("DECOM", "DEC")},
        **{name.lower(): cast.texts(frame[name].astype("category")) for name in (*STATED, "PL_LA", "PL_LOCATION")},
        "pl_distance_tenths": [None if np.isnan(value) else int(value) for value in frame["tenths"].tolist()],
        "standing": frame["stands"].tolist(),
    }


def _settle(work: UnitOfWork, before: pd.DataFrame) -> None:
    """Correct the standing of versions held before, where this load changes it."""
    for stands_now in (True, False):
        changed = before[(before["stands"] == stands_now) & (before["standing"] != stands_now)]["id"].tolist()
        for start in range(0, len(changed), _AT_ONCE):
            some = Episode.id.in_(changed[start : start + _AT_ONCE])
            work.session.execute(sa.update(Episode).where(some).values(standing=stands_now))


def _rebuild_periods(work: UnitOfWork, every: pd.DataFrame, touched: set[int]) -> None:
    children = sorted(touched)
    for start in range(0, len(children), _AT_ONCE):
        some = PeriodOfCare.child_id.in_(children[start : start + _AT_ONCE])
        work.session.execute(sa.delete(PeriodOfCare).where(some))
    mine = every[every["stands"] & every["child_id"].isin(touched)]
    told = {name.lower(): mine[name] for name in ("year", "heard", "DECOM", "DEC", "RNE", "REC", "CIN", "LS")}
    periods = periods_of_care(pd.DataFrame({"child": mine["child_id"], **told}))
    columns = {
        "child_id": periods["child"].tolist(),
        "starts_on": cast.days(periods["starts_on"]),
        "ends_on": cast.days(periods["ends_on"]),
        "exit_reason": [str(reason) or None for reason in periods["exit_reason"]],
        "cin": [str(cin) or None for cin in periods["cin"]],
        "short_breaks": periods["ls"].isin(list(SHORT_BREAKS)).tolist(),
    }
    insert_columns(work, PeriodOfCare, columns)


def _store_differences(work: UnitOfWork, accepted: Accepted, differences: list[Difference]) -> None:
    ids = {
        year.start_year: id_ for year, id_ in zip(accepted.material.years, accepted.return_ids.tolist(), strict=True)
    }
    newest = max(ids.values(), default=0)
    rows = [
        {
            "return_id": ids.get(one.year, newest),
            "child": one.child,
            "what": one.what[:_DIFFERENCE_WIDTH],
            "before": one.before,
            "after": one.after,
        }
        for one in differences
    ]
    insert_rows(work, ReturnDifference, rows)
