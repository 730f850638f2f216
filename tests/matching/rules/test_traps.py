"""The traps of the field, one test each, named as the trap."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from matching.candidates import Judge, Status, Verdict
from matching.child_facts import ChildFacts
from matching.home_facts import ExemptionFacts, HomeFacts, PersonFacts
from matching.rules.catalogue import every_rule, rules_in_force
from matching.rules.rule import Approver, Effect, Scope
from placements.geography import PL_DISTANCE_UNKNOWN, over_20_miles
from placements.models.base import Sex
from placements.models.child import Relation, Together
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, Sharing
from placements.models.household import LivingAs, Term
from placements.models.placement import OccupancyKind
from placements.models.referral import Duration, ReferralKind
from placements.repository.places import Position
from placements.working_days import add_working_days
from tests.worlds import (
    ADEL,
    HEADLEY,
    LEEDS,
    NORTH_YORKSHIRE,
    START,
    TODAY,
    YORK,
    a_bed,
    a_child,
    a_childrens_home,
    a_context,
    a_home,
    a_request,
    judged,
    living_there,
    rules_found,
    siblings,
    terms,
)

AGENCY = {"provider_kind": ProviderKind.IFA, "provider_grade": "Good"}
OUT_OF_AREA = {"out-adjoining", "out-distant"}


def excluded_by(verdict: Verdict) -> set[str]:
    """The rules that exclude."""
    return rules_found(verdict, Effect.EXCLUDES)


def foster(*refs: str, home: HomeFacts | None = None) -> HomeFacts:
    """A household with these children placed and beds to spare."""
    home = home or a_home()
    placed = tuple(living_there(a_child(ref), number) for number, ref in enumerate(refs, start=1))
    return replace(home, residents=placed, beds=tuple(a_bed(n) for n in range(1, len(refs) + 3)))


def test_1_adjoining_is_a_matter_of_polygons_not_miles() -> None:
    coast = a_home(position=Position(54.28, -0.40, NORTH_YORKSHIRE), la_code=NORTH_YORKSHIRE, **AGENCY)
    city = a_home(position=HEADLEY, la_code=LEEDS, **AGENCY)
    assert judged(a_child(), coast).burden == Approver.NOMINATED_OFFICER.burden
    assert judged(a_child(), city).burden == Approver.DIRECTOR.burden


def test_2_our_own_carer_outside_the_area_is_out_of_area_yet_exempt() -> None:
    verdict = judged(a_child(), a_home(la_code=NORTH_YORKSHIRE, position=ADEL))
    assert {"in-area", "out-exempt"} <= rules_found(verdict, Effect.NOTE)
    assert not rules_found(verdict, Effect.NEEDS_APPROVAL) & OUT_OF_AREA


def test_3_twenty_miles_is_a_statistic_and_never_a_bar() -> None:
    far = judged(a_child(school_year=8), a_home(position=HEADLEY, la_code=YORK))
    assert far.status is Status.ELIGIBLE
    assert not any("20 miles" in rule.sentence for rule in every_rule())


def test_4_the_exemption_belongs_to_the_authority_where_the_carer_lives() -> None:
    refs = frozenset({"C-1", "A", "B", "D"})
    for given_by, is_enough in ((YORK, False), (NORTH_YORKSHIRE, True)):
        home = foster("A", "B", "D", home=a_home(la_code=NORTH_YORKSHIRE, position=ADEL))
        home = replace(home, exemptions=(ExemptionFacts(given_by, refs, dt.date(2026, 1, 1)),))
        assert ("usual-limit" not in excluded_by(judged(a_child(), home))) is is_enough


def test_5_one_unrelated_child_already_there_breaks_the_siblings_allowance() -> None:
    everybody = siblings("C-1", "A", "B", "D")
    assert "usual-limit" not in excluded_by(judged(a_child(), foster("A", "B", "D"), relations=everybody))
    assert "usual-limit" in excluded_by(judged(a_child(), foster("A", "B", "D", "Stranger"), relations=everybody))


def test_6_apart_lapses_unless_it_is_renewed_and_half_and_step_are_siblings() -> None:
    home = foster("A")
    for review_on, effect in ((TODAY, Effect.EXCLUDES), (TODAY - dt.timedelta(days=1), Effect.NOT_KNOWN)):
        pair = siblings("C-1", "A", assessed=Together.APART, review_on=review_on)
        assert "must-apart" in rules_found(judged(a_child(), home, relations=pair), effect)
    for relation in (Relation.HALF, Relation.STEP, Relation.ADOPTIVE):
        everybody = siblings("C-1", "A", "B", "D")
        pairs = {pair: replace(fact, relation=relation) for pair, fact in everybody.pairs.items()}
        verdict = judged(a_child(), foster("A", "B", "D"), relations=replace(everybody, pairs=pairs))
        assert "usual-limit" not in excluded_by(verdict)


def test_7_six_working_days_are_not_six_days() -> None:
    verdict = judged(
        a_child(), a_home(approvals=(terms(sex_term=Term.LIMIT, sex=Sex.FEMALE),)), kind=ReferralKind.EMERGENCY
    )
    [task] = [one for one in verdict.having(Effect.TASK) if one.rule.id == "outside-terms"]
    assert task.due == dt.date(2026, 6, 16)
    assert add_working_days(dt.date(2026, 12, 24), 6) == dt.date(2027, 1, 6)


def test_8_number_and_beds_are_tested_apart_and_both_are_reported() -> None:
    one_only = (terms(number_term=Term.LIMIT, number=1),)
    full = replace(foster("A", home=a_home(approvals=one_only)), beds=(a_bed(1),))
    roomy = foster("A", home=a_home(approvals=one_only))
    small = replace(foster("A"), beds=(a_bed(1),))
    assert excluded_by(judged(a_child(), full)) == {"terms-number", "bed-free"}
    assert excluded_by(judged(a_child(), roomy)) == {"terms-number"}
    assert excluded_by(judged(a_child(), small)) == {"bed-free"}


def test_9_at_18_fostering_ends_the_count_falls_and_the_bed_stays_taken() -> None:
    grown = a_child("D", dob=dt.date(START.year - 18, START.month, START.day))
    there = (living_there(a_child("A"), 1), living_there(a_child("B"), 2), living_there(grown, 3))
    home = a_home(residents=there, beds=tuple(a_bed(n) for n in range(1, 5)))
    assert "usual-limit" not in excluded_by(judged(a_child(), home))
    stays_put = replace(there[2], kind=OccupancyKind.STAYING_PUT)
    full = replace(home, residents=(*there[:2], stays_put), beds=home.beds[:3])
    assert excluded_by(judged(a_child(), full)) == {"staying-put-room"}


def test_10_a_short_break_takes_a_bed_on_its_own_days_only() -> None:
    booked = living_there(
        a_child("A"),
        kind=OccupancyKind.SHORT_BREAK,
        starts_on=START + dt.timedelta(days=40),
        ends_on=START + dt.timedelta(days=42),
    )
    home = a_home(beds=(a_bed(1),), residents=(booked,))
    assert "bed-free" in excluded_by(judged(a_child(), home))
    assert "bed-free" not in excluded_by(judged(a_child(), home, duration=Duration.EMERGENCY))


def test_11_blank_terms_mean_no_limit_and_unknown_terms_mean_unknown() -> None:
    blank = judged(a_child(), a_home(approvals=(terms(age_term=Term.NO_LIMIT),)))
    unknown = judged(a_child(), a_home(approvals=(terms(age_term=Term.UNKNOWN),)))
    assert blank.status is Status.ELIGIBLE
    assert unknown.status is Status.UNKNOWN
    assert rules_found(unknown, Effect.NOT_KNOWN) == {"terms-age"}


def test_12_sharing_a_bedroom_over_3_is_a_matter_of_consent() -> None:
    room = (a_bed(1, room="front", sharing=Sharing.ANY), a_bed(2, room="front", sharing=Sharing.ANY))
    home = a_home(beds=room, residents=(living_there(a_child("A"), 1),))
    verdict = judged(a_child(), home, relations=siblings("C-1", "A"))
    assert verdict.status is Status.NEEDS
    assert "bed-share-3" in rules_found(verdict, Effect.NEEDS_APPROVAL)


def test_13_a_distance_of_999_9_is_unknown_and_a_confidential_home_has_no_place() -> None:
    assert not over_20_miles(np.array([PL_DISTANCE_UNKNOWN])).any()
    verdict = judged(a_child(), a_home(position=None))
    assert {"near-home", "school-kept"} <= rules_found(verdict, Effect.GAP)
    assert verdict.status is Status.ELIGIBLE


def test_14_limits_of_school_transport_are_not_rules_of_care() -> None:
    just_too_far = judged(a_child(school_year=8), a_home(position=ADEL, la_code=YORK))
    assert just_too_far.status is Status.ELIGIBLE
    assert not any("s444" in rule.citation for rule in every_rule())


def test_15_in_house_first_is_no_rule_an_agency_carer_is_judged_alike() -> None:
    own = judged(a_child(), a_home())
    agency = judged(a_child(), a_home(**AGENCY))
    assert own.status is Status.ELIGIBLE
    assert {one.rule.id for one in agency.findings} - {one.rule.id for one in own.findings} == {"fsp-consent"}
    assert agency.status is Status.NEEDS


def test_16_legal_status_changes_the_rules_in_the_middle_of_a_stay() -> None:
    at_parents = a_home(kind=HomeKind.PARENT, approvals=())
    for status, approvals in (("V2", set[str]()), ("C1", {"parent-in-care"})):
        assert rules_found(judged(a_child(legal_status=status), at_parents), Effect.NEEDS_APPROVAL) == approvals


def test_17_staff_of_a_home_are_no_carers() -> None:
    staff = PersonFacts(LivingAs.CARER, dt.date(1980, 1, 1), Sex.MALE)
    residents = tuple(living_there(a_child(ref), number) for number, ref in enumerate("ABD", start=1))
    home = a_childrens_home(people=(staff,), residents=residents)
    verdict = judged(a_child(), home)
    assert "usual-limit" not in {one.rule.id for one in verdict.findings}
    assert "carer-willing" not in {one.rule.id for one in verdict.findings}


def test_18_rules_change_and_an_old_decision_is_read_under_the_rules_of_its_day() -> None:
    child, home = a_child(dob=dt.date(2007, 1, 15)), a_childrens_home(kind=HomeKind.SUPPORTED, registrations=())
    before, after = (_on(day, child, home) for day in (dt.date(2023, 10, 27), dt.date(2023, 10, 28)))
    assert "sa-16-17" not in {one.rule.id for one in before.findings}
    assert "sa-16-17" in rules_found(after, Effect.NOT_KNOWN)
    assert not rules_in_force(dt.date(1990, 1, 1))[Scope.DECISION]


def _on(day: dt.date, child: ChildFacts, home: HomeFacts) -> Verdict:
    """What the rules of a day said of a child who came on it."""
    request = replace(a_request(child), needed_by=dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC))
    context = replace(a_context([child], [home]), today=day)
    return Judge(request, context, [home]).verdict((child,), home.ref)
