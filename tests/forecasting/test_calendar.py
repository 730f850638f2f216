"""Days, birthdays and months of the simulator, and its random numbers."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting import compiled
from forecasting.calendar import birthday_of, calendar_of
from forecasting.states import birthdays
from forecasting.streams import stream, uniform
from placements.codes import birthday
from tests.forecasting.town import CUT, EPOCH, LAST_DAY

BORN = st.dates(dt.date(1999, 1, 1), dt.date(2040, 12, 31))


@given(BORN, st.integers(0, 18))
def test_a_birthday_is_the_one_that_date_arithmetic_gives(born: dt.date, age: int) -> None:
    day = EPOCH + dt.timedelta(days=int(birthday_of((born - EPOCH).days, age)))
    assert day == birthday(born, age)
    assert birthdays(np.array([born], "datetime64[D]"), age)[0] == np.datetime64(day)


def test_the_months_answered_follow_the_day_asked_for() -> None:
    calendar = calendar_of(CUT, LAST_DAY, 36)
    assert (calendar.month_ends[0], calendar.month_ends[-1]) == (dt.date(2026, 4, 30), dt.date(2029, 3, 31))
    assert calendar.month_starts[0] == CUT
    assert calendar.lengths.sum() == (dt.date(2029, 4, 1) - CUT).days
    assert calendar.month_of_year[:2].tolist() == [3, 4]


@pytest.mark.parametrize(
    ("as_at", "first"), [("2026-04-29", "2026-04-30"), ("2026-04-30", "2026-05-31"), ("2026-06-05", "2026-06-30")]
)
def test_the_first_month_end_comes_after_the_day(as_at: str, first: str) -> None:
    calendar = calendar_of(CUT, dt.date.fromisoformat(as_at), 2)
    assert calendar.month_ends[0].isoformat() == first
    assert calendar.starts[0] == 0


def test_random_numbers_depend_on_key_and_count_only_and_are_even() -> None:
    key = np.uint64(stream(np.uint64(7), 3))
    numbers = np.array([uniform(key, count) for count in range(20_000)])
    assert uniform(key, 5) == numbers[5]
    assert (numbers > 0).all()
    assert (numbers < 1).all()
    assert numbers.mean() == pytest.approx(0.5, abs=0.01)
    assert numbers.var() == pytest.approx(1 / 12, rel=0.03)
    assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 0.03


def test_streams_of_neighbouring_children_have_nothing_in_common() -> None:
    firsts = np.array([uniform(np.uint64(stream(np.uint64(1), child)), 0) for child in range(20_000)])
    assert abs(np.corrcoef(firsts[1:], firsts[:-1])[0, 1]) < 0.03
    assert np.histogram(firsts, 10)[0] == pytest.approx(np.full(10, 2000), rel=0.12)


def test_what_was_compiled_is_kept_where_numba_is_told(tmp_path: Path) -> None:
    program = "from forecasting.compiled import _folder; print(_folder())"
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(said.stdout.strip()).parent == tmp_path


def test_where_nothing_can_be_written_it_is_compiled_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_made", lambda _: False)
    compiled._folder.cache_clear()
    try:
        assert compiled._folder() is None
        assert compiled.compiled(_twice)(21) == 42
    finally:
        compiled._folder.cache_clear()


def _twice(number: int) -> int:
    return 2 * number
