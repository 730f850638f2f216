"""A change and the row that says who made it stand or fall together; tampering with the chain shows."""

from __future__ import annotations

import copy
import datetime as dt
import random
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import GENESIS, Event, digest_of, first_break
from placements.errors import NotPermitted
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
NOON = dt.datetime(2026, 6, 5, 12, 0, tzinfo=dt.UTC)


def children_held(engine: sa.Engine) -> int:
    """How many children the record holds."""
    with Session(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Child)) or 0


def test_a_change_without_an_audit_row_is_not_committed(engine: sa.Engine) -> None:
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        work.session.add(Child(ref="C-1"))
        with pytest.raises(RuntimeError, match="audit row"):
            work.commit()
    assert children_held(engine) == 0


def test_leaving_without_commit_leaves_nothing(engine: sa.Engine) -> None:
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        work.session.add(Child(ref="C-1"))
        work.record(Event.DATA_LOADED, "test")
    assert children_held(engine) == 0


def test_a_role_without_the_permission_cannot_start(engine: sa.Engine) -> None:
    with pytest.raises(NotPermitted, match="board_member may not load data"):
        UnitOfWork(engine, Viewer("Bea Invented", Role.BOARD_MEMBER), Permission.LOAD_DATA)


def test_change_and_audit_row_are_one_commit_and_the_chain_is_whole(engine: sa.Engine) -> None:
    head = GENESIS
    for number in range(3):
        with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA, clock=lambda: NOON) as work:
            work.session.add(Child(ref=f"C-{number}"))
            work.record(Event.DATA_LOADED, f"file {number}", rows=number, note="café")
            head = work.commit()
    with Session(engine) as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
        assert [row.subject for row in rows] == ["file 0", "file 1", "file 2"]
        assert {(row.who, row.role, row.at) for row in rows} == {("Ada Invented", "administrator", NOON)}
        assert first_break(rows, head) is None
    assert children_held(engine) == 3


def test_two_writers_at_once_still_make_one_chain(engine: sa.Engine) -> None:
    """The second waits for the first, so that no two rows follow the same one."""

    def write(number: int) -> None:
        with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
            work.record(Event.DATA_LOADED, f"file {number}")
            work.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
        assert len(rows) == 12
        assert first_break(rows) is None


def chain(length: int) -> list[AuditRow]:
    """A whole chain, in memory."""
    rows: list[AuditRow] = []
    previous = GENESIS
    for number in range(1, length + 1):
        row = AuditRow(
            at=NOON + dt.timedelta(seconds=number),
            who="Ada Invented",
            role="administrator",
            event=Event.DATA_LOADED,
            subject=f"file {number}",
            detail={"rows": number},
            previous=previous,
            digest="",
        )
        row.id = number
        row.digest = previous = digest_of(row)
        rows.append(row)
    return rows


def edit(rows: list[AuditRow], rng: random.Random) -> list[AuditRow]:
    """Change one field of one row."""
    row = rng.choice(rows)
    field = rng.choice(["who", "role", "event", "subject", "detail", "at"])
    other = {"detail": {"rows": -1}, "at": NOON}.get(field, "somebody else")
    setattr(row, field, other)
    return rows


def delete(rows: list[AuditRow], rng: random.Random) -> list[AuditRow]:
    """Take one row away, wherever it stands."""
    del rows[rng.randrange(len(rows))]
    return rows


def reorder(rows: list[AuditRow], rng: random.Random) -> list[AuditRow]:
    """Swap two rows."""
    first, second = rng.sample(range(len(rows)), 2)
    rows[first], rows[second] = rows[second], rows[first]
    return rows


def insert(rows: list[AuditRow], rng: random.Random) -> list[AuditRow]:
    """Put a copy of a row somewhere else."""
    rows.insert(rng.randrange(len(rows)), copy.copy(rng.choice(rows)))
    return rows


def cut_tail(rows: list[AuditRow], rng: random.Random) -> list[AuditRow]:
    """Drop the newest rows; only the head kept outside the database can show it."""
    return rows[: rng.randrange(len(rows))]


def test_every_tampering_is_found(scale: Callable[[int], int]) -> None:
    for seed in range(scale(1_000)):
        rng = random.Random(seed)
        rows = chain(20)
        head = rows[-1].digest
        assert first_break(rows, head) is None
        tamper = rng.choice([edit, delete, reorder, insert, cut_tail])
        assert first_break(tamper(rows, rng), head) is not None, (seed, tamper.__name__)
