"""The rule that a bed is never given twice, in the database's own words.

PostgreSQL holds it as an exclusion constraint over (bed, days); SQLite, which has none, as two triggers. Both look
only at occupancies in force, treat a blank end as open, and let one child leave on the day another comes.
"""

from __future__ import annotations

import sqlalchemy as sa

NAME = "no_bed_given_twice"

_POSTGRESQL = (
    "create extension if not exists btree_gist",
    f"alter table occupancies add constraint {NAME} exclude using gist "
    "(bed_id with =, daterange(starts_on, ends_on, '[)') with &&) where (standing = 'in_force')",
)

_OVERLAP = f"""
begin
  select raise(abort, '{NAME}') where exists (
    select 1 from occupancies o
    where o.bed_id = new.bed_id and o.id <> new.id and o.standing = 'in_force'
      and (new.ends_on is null or o.starts_on < new.ends_on)
      and (o.ends_on is null or o.ends_on > new.starts_on));
end
"""

_SQLITE = tuple(
    f"create trigger {NAME}_{moment} after {event} on occupancies when new.standing = 'in_force' {_OVERLAP}"
    for moment, event in (
        ("insert", "insert"),
        ("update", "update of bed_id, starts_on, ends_on, standing"),
    )
)


def refuse_overlap(connection: sa.Connection) -> None:
    """Create the rule for the engine in use."""
    for statement in _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE:
        connection.exec_driver_sql(statement)
