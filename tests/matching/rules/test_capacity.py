"""Holds, beds, rooms and numbers (section C of the rules)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from matching.child_facts import ChildFacts, ConstraintFact
from matching.home_facts import HoldFacts, HomeFacts, PersonFacts
from matching.rules.rule import Effect
from placements.models.base import Sex
from placements.models.child import ConstraintKind
from placements.models.home import HomeStatus, Sharing
from placements.models.household import LivingAs, Term
from placements.models.placement import OccupancyKind
from placements.models.referral import Duration, Suitability
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    START,
    TODAY,
    a_bed,
    a_child,
    a_home,
    born,
    living_there,
    siblings,
    terms,
)

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("current-home", Row("lives elsewhere", MET, a_child(lives_at="H-2"))),
        ("current-home", Row("lives here", Effect.EXCLUDES, a_child(lives_at="H-1"))),
        ("setting-unsuitable", Row("nothing said", MET)),
        (
            "setting-unsuitable",
            Row("fostering unsuitable", Effect.EXCLUDES, asked={"settings": {"foster": Suitability.UNSUITABLE}}),
        ),
        ("setting-unsuitable", Row("a home unsuitable", MET, asked={"settings": {"K2": Suitability.UNSUITABLE}})),
        ("carer-on-hold", Row("active", MET)),
        ("carer-on-hold", Row("held over the day", Effect.EXCLUDES, home=a_home(holds=(HoldFacts(TODAY),)))),
        ("carer-on-hold", Row("hold over by then", MET, home=a_home(holds=(HoldFacts(TODAY - DAY, START),)))),
        ("carer-on-hold", Row("hold still to come", MET, home=a_home(holds=(HoldFacts(START + DAY),)))),
        ("carer-on-hold", Row("leaving", Effect.EXCLUDES, home=a_home(status=HomeStatus.LEAVING))),
        ("carer-on-hold", Row("not known", Effect.NOT_KNOWN, home=a_home(status=HomeStatus.UNKNOWN))),
        ("carer-on-hold", Row("free again later", Effect.EXCLUDES, home=a_home(available_from=START + DAY))),
        ("carer-on-hold", Row("free again that day", MET, home=a_home(available_from=START))),
    ],
    ids=str,
)
def test_a_home_that_takes_nobody_is_left_out(rule: str, row: Row) -> None:
    holds(rule, row)


def test_why_a_home_is_on_hold_is_never_said() -> None:
    assert set(HoldFacts.__dataclass_fields__) == {"starts_on", "ends_on"}


def one_bed(**facts: Any) -> HomeFacts:
    """A home with one bed."""
    return a_home(beds=(a_bed(),), **facts)


OTHER = a_child("C-9", dob=born(8))


@pytest.mark.parametrize(
    "row",
    [
        Row("a bed is free", MET),
        Row("the only bed is taken", Effect.EXCLUDES, home=one_bed(residents=(living_there(OTHER),))),
        Row("one free bed for two", Effect.EXCLUDES, home=one_bed(), others=(a_child("C-2"),)),
        Row("the child there leaves on the day", MET, home=one_bed(residents=(living_there(OTHER, ends_on=START),))),
        Row(
            "expected to leave is not leaving",
            Effect.EXCLUDES,
            home=one_bed(residents=(living_there(OTHER, expected_end=START),)),
        ),
        Row(
            "booked for a short break in the middle of the stay",
            Effect.EXCLUDES,
            home=one_bed(
                residents=(
                    living_there(
                        None,
                        kind=OccupancyKind.SHORT_BREAK,
                        starts_on=START + 30 * DAY,
                        ends_on=START + 32 * DAY,
                    ),
                )
            ),
        ),
        Row(
            "booked after the stay",
            MET,
            home=one_bed(residents=(living_there(None, starts_on=START + 400 * DAY),)),
        ),
        Row(
            "booked later, and nobody said for how long a home is needed",
            Effect.NOT_KNOWN,
            home=one_bed(residents=(living_there(None, starts_on=START + 30 * DAY),)),
            asked={"duration": Duration.UNKNOWN},
        ),
        Row("held for another child", Effect.EXCLUDES, home=one_bed(residents=(living_there(None, held_for="R-9"),))),
        Row("held for this very referral", MET, home=one_bed(residents=(living_there(None, held_for="R-1"),))),
        Row("no bed recorded", Effect.NOT_KNOWN, home=a_home(beds=())),
        Row("confirmed seven days ago", MET, home=a_home(beds=(a_bed(confirmed_on=TODAY - 7 * DAY),))),
        Row("confirmed eight days ago", Effect.NOT_KNOWN, home=a_home(beds=(a_bed(confirmed_on=TODAY - 8 * DAY),))),
        Row("never confirmed", Effect.NOT_KNOWN, home=a_home(beds=(a_bed(confirmed_on=None),))),
        Row(
            "said to be full, where the record shows a bed",
            Effect.NOT_KNOWN,
            home=a_home(beds=(a_bed(confirmed_on=None),), said_free=0, said_free_on=TODAY),
        ),
        Row(
            "one of two beds confirmed lately",
            MET,
            home=a_home(beds=(a_bed(1, confirmed_on=None), a_bed(2))),
        ),
        Row(
            "a child listed there without a bed takes one",
            Effect.EXCLUDES,
            home=one_bed(residents=(living_there(OTHER, bed_id=None),)),
        ),
    ],
    ids=str,
)
def test_there_is_a_bed_for_the_whole_stay(row: Row) -> None:
    holds("bed-free", row)


def shared(sharing: Sharing, mate: ChildFacts | None = OTHER) -> HomeFacts:
    """A home whose only free bed is in the room of somebody who lives there."""
    beds = (a_bed(1, room="back", sharing=sharing), a_bed(2, room="back", sharing=sharing))
    return a_home(beds=beds, residents=(living_there(mate),))


@pytest.mark.parametrize(
    "row",
    [
        Row("may not be shared", Effect.EXCLUDES, home=shared(Sharing.NO)),
        Row("may be shared", MET, home=shared(Sharing.ANY)),
        Row("by siblings only", Effect.EXCLUDES, home=shared(Sharing.SIBLINGS)),
        Row("with a brother", MET, home=shared(Sharing.SIBLINGS), relations=siblings("C-1", "C-9")),
        Row("by two boys", MET, home=shared(Sharing.SAME_SEX)),
        Row("by a girl and a boy", Effect.EXCLUDES, a_child(sex=Sex.FEMALE), shared(Sharing.SAME_SEX)),
        Row("sex not recorded", Effect.NOT_KNOWN, a_child(sex=Sex.UNKNOWN), shared(Sharing.SAME_SEX)),
        Row("nobody knows whether", Effect.NOT_KNOWN, home=shared(Sharing.UNKNOWN)),
        Row("with a child nobody named", Effect.NOT_KNOWN, home=shared(Sharing.ANY, None)),
        Row(
            "the plan says no shared room",
            Effect.EXCLUDES,
            a_child(constraints=(ConstraintFact(ConstraintKind.NO_SHARED_ROOM, "SW"),)),
            shared(Sharing.ANY),
        ),
    ],
    ids=str,
)
def test_the_room_may_be_used(row: Row) -> None:
    holds("bed-free", row)


LITTLE = a_child(dob=born(2), school_urn=None, school=None)
TODDLER = a_child("C-9", dob=born(3))


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("bed-share-3", Row("rooms of their own", MET)),
        ("bed-share-3", Row("sharing at twelve", Effect.NEEDS_APPROVAL, home=shared(Sharing.ANY))),
        ("bed-share-3", Row("both three or under", MET, LITTLE, shared(Sharing.ANY, TODDLER))),
        ("bed-share-3", Row("the child there is over three", Effect.NEEDS_APPROVAL, LITTLE, shared(Sharing.ANY))),
        ("bed-unrelated", Row("strangers share, a draft rule", Effect.WARNING, home=shared(Sharing.ANY))),
        ("bed-unrelated", Row("brothers", MET, home=shared(Sharing.ANY), relations=siblings("C-1", "C-9"))),
        (
            "bed-opposite-10",
            Row("girl and boy, one over 10", Effect.WARNING, a_child(sex=Sex.FEMALE), shared(Sharing.ANY)),
        ),
        ("bed-opposite-10", Row("two boys", MET, home=shared(Sharing.ANY))),
    ],
    ids=str,
)
def test_sharing_a_room(rule: str, row: Row) -> None:
    holds(rule, row)


YOUNG_ADULT = living_there(a_child("C-9", dob=born(19)), kind=OccupancyKind.STAYING_PUT)


@pytest.mark.parametrize(
    "row",
    [
        Row("nobody stays put", MET),
        Row("the young adult has the only bed", Effect.EXCLUDES, home=one_bed(residents=(YOUNG_ADULT,))),
        Row("there is another bed", MET, home=a_home(residents=(YOUNG_ADULT,))),
        Row(
            "a young adult lives there, in which room is not recorded",
            Effect.NOT_KNOWN,
            home=one_bed(people=(PersonFacts(LivingAs.STAYING_PUT, born(19)),)),
        ),
    ],
    ids=str,
)
def test_a_young_adult_who_stays_put_keeps_the_room(row: Row) -> None:
    holds("staying-put-room", row)


def test_a_young_adult_who_stays_put_takes_a_bed_and_does_not_count_as_fostered() -> None:
    three = tuple(living_there(a_child(f"C-{number}"), number) for number in (7, 8))
    beds = tuple(a_bed(number) for number in (1, 7, 8, 9))
    home = a_home(beds=beds, residents=(YOUNG_ADULT, *three), approvals=(terms(number_term=Term.LIMIT, number=3),))
    holds("usual-limit", Row("two fostered, one stays put", MET, home=home))
    holds("terms-number", Row("two fostered, one stays put", MET, home=home))
    holds("bed-free", Row("one bed left", MET, home=home))


def test_number_and_bed_are_tested_apart() -> None:
    no_bed = one_bed(residents=(living_there(OTHER),), approvals=(terms(number_term=Term.LIMIT, number=2),))
    holds("bed-free", Row("within the terms, and no bed", Effect.EXCLUDES, home=no_bed))
    holds("terms-number", Row("within the terms, and no bed", MET, home=no_bed))
    full = a_home(residents=(living_there(OTHER),), approvals=(terms(number_term=Term.LIMIT, number=1),))
    holds("bed-free", Row("a bed, and at the limit", MET, home=full))
    holds("terms-number", Row("a bed, and at the limit", Effect.EXCLUDES, home=full))
