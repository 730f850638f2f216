"""The demonstration shows every status of coming home for which it has a child, each written down by a named person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from api.demonstration import DEMONSTRATOR, Size, build
from api.past_desk import Desk
from api.past_returns import play_returns
from api.shapes.bringing_home import bring_home_shape
from forecasting.bring_home import bring_home
from forecasting.returning.standing import Standing
from placements.database import open_engine
from placements.models.return_home import ReturnAnswer
from placements.repository.occupancies import position_day
from placements.repository.records import records_for

ALWAYS = {Standing.RETURNED, Standing.COULD_COME_HOME_NOW, Standing.NOT_SURE_YET, Standing.WANTS_TO_STAY}
AT_FULL_SIZE = ALWAYS | {
    Standing.PLANNED,
    Standing.ONE_THING_AWAY,
    Standing.NOBODY_LOCAL_YET,
    Standing.NOT_YET_ASKED,
    Standing.NOT_RIGHT_NOW,
}


def test_the_demonstration_shows_the_statuses(tmp_path: Path, scale: Callable[[int], int]) -> None:
    """A hundred and twenty children; the authority that `make demo` shows in the long run."""
    engine = open_engine(f"sqlite:///{tmp_path / 'record.db'}")
    in_full = scale(20) > 1
    build(engine, tmp_path / "files", Size() if in_full else Size(children=120, years=3), lambda _: None)
    with records_for(engine, DEMONSTRATOR) as records:
        today = position_day(records)
    assert today is not None
    play_returns(Desk(engine, dt.datetime.combine(today, dt.time(9, 30), dt.UTC)), today)
    with records_for(engine, DEMONSTRATOR) as records:
        shape = bring_home_shape(bring_home(records), sees_needs=True)
    counted = Counter(child.status for child in shape.children)
    assert set(counted) >= (AT_FULL_SIZE if in_full else ALWAYS)
    assert shape.totals.coming_home > 0 or not in_full
    assert shape.totals.tracking.unplanned > 0
    assert shape.totals.cash
    with Session(engine) as session:
        assert all("Invented" in answer.asked_by for answer in session.query(ReturnAnswer))
    engine.dispose()
