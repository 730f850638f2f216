"""The legal course of a period of care: under what power the child is looked after, and from when."""

from __future__ import annotations

from data.demo.chance import Chance
from data.demo.life import Day
from placements.codes import ExitRoute

_OLD_ENOUGH_TO_AGREE = 15.5
_OLD_ENOUGH_FOR_REMAND = 12.0
_AT_START = {"V2": 0.500, "C1": 0.435, "L1": 0.032, "L2": 0.025, "J1": 0.008}  # York 2025, unaccompanied children apart
_OVER_15_AT_START = {"V2": 0.85, "C1": 0.08, "L1": 0.02, "J1": 0.05}  # design
_ORDER_AFTER_ACCOMMODATION = 0.90  # design: of those who stay on, so that one in eight is accommodated at a time
_OVER_15_ORDER = 0.10  # design
_YOUNG = 4.0
_ORDER_WITHOUT_ADOPTION = 0.10  # design: so that 6% of the stock is under a placement order (York 2025: 14 of 240)


def legal_course(
    chance: Chance, *, age: float, uasc: bool, route: ExitRoute, started: Day, left: Day
) -> list[tuple[Day, str]]:
    """Legal statuses with the day each begins, the first on the day of arrival; age in years on that day.

    Police protection lasts to three days, an emergency protection order to eight; then an interim order or agreement
    follows; a full order some 26 to 45 weeks after the interim one; a placement order where the plan is adoption.
    """
    if uasc:
        return [(started, "V2")]
    agrees = age >= _OLD_ENOUGH_TO_AGREE
    first = chance.pick(_OVER_15_AT_START if agrees else _AT_START)
    first = "V2" if first == "J1" and age < _OLD_ENOUGH_FOR_REMAND else first
    course = [(started, first)]
    if first in ("L1", "L2", "J1"):
        lasts = {"L1": chance.whole(1, 3), "L2": chance.whole(4, 8), "J1": chance.days(40, 0.6)}[first]
        then = "V2" if first == "J1" or chance.happens(0.4) else "C1"
        course.append((course[-1][0] + lasts, then))
    if course[-1][1] == "V2" and chance.happens(_OVER_15_ORDER if agrees else _ORDER_AFTER_ACCOMMODATION):
        course.append((course[-1][0] + chance.days(55, 0.8), "C1"))
    if course[-1][1] == "C1":
        course.append((course[-1][0] + chance.days(260, 0.3), "C2"))
    within = [(day, status) for day, status in course if day < left]
    return _with_placement_order(chance, within, route, left, young=age < _YOUNG)


def _with_placement_order(
    chance: Chance, course: list[tuple[Day, str]], route: ExitRoute, left: Day, *, young: bool
) -> list[tuple[Day, str]]:
    """A child who will be adopted is under a placement order from early on; of others, some were meant to be."""
    if route is not ExitRoute.ADOPTION and not (young and chance.happens(_ORDER_WITHOUT_ADOPTION)):
        return course
    started = course[0][0]
    ordered = started + int((left - started) * (0.20 + 0.15 * chance.share()))
    before = [(day, status) for day, status in course if day < ordered]
    return [*before, (ordered, "E1")]
