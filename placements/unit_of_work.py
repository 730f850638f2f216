"""The only way to change the record: one transaction holds the change and the row that says who made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import GENESIS, Event, digest_of
from placements.database import WRITES
from placements.models.audit import AuditRow
from placements.permissions import Permission, Viewer

_AUDIT_LOCK = 4_119_903


def now_utc() -> dt.datetime:
    """The moment now, in UTC."""
    return dt.datetime.now(dt.UTC)


class UnitOfWork:
    """A change made for a viewer: it commits only with at least one audit row, otherwise it leaves nothing.

    Use as a context manager: `with UnitOfWork(engine, viewer, needs) as work: ...; work.record(...); work.commit()`.
    Leaving without `commit()` rolls everything back. On SQLite the write lock is taken at once; on PostgreSQL an
    advisory lock keeps the audit chain in one order.
    """

    def __init__(
        self,
        engine: sa.Engine,
        viewer: Viewer,
        needs: Permission,
        clock: Callable[[], dt.datetime] = now_utc,
    ) -> None:
        viewer.must(needs)
        self.viewer = viewer
        self.clock = clock
        self.session = Session(engine.execution_options(**{WRITES: True}), expire_on_commit=False)
        self._events: list[tuple[Event, str, dict[str, object]]] = []

    def __enter__(self) -> UnitOfWork:
        self.session.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    def record(self, event: Event, subject: str, **detail: object) -> None:
        """Say what is being done; written in the same commit."""
        self._events.append((event, subject, detail))

    def commit(self) -> str:
        """Commit the change with its audit rows and return the chain's newest digest, to be kept elsewhere too."""
        if not self._events:
            raise RuntimeError("A change without an audit row is never committed: call record() first.")
        self.session.flush()
        head = self._append_rows()
        self.session.commit()
        self._events.clear()
        return head

    def _append_rows(self) -> str:
        if self.session.get_bind().dialect.name == "postgresql":
            self.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_AUDIT_LOCK)))
        newest = sa.select(AuditRow.digest).order_by(AuditRow.id.desc()).limit(1)
        head = self.session.scalar(newest) or GENESIS
        for event, subject, detail in self._events:
            row = AuditRow(
                at=self.clock(),
                who=self.viewer.name,
                role=self.viewer.role,
                event=event,
                subject=subject,
                detail=detail,
                previous=head,
                digest="",
            )
            row.digest = head = digest_of(row)
            self.session.add(row)
            self.session.flush()
        return head
