"""Who lives outside the area today, as far as the record knows; nobody is in or out of it for want of a fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from matching.child_facts import ChildFacts
from matching.snapshot import World
from placements.codes import Setting, setting_of
from placements.geography import Locality, normalise_postcode
from placements.geography.distance import metres_between, miles
from placements.models.return_home import AskedOf, FarByPlan, ReturnAnswer
from placements.repository.places import Position
from placements.repository.returns_home import LivingNow


@dataclass(frozen=True, eq=False)
class Away:
    """A child who lives outside the area on a day, with everything that bears on coming home.

    `miles` is the straight line from the child's home, None where either place is not known; `brothers_and_sisters` are
    those who live in the same place, by their reference.
    """

    on: dt.date
    living: LivingNow
    setting: Setting | None
    locality: Locality
    miles: float | None
    facts: ChildFacts
    far: FarByPlan | None = None
    answers: Mapping[AskedOf, ReturnAnswer] = field(default_factory=dict)
    brothers_and_sisters: frozenset[str] = frozenset()

    @property
    def ref(self) -> str:
        """The child's reference."""
        return self.living.child

    @property
    def age(self) -> int | None:
        """In whole years, None where the date of birth is not known."""
        return self.facts.age_on(self.on)


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """Every child looked after today: who lives outside, how many inside, and of whom it is not known."""

    away: tuple[Away, ...]
    inside: int
    not_known: tuple[str, ...]


def whereabouts(
    world: World,
    living: Sequence[LivingNow],
    positions: Mapping[str, Position],
    far: Mapping[int, FarByPlan],
    answers: Mapping[int, Mapping[AskedOf, ReturnAnswer]],
    back: Collection[str] = (),
) -> Whereabouts:
    """Sort the children of a position by where they live, seen from the responsible authority.

    Those who are `back` came home by a plan: they are inside, also where the position is older than that.
    """
    outside, inside, not_known = list[Away](), 0, list[str]()
    places = _places(living)
    for one in living:
        here = positions.get(normalise_postcode(one.postcode) or "")
        la_code = one.la_code or (here.la_code if here else None)
        if one.child in back or la_code == world.authority:
            inside += 1
        elif la_code is None:
            not_known.append(one.child)
        else:
            outside.append(
                Away(
                    on=world.today,
                    living=one,
                    setting=setting_of(one.place) if one.place else None,
                    locality=world.neighbours.locality(world.authority, la_code),
                    miles=_miles(positions.get(normalise_postcode(one.home_postcode) or ""), here),
                    facts=world.children[one.child],
                    far=far.get(one.child_id),
                    answers=answers.get(one.child_id, {}),
                    brothers_and_sisters=_family_there(one, places, world),
                )
            )
    return Whereabouts(tuple(outside), inside, tuple(not_known))


Place = tuple[str | None, str | None]


def _place(one: LivingNow) -> Place | None:
    """What tells the places where children live apart: the home, or the postcode where no home is known."""
    postcode = normalise_postcode(one.postcode)
    if one.home is not None:
        return one.home, None
    return (None, postcode) if postcode else None


def _places(living: Sequence[LivingNow]) -> dict[Place, set[str]]:
    found: dict[Place, set[str]] = {}
    for one in living:
        place = _place(one)
        if place is not None:
            found.setdefault(place, set()).add(one.child)
    return found


def _family_there(one: LivingNow, places: Mapping[Place, set[str]], world: World) -> frozenset[str]:
    place = _place(one)
    there = places[place] if place is not None else set()
    return frozenset(world.relations.siblings_of(one.child) & there)


def _miles(home: Position | None, there: Position | None) -> float | None:
    if home is None or there is None:
        return None
    metres = metres_between(home.latitude, home.longitude, there.latitude, there.longitude)
    return round(float(miles(metres)), 1)
