"""The track record of forecasts: the newest back-test of the returns that are held now."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from placements.models.back_test import BackTest
from placements.models.care import Return
from placements.permissions import Permission
from placements.repository.episodes import children_set_aside
from placements.repository.records import Records, asks


@asks(Permission.SEE_EPISODES)
def returns_digest(records: Records) -> str:
    """SHA-256 of the returns that count and of how many children are set aside: what a back-test rests on."""
    held = sa.select(Return.year, Return.digest).where(Return.replaced_by_id.is_(None)).order_by(Return.year)
    lines = [f"{year} {digest}" for year, digest in records.session.execute(held)]
    said = "\n".join([*lines, f"set aside {children_set_aside(records)}"])
    return hashlib.sha256(said.encode()).hexdigest()


@asks(Permission.SEE_FORECASTS)
def back_test_held(records: Records) -> dict[str, Any] | None:
    """The summary of the newest back-test of the returns held now; None where none has been made."""
    newest = (
        sa.select(BackTest.document)
        .where(BackTest.returns_digest == returns_digest(records))
        .order_by(BackTest.id.desc())
        .limit(1)
    )
    return records.session.scalar(newest)
