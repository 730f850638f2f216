"""Staying put after 18: in no count of care, in a bed with the former carers, for as long as England's do."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from forecasting.lever import Changes, Lever
from forecasting.states import SETTINGS
from forecasting.staying import FOSTERED, Stayers, StayingPut, _still_there, days_stayed, stay_put, stayers_of
from placements.codes import Setting
from tests.forecasting.town import CUT, episode, history, in_care, model, months, rates, run
from tests.scale import scaled

MAINSTREAM = FOSTERED.tolist().index(SETTINGS.index(Setting.MAINSTREAM_FOSTERING))


def stayers(share: float, *since: float) -> Stayers:
    """The same share after both kinds of fostering, and who already stays, so many days after 18."""
    both = len(FOSTERED)
    return Stayers(
        shares=np.full((1, both), share),
        setting=np.full(len(since), MAINSTREAM),
        since=np.array(since, dtype=np.float64),
        counted=np.zeros((2, both), dtype=np.int64),
    )


def turning(children: int, month: int, runs: int = 1, ahead: int = 60) -> np.ndarray:
    """So many children who turn 18 in one month in mainstream fostering."""
    turned = np.zeros((runs, ahead, len(SETTINGS)), np.int32)
    turned[:, month, SETTINGS.index(Setting.MAINSTREAM_FOSTERING)] = children
    return turned


def keeping(share: float, weeks: float) -> Lever:
    return Lever(Changes.STAYING_PUT, CUT, "a plan", "Invented Owner", share=share, weeks=weeks, pence_a_child_week=1)


def test_nobody_in_care_is_counted_as_staying_and_nobody_who_stays_as_in_care() -> None:
    found = run(model(rates(leaving=0.0, moving=0.0), in_care("2008-06-15", "2008-08-20"), runs=20))
    staying = stay_put(found.turned, stayers(1.0), months(), 1)
    in_care_then = found.stock[:, :, SETTINGS.index(Setting.MAINSTREAM_FOSTERING)].sum(axis=2)
    assert (in_care_then[:, -1] == 0).all()
    assert np.array_equal(found.turned.sum(axis=(1, 2)), np.full(20, 2))
    assert (staying.there[:, 4, MAINSTREAM] == 2).all()


def test_who_turns_18_elsewhere_than_with_foster_carers_does_not_stay_put() -> None:
    turned = np.ones((5, 12, len(SETTINGS)), np.int32)
    turned[:, :, FOSTERED] = 0
    assert stay_put(turned, stayers(1.0), months(), 1).nights.sum() == 0


def test_as_many_are_still_there_at_19_and_at_20_as_england_publishes() -> None:
    runs = scaled(40_000)
    there = stay_put(turning(20, 0, runs), stayers(0.6), months(60), 1).there[:, :, MAINSTREAM].mean(axis=0) / 20
    # From the middle of April 2026: at the ends of March 2027 and 2028 not quite a year, not quite two.
    for month, share in ((2, 1.0), (12, 31 / 55), (24, 21 / 55)):
        error = 4 * np.sqrt(0.25 / (20 * runs))
        around = (there[month - 1] + there[month]) / 2
        assert around == pytest.approx(0.6 * share, abs=error + 0.02)


def test_nobody_stays_put_beyond_21() -> None:
    there = stay_put(turning(50, 0, 100), stayers(1.0), months(60), 1).there.sum(axis=2)
    assert there[:, 34].sum() > 0
    assert there[:, 37:].sum() == 0


def test_how_long_is_the_inverse_of_how_many_are_still_there() -> None:
    chance = np.linspace(0.01, 0.74, 50)
    assert _still_there(days_stayed(chance)) == pytest.approx(1 - chance)
    assert _still_there(np.array([365.25, 730.5, 1096.0])) == pytest.approx([31 / 55, 21 / 55, 0.0])
    assert days_stayed(np.array([1.0])) == pytest.approx(3 * 365.25)


def test_who_already_stays_goes_on_and_leaves_by_21() -> None:
    found = stay_put(turning(0, 0, 4000), stayers(0.0, 400.0, 1000.0), months(60), 1)
    assert (found.there[:, 0].sum(axis=1) >= 1).mean() > 0.9
    still = _still_there(np.array([430.0]))[0] / _still_there(np.array([400.0]))[0]
    assert (found.nights[:, 0].sum(axis=1) >= 30).mean() > 0.95 * still
    assert found.there[:, 24:].sum() == 0


def test_nights_are_beds_by_night() -> None:
    found = stay_put(turning(3, 2, 50), stayers(0.8), months(24), 1)
    lengths = np.diff(months(24).starts).astype(int)
    whole = np.minimum(found.there[:, 2:-1], found.there[:, 3:])
    assert (found.nights[:, 3:] >= whole * lengths[3:, None]).all()
    assert (found.nights[:, 2] <= 3 * lengths[2]).all()
    assert found.nights[:, :2].sum() == 0


def test_a_lever_adds_its_share_of_those_who_turn_18_and_moves_nobody_else() -> None:
    runs = scaled(20_000)
    turned = turning(10, 0, runs, 36)
    base = stay_put(turned, stayers(0.4), months(36), 1)
    more = stay_put(turned, stayers(0.4), months(36), 1, [keeping(0.5, 26)])
    assert (more.there >= base.there).all()
    kept = (more.there[:, 1] - base.there[:, 1]).sum() / (10 * runs)
    assert kept == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / (10 * runs)))
    everybody = stay_put(turned, stayers(0.4), months(36), 1, [keeping(0.5, 26), keeping(0.5, 26)])
    assert (everybody.there[:, 1].sum(axis=1) == 10).all()
    assert more.bought.sum() == (more.nights - base.nights).sum()
    assert np.array_equal(more.there[:, 8:], base.there[:, 8:])


def test_the_same_seed_gives_the_same_beds_and_another_seed_others() -> None:
    def found(seed: int) -> StayingPut:
        return stay_put(turning(5, 1, 50), stayers(0.5), months(60), seed)

    assert np.array_equal(found(1).nights, found(1).nights)
    assert not np.array_equal(found(1).nights, found(2).nights)


def grown_up(number: int, rec: str, born: str = "2007-05-05", place: str = "U6") -> dict[str, object]:
    eighteenth = dt.date.fromisoformat(born).replace(year=int(born[:4]) + 18).isoformat()
    return episode(number, born, "2024-06-01", eighteenth, rec=rec, place=place)


def test_the_share_is_learnt_from_the_record_and_leans_on_england_where_it_is_thin() -> None:
    still_here = episode(900, "2015-01-01", "2024-06-01")
    nothing = stayers_of(history(still_here), 4000, 1)
    assert nothing.shares.mean() == pytest.approx(0.55, abs=0.02)
    rows = [grown_up(number, "E17") for number in range(6)] + [grown_up(100 + number, "E5") for number in range(30)]
    found = stayers_of(history(still_here, *rows), 4000, 1)
    assert found.counted[:, MAINSTREAM].tolist() == [6, 30]
    assert found.shares[:, MAINSTREAM].mean() == pytest.approx((6 + 4 * 0.55) / 40, abs=0.01)
    assert len(found.since) == 6
    assert found.since[0] == (CUT - dt.date(2025, 5, 5)).days


def test_who_turned_18_in_a_childrens_home_counts_neither_as_staying_nor_as_going() -> None:
    rows = [episode(900, "2015-01-01", "2024-06-01"), grown_up(1, "E6", place="K2")]
    assert stayers_of(history(*rows), 10, 1).counted.sum() == 0
