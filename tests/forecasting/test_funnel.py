"""The recruitment funnel: own figures drawn towards published ones, and places ahead as joint draws that never lie."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from forecasting.funnel import Funnel, Lag, Share, funnel_from, funnel_of, national_funnel
from forecasting.funnel_ahead import places_ahead
from forecasting.on_the_way import on_the_way
from placements.errors import NotPermitted
from placements.models.recruitment import Applicant, Departure, FunnelCount, HouseholdKind, Stage, WhyLeft
from placements.permissions import Role, Viewer
from placements.repository.records import records_for

TODAY, FIRST = dt.date(2026, 6, 5), dt.date(2026, 7, 1)
MAINSTREAM = HouseholdKind.MAINSTREAM
SAID: dict[str, Any] = {"as_of": TODAY, "source": "invented"}
CERTAIN = Share(1e12, 1e12 + 1, 0, "invented")


def months(number: int) -> list[dt.date]:
    return [dt.date(2025 + (5 + at) // 12, (5 + at) % 12 + 1, 1) for at in range(number)]


def counted(stage: Stage, numbers: list[int], places: int | None = None) -> list[FunnelCount]:
    return [
        FunnelCount(month=month, kind=MAINSTREAM, stage=stage, households=number, places=places, **SAID)
        for month, number in zip(months(len(numbers)), numbers, strict=True)
    ]


def of(*counts: FunnelCount, asking: list[Applicant] | None = None, gone: list[Departure] | None = None) -> Funnel:
    return funnel_of(counts, asking or [], gone or [], 60, 118, TODAY)


def test_without_a_funnel_the_published_figures_stand_in_with_their_source() -> None:
    lead = national_funnel(60).lead
    assert lead.applications_per_approval.p10 < (1815 + 3670) / 1815 < lead.applications_per_approval.p90
    assert lead.days_to_approval.p10 < 273 < lead.days_to_approval.p90
    assert lead.leave_a_year.p10 < 0.12 < lead.leave_a_year.p90
    assert lead.places_a_household.p10 < 1.96 < lead.places_a_household.p90
    assert lead.enquiries_per_approval.n == 0
    assert "2023-24" in lead.applications_per_approval.source
    assert "homeward import funnel" in national_funnel().notes[0]


def test_own_figures_outweigh_published_ones_the_more_there_are() -> None:
    few = of(*counted(Stage.APPLICATION, [4]), *counted(Stage.APPROVED, [4])).lead.applications_per_approval
    many = of(
        *counted(Stage.APPLICATION, [40] * 10), *counted(Stage.APPROVED, [36] * 10)
    ).lead.applications_per_approval
    published = national_funnel().lead.applications_per_approval
    assert published.p50 > few.p50 > many.p50 > 1
    assert many.p90 - many.p10 < few.p90 - few.p10 < published.p90 - published.p10


def test_more_approved_than_applied_is_said_and_the_rest_is_answered() -> None:
    found = of(*counted(Stage.ENQUIRY, [130]), *counted(Stage.APPLICATION, [10]), *counted(Stage.APPROVED, [30], 60))
    assert any("30 mainstream households were approved and only 10 applied" in note for note in found.notes)
    assert found.applies == national_funnel().applies
    assert found.goes_on.n == 130
    assert found.lead.enquiries_per_approval.p50 < national_funnel().lead.enquiries_per_approval.p50
    assert found.totals[MAINSTREAM][Stage.APPROVED] == 30


def test_the_time_it_takes_is_that_of_the_households_listed() -> None:
    def asked(days: int) -> Applicant:
        begun = dt.date(2024, 1, 1)
        return Applicant(
            ref=f"E-{days}", kind=MAINSTREAM, enquiry_on=begun, approved_on=begun + dt.timedelta(days), **SAID
        )

    slow = of(*counted(Stage.ENQUIRY, [9]), asking=[asked(days) for days in range(380, 420)]).lead.days_to_approval
    assert 340 < slow.p50 < 400
    assert slow.n == 40


def test_who_left_is_counted_against_the_households_there() -> None:
    gone = [
        Departure(month=month, kind=MAINSTREAM, reason=WhyLeft.RETIRED, households=2, **SAID) for month in months(12)
    ]
    found = of(*counted(Stage.ENQUIRY, [9] * 12), gone=gone)
    assert found.leaves.n == 60
    assert found.lead.leave_a_year.p10 < 24 / 60 < found.lead.leave_a_year.p90 + 0.15
    assert found.left == {MAINSTREAM: {"retired": 24}}


def test_a_month_that_has_not_begun_is_not_counted() -> None:
    ahead = FunnelCount(month=dt.date(2026, 7, 1), kind=MAINSTREAM, stage=Stage.ENQUIRY, households=99, **SAID)
    assert of(ahead).asked == {}


def a_certain_town(asked: dict[dt.date, int]) -> Funnel:
    """Everybody who asks is approved 100 days after the middle of some day of the month, and ready 61 days later."""
    never = Share(1e-9, 1e9, 0, "invented")
    return replace(
        national_funnel(),
        asked=asked,
        asks=never,
        goes_on=CERTAIN,
        leaves=never,
        to_approval=Lag(np.log(100.0), 0.0, 0.0, 0, "invented"),
        to_first_child=Lag(np.log(61.0), 0.0, 0.0, 0, "invented"),
    )


def test_a_town_small_enough_to_check_by_hand() -> None:
    """Five asked in May 2026: approved between 9 August and 9 September, ready between 9 October and 9 November."""
    ahead = places_ahead(a_certain_town({dt.date(2026, 5, 1): 5}), FIRST, 6, 50, 1)
    assert ahead.months[0] == FIRST
    assert (ahead.households.sum(axis=1) == 5).all()
    assert (ahead.households[:, [0, 3, 4, 5]] == 0).all()
    assert (ahead.gained[:, [0, 1, 2, 5]] == 0).all()
    assert (ahead.gained.sum(axis=1) >= 5).all()
    assert (ahead.left == 0).all()
    assert (ahead.net[:, -1] == ahead.gained.sum(axis=1)).all()


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    one, same, other = (places_ahead(national_funnel(60), FIRST, 12, 20, seed) for seed in (7, 7, 8))
    assert (one.net == same.net).all()
    assert (one.net != other.net).any()


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32), st.floats(1.0, 3.0), st.floats(0.0, 1.0))
def test_more_who_ask_and_fewer_who_leave_never_mean_fewer_places(seed: int, more: float, fewer: float) -> None:
    base = places_ahead(national_funnel(30), FIRST, 24, 20, seed)
    asked = places_ahead(national_funnel(30), FIRST, 24, 20, seed, enquiries=more)
    kept = places_ahead(national_funnel(30), FIRST, 24, 20, seed, leaving=fewer)
    assert (asked.net >= base.net).all()
    assert (kept.net >= base.net).all()
    assert (asked.households >= base.households).all()
    assert min(base.households.min(), base.gained.min(), base.left.min()) >= 0


def test_on_average_as_many_leave_as_the_rate_says() -> None:
    town = replace(national_funnel(200), asks=Share(1e-9, 1e9, 0, ""), asked={})
    left = places_ahead(town, FIRST, 12, 2_000, 3).left.sum(axis=1).mean()
    assert left == pytest.approx(200 * 1.96 * (1 - np.exp(-0.12)), rel=0.08)


def test_the_record_answers_for_those_who_may_see_supply(engine: sa.Engine) -> None:
    with Session(engine) as session:
        session.add_all(counted(Stage.ENQUIRY, [11, 12]))
        session.commit()
    with records_for(engine, Viewer("Cy Invented", Role.COMMISSIONER)) as records:
        assert sum(funnel_from(records, TODAY).asked.values()) == 23
    with records_for(engine, Viewer("Bo Invented", Role.BOARD_MEMBER)) as records, pytest.raises(NotPermitted):
        funnel_from(records, TODAY)


def test_in_the_long_run_as_many_are_approved_as_the_rates_say() -> None:
    """Two years on nobody is on the way who asked before anything was known: 130 a year at the published share."""
    town = national_funnel()
    approved = places_ahead(town, FIRST, 36, 1_000, 5).households[:, 24:].sum(axis=1).mean()
    assert approved == pytest.approx(130 * town.goes_on.hits / town.goes_on.of, rel=0.1)


def test_who_is_on_the_way_is_counted_by_how_far_and_by_what_they_offer() -> None:
    def one(ref: str, **facts: Any) -> Applicant:
        return Applicant(ref=ref, kind=facts.pop("kind", MAINSTREAM), enquiry_on=TODAY, **facts, **SAID)

    found = on_the_way(
        [
            one("E-1", application_on=TODAY, places=2, age_min=0, age_max=10, skills=["autism"], area="north"),
            one("E-2", age_max=4),
            one("E-3", approved_on=TODAY, places=3),
            one("E-4", withdrawn_on=TODAY),
            one("E-5", kind=HouseholdKind.FAMILY_AND_FRIENDS),
        ]
    )
    assert (found.households, found.by_stage) == (2, {Stage.ENQUIRY: 1, Stage.APPLICATION: 1})
    assert (found.places, found.places_not_known) == (2, 1)
    assert found.by_ages == {"0-10": 1, "0-4": 1}
    assert found.by_skill == {"autism": 1, "not known": 1}
    assert found.by_area == {"north": 1, "not known": 1}
