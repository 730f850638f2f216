"""Disabled children who come for short breaks only: outside every headline count, but in the returns."""

from __future__ import annotations

from data.demo.chance import Chance
from data.demo.episodes import Episode
from data.demo.establishments import Establishment
from data.demo.ground import Ground
from data.demo.life import Child, Day, Period
from data.demo.names import BOYS, GIRLS
from data.demo.returns import Told
from data.demo.span import Span
from data.demo.yearly import Facts
from placements.codes import ExitRoute

_OF_YORK = 8
_EACH_BREAK_TOLD = 0.25
_A_SECOND_WEEK = (24, 45)
_NO_FACTS = Facts((), (), ())


def short_breaks(land: Ground, homes: list[Establishment], span: Span, scale: float, seed: int) -> list[Told]:
    """A few children with a series of breaks at the council's home: mostly one agreement (V4), some each break (V3)."""
    chance = Chance(seed, "short breaks")
    home = next(home for home in homes if home.pattern.short_breaks)
    return [_child(chance, land, home, span, number) for number in range(1, max(1, round(_OF_YORK * scale)) + 1)]


def _child(chance: Chance, land: Ground, home: Establishment, span: Span, number: int) -> Told:
    first, last = span.start.toordinal(), span.last.toordinal()
    begins = chance.whole(first - 600, last - 100)
    ends = begins + chance.whole(500, 1900)
    boy = chance.happens(0.65)
    child = Child(
        code=f"98{number:05d}",
        name=chance.one_of(BOYS if boy else GIRLS),
        sex="M" if boy else "F",
        ethnicity="WBRI",
        born=begins - chance.whole(6 * 365, 11 * 365),
        uasc=False,
        family=-number,
        home=land.home(chance),
        periods=[Period(begins, ends, ExitRoute.OTHER, as_one=False, need="N2")],
        short_breaks=True,
    )
    each = chance.happens(_EACH_BREAK_TOLD)
    days = _breaks(chance, begins, ends) if each else [(begins, ends)]
    told = [_episode(child, home, "V3" if each else "V4", *pair) for pair in days]
    return Told(child, [episode for episode in told if first <= episode.dec and episode.decom <= last], _NO_FACTS)


def _breaks(chance: Chance, begins: Day, ends: Day) -> list[tuple[Day, Day]]:
    """Breaks of two to five days, about every five weeks: never more than 17 days, nor 75 in a year."""
    days, day = [], begins
    while day < ends:
        days.append((day, day + chance.whole(2, 5)))
        day += chance.whole(*_A_SECOND_WEEK)
    return days


def _episode(child: Child, home: Establishment, status: str, decom: Day, dec: Day) -> Episode:
    places = ("K2", "PR1", "E4A", "", child.home.postcode, home.spot.postcode, home.urn)
    return Episode(decom, dec, "S", status, "N2", *places)
