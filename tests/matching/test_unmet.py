"""Where no home in the area is lawful: what was needed, and the cheapest change that would make a home."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
import sqlalchemy as sa

from matching.answer import SearchAnswer
from matching.candidates import Status
from matching.child_facts import ConstraintFact, NeedFact, WishFact
from matching.from_record import area_of
from matching.home_facts import HomeFacts
from matching.service import search
from matching.situation import Request
from matching.unmet import ChangeKind, UnmetNeed
from matching.unmet_kept import unmet_need_of, unmet_needs_of_record
from placements.deciding.searches import keep_search
from placements.errors import NotPermitted
from placements.models.base import Known
from placements.models.child import ConstraintKind, NeedDomain, Together
from placements.models.contract import ProviderKind
from placements.models.home import Home
from placements.models.household import Term
from placements.models.wish import WishAbout, WishSays
from placements.permissions import Permission, Role, Viewer
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.matching.asked import a_world, answered, searched
from tests.matching.town import change, settle
from tests.oracles.random_cases import draw
from tests.worlds import (
    NORTH_YORKSHIRE,
    TODAY,
    YORK,
    a_bed,
    a_child,
    a_home,
    a_request,
    living_there,
    siblings,
    terms,
)

STEP_FREE = a_child(constraints=(ConstraintFact(ConstraintKind.STEP_FREE, "Marian Invented"),))


def only(found: SearchAnswer) -> UnmetNeed:
    """The one unmet need of a search."""
    (need,) = found.unmet
    return need


def needed(request: Request, *homes: HomeFacts, **facts: Any) -> UnmetNeed:
    """The unmet need of a search among these homes."""
    return only(searched(request, *homes, **facts))


def too_old(ref: str, **facts: Any) -> HomeFacts:
    """A household approved for children up to ten, for whom a boy of twelve is a little too old."""
    return replace(a_home(ref, approvals=(terms(age_term=Term.LIMIT, age_min=0, age_max=10),)), **facts)


def test_a_lawful_home_in_the_area_leaves_no_need_unmet() -> None:
    assert searched(a_request(a_child()), a_home()).unmet == ()
    assert searched(a_request(a_child()), a_home()).unmet_need is None


def test_a_need_names_ages_needs_number_and_urgency_and_no_child() -> None:
    child = a_child("C-77", needs=(NeedFact(NeedDomain.AUTISM, 3), NeedFact(NeedDomain.AUTISM, 2)), supervision=3)
    found = needed(a_request(child))
    assert (found.ages, found.together, found.supervision) == ((12,), 1, 3)
    assert found.needs == (("autism", 3),)
    assert (found.area, found.urgency, found.elsewhere) == (YORK, "planned", False)
    assert "C-77" not in str(found)
    assert not {"ref", "name", "child", "referral"} & {field.name for field in fields(UnmetNeed)}


def test_a_home_outside_the_area_leaves_the_need_unmet_and_is_said() -> None:
    assert needed(a_request(a_child()), a_home(la_code=NORTH_YORKSHIRE)).elsewhere


@pytest.mark.parametrize(
    ("child", "homes", "kind", "home"),
    [
        (a_child(), [a_home("H-1", beds=(a_bed(confirmed_on=None),)), too_old("H-2")], ChangeKind.ASK, "H-1"),
        (a_child(), [too_old("H-1"), a_home("H-2", beds=())], ChangeKind.ASK, "H-2"),
        (a_child(), [too_old("H-1")], ChangeKind.APPROVAL, "H-1"),
        (STEP_FREE, [a_home("H-1"), too_old("H-2", step_free=Known.YES)], ChangeKind.APPROVAL, "H-2"),
        (STEP_FREE, [a_home("H-1")], ChangeKind.ADAPTATION, "H-1"),
        (a_child(), [too_old("H-1", la_code=NORTH_YORKSHIRE)], ChangeKind.APPROVAL, "H-1"),
        (a_child(), [], ChangeKind.RECRUITMENT, None),
    ],
)
def test_the_cheapest_change_comes_first(
    child: Any, homes: list[HomeFacts], kind: ChangeKind, home: str | None
) -> None:
    change = needed(a_request(child), *homes).change
    assert (change.kind, change.home) == (kind, home)
    assert change.words
    assert change.who


def test_a_home_that_is_no_near_miss_is_no_cheapest_change_either() -> None:
    babies = a_home("H-1", approvals=(terms(age_term=Term.LIMIT, age_min=0, age_max=3),))
    full = a_home("H-2", beds=(a_bed(1),), residents=(living_there(a_child("X-1")),))
    assert needed(a_request(a_child()), babies, full).change.kind is ChangeKind.RECRUITMENT


def test_where_the_school_lies_in_an_area_to_avoid_the_change_is_another_school() -> None:
    around = area_of("POLYGON((-1.09 53.963,-1.082 53.963,-1.082 53.967,-1.09 53.967,-1.09 53.963))")
    avoiding = ConstraintFact(ConstraintKind.AVOID_AREA, "Marian Invented", "the school", area=around)
    change = needed(a_request(a_child(constraints=(avoiding,))), a_home("H-1")).change
    assert (change.kind, change.home) == (ChangeKind.PLAN, "H-1")
    assert change.words.startswith("another school. With it H-1 would be lawful")


def test_a_home_that_a_child_said_no_to_leaves_the_need_unmet_and_is_no_change_to_make() -> None:
    child = a_child(wishes=(WishFact(WishAbout.HOME, "H-1", WishSays.VETO),))
    found = searched(a_request(child), a_home("H-1"))
    assert only(found).change.kind is ChangeKind.RECRUITMENT
    assert [option.home for option in found.options] == ["H-1"]


def test_a_change_in_the_area_comes_before_a_cheaper_one_outside() -> None:
    outside = a_home("H-1", la_code=NORTH_YORKSHIRE, beds=(a_bed(confirmed_on=None),))
    assert needed(a_request(a_child()), outside, too_old("H-2")).change.home == "H-2"


def test_brothers_who_must_live_apart_are_two_needs() -> None:
    apart = siblings("C-1", "C-2", assessed=Together.APART)
    found = searched(a_request(a_child("C-1"), a_child("C-2")), relations=apart)
    assert [need.together for need in found.unmet] == [1, 1]


def test_brothers_kept_together_are_one_need_though_each_alone_has_a_home() -> None:
    found = needed(a_request(a_child("C-1"), a_child("C-2")), a_home(beds=(a_bed(1),)))
    assert found.together == 2
    assert found.change.kind is ChangeKind.BED


def test_a_household_is_looked_for_outside_an_area_to_avoid() -> None:
    street = area_of("POLYGON((-1.09 53.955,-1.07 53.955,-1.07 53.962,-1.09 53.962,-1.09 53.955))")
    avoiding = ConstraintFact(ConstraintKind.AVOID_AREA, "Marian Invented", "home street", area=street)
    assert needed(a_request(a_child(school_urn=None, school=None, constraints=(avoiding,)))).change.kind is (
        ChangeKind.RECRUITMENT
    )


def test_no_household_is_recruited_for_a_plan_that_nobody_can_read() -> None:
    unreadable = ConstraintFact(ConstraintKind.MAX_CHILDREN, "Marian Invented", "few")
    change = needed(a_request(a_child(constraints=(unreadable,)))).change
    assert change.kind is ChangeKind.NONE
    assert "too many children there. There are no more children in the home than the plan" in change.words


def test_the_household_to_recruit_is_said_in_words() -> None:
    child = a_child(needs=(NeedFact(NeedDomain.AUTISM, 3),), constraints=STEP_FREE.constraints)
    assert needed(a_request(child)).change.words == (
        "Recruit a household with 1 bed for a child aged 12 in York, able to meet autism 3 and step-free."
    )


def test_a_child_with_everything_answered_could_always_live_with_somebody(scale: Callable[[int], int]) -> None:
    for seed in range(scale(2_000)):
        request = draw(seed).request
        change = searched(request, relations=draw(seed).context.relations).unmet[0].change
        assert change.kind in (ChangeKind.RECRUITMENT, ChangeKind.NONE)
        assert change.home is None
        assert change.words


def test_no_child_is_named_whatever_stands_in_the_way(scale: Callable[[int], int]) -> None:
    for seed in range(scale(1_000)):
        case = draw(seed)
        children = tuple(replace(child, name="Zephyrine", ref=f"Q-{n}") for n, child in enumerate(case.children))
        found = searched(replace(case.request, children=children), case.home, too_old("H-2"))
        assert not any(name in str(need.as_json()) for need in found.unmet for name in ("Zephyrine", "Q-0"))


def test_an_unmet_need_is_read_again_as_it_was_told() -> None:
    child = a_child(needs=(NeedFact(NeedDomain.AUTISM, 3),), supervision=3)
    need = needed(a_request(child), too_old("H-1"))
    assert unmet_need_of(json.loads(json.dumps(need.as_json()))) == need


def test_the_newest_kept_search_of_each_referral_tells_what_was_unmet(engine: sa.Engine) -> None:
    settle(engine)
    change(engine, lambda session: session.execute(sa.update(Home).values(la_code="E08000035")))
    planner = Viewer("Pat Invented", Role.COMMISSIONER)
    for ref in ("R-1", "R-1", "R-2"):
        officer = Viewer("Sam Invented", Role.PLACEMENT_OFFICER)
        with records_for(engine, officer) as records:
            document = search(records, ref, today=TODAY).as_json()
        with UnitOfWork(engine, officer, Permission.SEE_REFERRALS) as work:
            keep_search(work, ref, document, 0)
            work.commit()
    with records_for(engine, planner) as records:
        assert [need.ages for need in unmet_needs_of_record(records, dt.date(2020, 1, 1))] == [(9, 6), (15,)]
        assert unmet_needs_of_record(records, dt.date(2999, 1, 1)) == ()
    with records_for(engine, Viewer("Nobody", Role.SOCIAL_WORKER)) as records, pytest.raises(NotPermitted):
        unmet_needs_of_record(records, TODAY)


def test_asking_makes_a_home_where_the_answer_is_the_only_thing_missing() -> None:
    stale = a_home("H-1", beds=(a_bed(confirmed_on=None),))
    request = a_request(a_child())
    assert needed(request, stale).change.kind is ChangeKind.ASK
    cured = answered(a_world(request, [a_home("H-1")]))
    assert cured.options[0].status is Status.ELIGIBLE


def test_unanswered_facts_are_asked_before_anything_is_changed() -> None:
    agency = a_home("H-1", provider_kind=ProviderKind.IFA, willing=())
    assert needed(a_request(a_child()), agency).change.kind is ChangeKind.ASK
