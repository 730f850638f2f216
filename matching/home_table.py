"""Known homes as columns: what can be asked of hundreds of homes at once before any rule is asked of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.home_facts import ApprovalFacts, HomeFacts, Resident
from matching.terms import upside_down
from placements.models.base import Sex
from placements.models.child import ConstraintKind, NeedDomain
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind, HomeStatus
from placements.models.household import LivingAs, Term
from placements.models.placement import OccupancyKind

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

KINDS = {kind: code for code, kind in enumerate(HomeKind)}
OLDEST, UNLIMITED, NOT_RECORDED = 99, 99, -1
HIGHEST_SUPERVISION = 4
YOUNG = (LivingAs.OWN_CHILD, LivingAs.PRIVATE_FOSTERED)


@dataclass(frozen=True, eq=False)
class HomeTable:
    """One row a home, in the order given; numbers count everybody ever booked, so they are never too small.

    `one_approval` marks households with exactly one approval recorded and no doubt about what it limits: only there
    do `age_from`, `age_to`, `most` and `sex` (a code of `SEXES`, or `NOT_RECORDED` for no limit) say what it allows.
    `skills` is (homes, needs), `NOT_RECORDED` where nobody wrote a skill down.
    """

    refs: tuple[str, ...]
    position: dict[str, int]
    kind: Ints
    household: Bools
    own: Bools
    la_code: NDArray[np.str_]
    settled: Bools
    company: Bools
    residents: Ints
    supervision_there: Ints
    privately_fostered: Ints
    staying_put: Bools
    limited_there: Bools
    shared_room: Bools
    supervision_cap: Ints
    beds: Ints
    one_approval: Bools
    age_from: Ints
    age_to: Ints
    most: Ints
    sex: Ints
    any_type: Bools
    names_children: Bools
    skills: Ints

    def __len__(self) -> int:
        return len(self.refs)

    def of_kind(self, *kinds: HomeKind) -> Bools:
        """Which homes are of one of these kinds."""
        return np.isin(self.kind, [KINDS[kind] for kind in kinds])


SEXES = {Sex.FEMALE: 0, Sex.MALE: 1}


def home_table(homes: Sequence[HomeFacts]) -> HomeTable:
    """The columns of these homes."""
    approvals = [home.approvals[0] if len(home.approvals) == 1 else None for home in homes]
    living = [[person.living_as for person in home.people] for home in homes]
    return HomeTable(
        refs=tuple(home.ref for home in homes),
        position={home.ref: row for row, home in enumerate(homes)},
        kind=_ints(homes, lambda home: KINDS[home.kind]),
        household=_bools(homes, lambda home: home.is_household),
        own=_bools(homes, lambda home: home.provider_kind is ProviderKind.OWN),
        la_code=np.array([home.la_code or "" for home in homes], dtype=np.str_),
        settled=_bools(homes, _settled),
        company=_bools(homes, lambda home: bool(home.residents) or any(one.living_as in YOUNG for one in home.people)),
        residents=_ints(homes, lambda home: len(home.residents)),
        supervision_there=_ints(homes, lambda home: sum(_supervision(one) for one in home.residents)),
        privately_fostered=np.array([one.count(LivingAs.PRIVATE_FOSTERED) for one in living], dtype=np.int64),
        staying_put=_bools(homes, _staying_put),
        limited_there=_bools(homes, _limited),
        shared_room=_bools(homes, _shares_rooms),
        supervision_cap=_ints(
            homes, lambda home: NOT_RECORDED if home.supervision_cap is None else home.supervision_cap
        ),
        beds=_ints(homes, lambda home: len(home.beds)),
        one_approval=np.array([one is not None and _readable(one) for one in approvals], dtype=np.bool_),
        age_from=_limits(approvals, lambda one: one.age_min or 0, "age_term", 0),
        age_to=_limits(approvals, lambda one: OLDEST if one.age_max is None else one.age_max, "age_term", OLDEST),
        most=_limits(approvals, lambda one: one.number or 0, "number_term", UNLIMITED),
        sex=_limits(
            approvals, lambda one: NOT_RECORDED if one.sex is None else SEXES[one.sex], "sex_term", NOT_RECORDED
        ),
        any_type=np.array([one is not None and one.types_term is Term.NO_LIMIT for one in approvals], dtype=np.bool_),
        names_children=np.array([one is None or bool(one.named) for one in approvals], dtype=np.bool_),
        skills=_skills(homes),
    )


def _ints(homes: Sequence[HomeFacts], of: Callable[[HomeFacts], int]) -> Ints:
    return np.array([of(home) for home in homes], dtype=np.int64)


def _bools(homes: Sequence[HomeFacts], of: Callable[[HomeFacts], bool]) -> Bools:
    return np.array([of(home) for home in homes], dtype=np.bool_)


def _or_not(value: int | None) -> int:
    return NOT_RECORDED if value is None else value


def _settled(home: HomeFacts) -> bool:
    """Whether nothing at all is recorded that could stop the home from taking children now."""
    return home.status is HomeStatus.ACTIVE and not (home.holds or home.kept_empty) and home.available_from is None


def _supervision(resident: Resident) -> int:
    level = None if resident.child is None else resident.child.supervision
    return HIGHEST_SUPERVISION if level is None else level


def _staying_put(home: HomeFacts) -> bool:
    return any(one.kind is OccupancyKind.STAYING_PUT for one in home.residents) or any(
        person.living_as is LivingAs.STAYING_PUT for person in home.people
    )


def _limited(home: HomeFacts) -> bool:
    children = (one.child for one in home.residents)
    return any(child is not None and child.constraint(ConstraintKind.MAX_CHILDREN) for child in children)


def _shares_rooms(home: HomeFacts) -> bool:
    return len({bed.room or f"bed {bed.id}" for bed in home.beds}) != len(home.beds)


def _readable(approval: ApprovalFacts) -> bool:
    """Whether every limit of an approval is a known one, and none is the wrong way round."""
    terms = (approval.age_term, approval.number_term, approval.sex_term, approval.types_term)
    number_missing = approval.number_term is Term.LIMIT and approval.number is None
    sex_missing = approval.sex_term is Term.LIMIT and approval.sex not in SEXES
    turned = approval.age_term is Term.LIMIT and upside_down(approval.age_min, approval.age_max)
    return Term.UNKNOWN not in terms and not (number_missing or sex_missing or turned)


def _limits(
    approvals: Iterable[ApprovalFacts | None], of: Callable[[ApprovalFacts], int], term: str, unlimited: int
) -> Ints:
    return np.array(
        [
            unlimited if one is None or not _readable(one) or getattr(one, term) is not Term.LIMIT else of(one)
            for one in approvals
        ],
        dtype=np.int64,
    )


def _skills(homes: Sequence[HomeFacts]) -> Ints:
    domains = list(NeedDomain)
    found = np.full((len(homes), len(domains)), NOT_RECORDED, dtype=np.int64)
    for row, home in enumerate(homes):
        for column, domain in enumerate(domains):
            found[row, column] = home.skills.get(domain, NOT_RECORDED)
    return found
