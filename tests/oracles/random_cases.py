"""Random children, homes and referrals with every kind of fact, every kind of not knowing, and days that touch."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from matching.child_facts import ChildFacts, ConstraintFact, ContactFact, NeedFact, RiskFact, TraitFact
from matching.from_record import area_of
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    ExemptionFacts,
    HoldFacts,
    HomeFacts,
    PersonFacts,
    RegistrationFacts,
    Resident,
    WillingFacts,
)
from matching.relations import RelationFact, Relations
from matching.situation import Context, Request
from placements.models.base import Answer, Known, Sex
from placements.models.child import (
    ConstraintKind,
    NeedDomain,
    Relation,
    RiskKind,
    RiskLevel,
    RiskTo,
    Together,
    Topic,
)
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, HomeStatus, Sharing
from placements.models.household import Basis, CareType, LivingAs, Term, Willing
from placements.models.placement import OccupancyKind
from placements.models.referral import Duration, ReferralKind, Suitability
from tests.worlds import (
    ADEL,
    EAST_RIDING,
    HEADLEY,
    LEEDS,
    LITTLEWORTH,
    LITTLEWORTH_SCHOOL,
    NORTH_YORKSHIRE,
    START,
    TODAY,
    YORK,
    a_context,
    a_request,
)

Thing = TypeVar("Thing")
AREA = "POLYGON((-1.2 53.9,-1.0 53.9,-1.0 54.0,-1.2 54.0,-1.2 53.9))"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Draw:
    """One random case."""

    children: tuple[ChildFacts, ...]
    home: HomeFacts
    request: Request
    context: Context


def draw(seed: int) -> Draw:
    """The case of a seed: one to three children, one home with up to four people in its beds."""
    rng = random.Random(seed)
    children = tuple(_child(rng, f"C-{n}") for n in range(rng.choice((1, 1, 1, 2, 2, 3))))
    there = [_child(rng, f"X-{n}") for n in range(rng.choice((0, 0, 1, 2, 3)))]
    home = _home(rng, there)
    request = a_request(
        *children,
        duration=_usually(rng, Duration.SHORT, list(Duration)),
        kind=_usually(rng, ReferralKind.NEW, list(ReferralKind)),
        settings={name: rng.choice(list(Suitability)) for name in ("foster", "K2") if rng.random() < 0.1},
        parent_and_child=rng.random() < 0.05,
    )
    refs = [child.ref for child in (*children, *there)]
    context = a_context(children, [home], _relations(rng, refs))
    return Draw(children, home, request, context)


def _usually(rng: random.Random, usual: Thing, others: Sequence[Thing], often: float = 0.8) -> Thing:
    return usual if rng.random() < often else rng.choice(others)


def _some(rng: random.Random, make: Callable[[], Thing], most: int, often: float) -> tuple[Thing, ...]:
    return tuple(make() for _ in range(most) if rng.random() < often)


def _day(rng: random.Random) -> dt.date:
    return START + rng.choice((-400, -30, -1, 0, 1, 20, 90, 181, 182, 500)) * DAY


def _dob(rng: random.Random) -> dt.date | None:
    if rng.random() < 0.05:
        return None
    years = rng.randint(0, 17)
    return TODAY.replace(year=TODAY.year - years) + rng.choice((-200, -3, -2, 0)) * DAY


def _child(rng: random.Random, ref: str) -> ChildFacts:
    answers = {topic: rng.choice((Answer.NONE, Answer.GIVEN)) for topic in Topic if rng.random() < 0.93}
    schooled = rng.random() < 0.9
    return ChildFacts(
        ref,
        name=ref,
        dob=_dob(rng),
        sex=_usually(rng, Sex.MALE, list(Sex), 0.5),
        home=_usually(rng, LITTLEWORTH, [None, ADEL]),
        school_urn="990001" if schooled else None,
        school=_usually(rng, LITTLEWORTH_SCHOOL, [None, HEADLEY]) if schooled else None,
        school_year=_usually(rng, 7, [None, 9, 10, 11], 0.6),
        legal_status=rng.choice(("C2", "V2", "V2", None)),
        pr_objection=rng.choice(list(Known)),
        uasc=Known.NO,
        supervision=_usually(rng, 1, [None, 0, 2, 3, 4], 0.6),
        lives_at=_usually(rng, None, ["H-1", "H-2"], 0.96),
        answers=answers,
        needs=_some(rng, lambda: NeedFact(rng.choice(list(NeedDomain)), rng.randint(0, 4), rng.random() < 0.3), 2, 0.3),
        risks=_some(rng, lambda: _risk(rng), 2, 0.25),
        constraints=_some(rng, lambda: _constraint(rng), 2, 0.2),
        contacts=_some(rng, lambda: ContactFact("Grandma", 2, _place(rng), rng.choice(list(Known))), 1, 0.3),
        traits=_some(
            rng,
            lambda: TraitFact(
                Topic.ALLERGY,
                rng.choice(("cats", "dogs", "pets", "smoke", "nuts")),
                rng.choice(("mild", "moderate", "severe", "unknown", None)),
            ),
            1,
            0.3,
        ),
    )


def _place(rng: random.Random) -> Any:
    return rng.choice((LITTLEWORTH, HEADLEY, None))


def _risk(rng: random.Random) -> RiskFact:
    groups = frozenset(group for group in ("younger", "same_age", "female", "male", "carers") if rng.random() < 0.2)
    kind = rng.choice((RiskKind.SEXUAL, RiskKind.FIRE, RiskKind.ANIMALS, RiskKind.MISSING))
    return RiskFact(kind, rng.choice(list(RiskTo)), rng.choice(list(RiskLevel)), groups)


def _constraint(rng: random.Random) -> ConstraintFact:
    kind = rng.choice(list(ConstraintKind))
    values = {
        ConstraintKind.MAX_CHILDREN: ("1", "2", "few", None),
        ConstraintKind.CARER_SEX: ("F", "M", "either"),
        ConstraintKind.AVOID_AREA: (AREA, "the centre"),
    }
    value = rng.choice(values.get(kind, (None,)))
    not_with = rng.choice(("X-0", "C-1", "Z-9")) if kind is ConstraintKind.NOT_WITH else None
    area = area_of(value) if kind is ConstraintKind.AVOID_AREA else None
    return ConstraintFact(kind, "Marian Invented", value, not_with, area)


def _relations(rng: random.Random, refs: Sequence[str]) -> Relations:
    pairs = {}
    for position, one in enumerate(refs):
        for other in refs[position + 1 :]:
            if rng.random() < 0.5:
                review_on = rng.choice((None, TODAY - DAY, TODAY, TODAY + DAY))
                fact = RelationFact(rng.choice(list(Relation)), rng.choice(list(Together)), None, review_on)
                pairs[frozenset((one, other))] = fact
    return Relations(pairs)


def _home(rng: random.Random, there: Sequence[ChildFacts]) -> HomeFacts:
    kind = _usually(rng, HomeKind.FOSTERING, list(HomeKind), 0.6)
    beds = [_bed(rng, number) for number in range(1, rng.choice((1, 2, 3, 4)) + 1)]
    if rng.random() < 0.03:
        beds = []
    return HomeFacts(
        "H-1",
        kind,
        id=1,
        provider_kind=_usually(rng, ProviderKind.OWN, [ProviderKind.IFA, ProviderKind.HOME_GROUP], 0.6),
        position=rng.choice((LITTLEWORTH, LITTLEWORTH, ADEL, HEADLEY, None)),
        la_code=_usually(rng, YORK, [NORTH_YORKSHIRE, EAST_RIDING, LEEDS, None], 0.6),
        status=_usually(rng, HomeStatus.ACTIVE, list(HomeStatus), 0.9),
        available_from=rng.choice((None, None, None, START - DAY, START, START + DAY)),
        fsp_consent=rng.choice(list(Known)),
        step_free=rng.choice(list(Known)),
        pets=_usually(rng, Known.NO, list(Known), 0.5),
        pet_kinds=rng.choice((None, "two cats", "a dog")),
        smokers=_usually(rng, Known.NO, list(Known)),
        supervision_cap=rng.choice((None, 2, 4, 10)),
        beds=tuple(beds),
        residents=tuple(_resident(rng, child, beds) for child in there) + _unnamed(rng, beds),
        people=_people(rng),
        approvals=_some(rng, lambda: _approval(rng), 2, 0.6),
        exemptions=_some(rng, lambda: _exemption(rng), 1, 0.2),
        holds=_some(rng, lambda: HoldFacts(_day(rng), rng.choice((None, _day(rng)))), 1, 0.1),
        willing=_some(rng, lambda: _willing(rng), 6, 0.6),
        registrations=_some(rng, lambda: _registration(rng), 1, 0.8),
    )


def _bed(rng: random.Random, number: int) -> BedFacts:
    return BedFacts(
        number,
        f"bed {number}",
        rng.choice((None, None, "front", "back")),
        rng.choice(list(Sharing)),
        rng.choice(list(Known)),
        rng.choice((None, TODAY, TODAY, TODAY - 7 * DAY, TODAY - 8 * DAY)),
    )


def _resident(rng: random.Random, child: ChildFacts | None, beds: Sequence[BedFacts]) -> Resident:
    starts_on = min(_day(rng), START + 181 * DAY) if rng.random() < 0.3 else START - 100 * DAY
    ends_on = _usually(rng, None, [starts_on + 1 * DAY, START, START + DAY, START + 60 * DAY], 0.7)
    if ends_on is not None and ends_on <= starts_on:
        ends_on = starts_on + DAY
    kinds = [OccupancyKind.STAYING_PUT, OccupancyKind.HOLD, OccupancyKind.OTHER_AUTHORITY]
    kind = _usually(rng, OccupancyKind.PLACEMENT, kinds, 0.7)
    return Resident(
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        child=child,
        la_code=_usually(rng, None, [YORK, LEEDS], 0.7),
        bed_id=rng.choice([*(bed.id for bed in beds), None]),
        held_for=rng.choice(("R-1", "R-9")) if kind is OccupancyKind.HOLD else None,
    )


def _unnamed(rng: random.Random, beds: Sequence[BedFacts]) -> tuple[Resident, ...]:
    return (_resident(rng, None, beds),) if rng.random() < 0.1 else ()


def _people(rng: random.Random) -> tuple[PersonFacts, ...]:
    carers = _some(rng, lambda: PersonFacts(LivingAs.CARER, dt.date(1980, 1, 1), rng.choice(list(Sex))), 2, 0.8)
    others = _some(rng, lambda: PersonFacts(rng.choice(list(LivingAs)), _dob(rng), rng.choice(list(Sex))), 1, 0.3)
    return carers + others


def _approval(rng: random.Random) -> ApprovalFacts:
    low = rng.choice((None, 0, 5, 12))
    return ApprovalFacts(
        basis=rng.choice(list(Basis)),
        starts_on=_usually(rng, dt.date(2020, 1, 1), [None, START, START + DAY]),
        ends_on=_usually(rng, None, [START, START + DAY]),
        age_term=_usually(rng, Term.NO_LIMIT, list(Term), 0.6),
        age_min=low,
        age_max=rng.choice((None, 12, 17)),
        number_term=_usually(rng, Term.NO_LIMIT, list(Term), 0.5),
        number=rng.choice((None, 1, 2, 3)),
        sex_term=_usually(rng, Term.NO_LIMIT, list(Term)),
        sex=rng.choice((None, Sex.MALE, Sex.FEMALE)),
        types_term=_usually(rng, Term.NO_LIMIT, list(Term), 0.5),
        types=frozenset(kind for kind in CareType if rng.random() < 0.4),
        named=_usually(rng, frozenset(), [frozenset({"C-0"}), frozenset({"C-0", "C-1", "C-2"})], 0.9),
    )


def _exemption(rng: random.Random) -> ExemptionFacts:
    refs = frozenset({"C-0", "C-1", "C-2", "X-0", "X-1", "X-2"})
    named = _usually(rng, refs, [refs - {"C-0"}])
    return ExemptionFacts(rng.choice((YORK, LEEDS, None)), named, _day(rng), rng.choice((None, START, START + DAY)))


def _willing(rng: random.Random) -> WillingFacts:
    about, values = rng.choice(
        (
            ("age", ("0-17", "0-17", "0-10", "11-17", "12")),
            ("sex", ("M", "F")),
            ("behaviour", ("sexual", "fire", "animals", "missing")),
            ("siblings", ("2", "3")),
        )
    )
    return WillingFacts(about, rng.choice(values), _usually(rng, Willing.YES, list(Willing), 0.7))


def _registration(rng: random.Random) -> RegistrationFacts:
    return RegistrationFacts(
        _usually(rng, "active", ["suspended", "unknown"]),
        rng.choice((None, dt.date(2020, 1, 1), START + DAY)),
        rng.choice((None, None, START, START + DAY)),
        rng.choice((None, 0, 8, 12)),
        rng.choice((None, 12, 17)),
        _usually(rng, None, [Sex.MALE, Sex.FEMALE]),
        4,
        rng.choice((frozenset(), frozenset({"autism", "emotional"}))),
    )
