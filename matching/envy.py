"""Who could say, of a plan, that somebody with no greater need holds a home that would fit them better; and regret.

Reported, never forced: with brothers and sisters a plan without any envy may not exist (Delacretaz, Kominers and
Teytelboym, American Economic Review 113(10)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching.option import Json
from matching.plan_problem import URGENCY_WEIGHT
from matching.planning import Unit
from matching.scoring import CENTS

UNPLACED = (0.0, 4)
"""The fit and the burden of no home: any lawful home is better."""


@dataclass(frozen=True)
class Claim:
    """What one child (or parent with child) asks of a plan: its group, its need, and each lawful home's fit and burden.

    `need` is the urgency's weight and the sum of the levels of needs; one need is at least as great as another only
    if both are.
    """

    child: str
    group: str
    need: tuple[int, int]
    homes: Mapping[str, tuple[float, int]]

    def holds(self, home: str | None) -> tuple[float, int]:
        """The fit and the burden of the home held, of none where unplaced."""
        return UNPLACED if home is None else self.homes.get(home, UNPLACED)


@dataclass(frozen=True)
class Envy:
    """A child who would fit a home better, whose need is at least as great, and who holds it with a lower fit."""

    child: str
    home: str
    holder: str
    better_by: float
    because: str

    def as_json(self) -> Json:
        """The pair for a program."""
        return {
            "child": self.child,
            "home": self.home,
            "holder": self.holder,
            "better_by": self.better_by,
            "because": self.because,
        }


def claims_of(units: Sequence[Unit]) -> list[Claim]:
    """The claims of everybody who is planned for."""
    return [
        Claim(
            unit.ref,
            unit.request.ref,
            (URGENCY_WEIGHT[unit.request.urgency.value], sum(n.level for c in unit.children for n in c.needs)),
            {verdict.home.ref: (unit.scorer.score(verdict).fit, verdict.burden) for verdict in unit.suggested},
        )
        for unit in units
    ]


def justified_envy(claims: Sequence[Claim], assignments: Mapping[str, str]) -> tuple[Envy, ...]:
    """Every pair of a plan in which one child's claim to the other's home is justified, the greatest gain first.

    The claim stands only where the home needs no heavier approval than the child's own, and where the child would
    leave no brother or sister behind; those of one referral make no claims on each other.
    """
    found = sorted(_pairs(claims, assignments), key=lambda one: (-one.better_by, one.child, one.home, one.holder))
    return tuple(found)


def _pairs(claims: Sequence[Claim], assignments: Mapping[str, str]) -> Iterator[Envy]:
    holders: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.child in assignments:
            holders.setdefault(assignments[claim.child], []).append(claim)
    for one in claims:
        own = assignments.get(one.child)
        if any(other.group == one.group and other is not one for other in holders.get(own or "", ())):
            continue
        fit, burden = one.holds(own)
        for home, (there, heavy) in one.homes.items():
            if there > fit and heavy <= burden:
                yield from (
                    _envy(one, home, other, there - fit) for other in holders.get(home, ()) if _over(one, home, other)
                )


def _over(one: Claim, home: str, other: Claim) -> bool:
    """Whether one child's claim to a home comes before its holder's."""
    as_great = one.need[0] >= other.need[0] and one.need[1] >= other.need[1]
    return other.group != one.group and as_great and other.holds(home)[0] < one.homes[home][0]


def _envy(one: Claim, home: str, other: Claim, gain: float) -> Envy:
    fits = f"{one.homes[home][0]:.0f} for {one.child}, {other.holds(home)[0]:.0f} for {other.child}"
    because = f"{home} fits {one.child} better than {other.child} ({fits}), and the need is at least as great."
    return Envy(one.child, home, other.child, round(gain, CENTS), because)


def regrets(claims: Sequence[Claim], assignments: Mapping[str, str]) -> dict[str, float]:
    """How much fit each child loses in a plan against their own best lawful home; nobody without one is listed."""
    return {
        claim.child: round(
            max(fit for fit, _ in claim.homes.values()) - claim.holds(assignments.get(claim.child))[0], CENTS
        )
        for claim in claims
        if claim.homes
    }
