"""A programme beside the base: cost and saving add up, an empty bed saves nothing, the net is never above the gross."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from forecasting.funnel import national_funnel
from forecasting.invest import invest, invested
from forecasting.investing.answer import Invested, break_even
from forecasting.investing.coming import coming_from
from forecasting.investing.effects import Effect, Effects
from forecasting.investing.programme import Action, ActionKind, Deduction, Programme
from forecasting.investing.sensitivity import drawn
from forecasting.lever import Changes, Column, Lever
from forecasting.states import PROVIDERS, SETTINGS, ProviderType
from forecasting.whatif import WhatIf
from placements.codes import Setting
from placements.errors import NotPermitted, Refused
from placements.permissions import Role, Viewer
from placements.prices import PriceBook
from placements.repository.records import records_for
from tests.forecasting.stored import COMMISSIONER, fill
from tests.forecasting.town import CUT, in_care, line, model, months, rates, years

WHO: dict[str, Any] = {"source": "an invented plan", "owner": "Invented Owner"}
WEEK = {Setting.CHILDRENS_HOME: 600_000, Setting.MAINSTREAM_FOSTERING: 90_000}
COMING = coming_from(national_funnel(30).lead)
BACKFILL = Deduction("backfill", share=0.2, low=0.1, high=0.4, **WHO)


def ready_with(book: PriceBook) -> WhatIf:
    stock = in_care(*["2012-05-05"] * 12, setting=Setting.CHILDRENS_HOME)
    stock["provider"] = PROVIDERS.index(ProviderType.PRIVATE)
    return WhatIf(model(rates(leaving=0.4), stock, runs=60, families=30), months(), book, seed=1, threads=1)


@pytest.fixture(scope="module")
def ready() -> WhatIf:
    return ready_with(PriceBook(line(one.value, one, WEEK.get(one, 70_000)) for one in SETTINGS))


def action(kind: ActionKind, size: float, **facts: Any) -> Action:
    given: dict[str, Any] = {"starts": CUT} | WHO | facts
    return Action(kind, size=size, **given)


BLOCK = action(ActionKind.BLOCK, 4, pence_a_week=800_000, pence_a_child_week=200_000)
EDGE = action(ActionKind.EDGE_OF_CARE, 3, pence_a_week=100_000, low=1, high=5)
STEP = action(ActionKind.STEP_DOWN, 3, pence_a_child_week=20_000, pence_each=100_000)


def asked(ready: WhatIf, *actions: Action, lost: Sequence[Deduction] = (), levers: Sequence[Lever] = ()) -> Invested:
    programme = Programme("An invented programme", "Nothing is done.", actions, tuple(levers), tuple(lost))
    return invested(ready, programme, COMING, 1)


def test_a_programme_of_no_size_changes_and_costs_nothing(ready: WhatIf) -> None:
    found = asked(ready, action(ActionKind.STEP_DOWN, 0), action(ActionKind.EDGE_OF_CARE, 0))
    assert found.net == 0
    assert {year.gross for year in found.years} == {year.cost for year in found.years} == {0}
    assert all(difference["p97_5"] == difference["p2_5"] == 0 for *_, difference in found.children.values())


def test_years_columns_and_actions_add_up_to_the_net(ready: WhatIf) -> None:
    found = asked(ready, STEP, BLOCK, EDGE, lost=(BACKFILL,))
    assert found.net is not None
    for year in found.years:
        assert year.net == pytest.approx(year.gross - year.cost - year.deducted)
    assert sum(year.net for year in found.years) == pytest.approx(found.net)
    for column in found.columns.values():
        assert column.net["mean"] == pytest.approx(column.gross - column.cost - sum(column.deductions.values()))
    assert sum(one.gross for one in found.done) == pytest.approx(sum(year.gross for year in found.years))
    assert sum(one.cost for one in found.done) == pytest.approx(sum(year.cost for year in found.years))
    assert list(found.columns) == [Column.CASHABLE, Column.AVOIDED]


@pytest.fixture(scope="module")
def stepped(ready: WhatIf) -> Effect:
    effects = Effects(ready)
    return effects.effect(effects.parts(Programme("p", "", (STEP,)), COMING["middle"]))[0]


@given(st.floats(0, 1), st.integers(0, 10**7), st.integers(0, 10**6))
def test_what_is_left_is_never_more_than_the_gross(
    ready: WhatIf, stepped: Effect, share: float, once: int, weekly: int
) -> None:
    lost = (Deduction("return", share=share, pence_once=once, pence_a_week=weekly, **WHO),)
    effect = stepped
    whole = effect.gross[Column.CASHABLE].sum(axis=1)
    left = effect.net(lost, ready.calendar).sum(axis=1)
    assert (left <= whole + 1e-6).all()


def test_emptying_a_block_s_beds_saves_none_of_its_fixed_part(ready: WhatIf) -> None:
    full, half, empty = (asked(ready, replace(BLOCK, used=used)) for used in (1.0, 0.5, 0.0))
    costs = {round(one.done[0].cost) for one in (full, half, empty)}
    assert len(costs) == 1
    days = sum(ready.calendar.lengths[-ready.calendar.months :])
    assert costs == {round(800_000 / 7 * days)}
    a_penny_a_month = ready.calendar.months
    assert full.done[0].gross > half.done[0].gross > empty.done[0].gross == pytest.approx(0, abs=a_penny_a_month)
    assert empty.net == pytest.approx(-empty.done[0].cost, abs=a_penny_a_month)


def test_a_block_s_saving_is_the_difference_of_the_nights_in_it(ready: WhatIf) -> None:
    """Four beds always filled by children who live at £6,000 a week, at £2,000 in the block: £4,000 a week and bed."""
    found = asked(ready, BLOCK)
    weeks = sum(ready.calendar.lengths[-ready.calendar.months :]) / 7
    assert found.done[0].gross <= 4 * weeks * 400_000 + 1
    first = found.years[0]
    assert first.gross == pytest.approx(4 * 400_000 * 365 / 7, rel=0.02)


def test_a_step_down_moves_as_many_as_last(ready: WhatIf) -> None:
    found = asked(ready, STEP)
    wanted, moved = found.done[0].children or (0, 0)
    assert wanted < 0
    assert moved == pytest.approx(wanted, rel=0.02)
    assert found.children["in children's homes"][2]["mean"] < 0
    assert found.done[0].gross > 0


def test_more_than_the_forecast_can_hold_is_said(ready: WhatIf) -> None:
    found = asked(ready, action(ActionKind.EDGE_OF_CARE, 10_000))
    assert found.done[0].shortfall is not None
    assert "at most" in found.done[0].shortfall


def test_each_assumption_stands_at_both_ends_and_the_most_telling_comes_first(ready: WhatIf) -> None:
    found = asked(ready, EDGE, action(ActionKind.RECRUIT, 4, low=2, high=6), lost=(BACKFILL,))
    spans = [swing.span for swing in found.swings]
    assert spans == sorted(spans, reverse=True)
    names = {swing.assumption.name: swing for swing in found.swings}
    assert names["edge of care: children a year"].assumption.low.value == 1
    assert "recruit: days from effort to first child" in names
    more = names["deduction: backfill"]
    assert more.net_low >= (found.net or 0) >= more.net_high


def test_a_wider_assumption_never_makes_a_narrower_range(ready: WhatIf) -> None:
    def width(low: float, high: float) -> float:
        likely = asked(ready, replace(EDGE, low=low, high=high)).likely or {}
        return likely["p90"] - likely["p10"]

    assert width(0, 12) > width(2.9, 3.1)


def test_the_same_seed_gives_the_same_answer(ready: WhatIf) -> None:
    one, same = (asked(ready, EDGE, STEP) for _ in range(2))
    assert (one.years, one.break_even, one.net) == (same.years, same.break_even, same.net)


def test_levers_may_stand_beside_actions_and_growth_is_never_netted_off_silently(ready: WhatIf) -> None:
    dearer = Lever(Changes.PRICES, CUT, a_year=0.05, column=Column.GROWTH, **WHO)
    found = asked(ready, EDGE, levers=(dearer,))
    assert found.columns[Column.GROWTH].gross < 0
    assert found.columns[Column.AVOIDED].gross == pytest.approx(asked(ready, EDGE).columns[Column.AVOIDED].gross)


def test_an_assumption_drawn_for_every_run_never_passes_its_ends(ready: WhatIf) -> None:
    found = asked(ready, replace(BLOCK, used=0.85))
    [swing] = found.swings
    worst, best = swing.net_low - (found.net or 0), swing.net_high - (found.net or 0)
    net = np.zeros((500, swing.low.shape[1]))
    one = replace(swing, low=np.full_like(net, worst / net.shape[1]), high=np.full_like(net, best / net.shape[1]))
    moved = drawn(net, [one], 1).sum(axis=1)
    assert moved.min() == pytest.approx(worst)
    assert moved.max() == pytest.approx(best)
    assert 0.05 < (moved <= worst + 1).mean() < 0.15


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=9))
def test_break_even_against_counting_by_hand(rows: list[list[int]]) -> None:
    net = np.array(rows, dtype=np.float64)
    days = [dt.date(2026, month, 28) for month in range(4, 9)]
    found = break_even(net, days)
    begun = [any(row[month] for row in rows for month in range(at + 1)) or not net.any() for at in range(5)]
    for at in range(5):
        paid = [begun[at] and all(sum(row[: later + 1]) >= 0 for later in range(at, 5)) for row in rows]
        assert found.by[at] == pytest.approx(sum(paid) / len(rows))
    assert list(found.by) == sorted(found.by)
    assert found.chance == found.by[-1]
    assert found.month == next((day for day, share in zip(days, found.by, strict=True) if share >= 0.5), None)


def test_nothing_has_paid_for_itself_before_it_begins() -> None:
    net = np.array([[0, 0, -5, 5, 1], [0, 0, 2, 2, 2]], dtype=np.float64)
    found = break_even(net, [dt.date(2026, month, 28) for month in range(4, 9)])
    assert found.by == (0.0, 0.0, 0.5, 1.0, 1.0)
    assert found.month == dt.date(2026, 6, 28)


def test_without_any_price_children_are_answered_and_money_says_why_not() -> None:
    found = asked(ready_with(PriceBook(())), STEP)
    assert (found.net, found.years, found.columns, found.break_even) == (None, (), {}, None)
    assert "homeward import prices" in (found.because or "")
    assert found.children["in children's homes"][2]["mean"] < 0


def test_a_kind_of_home_without_a_price_is_named() -> None:
    found = asked(ready_with(PriceBook([line("only", Setting.CHILDRENS_HOME, 600_000)])), STEP)
    assert found.net is not None
    assert any("have no price" in note and "homeward import prices" in note for note in found.notes)


def test_savings_are_for_commissioners_and_an_empty_programme_is_refused(engine: sa.Engine) -> None:
    fill(engine, years(2023, 2025))
    programme = Programme("Less", "Nothing is done.", (EDGE,))
    with records_for(engine, COMMISSIONER) as records:
        found = invest(records, programme, months=12, replicates=20)
        assert found.years[0].year == 2026
        with pytest.raises(Refused, match="does nothing"):
            invest(records, Programme("Empty", ""))
    with records_for(engine, Viewer("Fin Invented", Role.FINANCE)) as records:
        assert invest(records, programme, months=12, replicates=20).net == found.net
    for role in (Role.BOARD_MEMBER, Role.PLACEMENT_OFFICER, Role.SOCIAL_WORKER):
        with records_for(engine, Viewer("Vic Invented", role)) as records, pytest.raises(NotPermitted):
            invest(records, programme)
