"""Files that wait: safe names, one upload for each person, room for so much and no more."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.uploads import KEPT_FOR, MOST_TOGETHER, Given, Settled, Upload, Uploads, safe_name
from placements.errors import NotFound, Refused

NOW = dt.datetime(2026, 6, 5, 11, tzinfo=dt.UTC)


def put(uploads: Uploads, of: str, size: int = 1, now: dt.datetime = NOW) -> Upload:
    return uploads.put(of, "homes", [Given("a.csv", b"x" * size)], Settled(), now)


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_a_safe_name_leads_nowhere_and_is_like_no_other(name: str, taken: list[str]) -> None:
    safe = safe_name(name, taken)
    assert safe
    assert not safe.startswith(".")
    assert not {"/", "\\", "\0", ":"} & set(safe)
    assert safe.casefold() not in {one.casefold() for one in taken}
    assert len(safe) <= 110


def test_a_good_name_is_kept_as_it_is() -> None:
    assert safe_name("Homes, June (2).xlsx") == "Homes, June (2).xlsx"
    assert safe_name("episodes.csv", ["Episodes.csv"]) == "episodes (2).csv"


def test_a_new_upload_of_a_person_takes_the_place_of_the_one_before() -> None:
    uploads = Uploads()
    first, other, second = put(uploads, "ann"), put(uploads, "bo"), put(uploads, "ann")
    with pytest.raises(NotFound):
        uploads.waiting("ann", first.number, NOW)
    assert uploads.waiting("ann", second.number, NOW) is second
    assert uploads.waiting("bo", other.number, NOW) is other


def test_an_upload_is_nobody_elses_and_lapses() -> None:
    uploads = Uploads()
    mine = put(uploads, "ann")
    with pytest.raises(NotFound):
        uploads.waiting("bo", mine.number, NOW)
    with pytest.raises(NotFound):
        uploads.waiting("ann", mine.number, NOW + KEPT_FOR)


def test_an_upload_lapses_also_where_nobody_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.uploads.KEPT_FOR", dt.timedelta(0))
    uploads = Uploads()
    mine = put(uploads, "ann")
    assert mine.lapses is not None
    mine.lapses.join()
    with pytest.raises(NotFound):
        uploads.waiting("ann", mine.number, NOW - dt.timedelta(days=1))


def test_where_too_much_waits_no_more_is_taken_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_TOGETHER > 0
    monkeypatch.setattr("api.uploads.MOST_TOGETHER", 10)
    uploads = Uploads()
    mine = put(uploads, "ann", 8)
    with pytest.raises(Refused, match="no room"):
        put(uploads, "bo", 8)
    assert uploads.waiting("ann", mine.number, NOW) is mine
    put(uploads, "bo", 8, NOW + KEPT_FOR)
