"""Earlier forecasts set beside what happened: kept, so that no forecast is shown without its record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class BackTest(Base):
    """One back-test of the returns with this digest; the newest of a digest counts."""

    __tablename__ = "back_tests"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    returns_digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(sa.String(120))
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
