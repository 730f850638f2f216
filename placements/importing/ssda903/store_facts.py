"""Writing what a return says of a child besides episodes: asylum, absences, outcomes, and the smaller files."""

from __future__ import annotations

from typing import Any

import pandas as pd

from placements.importing.ssda903 import cast
from placements.importing.ssda903.store import Accepted
from placements.importing.ssda903.tables import BY_NAME, FACTS, Cell, FileKind
from placements.importing.ssda903.writing import insert_columns
from placements.models.base import Base
from placements.models.care import MissingPeriod, ReturnFact, UascSpell, YearOutcome
from placements.unit_of_work import UnitOfWork


def store_facts(work: UnitOfWork, accepted: Accepted) -> None:
    """Add the rows of every file but Header and Episodes; files that nothing uses leave nothing behind."""
    for name, columns in (("uasc", _asylum), ("missing", _absences), ("oc2", _outcomes)):
        frame = accepted.rows(name)
        if len(frame):
            table: type[Base] = _TABLES[name]
            insert_columns(work, table, {**accepted.links(frame), **columns(frame)})
    for kind in FACTS:
        frame = accepted.rows(kind.name)
        if len(frame):
            told: dict[str, list[Any]] = {
                **accepted.links(frame),
                "file": [kind.name] * len(frame),
                "facts": _facts(kind, frame),
            }
            insert_columns(work, ReturnFact, told)


def _asylum(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {"ceased_on": cast.days(frame["DUC"])}


def _absences(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        "kind": cast.texts(frame["MISSING"]),
        "starts_on": cast.days(frame["MIS_START"]),
        "ends_on": cast.days(frame["MIS_END"]),
    }


def _outcomes(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        "sdq_score": cast.whole_numbers(frame["SDQ_SCORE"]),
        **{name.lower(): cast.texts(frame[name]) for name in ("SDQ_REASON", "CONVICTED", "SUBSTANCE_MISUSE")},
    }


def _facts(kind: FileKind, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The kept columns of a smaller file, by their names in the return; dates as YYYY-MM-DD."""
    columns: dict[str, list[Any]] = {}
    for column in BY_NAME[kind.name].read:
        if column.cell is Cell.DATE and column.name != "DOB":
            columns[column.name] = [None if day is None else day.isoformat() for day in cast.days(frame[column.name])]
        elif column.cell not in (Cell.CHILD, Cell.DATE):
            columns[column.name] = cast.texts(frame[column.name])
    return cast.rows_of(columns)


_TABLES: dict[str, type[Base]] = {"uasc": UascSpell, "missing": MissingPeriod, "oc2": YearOutcome}
