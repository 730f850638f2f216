"""Homes to try besides the first, chosen so that they do not all fail for one reason; and the chance that one says yes.

The chances are rough and untested: nothing here was fitted to what carers and providers answered. They order nothing
and exclude nobody; they say only why one call is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.approach import Approach
from matching.option import Json, Option
from matching.rules.rule import Effect, Finding
from placements.geography import metres_between

FEWEST, MOST = 3, 5
SAME_ROAD_METRES, FAR_DEGREES = 800.0, 0.02
CONSIDERED = 25
"""How many of the best options are looked at: nobody rings the twenty-sixth before having rung the first."""
ROUGH = "a figure chosen by design: rough, and not yet tested against what carers and providers answered"


@dataclass(frozen=True)
class Chances:
    """Starting points for the chance of a yes (*design*, to be replaced once answers were counted).

    `yes` for carers who said yes to such a child before, `not_asked` for those who were not asked; each approval and
    each other unknown fact multiplies; a provider starts at `provider`. A record of answers moves a start towards
    itself: `weight` is how many answers the start counts as.
    """

    yes: float = 0.6
    not_asked: float = 0.3
    unconfirmed: float = 0.6
    approval: float = 0.8
    provider: float = 0.15
    weight: float = 10.0


def shrunken(start: float, said_yes: int, asked: int, weight: float) -> float:
    """The share of yes among the answers, drawn towards the start as long as they are few."""
    return (said_yes + start * weight) / (asked + weight)


@dataclass(frozen=True)
class Alternative:
    """One home or provider to try, what it shares with those before it, and the chance that it says yes."""

    home: str | None
    provider: str | None
    name: str
    shares: tuple[str, ...]
    chance: float

    def as_json(self) -> Json:
        """The alternative for a program."""
        return {
            "home": self.home,
            "provider": self.provider,
            "name": self.name,
            "shares": list(self.shares),
            "chance": round(self.chance, 2),
        }


@dataclass(frozen=True)
class Alternatives:
    """Three to five to try for the same children, and the chance that at least one of them says yes."""

    in_turn: tuple[Alternative, ...]

    @property
    def chance_of_a_home(self) -> float:
        """1 less the chance that every one says no, were they to answer independently: rough, and untested."""
        return 1 - math.prod(1 - one.chance for one in self.in_turn)

    def as_json(self) -> Json:
        """The alternatives for a program, never without saying how rough the chance is."""
        return {
            "in_turn": [one.as_json() for one in self.in_turn],
            "chance_of_a_home": round(self.chance_of_a_home, 2),
            "chance_is": ROUGH,
        }


@dataclass(frozen=True, eq=False)
class _Candidate:
    option: Option | None
    approach: Approach | None
    ties: frozenset[tuple[str, str]]
    chance: float


def alternatives(
    options: Sequence[Option], approaches: Sequence[Approach], chances: Chances | None = None
) -> Alternatives:
    """Choose whom to try for one bundle: the best option first, then whoever shares least with those chosen.

    `options` are those of one bundle in order, `approaches` the providers in order. A known home comes before a
    provider where both share as much, and the better option before the worse.
    """
    how = chances or Chances()
    left = [_known(option, how) for option in options[:CONSIDERED]]
    left += [_asked(one, how) for one in approaches]
    chosen: list[_Candidate] = []
    while left and len(chosen) < MOST:
        best = min(left, key=lambda one: len(_shared(one, chosen)))
        if len(chosen) >= FEWEST and len(_shared(best, chosen)) == len(best.ties) > 0:
            break
        left.remove(best)
        chosen.append(best)
    return Alternatives(tuple(_told(one, chosen[:place]) for place, one in enumerate(chosen)))


def _known(option: Option, how: Chances) -> _Candidate:
    home = option.verdict.home
    ties = {("carer", home.ref)}
    if home.provider_ref is not None and not home.is_own:
        ties.add(("provider", home.provider_ref))
    ties |= {("approval", one.approver.value) for one in _own_approvals(option) if one.approver}
    return _Candidate(option, None, frozenset(ties), _chance_of(option, how))


def _own_approvals(option: Option) -> list[Finding]:
    """The approvals that this home needs; one that the plan brings with it fails for no home alone."""
    return [one for one in option.found(Effect.NEEDS_APPROVAL) if not one.rule.of_plan]


def _chance_of(option: Option, how: Chances) -> float:
    missing = {one.rule.id for one in option.missing()}
    chance = how.not_asked if "carer-willing" in missing else how.yes
    chance *= how.approval ** len(_own_approvals(option))
    return float(chance * how.unconfirmed ** len(missing - {"carer-willing"}))


def _asked(approach: Approach, how: Chances) -> _Candidate:
    history = approach.provider.history
    offered, asked = (0, 0) if history is None else (history.offered, history.asked)
    chance = shrunken(how.provider, offered, asked, how.weight)
    return _Candidate(None, approach, frozenset({("provider", approach.provider.ref)}), chance)


def _shared(one: _Candidate, chosen: Sequence[_Candidate]) -> set[tuple[str, str]]:
    taken = {tie for other in chosen for tie in other.ties}
    shared = set(one.ties & taken)
    if any(_near(one, other) for other in chosen):
        shared.add(("road", "the same road or the next"))
    return shared


def _near(one: _Candidate, other: _Candidate) -> bool:
    here, there = _place(one), _place(other)
    if here is None or there is None or max(abs(here[0] - there[0]), abs(here[1] - there[1])) > FAR_DEGREES:
        return False
    return float(metres_between(*here, *there)) < SAME_ROAD_METRES


def _place(one: _Candidate) -> tuple[float, float] | None:
    place = None if one.option is None else one.option.verdict.home.position
    return None if place is None else (place.latitude, place.longitude)


def _told(one: _Candidate, before: Sequence[_Candidate]) -> Alternative:
    shares = tuple(sorted(_said(_shared(one, before))))
    if one.option is not None:
        return Alternative(one.option.home, one.option.verdict.home.provider_ref, one.option.home, shares, one.chance)
    if one.approach is None:
        raise AssertionError("An alternative is a home or a provider.")
    return Alternative(None, one.approach.provider.ref, one.approach.provider.name, shares, one.chance)


def _said(ties: set[tuple[str, str]]) -> Iterator[str]:
    for kind, what in ties:
        yield {"approval": f"also waits for the {what}", "provider": f"also depends on {what}"}.get(kind, what)
