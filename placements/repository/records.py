"""The record as one viewer may see it: every question goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.permissions import BUDGET_FROM, COMPARED_FROM, FORECAST_FROM, Counting, Permission, Viewer

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Records:
    """An open session together with the viewer for whom every query is made."""

    session: Session
    viewer: Viewer


@contextmanager
def records_for(engine: sa.Engine, viewer: Viewer) -> Iterator[Records]:
    """Open the record for reading, for a viewer."""
    with Session(engine) as session:
        yield Records(session, viewer)


def asks(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Records, Arguments], Answer]], Callable[Concatenate[Records, Arguments], Answer]]:
    """Mark a query with the permission it needs; without it the query is refused before it runs."""

    def mark(
        query: Callable[Concatenate[Records, Arguments], Answer],
    ) -> Callable[Concatenate[Records, Arguments], Answer]:
        @wraps(query)
        def guarded(records: Records, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
            records.viewer.must(permission)
            return query(records, *args, **kwargs)

        guarded.asks = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def to_count(records: Records) -> Records:
    """The same record for working out counts of places, whoever the planner is. Raises NotPermitted.

    A planner who may see supply is told how many places would suit how many children, and nothing of any child: whoever
    calls this hands on counts, and keeps no child's facts in its answer.
    """
    records.viewer.must(Permission.SEE_SUPPLY)
    return Records(records.session, Counting(records.viewer.name, records.viewer.role))


def to_bring_home(records: Records) -> Records:
    """The same record for working out who could come home to whom. Raises NotPermitted.

    Whoever may see that list is told which children, by reference and age, and which homes; whoever calls this keeps
    what is recorded of a child's needs, risks and family out of its answer.
    """
    records.viewer.must(Permission.SEE_BRING_HOME)
    return Records(records.session, Counting(records.viewer.name, records.viewer.role))


def to_forecast(records: Records) -> Records:
    """The same record for working out what is to come, for whoever may see forecasts. Raises NotPermitted.

    Finance and the board see forecasts and no child's episodes: whoever calls this hands on counts, ranges and sums.
    """
    records.viewer.must(Permission.SEE_FORECASTS)
    return Records(records.session, Counting(records.viewer.name, records.viewer.role, FORECAST_FROM))


def to_budget(records: Records) -> Records:
    """The same record for working out what a year costs, for whoever may see spending. Raises NotPermitted.

    Whoever calls this hands on sums and the commitment list, which names a child by reference alone, as a ledger does.
    """
    records.viewer.must(Permission.SEE_SPENDING)
    return Records(records.session, Counting(records.viewer.name, records.viewer.role, BUDGET_FROM))


def to_compare(records: Records) -> Records:
    """The same record for setting providers beside each other, for whoever may see supply. Raises NotPermitted.

    Whoever calls this hands on counts and middles of six children or more, and a fee only to who may see prices.
    """
    records.viewer.must(Permission.SEE_SUPPLY)
    return Records(records.session, Counting(records.viewer.name, records.viewer.role, COMPARED_FROM))
