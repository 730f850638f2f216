"""The whole list planned at once: by hand, against every way tried, and monotone in the homes there are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from forecasting.returning.local_homes import local_homes
from forecasting.returning.planned_at_once import moves_prevented, plan_returns, plan_waiting
from forecasting.returning.standing import Standing, by_homes
from matching.child_facts import NeedFact
from matching.home_facts import HomeFacts
from matching.situation import Request
from placements.codes import Setting
from placements.models.base import Known
from placements.models.child import NeedDomain, Together
from placements.models.contract import ProviderKind
from placements.models.home import HomeStatus
from placements.models.household import Term
from placements.models.referral import Urgency
from tests.forecasting.returning.town import asked, away, method
from tests.oracles.returns import most_who_could_come
from tests.worlds import (
    HEADLEY,
    LEEDS,
    NEEDED_BY,
    a_bed,
    a_child,
    a_childrens_home,
    a_home,
    born,
    living_there,
    siblings,
    terms,
)

HARD = (NeedFact(NeedDomain.SELF_HARM, 4, essential=True),)


def young_only(ref: str, **facts: object) -> HomeFacts:
    """A household with one bed, approved for children of up to ten."""
    limits = terms(age_term=Term.LIMIT, age_min=0, age_max=10)
    return a_home(ref, beds=(a_bed(9),), approvals=(limits,), **facts)


def test_a_town_small_enough_to_check_by_hand() -> None:
    """H-1 has two beds for any age, H-2 one for a child of up to ten; the page bring-home.md works it out in words."""
    children = [
        away("Ash", a_child("Ash", dob=born(12))),
        away("Birch", a_child("Birch", dob=born(8), school_year=3)),
        away("Cedar", a_child("Cedar", dob=born(13))),
        away("Dale", a_child("Dale"), provider="PR1"),
        away("Elm", a_child("Elm", dob=born(15), school_year=10)),
        away("Fir", a_child("Fir", dob=born(7), school_year=2, needs=HARD)),
    ]
    found = asked(children, [a_home("H-1", skills={NeedDomain.SELF_HARM: 2}), young_only("H-2", skills={})])
    assert found.listed.not_considered == {"own_carers": 1, "exam_years": 1}
    assert {ref: by_homes(one) for ref, one in found.homes.items()} == {
        "Ash": Standing.COULD_COME_HOME_NOW,
        "Birch": Standing.COULD_COME_HOME_NOW,
        "Cedar": Standing.COULD_COME_HOME_NOW,
        "Fir": Standing.ONE_THING_AWAY,
    }
    assert found.plan() == {"Ash": "H-1", "Birch": "H-2", "Cedar": "H-1"}
    fir = found.homes["Fir"].change
    assert fir is not None
    assert "support or training" in fir.words or "find out" in fir.words


def test_settled_children_are_never_moved_to_make_room() -> None:
    rowan = a_child("Rowan")
    full = a_home("H-1", beds=(a_bed(1),), residents=(living_there(rowan),))
    found = asked([away("Ash", a_child("Ash"))], [full])
    assert found.plan() == {}


def test_whoever_waits_for_a_home_comes_first() -> None:
    one_bed = a_home("H-1", beds=(a_bed(1),))
    waits = Request("R-1", NEEDED_BY, urgency=Urgency.PLANNED, children=(a_child("Waits"),))
    found = asked([away("Ash", a_child("Ash"))], [one_bed], [waits])
    assert found.plan() == {}
    waiting = plan_waiting(found.world, method())
    prevented = moves_prevented(found.world, waiting)
    assert waiting.homes() == {"Waits": "H-1"}
    assert (prevented.waiting, prevented.kept_local, prevented.outside, prevented.nowhere) == (1, 1, 0, 0)


def test_a_new_child_sent_outside_is_no_price_for_a_return() -> None:
    """The one local bed suits both: it goes to the child who waits, not to the one who is already away."""
    near, far = a_home("H-1", beds=(a_bed(1),)), a_home("H-9", la_code=LEEDS, position=HEADLEY, beds=(a_bed(2),))
    waits = Request("R-1", NEEDED_BY, children=(a_child("Waits"),))
    found = asked([away("Ash", a_child("Ash"))], [near, far], [waits])
    assert plan_waiting(found.world, method()).homes() == {"Waits": "H-1"}
    assert found.plan() == {}


def test_a_home_outside_the_area_brings_nobody_home() -> None:
    found = asked([away("Ash", a_child("Ash"))], [a_home("H-9", la_code=LEEDS, position=HEADLEY)])
    assert (found.homes["Ash"].options, found.plan()) == ((), {})


def test_nobody_leaves_a_family_for_staff() -> None:
    children = [away("Ash", a_child("Ash")), away("Oak", a_child("Oak"), setting=Setting.CHILDRENS_HOME, place="K2")]
    assert asked(children, [a_childrens_home("K-1")]).plan() == {"Oak": "K-1"}


def test_an_essential_need_that_nobody_can_meet_brings_nobody_home() -> None:
    child = away("Ash", a_child("Ash", needs=HARD))
    for skills in ({}, {NeedDomain.SELF_HARM: 3}):
        found = asked([child], [a_home("H-1", skills=skills)])
        assert (found.homes["Ash"].now, found.plan()) == ((), {})
    assert asked([child], [a_home("H-1", skills={NeedDomain.SELF_HARM: 4})]).plan() == {"Ash": "H-1"}


def test_brothers_and_sisters_come_together_or_not_at_all() -> None:
    both = [
        away(ref, a_child(ref, dob=born(8), school_year=3), brothers_and_sisters=frozenset({"A", "B"} - {ref}))
        for ref in ("A", "B")
    ]
    relations = siblings("A", "B", assessed=Together.MUST)
    apart = [young_only("H-1"), young_only("H-2")]
    assert asked(both, apart, relations=relations).plan() == {}
    assert asked(both, [*apart, a_home("H-3")], relations=relations).plan() == {"A": "H-3"}


def test_the_home_that_a_person_chose_is_kept_to() -> None:
    found = asked([away("Ash", a_child("Ash"))], [a_home("H-1"), a_home("H-2")])
    for home in ("H-1", "H-2"):
        waiting = plan_waiting(found.world, method())
        assert plan_returns(found.world, waiting, [found.homes["Ash"].only(home)], method()) == {"Ash": home}


# --- monotone, and against every way tried ----------------------------------------------------------------------------

USELESS: dict[str, dict[str, object]] = {
    "for no age that comes": {"approvals": (terms(age_term=Term.LIMIT, age_min=0, age_max=0),)},
    "outside the area": {"la_code": LEEDS, "position": HEADLEY},
    "without a bed": {"beds": ()},
    "whose carers said no": {"status": HomeStatus.ON_HOLD},
    "of an agency that has not consented": {"provider_kind": ProviderKind.IFA, "fsp_consent": Known.NO},
}


def drawn(draw: random.Random, number: int) -> tuple[list[object], list[HomeFacts]]:
    children: list[object] = []
    for place in range(number):
        age, ref = draw.randrange(1, 15), f"C-{place}"
        children.append(away(ref, a_child(ref, dob=born(age), school_year=max(0, age - 5)), miles=draw.uniform(5, 80)))
    homes = []
    for place in range(draw.randrange(1, 5)):
        low = draw.choice([0, 0, 5, 10])
        limits = terms(age_term=Term.LIMIT, age_min=low, age_max=draw.choice([8, 12, 17]))
        beds = tuple(a_bed(10 * place + bed) for bed in range(draw.randrange(0, 3)))
        homes.append(a_home(f"H-{place}", beds=beds, approvals=(limits,)))
    return children, homes


def came(children: Sequence[object], homes: Sequence[HomeFacts]) -> int:
    found = asked(children, homes)  # type: ignore[arg-type]
    return sum(len(found.homes[ref].group.children) for ref in found.plan())


@pytest.mark.parametrize("why", sorted(USELESS))
def test_a_carer_nobody_could_use_brings_nobody_home(why: str) -> None:
    draw = random.Random(why)
    for _ in range(6):
        children, homes = drawn(draw, 4)
        more = [*homes, replace(a_home("H-99"), **USELESS[why])]  # type: ignore[arg-type]
        assert came(children, more) == came(children, homes)


def test_a_place_more_never_brings_fewer_home(scale: object) -> None:
    draw = random.Random(11)
    for _ in range(scale(160)):  # type: ignore[operator]
        children, homes = drawn(draw, draw.randrange(1, 6))
        assert came(children, [*homes, a_home("H-99")]) >= came(children, homes)


def test_no_other_plan_brings_more_home(scale: object) -> None:
    """Unrelated children, beds as the only limit on sharing: every way is tried, the engine's is among the best."""
    draw = random.Random(3)
    for _ in range(scale(200)):  # type: ignore[operator]
        children, homes = drawn(draw, draw.randrange(1, 6))
        found = asked(children, homes)  # type: ignore[arg-type]
        may = {ref: [option.home for option in one.now] for ref, one in found.homes.items()}
        size = dict.fromkeys(may, 1)
        places = {home.ref: len(home.beds) for home in homes}
        assert len(found.plan()) == most_who_could_come(may, size, places)


def test_local_homes_are_asked_from_the_first_safe_day_on() -> None:
    found = asked([away("Ash", a_child("Ash"))], [a_home("H-1")])
    [group] = found.listed.groups
    first = {"Ash": found.homes["Ash"].earliest}
    again = local_homes(found.world, [group], first, method())["Ash"]
    assert again.request.needed_by.date() == again.earliest.on == again.search.judge.stay.starts_on
