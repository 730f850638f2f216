"""Arrivals: every age and size can come, the season is learnt slowly, unaccompanied children stay apart."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.calendar import calendar_of
from forecasting.entries import draw_ages, draw_arrivals
from forecasting.history import History
from forecasting.tables import RATES, Records
from tests.forecasting.town import LAST_DAY, episode, history, months


def drawn(found: History, draws: int = 200) -> Records:
    rates = np.zeros(draws, RATES)
    draw_ages(found, rates, np.random.default_rng(1))
    return rates


def a_year_of(day: str, number: int, **facts: object) -> list[dict[str, object]]:
    """So many children on one day of each of four years, aged nine."""
    return [
        episode(1000 * year + child, f"{year - 9}-01-20", f"{year}-{day}", f"{year + 1}-02-01", rec="E4A", **facts)
        for year in (2022, 2023, 2024)
        for child in range(number)
    ]


def test_every_month_of_age_has_a_chance_although_only_nine_year_olds_came() -> None:
    rates = drawn(history(*a_year_of("06-01", 5), first=2022))
    assert (rates["only"].mean(axis=0) > 0).all()
    assert rates["only"].mean(axis=0)[108:120].sum() > 0.3


def test_every_size_of_family_has_a_chance_although_only_single_children_came() -> None:
    assert (drawn(history(*a_year_of("06-01", 5), first=2022))["sizes"].mean(axis=0) > 0).all()


def test_families_that_came_together_make_larger_families_likelier() -> None:
    alone = drawn(history(*a_year_of("06-01", 8), first=2022))
    together = drawn(history(*a_year_of("06-01", 8, home_post="YO1 7AA"), first=2022))
    assert together["sizes"][:, 5].mean() > 3 * alone["sizes"][:, 5].mean()
    assert together["gaps"][:, :9].sum(axis=1).mean() > 0.5


def test_shares_are_whole() -> None:
    rates = drawn(history(*a_year_of("06-01", 5), first=2022))
    for name in ("sizes", "only", "youngest", "gaps", "unaccompanied"):
        assert rates[name].sum(axis=1) == pytest.approx(np.ones(len(rates)))
    assert (rates["unaccompanied"][:, : 12 * 14] == 0).all()


def test_the_season_leans_towards_the_months_in_which_children_came() -> None:
    found = history(*a_year_of("06-01", 30), first=2022)
    families, _ = draw_arrivals(found, months(12), 400, np.random.default_rng(1))
    by_month = families.mean(axis=0)
    assert months().month_of_year[2] == 5
    assert by_month[2] == by_month.max()
    assert by_month[2] < 3 * by_month[0]


def test_returns_and_unaccompanied_children_are_not_counted_as_new_families() -> None:
    back = [
        row
        for child in range(40)
        for year in [2022 + child // 10]
        for row in (
            episode(child, "2015-01-01", f"{year}-{4 + child % 8:02}-01", f"{year}-{4 + child % 8:02}-09", rec="E4A"),
            episode(child, "2015-01-01", f"{year}-{4 + child % 8:02}-19", f"{year}-{4 + child % 8:02}-25", rec="E4A"),
        )
    ]
    asylum = [
        episode(100 + n, "2008-01-01", "2024-05-01", place="K3", place_provider="PR4", uasc=True) for n in range(20)
    ]
    found = history(*back, *asylum, first=2022)
    families, unaccompanied = draw_arrivals(found, months(12), 400, np.random.default_rng(1))
    assert np.median(families) * 365.25 == pytest.approx(10, rel=0.5)
    assert np.median(unaccompanied) * 365.25 == pytest.approx(5, rel=0.6)


def test_the_level_is_the_same_however_many_months_are_asked_for() -> None:
    found = history(*a_year_of("06-01", 5), first=2022)
    short, _ = draw_arrivals(found, months(3), 2000, np.random.default_rng(1))
    long, _ = draw_arrivals(found, calendar_of(found.cut, LAST_DAY, 36), 2000, np.random.default_rng(1))
    assert np.median(long[:, :3]) == pytest.approx(np.median(short), rel=0.1)
