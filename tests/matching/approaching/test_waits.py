"""The clocks of an approach are the authority's, checked, and count working days as people work them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from matching.approaching.waits import PUBLISHED, Clock, published_waits, read_waits
from placements.errors import Refused
from placements.models.referral import Urgency


def test_a_clock_of_hours_runs_through_the_night() -> None:
    friday = dt.datetime(2026, 6, 5, 22, 30, tzinfo=dt.UTC)
    assert Clock(hours=2).after(friday) == dt.datetime(2026, 6, 6, 0, 30, tzinfo=dt.UTC)


def test_a_clock_of_working_days_ends_at_five_in_england() -> None:
    friday = dt.datetime(2026, 6, 5, 10, tzinfo=dt.UTC)
    assert Clock(working_days=2).after(friday) == dt.datetime(2026, 6, 9, 16, tzinfo=dt.UTC)
    before_christmas = dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)
    assert Clock(working_days=1).after(before_christmas) == dt.datetime(2026, 12, 29, 17, tzinfo=dt.UTC)


def test_whoever_is_needed_sooner_has_less_time() -> None:
    friday = dt.datetime(2026, 6, 5, 10, tzinfo=dt.UTC)
    for clock in ("reply", "next_tier"):
        ends = [getattr(published_waits().by_urgency[urgency], clock).after(friday) for urgency in Urgency]
        assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("reply = { hours = 2 }", "reply = { hours = 0 }", "tonight: reply"),
        ("reply = { hours = 2 }", "reply = { hours = 2, working_days = 1 }", "tonight: reply"),
        ("reply = { hours = 2 }", "", "tonight"),
        ("review_on = 2027-03-31", "review_on = 2020-03-31", "review_on"),
        ('version = "2026-1"', "version = 1", "version"),
        ("[tonight]", "[at_once]", "its entries"),
        ("[tonight]", "[tonight", "cannot be read"),
    ],
)
def test_a_wrong_file_of_clocks_says_where(tmp_path: Path, old: str, new: str, where: str) -> None:
    path = tmp_path / "waits.toml"
    path.write_text(PUBLISHED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=where):
        read_waits(path)
