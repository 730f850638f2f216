"""A search is kept before it is shown: what was asked, by whom, when, under which versions, and all that it showed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from matching.answer import SearchAnswer
from matching.policy import Policy
from matching.service import Given, search
from matching.weights import Weights
from placements.deciding.searches import keep_search
from placements.permissions import Permission, Viewer
from placements.repository.audit import data_version
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork, now_utc


@dataclass(frozen=True, eq=False)
class RecordedSearch:
    """An answer, and the number under which it is kept."""

    number: int
    answer: SearchAnswer


def search_and_keep(
    engine: sa.Engine,
    viewer: Viewer,
    referral: Given,
    *,
    today: dt.date | None = None,
    weights: Weights | None = None,
    policy: Policy | None = None,
    clock: Callable[[], dt.datetime] = now_utc,
) -> RecordedSearch:
    """Search, keep what will be shown, then hand it over; where keeping fails, nothing is shown.

    It places nobody and starts nothing: all that it writes is the search itself. Raises NotFound, Refused,
    NotPermitted.
    """
    with records_for(engine, viewer) as records:
        found = search(records, referral, today=today, weights=weights, policy=policy)
        version = data_version(records)
    asked = str(referral) if isinstance(referral, str | Path) else "a referral given as JSON"
    with UnitOfWork(engine, viewer, Permission.SEE_REFERRALS, clock) as work:
        number = keep_search(work, asked, found.as_json(), version).id
        work.commit()
    return RecordedSearch(number, found)
