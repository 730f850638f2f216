"""Children of flesh and blood out of rows of arrivals: name, sex, origin, home, and why they came into care."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from data.demo.arrivals import ROUTES, Arrivals
from data.demo.chance import Chance
from data.demo.course import course, follow, status_changes
from data.demo.ground import Ground, Spot
from data.demo.legal import legal_course
from data.demo.life import Child, Day, Period
from data.demo.names import BOYS, GIRLS, SEEKING_BOYS, SEEKING_GIRLS
from placements.codes import ExitRoute

Row = tuple[int, int, int, int, int, int, bool, bool]

_BOYS_SHARE, _BOYS_SHARE_UASC = 0.545, 0.92  # York 2025: 132 of 240
_ETHNICITY = {"WBRI": 0.84, "WOTH": 0.04, "MWBC": 0.015, "MWAS": 0.015, "MOTH": 0.015, "BAFR": 0.01, "AOTH": 0.01,
              "WROM": 0.01, "AIND": 0.005, "ABAN": 0.01, "OOTH": 0.01, "NOBT": 0.01, "REFU": 0.005}  # fmt: skip
_ETHNICITY_UASC = {"AOTH": 0.40, "OOTH": 0.30, "BAFR": 0.25, "WOTH": 0.05}
_NEED = {"N1": 0.74, "N2": 0.035, "N3": 0.05, "N4": 0.075, "N5": 0.06, "N6": 0.02, "N8": 0.02}  # York 2025
_NEED_UASC = "N8"


def people(rows: Arrivals, land: Ground, seed: int) -> Iterator[list[Child]]:
    """Family after family, each child with every period of care of theirs and its legal course and stays.

    The code of the return is a 9 and six figures or more, a range kept for invented children.
    """
    columns = (rows.family, rows.child, rows.born, rows.started, rows.left, rows.route, rows.as_one, rows.uasc)
    table: Iterator[Row] = zip(*(column.tolist() for column in columns), strict=True)
    number = 0
    for family, members in groupby(table, key=lambda row: row[0]):
        chance = Chance(seed, "family", family)
        home = land.home(chance)
        children = [
            _child(chance, [*periods], number + place, home)
            for place, (_, periods) in enumerate(groupby(members, key=lambda row: row[1]))
        ]
        number += len(children)
        for child in children:
            child.in_group = len(children) > 1
        _live(chance, children)
        yield children


def _child(chance: Chance, rows: list[Row], number: int, home: Spot) -> Child:
    family, _, born, *_, uasc = rows[0]
    boy = chance.happens(_BOYS_SHARE_UASC if uasc else _BOYS_SHARE)
    lists = (SEEKING_BOYS, SEEKING_GIRLS) if uasc else (BOYS, GIRLS)
    need = _NEED_UASC if uasc else chance.pick(_NEED)
    return Child(
        code=f"9{number + 1:06d}",
        name=chance.one_of(lists[0] if boy else lists[1]),
        sex="M" if boy else "F",
        ethnicity=chance.pick(_ETHNICITY_UASC if uasc else _ETHNICITY),
        born=born,
        uasc=uasc,
        family=family,
        home=home,
        periods=[Period(started, left, ROUTES[route], as_one, need) for *_, started, left, route, as_one, _ in rows],
    )


def _live(chance: Chance, children: list[Child]) -> None:
    """Give each period its courses; those who came on one day begin together, those who are as one stay together."""
    arrivals = [(period.started, child, period) for child in children for period in child.periods]
    for _, together in groupby(sorted(arrivals, key=lambda arrival: arrival[0]), key=lambda arrival: arrival[0]):
        party = sorted(((child, period) for _, child, period in together), key=lambda pair: -pair[1].left)
        leader, whole = party[0]
        whole.legal = _legal(chance, leader, whole)
        whole.stays = status_changes(chance, course(chance, leader, whole), whole)
        for child, period in party[1:]:
            same_end = _alike(whole, period)
            period.need = whole.need
            period.legal = (
                [(day, ls) for day, ls in whole.legal if day < period.left]
                if same_end
                else _legal(chance, child, period)
            )
            period.stays = follow(chance, child, period, whole, to_the_end=same_end)


def _alike(leader: Period, other: Period) -> bool:
    """Whether two who came together also leave in the same way, so that one follows the other all along."""
    return (leader.as_one and leader.route is other.route and leader.route is not ExitRoute.ADOPTION) or (
        leader.as_one and leader.route is other.route and leader.left == other.left
    )


def _legal(chance: Chance, child: Child, period: Period) -> list[tuple[Day, str]]:
    return legal_course(
        chance,
        age=child.years(period.started),
        uasc=child.uasc,
        route=period.route,
        started=period.started,
        left=period.left,
    )
