"""A search is kept before it is shown: what was asked, by whom, when, under which versions, and all that it showed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from placements.deciding.searches import keep_search
from placements.permissions import Permission
from placements.repository.audit import data_version
from placements.repository.records import Records
from placements.unit_of_work import UnitOfWork, now_utc


def kept(
    records: Records,
    asked: str,
    document: Mapping[str, Any],
    clock: Callable[[], dt.datetime] = now_utc,
    digest: str | None = None,
) -> dict[str, Any]:
    """Keep what a search will show and return it with its number, on which a decision may rest.

    It places nobody and starts nothing: all that is written is the search. Where keeping fails, nothing is shown.
    `digest` is that of the document, where it was worked out before.
    """
    version = data_version(records)
    engine = records.session.get_bind().engine
    with UnitOfWork(engine, records.viewer, Permission.SEE_REFERRALS, clock) as work:
        number = keep_search(work, asked, document, version, digest).id
        work.commit()
    return {**document, "search": number}
