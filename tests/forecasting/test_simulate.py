"""The simulator against a naive recursion and closed forms; the same bytes always; everything adds up."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from forecasting.simulated import Simulated
from forecasting.states import SETTINGS
from forecasting.tables import EIGHTEEN, MOST_MONTHS
from placements.codes import Setting
from placements.errors import Refused
from tests.forecasting.town import CUT, EPOCH, always, in_care, model, months, position, rates, run
from tests.oracles.forecasting import Starting, expected_by_setting


def same(one: Simulated, other: Simulated) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Simulated._fields)


def mixed_rates(seed: int = 3) -> np.ndarray:
    """Rates that differ in every cell."""
    rng = np.random.default_rng(seed)
    drawn = rates()
    for name in ("leaving", "moving"):
        drawn[name] *= rng.gamma(2.0, 0.5, drawn[name].shape)
    drawn["settings"] = rng.gamma(1.0, 1.0, drawn["settings"].shape)
    return drawn


def test_the_simulated_mean_by_setting_agrees_with_a_naive_recursion_within_monte_carlo_error() -> None:
    dobs = ["2008-05-11", "2010-08-20", "2016-02-29", "2021-04-03", "2025-12-24", "2014-07-01"]
    drawn, stock = mixed_rates(), in_care(*dobs, since="2026-02-10")
    stock["home_start"] = -20
    runs = 4000
    found = run(model(drawn, stock, runs=runs)).stock.sum(axis=3)
    children = [
        Starting(
            EPOCH + dt.timedelta(days=int(child["born"])),
            CUT + dt.timedelta(days=int(child["care_start"])),
            CUT + dt.timedelta(days=int(child["home_start"])),
            int(child["setting"]),
        )
        for child in stock
    ]
    named = {name: drawn[name][0] for name in ("leaving", "moving", "settings")}
    expected = expected_by_setting(children, named, CUT, 365)[months().starts[1:].astype(int)]
    error = np.sqrt(found.var(axis=0) / runs)
    assert np.all(np.abs(found.mean(axis=0) - expected) <= 4 * error + 0.004)


def test_the_simulated_variance_of_the_total_is_that_of_children_who_stay_or_leave_each_for_themselves() -> None:
    dobs = ["2010-08-20", "2016-02-29", "2021-04-03", "2014-07-01"]
    drawn, stock = mixed_rates(), in_care(*dobs, since="2026-02-10")
    stock["home_start"] = -20
    runs = 4000
    total = run(model(drawn, stock, runs=runs)).stock.sum(axis=(2, 3))
    named = {name: drawn[name][0] for name in ("leaving", "moving", "settings")}
    month_ends = months().starts[1:].astype(int)
    since = [CUT + dt.timedelta(days=int(stock[name][0])) for name in ("care_start", "home_start")]
    chances = np.stack(
        [
            expected_by_setting(
                [Starting(dt.date.fromisoformat(dob), since[0], since[1], int(child["setting"]))], named, CUT, 365
            ).sum(axis=1)[month_ends]
            for dob, child in zip(dobs, stock, strict=True)
        ]
    )
    expected = (chances * (1 - chances)).sum(axis=0)
    error = expected * np.sqrt(2 / runs) + 0.02
    assert np.all(np.abs(total.var(axis=0) - expected) <= 4 * error)


def test_arrivals_who_leave_at_one_rate_are_poisson_with_the_mean_that_queueing_theory_gives() -> None:
    drawn = rates(leaving=1.2, moving=0.0)
    drawn["only"] = 0.0
    drawn["only"][:, 36:96] = 1.0
    runs = 4000
    total = run(model(drawn, runs=runs, families=60)).stock.sum(axis=(2, 3))
    year = months().starts[1:] / 365.25
    expected = 60 / 1.2 * (1 - np.exp(-1.2 * year))
    assert np.all(np.abs(total.mean(axis=0) - expected) < 4 * np.sqrt(expected / runs))
    assert total[:, -1].var() == pytest.approx(expected[-1], rel=0.1)


def test_brothers_and_sisters_arrive_together_and_are_counted_as_a_group() -> None:
    drawn = rates(leaving=0.0, moving=0.0)
    drawn["sizes"] = [[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]]
    found = run(model(drawn, runs=50, families=40))
    assert found.families[:, :, [0, 1, 3]].sum() == 0
    assert np.array_equal(found.came, 3 * found.families[:, :, 2])
    assert np.array_equal(found.siblings[:, :, 2], found.stock.sum(axis=(2, 3)))


@pytest.mark.parametrize(("together", "in_the_first_home"), [(1.0, 2), (0.0, 1)])
def test_brothers_and_sisters_start_in_one_home_as_often_as_estimated(together: float, in_the_first_home: int) -> None:
    drawn = rates(leaving=0.0, moving=0.0)
    drawn["together"] = together
    drawn["sizes"] = [[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]]
    drawn["youngest"][:, 11:] = drawn["gaps"][:, :14] = drawn["gaps"][:, 24:] = 0.0
    drawn["settings"] = 0.0
    drawn["settings"][:, -1, 0, 0] = drawn["settings"][:, -1, 1, 1] = 1.0  # babies here, toddlers there
    stock = run(model(drawn, families=20)).stock.sum(axis=(0, 1, 3))
    assert stock[0] == in_the_first_home * (stock[0] + stock[1]) / 2
    assert stock[0] > 0


def test_a_child_who_left_comes_back_within_the_year_as_often_as_the_rate_says() -> None:
    leavers = in_care(*["2016-06-01"] * 400)
    leavers["owed"], leavers["look"] = 91.0, 0
    drawn = rates(leaving=0.0, moving=0.0, back=0.5)
    found = run(model(drawn, leavers=leavers, runs=50))
    expected = 1 - np.exp(-0.5 * (365 - 91) / 365.25)
    assert found.returned.sum() / (50 * 400) == pytest.approx(expected, abs=0.015)
    assert np.array_equal(found.returned, found.came)


def test_nobody_comes_back_after_adoption() -> None:
    leavers = in_care(*["2016-06-01"] * 50)
    leavers["look"] = 4
    assert run(model(rates(back=50.0), leavers=leavers)).came.sum() == 0


def test_the_same_seed_gives_the_same_bytes_with_one_and_with_two_threads() -> None:
    made = model(mixed_rates(), in_care("2012-01-01", "2009-09-09"), runs=120, families=30, unaccompanied=9)
    assert same(run(made, threads=1), run(made, threads=2))


def test_another_seed_gives_another_course() -> None:
    made = model(mixed_rates(), in_care("2012-01-01"), runs=50, families=30)
    assert not same(run(made, seed=1), run(made, seed=2))


def test_everybody_in_care_came_or_was_there_and_has_not_left() -> None:
    drawn = rates(leaving=2.0, back=1.0)
    made = model(drawn, in_care("2012-01-01", "2008-06-15", "2020-02-02"), families=50, unaccompanied=20)
    found = run(made)
    stock = 3 + np.cumsum(found.came - found.left.sum(axis=2), axis=1)
    assert np.array_equal(found.stock.sum(axis=(2, 3)), stock)
    assert found.returned.sum() > 0


def test_every_breakdown_of_a_run_adds_up_to_its_total() -> None:
    found = run(model(mixed_rates(), in_care("2012-01-01", "2019-09-09"), families=50, unaccompanied=20))
    total = found.stock.sum(axis=(2, 3))
    for part in (found.provider, found.place, found.siblings):
        assert np.array_equal(part.sum(axis=2), total)
    assert (found.uasc <= total).all()


def test_nights_are_the_midnights_in_care() -> None:
    made = model(rates(), in_care("2012-01-01", "2008-06-15"), runs=40, families=50)
    days = np.arange(1, months().starts[-1] + 1)
    watched = run(made, looks=days)
    by_month = np.add.reduceat(watched.stock.sum(axis=(2, 3)), months().starts[:-1].astype(int), axis=1)
    assert np.array_equal(watched.nights.sum(axis=(0, 1)), by_month)


def test_unaccompanied_children_are_their_own_stream() -> None:
    found = run(model(rates(leaving=0.0), runs=100, unaccompanied=24))
    assert np.array_equal(found.came, found.unaccompanied)
    assert found.families.sum() == 0
    assert found.stock[:, :, :, :3].sum() == 0


def test_a_change_for_one_child_leaves_the_course_of_the_others_as_it_was() -> None:
    stock = in_care("2012-01-01", "2013-01-01")
    alone = run(model(rates(), stock[1:], runs=300)).left.sum()
    changed = stock.copy()
    changed["setting"][1] = position(Setting.CHILDRENS_HOME)
    first, second = run(model(rates(), stock, runs=300)), run(model(rates(), changed, runs=300))
    assert np.array_equal(first.stock.sum(axis=(2, 3)), second.stock.sum(axis=(2, 3)))
    assert alone > 0


def test_a_month_with_more_arrivals_than_there_was_room_for_keeps_them_all() -> None:
    drawn = rates(leaving=0.0, moving=0.0)
    drawn["only"][:, 96:] = 0.0
    found = run(model(drawn, runs=2, families=2000))
    assert np.array_equal(found.stock[:, -1].sum(axis=(1, 2)), found.came.sum(axis=1))
    assert (found.came.sum(axis=1) > 1500).all()


def test_an_eighteenth_birthday_on_the_first_day_ends_care_on_that_day() -> None:
    found = run(model(rates(leaving=0.0), in_care("2008-04-01")))
    assert (found.left[:, 0, EIGHTEEN] == 1).all()
    assert found.stock.sum() == 0
    assert found.nights.sum() == 0


def test_a_child_born_on_29_february_leaves_on_1_march_of_a_common_year() -> None:
    birthday = float((dt.date(2030, 3, 1) - CUT).days)
    made = model(rates(leaving=0.0), in_care("2012-02-29"), calendar=months(60))
    found = run(made, months(60), looks=np.array([birthday, birthday + 1]))
    assert (found.stock.sum(axis=(2, 3)) == [1, 0]).all()


def test_more_months_than_the_simulator_reaches_are_refused() -> None:
    with pytest.raises(Refused, match="at most 120 months"):
        run(model(rates(), calendar=months(MOST_MONTHS + 1)), months(MOST_MONTHS + 1))


def test_where_everybody_starts_in_one_setting_and_nobody_moves_all_are_there() -> None:
    found = run(model(always(rates(moving=0.0), Setting.WITH_PARENTS), families=60))
    others = [at for at, setting in enumerate(SETTINGS) if setting is not Setting.WITH_PARENTS]
    assert found.stock[:, :, others].sum() == 0
    assert found.stock.sum() > 0
