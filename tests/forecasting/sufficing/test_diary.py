"""The children of sufficiency are the forecast's own: month by month as many in every setting, each with one home."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.scenario import BASE
from forecasting.states import SETTINGS
from forecasting.sufficing.children import ARRIVED, Children, children_ahead
from forecasting.sufficing.diary import FROM_BEFORE, NOT_IN_CARE
from placements.codes import Setting
from tests.forecasting.town import always, in_care, model, months, position, rates, run

CALENDAR = months(12)


def lived(seed: int = 1, **facts: object) -> tuple[Children, np.ndarray]:
    made = model(rates(**facts), in_care("2015-05-01", "2012-02-29", "2009-01-15"), runs=20, families=30.0)  # type: ignore[arg-type]
    children = children_ahead(made, CALENDAR, BASE.levers_for(CALENDAR), seed, threads=1)
    return children, run(made, CALENDAR, seed=seed).stock.sum(axis=3)


@pytest.mark.parametrize("back", [0.0, 2.0])
def test_as_many_children_are_in_every_setting_as_the_forecast_counts(back: float) -> None:
    children, counted = lived(back=back)
    for setting in range(len(SETTINGS)):
        found = [(children.setting[children.run == one] == setting).sum(axis=0) for one in range(children.runs)]
        assert np.array_equal(found, counted[:, :, setting])


def test_the_same_seed_gives_the_same_children_with_any_number_of_threads() -> None:
    made = model(rates(), in_care("2015-05-01"), runs=25, families=30.0)
    one, many = (children_ahead(made, CALENDAR, BASE.levers_for(CALENDAR), 5, threads=number) for number in (1, 3))
    assert all(np.array_equal(getattr(one, name), getattr(many, name)) for name in vars(one))


def test_a_child_who_never_moves_lives_where_it_lived_at_the_start() -> None:
    made = model(rates(leaving=0.0, moving=0.0), in_care("2015-05-01"), runs=2)
    children = children_ahead(made, CALENDAR, BASE.levers_for(CALENDAR), 1, threads=1)
    assert (children.since == FROM_BEFORE).all()
    assert (children.setting == position(Setting.MAINSTREAM_FOSTERING)).all()


def test_who_arrives_has_a_home_since_the_month_of_arriving_and_none_before() -> None:
    children, _ = lived(moving=0.0)
    arrived = children.who == ARRIVED
    assert arrived.any()
    assert (children.since[arrived] >= 0).all()
    for setting, since in zip(children.setting[arrived], children.since[arrived], strict=True):
        there = np.flatnonzero(setting != NOT_IN_CARE)
        assert set(since[there]) <= {there[0]}


def test_brothers_and_sisters_who_came_together_share_a_number_within_their_run() -> None:
    drawn = always(rates(leaving=0.0, moving=0.0), Setting.MAINSTREAM_FOSTERING)
    drawn["sizes"][:] = 0.0
    drawn["sizes"][:, 2] = 1.0
    made = model(drawn, runs=10, families=20.0)
    children = children_ahead(made, CALENDAR, BASE.levers_for(CALENDAR), 1, threads=1)
    _, sizes = np.unique(np.stack([children.run, children.family]), axis=1, return_counts=True)
    assert set(sizes) <= {1, 2, 3}
    assert (sizes == 3).mean() > 0.8, "but for those who turn 18 in the month they come"
