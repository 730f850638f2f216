"""The ways in which a table is refused, each with what to do instead."""

from __future__ import annotations

from placements.errors import Refused


class CannotBeProtected(Refused):
    """Whatever else is hidden, some number of the table would still be known too well."""

    def __init__(self, table: str, name: str, offer: str | None = None) -> None:
        self.table, self.offer = table, offer
        super().__init__(
            f"The table {table} would give away a number that must stay hidden, and nothing hidden beside it helps.",
            given=name,
            do_next=offer or "Publish it with fewer categories, over a longer period, or not at all.",
        )


class AuditFailed(Refused):
    """The second reading found a number that is known too well, or could not finish; nothing may be published."""

    def __init__(self, table: str, what: str) -> None:
        self.table = table
        super().__init__(
            f"The audit refuses the table {table}.",
            given=what,
            do_next="Publish it with fewer categories, over a longer period, or not at all.",
        )
