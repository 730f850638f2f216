"""What could be unlocked among the homes there are: carers kept, places back in use, wider terms, works, support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from forecasting.places import NotAvailable
from forecasting.recruiting.action import ActionKind, Candidate
from forecasting.states import Ints
from forecasting.sufficing.gap import LOCAL
from forecasting.sufficing.lawful import NEEDS_MET, Answer, NearMiss
from forecasting.sufficing.outlook import Outlook
from forecasting.sufficing.priced import Week, Weeks
from forecasting.sufficing.room import ALREADY, NEVER
from forecasting.sufficing.solved import Change
from matching import words
from matching.home_facts import ApprovalFacts, HomeFacts, RegistrationFacts
from matching.supports import Supports
from matching.unmet import KIND_OF_CURE, ChangeKind
from placements.home_settings import SETTING_OF_HOME
from placements.models.home import HomeKind, HomeStatus
from placements.models.household import Term

USUAL_LIMIT = 3
FOSTERING_TEAM = "the supervising social worker"
_SOON = 1
_ADULT = 18
_YEARS = 4
"""How much wider an age range is asked for at once: what a review might grant carers who know a neighbouring age."""
_AGE = "terms-age"


class Unlock:
    """The candidates of one outlook."""

    def __init__(self, outlook: Outlook, weeks: Weeks, supports: Supports) -> None:
        self.outlook, self.weeks, self.supports = outlook, weeks, supports
        self.local = np.flatnonzero(outlook.tier == LOCAL)
        self.column = {int(home): at for at, home in enumerate(self.local)}

    def candidates(self) -> Iterator[Candidate]:
        """Every action on a home of the area, in no order."""
        for at in self.local.tolist():
            home = self.outlook.homes[at]
            if home.kind is HomeKind.FOSTERING:
                yield from self._kept(at, home)
                yield from self._back_in_use(at, home)
                yield from self._higher_number(at, home)
        for miss in self.outlook.lawful.near_misses:
            if miss.home in self.column:
                yield from self._cured(miss)

    def to_ask(self) -> Iterator[Candidate]:
        """Homes of the area of which a fact is missing, as if the answer were yes."""
        for at in self.local.tolist():
            kinds = np.flatnonzero(self.outlook.lawful.able[:, at] == Answer.PERHAPS)
            if kinds.size:
                said = f"{self.outlook.homes[at].ref}: ask what is not recorded (terms, willingness, skills, numbers)."
                yield self._of(ActionKind.ASK, at, (said, FOSTERING_TEAM), self._places(0), tuple(kinds.tolist()))

    def _kept(self, at: int, home: HomeFacts) -> Iterator[Candidate]:
        """The household stays in every run in which it would leave."""
        gone = self.outlook.changes.gone[:, at]
        usable = self.outlook.to_come[at].usable
        if not home.is_own or not usable or not (gone < self._months).any():
            return
        after = np.arange(self._months) >= gone[:, None]
        said = f"{home.ref}: keep the household fostering, with its {words.count(usable, 'place')}."
        yield self._of(ActionKind.RETENTION, at, (said, FOSTERING_TEAM), usable * after.astype(np.int64), (), usable)

    def _back_in_use(self, at: int, home: HomeFacts) -> Iterator[Candidate]:
        coming = self.outlook.to_come[at]
        said_full, no_bed = (coming.lost.get(one, 0) for one in (NotAvailable.SAID_FULL, NotAvailable.NO_BED))
        if coming.opens_on == NEVER and home.status is not HomeStatus.LEAVING:
            said = f"{home.ref}: takes no children, no day is given when it will; agree what would bring it back."
            yield self._open(ActionKind.REACTIVATION, at, said, coming.usable)
        if coming.opens_on == ALREADY and said_full:
            said = f"{home.ref}: {words.count(said_full, 'approved place')} said to be full; ask what would free it."
            yield self._open(ActionKind.REACTIVATION, at, said, said_full)
        if coming.opens_on == ALREADY and no_bed:
            said = f"{home.ref}: {words.count(no_bed, 'approved place')} without a bed; a bed, a room or works."
            yield self._open(ActionKind.ADAPTATION, at, said, no_bed)

    def _higher_number(self, at: int, home: HomeFacts) -> Iterator[Candidate]:
        """As many children as there are beds, up to the usual limit."""
        limits = [one.number for one in home.approvals if one.number_term is Term.LIMIT and one.number is not None]
        more = min(len(home.beds), USUAL_LIMIT) - max(limits, default=USUAL_LIMIT)
        if more > 0 and self.outlook.to_come[at].opens_on == ALREADY:
            said = f"{home.ref}: approve for {max(limits) + more} rather than {max(limits)}; the beds are there."
            yield self._open(ActionKind.TERMS, at, said, more)

    def _cured(self, miss: NearMiss) -> Iterator[Candidate]:
        home, rule = self.outlook.homes[miss.home], miss.finding.rule
        coming = self.outlook.to_come[miss.home]
        if home.status is HomeStatus.LEAVING:
            said = f"{home.ref}: is leaving; find out what would keep the household."
            places = self._places(coming.usable)
            yield self._of(ActionKind.RETENTION, miss.home, (said, rule.who), places, miss.children, coming.usable)
        elif rule.id == NEEDS_MET:
            yield from self._supported(miss, home)
        elif rule.id == _AGE:
            yield from self._wider_ages(miss, home)
        elif rule.id != "carer-on-hold":
            said = f"{home.ref}: {rule.sentence} Cured by {rule.cleared_by}."
            kind = _KIND.get(rule.id, ActionKind.TERMS)
            yield self._of(kind, miss.home, (said, rule.who), self._places(0), miss.children)

    def _wider_ages(self, miss: NearMiss, home: HomeFacts) -> Iterator[Candidate]:
        """Approval for children a few years older, or younger, than the terms say."""
        low, high = _ages(home)
        for ages, to_say in (
            (range(high + 1, high + 1 + _YEARS), f"approve up to {min(high + _YEARS, _ADULT - 1)} rather than {high}"),
            (range(low - _YEARS, low), f"approve from {max(low - _YEARS, 0)} rather than {low}"),
        ):
            kinds = tuple(kind for kind in miss.children if self._age(kind) in ages)
            if kinds:
                said = (f"{home.ref}: {to_say}.", miss.finding.rule.who)
                yield self._of(ActionKind.TERMS, miss.home, said, self._places(0), kinds)

    def _age(self, kind: int) -> int | None:
        return self.outlook.requests[kind].children[0].age_on(self.outlook.world.today)

    def _supported(self, miss: NearMiss, home: HomeFacts) -> Iterator[Candidate]:
        """Skills or support, one step: for children whose needs lie no further off than a listed support makes up."""
        helped, costs = [], []
        for kind in miss.children:
            needs = self.outlook.requests[kind].children[0].needs
            short = [(need.domain, need.level - home.skills.get(need.domain, need.level)) for need in needs]
            found = [self._support(domain.value, gap) for domain, gap in short if gap > 0]
            if found and None not in found:
                helped.append(kind)
                costs += [one for one in found if one is not None]
        if helped:
            support = max(costs, key=lambda one: one.pence or 0)
            names = ", ".join(sorted({one.because for one in costs}))
            said = f"{home.ref}: training or support for higher needs ({names})."
            with_it = self._of(ActionKind.SUPPORT, miss.home, (said, FOSTERING_TEAM), self._places(0), tuple(helped))
            yield replace(with_it, week=_with_support(with_it.week, support.pence))

    def _support(self, domain: str, gap: int) -> Week | None:
        """The smallest listed support that makes up for a gap: its price (None where none is held) and its name."""
        fitting = [one for one in self.supports.every if domain in one.needs and one.makes_up >= gap]
        if not fitting:
            return None
        support = min(fitting, key=lambda one: one.makes_up)
        pence = self.weeks.support(support.price_level)
        return Week(pence, support.name)

    @property
    def _months(self) -> int:
        return len(self.outlook.month_ends)

    def _places(self, number: int) -> Ints:
        """[run, month] places from next month on, as long as the household is there."""
        return np.full((self.outlook.demand.runs, self._months), number, dtype=np.int64)

    def _open(self, kind: ActionKind, at: int, said: str, places: int) -> Candidate:
        still = np.arange(self._months) < self.outlook.changes.gone[:, at][:, None]
        soon = np.arange(self._months) >= _SOON
        return self._of(kind, at, (said, FOSTERING_TEAM), places * (still & soon).astype(np.int64), (), places)

    def _of(
        self,
        kind: ActionKind,
        at: int,
        said: tuple[str, str],
        places: Ints,
        kinds: tuple[int, ...],
        number: int = 0,
    ) -> Candidate:
        """The action on a home: what is said and who can do it, places [run, month], kinds who could come then."""
        home = self.outlook.homes[at]
        week = self.weeks.somebody(SETTING_OF_HOME[home.kind], home.provider_kind, (sum(_ages(home)) + 1) // 2)
        return Candidate(kind, home.ref, *said, Change(self.column[at], places, kinds), number, week, _SOON)


def _with_support(week: Week, pence: int | None) -> Week:
    """The price with a support besides; without the support's price only the home's is counted, and it says so."""
    if week.pence is None:
        return week
    if pence is None:
        return Week(week.pence, f"{week.because} The support is not priced: load it with `homeward import prices`.")
    return Week(week.pence + pence, week.because)


def _ages(home: HomeFacts) -> tuple[int, int]:
    """The youngest and the oldest child for whom the home is approved or registered, as far as is known."""
    terms: list[ApprovalFacts | RegistrationFacts] = [*home.approvals, *home.registrations]
    low = [one.age_min or 0 for one in terms]
    high = [_ADULT - 1 if one.age_max is None else min(one.age_max, _ADULT - 1) for one in terms]
    return min(low, default=0), max(high, default=_ADULT - 1)


_KIND = {
    rule: kind
    for rule, change in KIND_OF_CURE.items()
    if (kind := {ChangeKind.ADAPTATION: ActionKind.ADAPTATION, ChangeKind.STAFFING: ActionKind.SUPPORT}.get(change))
}
