"""Clocks give days: counted here one day at a time, with the bank holidays written out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.candidates import Judge
from matching.home_facts import HomeFacts
from placements.deciding.clocks import FROM_A_SEARCH, HAPPENED, PLACED
from placements.models.base import Sex
from placements.models.contract import ProviderKind
from placements.models.decision import Happened
from placements.models.home import HomeKind
from placements.models.household import Basis, Term
from placements.models.referral import ReferralKind
from tests.worlds import HEADLEY, LEEDS, a_child, a_context, a_home, a_request, born, terms

DAY = dt.timedelta(days=1)
HOLIDAYS = {
    dt.date(2026, 1, 1),
    dt.date(2026, 4, 3),
    dt.date(2026, 4, 6),
    dt.date(2026, 5, 4),
    dt.date(2026, 5, 25),
    dt.date(2026, 8, 31),
    dt.date(2026, 12, 25),
    dt.date(2026, 12, 28),
    dt.date(2027, 1, 1),
    dt.date(2027, 3, 26),
    dt.date(2027, 3, 29),
}
"""Bank holidays of England and Wales as GOV.UK publishes them for 2026, and the first of 2027."""

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 20))
ASH = a_child(dob=born(9), school_year=4)


def working_days_after(day: dt.date, number: int) -> dt.date:
    """Day after day, counting those on which people work."""
    counted = 0
    while counted < number:
        day += DAY
        if day.weekday() < 5 and day not in HOLIDAYS:
            counted += 1
    return day


def due(home: HomeFacts, first: dt.date, kind: ReferralKind) -> dict[str, dt.date | None]:
    """The day each clock gives for a child who comes on a day."""
    request = replace(a_request(ASH, kind=kind), needed_by=dt.datetime.combine(first, dt.time(12), dt.UTC))
    context = replace(a_context([ASH], [home]), today=first)
    verdict = Judge(request, context, [home]).verdict((ASH,), home.ref)
    return {one.rule.id: one.due for one in verdict.findings if one.due is not None}


@given(first=DAYS)
def test_clocks_of_a_planned_move(first: dt.date) -> None:
    home = a_home(la_code=LEEDS, position=HEADLEY)
    assert due(home, first, ReferralKind.NEW) == {
        "notify-area": first,
        "placement-plan": first,
        "notify-people": first,
        "school-arranged": first,
        "visit-first-week": first + 7 * DAY,
        "first-review": working_days_after(first, 20),
    }


@given(first=DAYS)
def test_clocks_of_an_emergency(first: dt.date) -> None:
    limits = (terms(sex_term=Term.LIMIT, sex=Sex.FEMALE),)
    home = a_home(la_code=LEEDS, position=HEADLEY, provider_kind=ProviderKind.IFA, approvals=limits)
    said = due(home, first, ReferralKind.EMERGENCY)
    assert said["notify-area"] == said["out-emergency"] == said["notify-people"] == working_days_after(first, 5)
    assert said["outside-terms"] == working_days_after(first, 6)


@given(first=DAYS)
def test_clocks_of_relatives_not_yet_approved(first: dt.date) -> None:
    for_now = (terms(basis=Basis.REG24_TEMPORARY, starts_on=first, named=frozenset({ASH.ref})),)
    for approvals in ((), for_now):
        home = a_home(kind=HomeKind.KINSHIP, approvals=approvals)
        assert due(home, first, ReferralKind.NEW)["kin-temporary"] == first + 112 * DAY


@given(first=DAYS)
def test_the_tasks_that_a_placement_starts_are_due_when_the_rules_say(first: dt.date) -> None:
    said = due(a_home(la_code=LEEDS, position=HEADLEY), first, ReferralKind.NEW)
    tasks = {clock.rule: clock.due(first) for clock in PLACED} | {
        rule: when(first) for rule, (_, when) in FROM_A_SEARCH.items()
    }
    for rule in ("placement-plan", "visit-first-week", "first-review", "notify-area", "school-arranged"):
        assert tasks[rule] == said[rule]
    [clock] = HAPPENED[Happened.OUTSIDE_TERMS]
    assert clock.due(first) == working_days_after(first, 6)
