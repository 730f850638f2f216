"""Made-up children are judged by the rules of matching themselves: terms, skills, settings, groups."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.sufficing.kinds import PLANNED, Kind, every_kind, positions, requests_ahead
from forecasting.sufficing.lawful import Answer, Bench, Lawful
from forecasting.sufficing.new_homes import NewHome, new_homes
from forecasting.sufficing.profiles import published_profiles, read_profiles
from matching.from_record import Places
from matching.home_facts import HoldFacts, HomeFacts, Resident
from matching.policy import published_policy
from matching.relations import Relations
from matching.snapshot import World
from placements.codes import Setting
from placements.errors import Refused
from placements.geography import Neighbours
from placements.models.base import Sex
from placements.models.child import NeedDomain
from placements.models.home import HomeKind, HomeStatus
from placements.models.household import Term
from placements.models.placement import OccupancyKind
from tests.worlds import LITTLEWORTH, NAMES, TODAY, YORK, a_bed, a_home, terms

SKILLED = dict.fromkeys(NeedDomain, 4)
KINDS = every_kind()


def world(*homes: HomeFacts) -> World:
    return World(
        today=TODAY,
        authority=YORK,
        neighbours=Neighbours.of([], [YORK]),
        la_names=NAMES,
        relations=Relations({}),
        looked_after={},
        children={},
        homes=homes,
        providers=(),
        requests=(),
        places=Places({}, {}),
    )


def judged(*homes: HomeFacts) -> Lawful:
    here = world(*homes)
    return Bench(here, published_policy(), published_profiles()).lawful(requests_ahead(here), homes)


def ages_of(found: Lawful, band: int = 1, setting: Setting = Setting.MAINSTREAM_FOSTERING, home: int = 0) -> set[int]:
    return {
        kind.age
        for number, kind in enumerate(KINDS)
        if kind.setting is setting and kind.band == band and found.able[number, home] == Answer.YES
    }


def test_every_kind_has_a_position_and_no_child_under_sixteen_needs_supported_accommodation() -> None:
    table = positions()
    assert sorted(table[table >= 0].tolist()) == list(range(len(KINDS)))
    assert {kind.age for kind in KINDS if kind.setting is Setting.SUPPORTED} == {16, 17}
    found = KINDS[table[PLANNED.index(Setting.CHILDRENS_HOME), 9, 1, 2]]
    assert found == Kind(Setting.CHILDRENS_HOME, 9, Sex.MALE, 3)


def test_a_household_takes_the_ages_of_its_terms_and_no_other_setting() -> None:
    limits = terms(age_term=Term.LIMIT, age_min=5, age_max=11)
    found = judged(a_home(approvals=(limits,), skills=SKILLED))
    assert ages_of(found) == set(range(5, 12))
    assert not ages_of(found, setting=Setting.CHILDRENS_HOME)


def test_what_keeps_it_from_other_ages_is_a_near_miss_by_its_terms() -> None:
    found = judged(a_home(approvals=(terms(age_term=Term.LIMIT, age_min=5, age_max=11),), skills=SKILLED))
    by_rule = {miss.finding.rule.id: miss for miss in found.near_misses}
    assert set(by_rule) == {"terms-age"}
    assert {KINDS[number].age for number in by_rule["terms-age"].children} == {*range(5), *range(12, 18)}


def test_a_household_without_the_skill_for_a_high_need_cannot_take_it_and_support_would_make_it_able() -> None:
    found = judged(a_home(skills={NeedDomain.ATTACHMENT_TRAUMA: 3}, supervision_cap=10))
    assert ages_of(found, band=3)
    assert not ages_of(found, band=4)
    assert "needs-met" in {miss.finding.rule.id for miss in found.near_misses}


def test_a_skill_that_nobody_recorded_is_perhaps_never_no() -> None:
    found = judged(a_home(skills={}))
    bands = {KINDS[at].band for at in np.flatnonzero(found.able[:, 0] == Answer.PERHAPS)}
    assert {2, 3, 4} <= bands


def test_residents_holds_and_stale_vacancies_of_today_do_not_decide_about_the_months_to_come() -> None:
    plain = judged(a_home(skills=SKILLED))
    full = a_home(
        skills=SKILLED,
        residents=(Resident(OccupancyKind.PLACEMENT, TODAY, bed_id=1),),
        holds=(HoldFacts(TODAY),),
        beds=(a_bed(1, confirmed_on=None), a_bed(2, confirmed_on=None)),
    )
    assert (judged(full).able == plain.able).all()
    assert not (judged(replace(full, status=HomeStatus.LEAVING)).able == Answer.YES).any()


def test_a_household_of_two_beds_takes_two_of_a_group_and_not_three() -> None:
    assert judged(a_home(skills=SKILLED)).together.tolist() == [2]
    three = tuple(a_bed(number) for number in (1, 2, 3))
    assert judged(a_home(skills=SKILLED, beds=three, supervision_cap=12)).together.tolist() == [3]


def test_every_new_home_takes_the_children_it_is_for_and_no_others() -> None:
    every = list(new_homes())
    here = world()
    bench = Bench(world(a_home()), published_policy(), published_profiles())
    found = bench.lawful(requests_ahead(here), [home.facts(bench) for home in every])
    for at, home in enumerate(every):
        ages = ages_of(found, setting=home.setting, home=at)
        assert ages <= set(range(home.age_from, home.age_to + 1))
        if home.kind is not HomeKind.CHILDRENS_HOME:
            assert ages == set(range(home.age_from, home.age_to + 1)), home.words
        assert ages, home.words


def test_a_household_of_ordinary_skill_takes_no_child_of_the_highest_need() -> None:
    home = NewHome(HomeKind.FOSTERING, 0, 17, 2, 2)
    bench = Bench(world(a_home()), published_policy(), published_profiles())
    found = bench.lawful(requests_ahead(world()), [home.facts(bench)])
    assert ages_of(found, band=2) == set(range(18))
    assert not ages_of(found, band=4)


def test_where_children_come_from_is_the_middle_of_the_areas_homes_if_nothing_else_is_known() -> None:
    assert Bench(world(a_home()), published_policy(), published_profiles()).origin == LITTLEWORTH


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = 1", "cannot be read"),
        ("[[band]]\nband = 1\nsupervision = 9\nneeds = []\nsupported = []", "cannot be read"),
        ("[[band]]\nband = 1\nsupervision = 1\nneeds = []\nsupported = []", "once each"),
    ],
)
def test_a_list_of_profiles_that_is_wrong_is_refused_with_what_is_wrong(
    text: str, said: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        read_profiles(path)
