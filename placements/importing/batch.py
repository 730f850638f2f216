"""What a loader is given: the rows that were read, the open unit of work, and a place to say what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from placements.importing.nouns import Noun
from placements.importing.outcome import Fault
from placements.importing.rows import Row
from placements.models.base import Base
from placements.models.loading import Level
from placements.unit_of_work import UnitOfWork

Facts = dict[str, tuple[str, Callable[[Row, str], object]]]


@dataclass
class Batch:
    """One load under way.

    `rows` holds the rows of each sheet by the sheet's name, `as_at` the day the list is of, `said_on` the day from
    which its facts are taken to be true, `invented` whether its people are, and `extra` what the answer says besides.
    `left_out` names those left out; with `has_unnamed_failures` rows failed of which nobody knows whose they are.
    """

    work: UnitOfWork
    noun: Noun
    file: str
    as_at: dt.date
    said_on: dt.date
    invented: bool
    rows: dict[str, list[Row]]
    faults: list[Fault] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    has_unnamed_failures: bool = False

    @property
    def session(self) -> Session:
        """The session of the unit of work."""
        return self.work.session

    def sheet(self, name: str) -> list[Row]:
        """The rows of a sheet, each fact once; none where the file has no such sheet."""
        return [row for row in self.rows.get(name, ()) if not row.repeats]

    @property
    def first(self) -> list[Row]:
        """The rows of the noun's first sheet."""
        return self.sheet(self.noun.sheets[0].name)

    def wrong(self, row: Row, rule: str, message: str, column: str | None = None, child: str | None = None) -> None:
        """List a finding that stops the load."""
        self.faults.append(row.fault(rule, message, column, Level.ERROR, child))

    def note(self, row: Row, rule: str, message: str, column: str | None = None, child: str | None = None) -> None:
        """List a finding that is kept and does not stop the load."""
        self.faults.append(row.fault(rule, message, column, Level.WARNING, child))

    def said(self, row: Row) -> dict[str, Any]:
        """Since when the facts of a row are true and who says so: the row itself, else the load."""
        return {"as_of": row.day("as_of") or self.said_on, "source": (row.text("source") or self.file)[:200]}


def fill(target: Base, row: Row, facts: Facts) -> None:
    """Write to a record every fact whose column the sheet has; an absent column leaves what is held."""
    for column, (attribute, read) in facts.items():
        if row.has(column):
            setattr(target, attribute, read(row, column))


def check_lengths(batch: Batch, rows: Iterable[Row], model: type[Base], columns: dict[str, str]) -> None:
    """List every text that is longer than the record keeps under its attribute."""
    table = model.__table__
    longest = {column: getattr(table.c[attribute].type, "length", None) for column, attribute in columns.items()}
    for row in rows:
        for column, length in longest.items():
            value = row.values.get(column)
            if length and isinstance(value, str) and len(value) > length:
                message = f"The text has {len(value)} characters; at most {length} are kept. Shorten it."
                batch.wrong(row, "cell-long", message, column)


def check_in_order(batch: Batch, rows: Iterable[Row], first: str, last: str, *, days: bool = False) -> None:
    """List every row whose first value comes after its last; of days also on it, since an end is the first day off."""
    for row in rows:
        one, other = row.values.get(first), row.values.get(last)
        if one is None or other is None:
            continue
        if one > other or (days and one == other):  # type: ignore[operator]
            message = (
                f"{row.shown[first]} ({row.written[first]}) must come before {row.shown[last]} ({row.written[last]})."
            )
            batch.wrong(row, "cells-out-of-order", message, last)


def check_range(batch: Batch, rows: Iterable[Row], column: str, low: int, high: int) -> None:
    """List every number outside its range."""
    for row in rows:
        value = row.whole(column)
        if value is not None and not low <= value <= high:
            batch.wrong(row, "cell-number", f"{value} is not between {low} and {high}.", column)


def held(
    session: Session, key: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], refs: Iterable[str]
) -> dict[str, Any]:
    """The records held under these references, by reference."""
    wanted = sorted(set(refs))
    model = key.class_
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(model).where(key.in_(wanted[start : start + _AT_ONCE]))
        found |= {getattr(record, key.key): record for record in session.scalars(query)}
    return found


_AT_ONCE = 1_000
