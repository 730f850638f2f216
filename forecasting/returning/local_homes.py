"""Homes in the area for children who might come home: what is lawful now, what nearly is, and what would make one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from forecasting.returning.earliest import Earliest
from forecasting.returning.working_list import Group
from matching.candidates import Status, Verdict
from matching.home_facts import HOUSEHOLDS, HomeFacts
from matching.nearly import near_misses
from matching.option import LeftOut, NearMiss, Option
from matching.planning import Unit
from matching.ranking import ranked
from matching.searching import Method, Search
from matching.situation import Request
from matching.snapshot import World
from matching.unmet import ChangeKind, CheapestChange, unmet_needs
from placements.codes import Setting
from placements.codes.place import FAMILY
from placements.models.base import Known
from placements.models.home import HomeKind
from placements.models.referral import Duration, ReferralKind

NOON = dt.time(12)
_RESIDENTIAL = HOUSEHOLDS | {HomeKind.CHILDRENS_HOME}
COME_HOME_TO = {
    **dict.fromkeys(FAMILY, HOUSEHOLDS),
    **dict.fromkeys((Setting.CHILDRENS_HOME, Setting.RESIDENTIAL_SCHOOL, Setting.OTHER_RESIDENTIAL), _RESIDENTIAL),
    Setting.SUPPORTED: HOUSEHOLDS | {HomeKind.SUPPORTED},
}
"""What kinds of home a child comes home to, by the setting left: nobody leaves a family for staff (project's rule).

A setting that is not here, or not known, rules nothing out.
"""


def request_of(group: Group, on: dt.date) -> Request:
    """What is asked for a group: a planned move for the long term from a day on; the present carers did not ask for it.

    As a planned move that ends a home, it needs a review first (rule `settled-end`).
    """
    return Request(
        ref=f"return {group.ref}",
        needed_by=dt.datetime.combine(on, NOON, dt.UTC),
        kind=ReferralKind.PLANNED_MOVE,
        duration=Duration.LONG_TERM,
        children=tuple(child.facts for child in group.children),
        carer_ended=Known.NO,
    )


@dataclass(frozen=True, eq=False)
class LocalHomes:
    """The homes of the area for one group, judged once: options in order, near misses, and what would make a home."""

    group: Group
    earliest: Earliest
    search: Search
    request: Request
    verdicts: tuple[Verdict, ...]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What the rules do not exclude, the best first; cost takes no part."""
        return ranked(self.search.option(verdict) for verdict in self.verdicts if verdict.status is not Status.EXCLUDED)

    @cached_property
    def now(self) -> tuple[Option, ...]:
        """What is lawful and known to meet every essential need: nothing less is a reason to move a child."""
        return tuple(option for option in self.options if _good_enough(option))

    @cached_property
    def near_misses(self) -> tuple[NearMiss, ...]:
        """What fails on one thing that somebody could plausibly put right in time, the best fit first."""
        left_out = [LeftOut(verdict) for verdict in self.verdicts if verdict.status is Status.EXCLUDED]
        return near_misses(left_out, self.search.scorer, self.request)

    @cached_property
    def change(self) -> CheapestChange | None:
        """The cheapest change that would make a home, where none is lawful now: a question, a signature, a recruit."""
        short = next((option for option in self.options if option.suggested), None)
        if self.now or short is not None:
            return None if self.now or short is None else _closing(short)
        needs = unmet_needs(self.search.judge, self.search.method.model, self.options, self.near_misses)
        return needs[0].change if needs else None

    def only(self, home: str) -> LocalHomes:
        """The same with one home alone, which a person chose."""
        return replace(self, verdicts=tuple(verdict for verdict in self.verdicts if verdict.home.ref == home))

    @cached_property
    def unit(self) -> Unit:
        """The group as the plan knows it, with only the homes that are good enough."""
        good = {option.home for option in self.now}
        kept = tuple(verdict for verdict in self.verdicts if verdict.home.ref in good)
        return Unit(self.request.children, self.request, self.search.judge, self.search.scorer, kept)


def _closing(option: Option) -> CheapestChange:
    """What would make a home of one that the rules allow and whose carers are not known to meet an essential need."""
    if option.score.essential == 1:
        said = f"{option.home}: find out whether the carers can meet every essential need."
        return CheapestChange(ChangeKind.ASK, option.home, said, "the supervising social worker")
    said = f"{option.home}: the rules allow it, but an essential need is above the carers' skill: support or training."
    return CheapestChange(ChangeKind.STAFFING, option.home, said, "the supervising social worker")


def _good_enough(option: Option) -> bool:
    return option.suggested and option.score.essential == 0


def local_homes(
    world: World, groups: Sequence[Group], first_days: Mapping[str, Earliest], method: Method
) -> dict[str, LocalHomes]:
    """Ask the rules, for each group, about every home of the area, from the first safe day on (today where none is)."""
    local = [home for home in world.homes if home.la_code == world.authority]
    return {
        group.ref: _asked(
            world, group, first_days[group.ref], method, [home for home in local if _as_close(home, group)]
        )
        for group in groups
    }


def _as_close(home: HomeFacts, group: Group) -> bool:
    """Whether it is a kind of home as close to a family as the present one, for every child of the group."""
    kinds = [COME_HOME_TO.get(child.setting) for child in group.children if child.setting is not None]
    return all(allowed is None or home.kind in allowed for allowed in kinds)


def _asked(world: World, group: Group, first: Earliest, method: Method, local: Sequence[HomeFacts]) -> LocalHomes:
    request = request_of(group, first.on or world.today)
    search = Search(world, request, method, world.homes, world.table)
    verdicts = tuple(search.judge.verdict(request.children, home.ref) for home in local)
    return LocalHomes(group, first, search, request, verdicts)
