"""The duty sheet: whom to ring tonight, whose vacancy to confirm first, who takes nobody. No address is on it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matching import words
from matching.home_facts import ApprovalFacts, HomeFacts
from matching.household import HomeDuring
from matching.policy import Policy, published_policy
from matching.situation import Stay
from matching.snapshot import READS, World, day_of, snapshot
from matching.taking import Taking, fewer_said_free, taking_children, who_may_be_there
from placements.models.base import Known, Sex
from placements.models.home import HomeKind
from placements.models.household import Term
from placements.permissions import Permission
from placements.repository.records import Records
from placements.repository.referrals import open_referrals


class Tonight(enum.StrEnum):
    """What to do about a home tonight."""

    RING = "ring"
    CONFIRM_FIRST = "confirm_first"
    NOT_TONIGHT = "not_tonight"


@dataclass(frozen=True)
class HomeTonight:
    """One known home: what it is approved for, how many beds are free tonight, and when that was confirmed.

    `kind` says shortly why a home takes nobody tonight, and `until` from which day that may be over.
    """

    home: str
    name: str | None
    tonight: Tonight
    because: str
    free_beds: int
    terms: str
    kind: str = ""
    until: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        """The line for a program."""
        return {
            "home": self.home,
            "name": self.name,
            "tonight": self.tonight.value,
            "because": self.because,
            "free_beds": self.free_beds,
            "terms": self.terms,
            "until": self.until.isoformat() if self.until else None,
        }


@dataclass(frozen=True)
class DutySheet:
    """One evening: the homes in the order in which to ring them, and the open referrals, the most urgent first."""

    on: dt.date
    homes: tuple[HomeTonight, ...]
    referrals: tuple[tuple[str, str, str], ...]

    def those(self, tonight: Tonight) -> tuple[HomeTonight, ...]:
        """The homes with which to do one thing."""
        return tuple(line for line in self.homes if line.tonight is tonight)

    def as_json(self) -> dict[str, Any]:
        """The sheet for a program."""
        return {
            "on": self.on.isoformat(),
            "homes": [line.as_json() for line in self.homes],
            "referrals": [
                {"referral": ref, "urgency": urgency, "children": who} for ref, urgency, who in self.referrals
            ],
        }


def duty_sheet(records: Records, policy: Policy | None = None, world: World | None = None) -> DutySheet:
    """Make tonight's sheet from the carers, the homes and who lives where; a return is not needed.

    `world` is one read before by `matching.service.world_of` and kept while the record stays as it is.
    """
    policy = policy or published_policy()
    for permission in (*READS, Permission.SEE_REFERRALS):
        records.viewer.must(permission)
    world = world or snapshot(records, open_referrals(records), day_of(records))
    today = world.today
    order = list(Tonight)
    families_first = sorted(world.homes, key=lambda home: not home.is_household)
    lines = [home_tonight(home, today, policy) for home in families_first]
    lines.sort(key=lambda line: order.index(line.tonight))
    return DutySheet(today, tuple(lines), tuple(_referrals(world)))


def home_tonight(home: HomeFacts, today: dt.date, policy: Policy) -> HomeTonight:
    """What to do about one home: ring it, confirm its vacancy first, or leave it tonight, and why."""
    night = Stay(today, today + dt.timedelta(days=1))
    there = HomeDuring(home, night, today - dt.timedelta(days=policy.vacancy_stale_after_days))
    free = len(there.free_beds) - there.unlocated
    taking = taking_children(home, today)
    tonight, because = _standing(there, free, taking)
    kind, until = (taking.kind, taking.until) if taking.answer is Known.NO else ("", None)
    return HomeTonight(home.ref, home.name, tonight, because, max(0, free), _terms(there), kind, until)


def _standing(there: HomeDuring, free: int, taking: Taking) -> tuple[Tonight, str]:
    home = there.home
    if taking.answer is Known.NO:
        return Tonight.NOT_TONIGHT, taking.because
    if home.kind is HomeKind.KINSHIP:
        return Tonight.NOT_TONIGHT, "for named children only"
    if free <= 0:
        return Tonight.NOT_TONIGHT, "no bed free" if home.beds else "no bed is recorded: ask how many there are"
    return _by_confirmation(there, taking)


def _by_confirmation(there: HomeDuring, taking: Taking) -> tuple[Tonight, str]:
    if taking.answer is Known.UNKNOWN:
        return Tonight.CONFIRM_FIRST, taking.because
    if perhaps := who_may_be_there(there.home):
        return Tonight.CONFIRM_FIRST, perhaps
    confirmed = max((bed.confirmed_on for bed in there.free_beds if bed.confirmed_on), default=None)
    if differs := confirmed is None and fewer_said_free(there.home, len(there.free_beds)):
        return Tonight.CONFIRM_FIRST, differs
    if confirmed is None:
        return Tonight.CONFIRM_FIRST, "the vacancy was never confirmed"
    if not any(there.is_fresh(bed) for bed in there.free_beds):
        return Tonight.CONFIRM_FIRST, f"the vacancy was last confirmed on {words.day(confirmed)}"
    fresh, free = sum(map(there.is_fresh, there.free_beds)), len(there.free_beds)
    which = "vacancy" if fresh == free else f"{fresh} of {free} vacancies"
    return Tonight.RING, f"{which} confirmed on {words.day(confirmed)}"


def _terms(there: HomeDuring) -> str:
    """What the home may take, in words."""
    if not there.home.is_household:
        registered = next(iter(there.home.registrations), None)
        if registered is None:
            return "registration not recorded"
        ages = _ages(registered.age_min, registered.age_max)
        return f"{words.plain(there.home.kind.value)}, {registered.status}, {ages}"
    if not there.approvals:
        return "no approval in force"
    return "; or ".join(_approval(approval) for approval in there.approvals)


def _approval(approval: ApprovalFacts) -> str:
    said = [
        _term(approval.number_term, "any number", "number", words.count(approval.number or 0, "child", "children")),
        _term(approval.age_term, "any age", "ages", _ages(approval.age_min, approval.age_max)),
        _term(
            approval.sex_term,
            "girls or boys",
            "sex",
            {Sex.FEMALE: "girls", Sex.MALE: "boys"}.get(approval.sex or Sex.UNKNOWN, ""),
        ),
        _term(
            approval.types_term,
            "any kind of care",
            "kind of care",
            words.listed(sorted(map(words.plain, approval.types))),
        ),
    ]
    return ", ".join(said) + (", named children only" if approval.named else "")


def _term(term: Term, unlimited: str, what: str, limit: str) -> str:
    if term is Term.UNKNOWN:
        return f"{what} not known"
    return unlimited if term is Term.NO_LIMIT else limit


def _ages(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "any age"
    return f"aged {low or 0} and over" if high is None else f"aged {low or 0} to {high}"


def _referrals(world: World) -> Sequence[tuple[str, str, str]]:
    return [
        (
            request.ref,
            words.plain(request.urgency.value),
            words.listed(words.aged(child.age_on(world.today)) for child in request.children),
        )
        for request in world.requests
    ]
