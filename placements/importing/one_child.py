"""Two records found to be one child: what the returns say of one is given to the other."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Base, Sex
from placements.models.child import Child
from placements.models.loading import IdMatch

_OF_RETURNS = frozenset(
    {"episodes", "periods_of_care", "uasc_spells", "missing_periods", "year_outcomes", "return_facts"}
)


def known_from_returns_alone(session: Session, child: Child) -> bool:
    """Whether nothing but yearly returns speaks of a child: no case system, list or referral does."""
    if child.ref != child.id903:
        return False
    others = (column for column in _pointing_at_children() if column.table.name not in _OF_RETURNS | {"id_matches"})
    return not any(session.scalar(sa.select(sa.literal(1)).where(column == child.id).limit(1)) for column in others)


def merge_into(session: Session, child: Child, from_returns: Child) -> None:
    """Give a child the returns' history, code and missing facts of the record that is known from returns alone."""
    id903 = from_returns.id903
    session.flush()
    for column in _pointing_at_children():
        if column.table.name in _OF_RETURNS:
            session.execute(sa.update(column.table).where(column == from_returns.id).values({column: child.id}))
    session.execute(sa.delete(IdMatch).where(IdMatch.child_id == from_returns.id))
    child.dob = child.dob or from_returns.dob
    child.sex = from_returns.sex if child.sex is Sex.UNKNOWN else child.sex
    child.ethnicity = child.ethnicity or from_returns.ethnicity
    child.home_postcode = child.home_postcode or from_returns.home_postcode
    gone = from_returns.id
    session.expunge(from_returns)
    session.execute(sa.delete(Child).where(Child.id == gone))
    child.id903 = id903
    session.flush()


def _pointing_at_children() -> list[sa.Column[int]]:
    """Every column of the record that points at a child."""
    return [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "children"
    ]
