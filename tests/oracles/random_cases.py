"""Random children, homes and referrals with every kind of fact, every kind of not knowing, and days that touch."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.child_facts import ChildFacts
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    ExemptionFacts,
    HoldFacts,
    HomeFacts,
    KeptEmptyFacts,
    PersonFacts,
    RegistrationFacts,
    Resident,
    WillingFacts,
)
from matching.relations import RelationFact, Relations
from matching.situation import Context, KinFact, Request, ShortBreak
from placements.models.base import Known, Sex
from placements.models.child import NeedDomain, Relation, Together
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, HomeStatus, Sharing
from placements.models.household import Basis, CareType, LivingAs, Term, Willing
from placements.models.placement import OccupancyKind
from placements.models.referral import Duration, Plan, ReferralKind, Suitability
from tests.oracles.random_children import DAY, a_birthday, a_random_child, some, usually
from tests.worlds import (
    ADEL,
    EAST_RIDING,
    HEADLEY,
    LEEDS,
    LITTLEWORTH,
    NORTH_YORKSHIRE,
    START,
    TODAY,
    YORK,
    a_context,
    a_request,
)


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
    children = tuple(a_random_child(rng, f"C-{n}") for n in range(rng.choice((1, 1, 1, 2, 2, 3))))
    there = [a_random_child(rng, f"X-{n}") for n in range(rng.choice((0, 0, 1, 2, 3)))]
    home = _home(rng, there)
    request = a_request(
        *children,
        duration=usually(rng, Duration.SHORT, list(Duration)),
        kind=usually(rng, ReferralKind.NEW, list(ReferralKind)),
        settings={name: rng.choice(list(Suitability)) for name in ("foster", "K2") if rng.random() < 0.1},
        parent_and_child=rng.random() < 0.05,
        plan=usually(rng, Plan.REUNIFY, list(Plan), 0.6),
        kin=some(rng, lambda: KinFact("Aunt May", rng.choice(("possible", "ruled_out"))), 1, 0.4),
        carer_ended=rng.choice(list(Known)),
        review_held_on=rng.choice((None, None, START - DAY, START, START + DAY)),
        short_break=rng.choice((None, _short_break(rng))),
    )
    refs = [*(child.ref for child in (*children, *there)), "Z-1"]
    context = a_context(children, [home], _relations(rng, refs))
    looked_after = {ref: ref for ref in refs if ref[0] in "XZ" and rng.random() < 0.5}
    return Draw(children, home, request, replace(context, looked_after=looked_after))


def _short_break(rng: random.Random) -> ShortBreak:
    days, before = (1, 5, 17, 18, None), (0, 57, 58, 70, 74, 75, None)
    return ShortBreak(rng.choice(days), rng.choice(before), rng.choice((None, "H-1", "H-9")))


def _day(rng: random.Random) -> dt.date:
    return START + rng.choice((-400, -30, -1, 0, 1, 20, 90, 181, 182, 500)) * DAY


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
    kind = usually(rng, HomeKind.FOSTERING, list(HomeKind), 0.6)
    beds = [_bed(rng, number) for number in range(1, rng.choice((1, 2, 3, 4)) + 1)]
    if rng.random() < 0.03:
        beds = []
    return HomeFacts(
        "H-1",
        kind,
        id=1,
        provider_kind=usually(rng, ProviderKind.OWN, [ProviderKind.IFA, ProviderKind.HOME_GROUP], 0.6),
        position=rng.choice((LITTLEWORTH, LITTLEWORTH, ADEL, HEADLEY, None)),
        la_code=usually(rng, YORK, [NORTH_YORKSHIRE, EAST_RIDING, LEEDS, None], 0.6),
        status=usually(rng, HomeStatus.ACTIVE, list(HomeStatus), 0.9),
        available_from=rng.choice((None, None, None, START - DAY, START, START + DAY)),
        fsp_consent=rng.choice(list(Known)),
        step_free=rng.choice(list(Known)),
        pets=usually(rng, Known.NO, list(Known), 0.5),
        pet_kinds=rng.choice((None, "two cats", "a dog")),
        smokers=usually(rng, Known.NO, list(Known)),
        supervision_cap=rng.choice((None, 2, 4, 10)),
        beds=tuple(beds),
        residents=tuple(_resident(rng, child, beds) for child in there) + _unnamed(rng, beds),
        people=_people(rng),
        approvals=some(rng, lambda: _approval(rng), 2, 0.6),
        exemptions=some(rng, lambda: _exemption(rng), 1, 0.2),
        holds=some(rng, lambda: HoldFacts(_day(rng), rng.choice((None, _day(rng)))), 1, 0.1),
        kept_empty=some(rng, lambda: KeptEmptyFacts(_day(rng), _day(rng), "Marian", "a reason"), 1, 0.05),
        willing=some(rng, lambda: _willing(rng), 6, 0.6),
        registrations=some(rng, lambda: _registration(rng), 1, 0.8),
        skills={domain: rng.randint(0, 4) for domain in NeedDomain if rng.random() < 0.4},
        languages=frozenset(one for one in ("polish", "english", "catholic") if rng.random() < 0.3),
        provider_grade=rng.choice((None, *_GRADES)),
        perhaps_there=usually(rng, (), [("J Smyth",)], 0.97),
    )


_GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate", "Not yet graded")


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
    ends_on = usually(rng, None, [starts_on + 1 * DAY, START, START + DAY, START + 60 * DAY], 0.7)
    if ends_on is not None and ends_on <= starts_on:
        ends_on = starts_on + DAY
    kinds = [OccupancyKind.STAYING_PUT, OccupancyKind.HOLD, OccupancyKind.OTHER_AUTHORITY]
    kind = usually(rng, OccupancyKind.PLACEMENT, kinds, 0.7)
    return Resident(
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        child=child,
        la_code=usually(rng, None, [YORK, LEEDS], 0.7),
        bed_id=rng.choice([*(bed.id for bed in beds), None]),
        held_for=rng.choice(("R-1", "R-9")) if kind is OccupancyKind.HOLD else None,
    )


def _unnamed(rng: random.Random, beds: Sequence[BedFacts]) -> tuple[Resident, ...]:
    return (_resident(rng, None, beds),) if rng.random() < 0.1 else ()


def _people(rng: random.Random) -> tuple[PersonFacts, ...]:
    carers = some(rng, lambda: PersonFacts(LivingAs.CARER, dt.date(1980, 1, 1), rng.choice(list(Sex))), 2, 0.8)
    return carers + some(rng, lambda: _another(rng), 1, 0.3)


def _another(rng: random.Random) -> PersonFacts:
    school = rng.choice((None, "990002", "990007"))
    return PersonFacts(rng.choice(list(LivingAs)), a_birthday(rng), rng.choice(list(Sex)), school)


def _approval(rng: random.Random) -> ApprovalFacts:
    low = rng.choice((None, 0, 5, 12, 14))
    return ApprovalFacts(
        basis=rng.choice(list(Basis)),
        starts_on=usually(rng, dt.date(2020, 1, 1), [None, START, START + DAY]),
        ends_on=usually(rng, None, [START, START + DAY]),
        age_term=usually(rng, Term.NO_LIMIT, list(Term), 0.6),
        age_min=low,
        age_max=rng.choice((None, 12, 17)),
        number_term=usually(rng, Term.NO_LIMIT, list(Term), 0.5),
        number=rng.choice((None, 1, 2, 3)),
        sex_term=usually(rng, Term.NO_LIMIT, list(Term)),
        sex=rng.choice((None, Sex.MALE, Sex.FEMALE)),
        types_term=usually(rng, Term.NO_LIMIT, list(Term), 0.5),
        types=frozenset(kind for kind in CareType if rng.random() < 0.4),
        named=usually(rng, frozenset(), [frozenset({"C-0"}), frozenset({"C-0", "C-1", "C-2"})], 0.9),
    )


def _exemption(rng: random.Random) -> ExemptionFacts:
    refs = frozenset({"C-0", "C-1", "C-2", "X-0", "X-1", "X-2"})
    named = usually(rng, refs, [refs - {"C-0"}])
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
    return WillingFacts(about, rng.choice(values), usually(rng, Willing.YES, list(Willing), 0.7))


def _registration(rng: random.Random) -> RegistrationFacts:
    return RegistrationFacts(
        usually(rng, "active", ["suspended", "unknown"]),
        rng.choice((None, dt.date(2020, 1, 1), START + DAY)),
        rng.choice((None, None, START, START + DAY)),
        rng.choice((None, 0, 8, 12)),
        rng.choice((None, 12, 17)),
        usually(rng, None, [Sex.MALE, Sex.FEMALE]),
        rng.choice((None, 1, 2, 4)),
        rng.choice((frozenset(), frozenset({"autism", "emotional"}))),
        usually(rng, None, ["no pets"]),
        rng.choice((None, *_GRADES)),
    )
