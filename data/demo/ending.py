"""The reason for which care ended, in the codes of the return, by route, home and age."""

from __future__ import annotations

from data.demo.chance import Chance
from data.demo.life import FOSTERED, Child, Kind, Period, Stay
from placements.codes import ExitRoute

_ONE_WAY = {
    ExitRoute.HOME_PLANNED: {"E4A": 1.0},
    ExitRoute.HOME_UNPLANNED: {"E4B": 1.0},
    ExitRoute.OTHER_FAMILY: {"E13": 0.66, "E41": 0.34},
    ExitRoute.ADOPTION: {"E11": 0.35, "E12": 0.65},
    ExitRoute.OTHER_AUTHORITY: {"E3": 1.0},
    ExitRoute.CUSTODY: {"E9": 1.0},
}
_GUARDIANSHIP = {
    Kind.KIN: {"E45": 0.92, "E47": 0.08},
    Kind.OWN: {"E46": 0.55, "E47": 0.35, "E48": 0.10},
    Kind.AGENCY: {"E46": 0.50, "E47": 0.40, "E48": 0.10},
}
_GUARDIANSHIP_ELSEWHERE = {"E47": 0.75, "E48": 0.25}
_EIGHTEEN_FOSTERED = {"E17": 0.66, "E5": 0.26, "E6": 0.04, "E7": 0.03, "E4A": 0.01}
_EIGHTEEN_ELSEWHERE = {"E5": 0.74, "E6": 0.18, "E7": 0.05, "E8": 0.03}
_OTHER = {"E8": 0.90, "E2": 0.01, "E16": 0.09}
_OTHER_UASC = {"E8": 0.55, "E15": 0.35, "E16": 0.10}


def ending(chance: Chance, child: Child, period: Period, stay: Stay) -> str:
    """The code of the route out, from the home the child left."""
    if period.route is ExitRoute.EIGHTEEN:
        return chance.pick(_EIGHTEEN_FOSTERED if stay.kind in FOSTERED else _EIGHTEEN_ELSEWHERE)
    if period.route is ExitRoute.SPECIAL_GUARDIANSHIP:
        return chance.pick(_GUARDIANSHIP.get(stay.kind, _GUARDIANSHIP_ELSEWHERE))
    if period.route is ExitRoute.OTHER:
        if period.legal_on(period.left - 1) == "J1":
            return "E14"
        return chance.pick(_OTHER_UASC if child.uasc else _OTHER)
    return chance.pick(_ONE_WAY[period.route])
