"""Random children: every kind of fact, every kind of not knowing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from matching.child_facts import (
    ChildFacts,
    ConstraintFact,
    ContactFact,
    NeedFact,
    PastStayFact,
    PersonFact,
    RiskFact,
    TraitFact,
    WishFact,
)
from matching.from_record import area_of
from placements.models.base import Answer, Known, Sex
from placements.models.child import (
    ConstraintKind,
    Ending,
    NeedDomain,
    RiskKind,
    RiskLevel,
    RiskTo,
    Topic,
)
from placements.models.wish import WishAbout, WishSays
from tests.worlds import ADEL, HEADLEY, LEEDS, LITTLEWORTH, LITTLEWORTH_SCHOOL, START, TODAY, YORK

Thing = TypeVar("Thing")
AREA = "POLYGON((-1.2 53.9,-1.0 53.9,-1.0 54.0,-1.2 54.0,-1.2 53.9))"
DAY = dt.timedelta(days=1)


def usually(rng: random.Random, usual: Thing, others: Sequence[Thing], often: float = 0.8) -> Thing:
    """The usual thing, or now and then another."""
    return usual if rng.random() < often else rng.choice(others)


def some(rng: random.Random, make: Callable[[], Thing], most: int, often: float) -> tuple[Thing, ...]:
    """Up to so many of a thing."""
    return tuple(make() for _ in range(most) if rng.random() < often)


def a_birthday(rng: random.Random) -> dt.date | None:
    """A day of birth, or none known; some birthdays fall in the days around which everything turns."""
    if rng.random() < 0.05:
        return None
    years = rng.randint(0, 17)
    return TODAY.replace(year=TODAY.year - years) + rng.choice((-200, -3, -2, 0)) * DAY


def a_random_child(rng: random.Random, ref: str) -> ChildFacts:
    """A child about whom anything may be known or not."""
    answers = {topic: rng.choice((Answer.NONE, Answer.GIVEN)) for topic in Topic if rng.random() < 0.93}
    schooled = rng.random() < 0.9
    return ChildFacts(
        ref,
        name=ref,
        dob=a_birthday(rng),
        sex=usually(rng, Sex.MALE, list(Sex), 0.5),
        home=usually(rng, LITTLEWORTH, [None, ADEL]),
        school_urn="990001" if schooled else None,
        school=usually(rng, LITTLEWORTH_SCHOOL, [None, HEADLEY]) if schooled else None,
        school_year=usually(rng, 7, [None, 9, 10, 11], 0.6),
        legal_status=rng.choice(("C1", "C2", "E1", "V2", "V2", "V2", None)),
        pr_objection=rng.choice(list(Known)),
        uasc=usually(rng, Known.NO, list(Known)),
        supervision=usually(rng, 1, [None, 0, 2, 3, 4], 0.6),
        lives_at=usually(rng, None, ["H-1", "H-2"], 0.96),
        answers=answers,
        needs=some(rng, lambda: NeedFact(rng.choice(list(NeedDomain)), rng.randint(0, 4), rng.random() < 0.3), 2, 0.3),
        risks=some(rng, lambda: _risk(rng), 2, 0.25),
        constraints=some(rng, lambda: _constraint(rng), 2, 0.2),
        contacts=some(rng, lambda: ContactFact("Grandma", 2, _place(rng), rng.choice(list(Known))), 1, 0.3),
        traits=some(rng, lambda: _allergy(rng), 2, 0.2) + some(rng, lambda: _speech(rng), 2, 0.2),
        dol_order=usually(rng, Known.NO, list(Known)),
        dol_setting=rng.choice((None, "H-1", "H-9")),
        people_of_concern=some(rng, lambda: _person_of_concern(rng), 1, 0.15),
        past_stays=some(rng, lambda: _past_stay(rng), 2, 0.1),
        wishes=some(rng, lambda: _wish(rng), 2, 0.15),
    )


def _wish(rng: random.Random) -> WishFact:
    about, values = rng.choice(
        (
            (WishAbout.HOME, ("H-1", "H-9")),
            (WishAbout.KIND, ("fostering", "childrens_home")),
            (WishAbout.AREA, (YORK, LEEDS)),
            (WishAbout.PETS, ("dog", "cats", "any")),
            (WishAbout.SMOKING, ("yes",)),
            (WishAbout.LIVING_WITH, ("X-0", "Z-1")),
        )
    )
    return WishFact(about, rng.choice(values), rng.choice(list(WishSays)), TODAY)


def _allergy(rng: random.Random) -> TraitFact:
    cause = rng.choice(("cats", "dogs", "pets", "smoke", "nuts"))
    return TraitFact(Topic.ALLERGY, cause, rng.choice(("mild", "moderate", "severe", "unknown", None)))


def _speech(rng: random.Random) -> TraitFact:
    return TraitFact(rng.choice((Topic.LANGUAGE, Topic.RELIGION)), rng.choice(("Polish", "English", "Catholic")))


def _person_of_concern(rng: random.Random) -> PersonFact:
    return PersonFact(
        "Uncle",
        _place(rng),
        rng.choice((None, 500, 15_000, 100_000)),
        rng.choice((None, None, area_of(AREA))),
        rng.choice((None, None, "H-1", "H-9")),
        rng.choice((None, None, "990001", "990007")),
    )


def _past_stay(rng: random.Random) -> PastStayFact:
    ended_on = rng.choice((None, START - 900 * DAY, START - 400 * DAY))
    return PastStayFact(rng.choice(("H-1", "H-1", "H-9")), ended_on, rng.choice(list(Ending)))


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
