"""Two records found to be one child: what the returns say of one is given to the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Base, Sex
from placements.models.child import Child
from placements.models.loading import IdMatch

_OF_RETURNS = frozenset(
    {"episodes", "periods_of_care", "uasc_spells", "missing_periods", "year_outcomes", "return_facts"}
)
_FACTS = ("dob", "sex", "ethnicity", "home_postcode")


def known_from_returns_alone(session: Session, child: Child) -> bool:
    """Whether nothing but yearly returns speaks of a child: no case system, list or referral does."""
    if child.ref != child.id903:
        return False
    others = (column for column in _pointing_at_children() if column.table.name not in _OF_RETURNS | {"id_matches"})
    return not any(session.scalar(sa.select(sa.literal(1)).where(column == child.id).limit(1)) for column in others)


def merge_into(session: Session, child: Child, from_returns: Child) -> dict[str, object]:
    """Give a child the returns' history, code and missing facts of the record that is known from returns alone.

    The answer says what that record held and which of it was taken, so that `part_again` can undo it.
    """
    given: dict[str, object] = {name: _plain(getattr(from_returns, name)) for name in _FACTS}
    taken = [name for name in _FACTS if _unknown(getattr(child, name)) and not _unknown(getattr(from_returns, name))]
    id903, gone = from_returns.id903, from_returns.id
    session.flush()
    _move_history(session, gone, child.id)
    session.execute(sa.delete(IdMatch).where(IdMatch.child_id == gone))
    for name in taken:
        setattr(child, name, getattr(from_returns, name))
    session.expunge(from_returns)
    session.execute(sa.delete(Child).where(Child.id == gone))
    child.id903 = id903
    session.flush()
    return {"given": given, "taken": taken}


def part_again(session: Session, child: Child, joined: Mapping[str, Any]) -> Child:
    """Take the returns' history, code and facts from a child again and give them to a record of their own.

    A fact that another list has put in the place of the one taken stays.
    """
    given: dict[str, Any] = dict(joined["given"])
    for name in joined["taken"]:
        if _plain(getattr(child, name)) == given[name]:
            setattr(child, name, Sex.UNKNOWN if name == "sex" else None)
    id903, child.id903 = child.id903, None
    session.flush()
    facts = {**given, "dob": given["dob"] and dt.date.fromisoformat(given["dob"]), "sex": Sex(given["sex"])}
    apart = Child(ref=str(id903), id903=id903, invented=child.invented, **facts)
    session.add(apart)
    session.flush()
    _move_history(session, child.id, apart.id)
    return apart


def _move_history(session: Session, one: int, other: int) -> None:
    for column in _pointing_at_children():
        if column.table.name in _OF_RETURNS:
            session.execute(sa.update(column.table).where(column == one).values({column: other}))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value and str(value)


def _unknown(value: object) -> bool:
    return value is None or value == "" or value is Sex.UNKNOWN


def _pointing_at_children() -> list[sa.Column[int]]:
    """Every column of the record that points at a child."""
    return [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "children"
    ]
