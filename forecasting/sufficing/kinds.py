"""The kinds of children a forecast knows, each made concrete as a child who does not exist, for the rules to judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from forecasting.states import YOUNGEST, Ints, setting_position
from forecasting.sufficing.profiles import BANDS, Profile, published_profiles
from forecasting.tables import ADULT
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.situation import ASKED_AS, Request
from matching.snapshot import World
from placements.codes import Setting, birthday
from placements.models.base import Answer, Known, Sex
from placements.models.child import Topic
from placements.models.home import HomeKind
from placements.models.referral import Duration, Plan, Suitability
from placements.repository.places import Position

PLANNED = (Setting.MAINSTREAM_FOSTERING, Setting.CHILDRENS_HOME, Setting.SUPPORTED)
"""The settings whose homes are found: a relative's is made for one child, and courts, parents and schools are no market
of homes."""
HOMES_OF = {
    Setting.MAINSTREAM_FOSTERING: HomeKind.FOSTERING,
    Setting.CHILDRENS_HOME: HomeKind.CHILDRENS_HOME,
    Setting.SUPPORTED: HomeKind.SUPPORTED,
}
SEXES = (Sex.FEMALE, Sex.MALE)
_HALF_A_YEAR = dt.timedelta(days=182)
_ANSWERED = dict.fromkeys(Topic, Answer.NONE)
_SCHOOL_AGE, _LAST_YEAR = 5, 13


@dataclass(frozen=True)
class Kind:
    """Children alike as far as the rules for homes go: setting needed, age in years, sex, need band 1 to 4."""

    setting: Setting
    age: int
    sex: Sex
    band: int

    @property
    def ref(self) -> str:
        """A reference that is no child's."""
        return f"kind-{self.setting.value}-{self.age}-{self.sex.value}-{self.band}"


def every_kind() -> tuple[Kind, ...]:
    """Every kind that can occur, in the order of `position_of`'s numbers."""
    return tuple(
        Kind(setting, age, sex, band)
        for setting, age, sex, band in product(PLANNED, range(ADULT), SEXES, BANDS)
        if age >= YOUNGEST[setting_position(setting)]
    )


def positions() -> Ints:
    """[setting of PLANNED, age, sex, band - 1] the position in `every_kind`, -1 for a kind that cannot occur."""
    found = np.full((len(PLANNED), ADULT, len(SEXES), len(BANDS)), -1, dtype=np.int64)
    for number, kind in enumerate(every_kind()):
        found[PLANNED.index(kind.setting), kind.age, SEXES.index(kind.sex), kind.band - 1] = number
    return found


def child_of(kind: Kind, today: dt.date, home: Position | None, profiles: Sequence[Profile], ref: str) -> ChildFacts:
    """A child of this kind of whom everything is known: nothing but the kind and the home can decide."""
    profile = profiles[kind.band - 1]
    born = birthday(today - _HALF_A_YEAR, -kind.age)
    return ChildFacts(
        ref=ref,
        dob=born,
        sex=kind.sex,
        home=home,
        school_year=max(0, min(kind.age - _SCHOOL_AGE, _LAST_YEAR)),
        legal_status="C2",
        pr_objection=Known.NO,
        uasc=Known.NO,
        supervision=profile.supervision,
        answers=_ANSWERED,
        needs=profile.needs_in(kind.setting),
        dol_order=Known.NO,
    )


def request_of(kind: Kind, children: Sequence[ChildFacts], today: dt.date, ref: str) -> Request:
    """A planned search for these children, for as long as they need, in homes of the kind's setting alone."""
    wanted = ASKED_AS[HOMES_OF[kind.setting]]
    others = {said: Suitability.UNSUITABLE for said in ASKED_AS.values() if said != wanted}
    return Request(
        ref=ref,
        needed_by=dt.datetime.combine(today, dt.time(12), dt.UTC),
        duration=Duration.BRIDGING,
        plan=Plan.REUNIFY,
        settings=others | {wanted: Suitability.PREFERRED},
        children=tuple(children),
    )


def requests_ahead(world: World, profiles: Sequence[Profile] | None = None) -> tuple[Request, ...]:
    """One request a kind: what children still to come could ask of the homes of this world; nobody in it exists."""
    origin, given = origin_of(world), profiles or published_profiles()
    return tuple(_requests(every_kind(), world.today, origin, given))


def _requests(
    kinds: Sequence[Kind], today: dt.date, origin: Position | None, profiles: Sequence[Profile]
) -> Iterator[Request]:
    for kind in kinds:
        yield request_of(kind, [child_of(kind, today, origin, profiles, kind.ref)], today, kind.ref)


def origin_of(world: World) -> Position | None:
    """Where children come from, for measuring: the middle of the homes they came from, else of the area's own homes."""
    known = [child.home for child in world.children.values() if child.home is not None]
    own = [home.position for home in world.homes if _is_local(home, world) and home.position is not None]
    places = [place for place in known if place.la_code == world.authority] or own
    if not places:
        return None
    middle = np.median([(place.latitude, place.longitude) for place in places], axis=0)
    return Position(float(middle[0]), float(middle[1]), world.authority)


def _is_local(home: HomeFacts, world: World) -> bool:
    return home.la_code == world.authority
