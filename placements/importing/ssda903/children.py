"""The children of a load in the record: those known by their return's number keep their reference, new ones get one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from placements.importing.ssda903 import cast
from placements.importing.ssda903.material import Material
from placements.importing.ssda903.writing import insert_rows
from placements.models.base import Known, Sex
from placements.models.child import Child
from placements.unit_of_work import UnitOfWork

_SEX = {"1": Sex.MALE, "2": Sex.FEMALE}
_UNSAID = (None, Sex.UNKNOWN, Known.UNKNOWN, Known.NOT_ASKED)
_FACTS = ("dob", "sex", "ethnicity", "uasc", "home_postcode", "legal_status")
_OTHER_REF = "903-"


def store_children(
    work: UnitOfWork, material: Material, accepted: np.ndarray[Any, Any], invented: bool
) -> dict[str, int]:
    """Add and update the accepted children (a flag for each child number); returns every child's id by CHILD."""
    told = _told(material, accepted, invented)
    known = _known(work, told)
    new = [facts for ref, facts in told.items() if ref not in known]
    insert_rows(work, Child, new)
    updates = [update for ref, child in known.items() if (update := _update(child, told[ref]))]
    if updates:
        work.session.execute(sa.update(Child), updates)
    rows = work.session.execute(sa.select(Child.id903, Child.id).where(Child.id903.is_not(None)))
    return {ref: id_ for ref, id_ in rows if ref in told}


def _told(material: Material, accepted: np.ndarray[Any, Any], invented: bool) -> dict[str, dict[str, Any]]:
    """What the newest return of the load says of each child, as columns of the record."""
    first = np.array([year.start_year for year in material.years])
    header = material.frame("header")
    header = header[accepted[header["child"].to_numpy()]]
    header = header.assign(year=first[header["ret"].to_numpy()]).sort_values("year", kind="stable")
    newest = header.drop_duplicates("child", keep="last")
    year_ends = {at: year.end for at, year in enumerate(material.years)}
    sources = {at: f"SSDA903 return {year}" for at, year in enumerate(material.years)}
    columns = {
        "ref": newest["CHILD"].tolist(),
        "id903": newest["CHILD"].tolist(),
        "dob": cast.days(newest["DOB"]),
        "sex": [_SEX.get(str(code)) or Sex(str(code)) for code in newest["SEX"]],
        "ethnicity": cast.texts(newest["ETHNIC"]),
        "uasc": _unaccompanied(material, newest),
        **_last_episode(material, newest),
        "invented": [invented] * len(newest),
        "as_of": [year_ends[at] for at in newest["ret"]],
        "source": [sources[at] for at in newest["ret"]],
    }
    return {str(row["id903"]): row for row in cast.rows_of(columns)}


def _unaccompanied(material: Material, newest: pd.DataFrame) -> list[Known]:
    """Whether each child was an unaccompanied asylum-seeking child at the end of the return's year."""
    if not material.has("uasc"):
        return [Known.NO] * len(newest)
    uasc = material.frame("uasc")
    lasting = uasc["DUC"].isna().to_numpy() | (uasc["DUC"].to_numpy() > material.ends[uasc["ret"].to_numpy()])
    still = np.isin(material.key(newest), material.key(uasc)[lasting])
    return [Known.YES if yes else Known.NO for yes in still]


def _last_episode(material: Material, newest: pd.DataFrame) -> dict[str, list[str | None]]:
    """Home postcode and, for a child still in care, legal status, by the last episode of the same return."""
    episodes = material.episodes.now[~material.episodes.leads]
    at = pd.Index(material.key(episodes)).get_indexer(pd.Index(material.key(newest)))
    homes, status = cast.texts(episodes["home plain"]), cast.texts(episodes["LS"])
    in_care = episodes["DEC"].isna().to_numpy()
    return {
        "home_postcode": [homes[i] if i >= 0 else None for i in at],
        "legal_status": [status[i] if i >= 0 and in_care[i] else None for i in at],
    }


def _known(work: UnitOfWork, told: dict[str, dict[str, Any]]) -> dict[str, sa.RowMapping]:
    """Children already in the record, by CHILD: by the return's number, or by the same reference and date of birth.

    A new child whose number is somebody else's reference is given another one in `told`.
    """
    names = ("id", "ref", "id903", "as_of", *_FACTS)
    rows = work.session.execute(sa.select(*(getattr(Child, name) for name in names))).mappings().all()
    known: dict[str, sa.RowMapping] = {row["id903"]: row for row in rows if row["id903"] in told}
    for row in rows:
        facts = told.get(row["ref"])
        if facts is None or row["ref"] in known:
            continue
        if row["id903"] is None and row["dob"] in (None, facts["dob"]):
            known[row["ref"]] = row
        else:
            facts["ref"] = f"{_OTHER_REF}{row['ref']}"
    return known


def _update(child: sa.RowMapping, told: dict[str, Any]) -> dict[str, Any]:
    """The columns that change: all that the return says if it is newer than what is held, else what was unsaid."""
    as_of: dt.date | None = child["as_of"]
    newer = as_of is None or as_of <= told["as_of"]
    changed = {
        name: told[name]
        for name in _FACTS
        if told[name] not in (None, child[name]) and (newer or child[name] in _UNSAID)
    }
    if newer and child["as_of"] != told["as_of"]:
        changed |= {"as_of": told["as_of"], "source": told["source"]}
    if child["id903"] is None:
        changed["id903"] = told["id903"]
    return {"id": child["id"], **changed} if changed else {}
