"""Inside a carers' household: who lives there, the beds, times when nobody can come, exemptions given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from data.demo.chance import Chance
from data.demo.life import Day, Kind
from data.demo.names import BOYS, CARERS, GIRLS
from data.demo.present import Present
from data.demo.workbook import Row

_HOLDS = (
    ("leave", "Planned holiday"),
    ("illness", "Operation and recovery"),
    ("training", "Second module of the skills course"),
    ("allegation", "Standards of care being looked into"),
    ("review", "Annual review not finished"),
    ("other", "Building work in the house"),
)
_WITHOUT_END = ("allegation", "review")
_OWN_CHILDREN, _OTHER_ADULT = 0.38, 0.08
_CARER_DAYS, _OWN_CHILD_DAYS, _STAYING_DAYS, _ADULT_DAYS = (
    (11_300, 24_100),
    (500, 6_200),
    (6_600, 7_400),
    (7_000, 29_000),
)
_SHARING_UNKNOWN = 0.05
_STEP_FREE = {"no": 0.85, "yes": 0.05, "unknown": 0.10}
_USUAL_LIMIT = 3
_SOURCE = "carer records"


def people(chance: Chance, home: Present, names: list[str], today: Day) -> list[Row]:
    """The carers, their own children, other adults, and young people staying put."""
    man_first = chance.happens(0.5)
    rows = []
    for place, name in enumerate(names):
        sex = "M" if man_first == (place == 0) else "F"
        rows.append(_person(home, "carer", name, today - chance.whole(*_CARER_DAYS), sex))
    own = home.role.own_children if home.role else chance.happens(_OWN_CHILDREN)
    for _ in range(chance.whole(1, 2) if own else 0):
        boy = chance.happens(0.5)
        name = chance.one_of(BOYS if boy else GIRLS)
        rows.append(_person(home, "own_child", name, today - chance.whole(*_OWN_CHILD_DAYS), "M" if boy else "F"))
    if home.role is None and chance.happens(_OTHER_ADULT):
        rows.append(_person(home, "adult", chance.one_of(CARERS), today - chance.whole(*_ADULT_DAYS), "F"))
    if home.staying_put:
        rows.append(_person(home, "staying_put", chance.one_of(BOYS), today - chance.whole(*_STAYING_DAYS), "M"))
    return rows


def _person(home: Present, living_as: str, name: str, born: Day, sex: str) -> Row:
    who: Row = {"household": home.ref, "living_as": living_as, "first_name": name, "sex": sex}
    return {**who, "dob": _date(born), "source": _SOURCE}


def beds(chance: Chance, home: Present) -> list[Row]:
    """Every bed with its room; where two share a room, siblings may, or nobody has said."""
    unknown = home.role is None and chance.happens(_SHARING_UNKNOWN)
    rooms = [room for _, room in home.rooms]
    rows: list[Row] = []
    for bed, room in home.rooms:
        shared = rooms.count(room) > 1
        sharing = ("unknown" if unknown else "siblings") if shared else "no"
        known = home.role is not None
        step_free = ("yes" if home.role and home.role.step_free else "no") if known else chance.pick(_STEP_FREE)
        rows.append({"home": home.ref, "bed": bed, "room": room, "sharing": sharing, "step_free": step_free})
    return rows


def hold(chance: Chance, home: Present, today: Day) -> list[Row]:
    """Why a household that is not available takes nobody now."""
    if home.available:
        return []
    kind, reason = chance.one_of(_HOLDS)
    ends = "" if kind in _WITHOUT_END else _date(today + chance.whole(5, 60))
    began = _date(today - chance.whole(3, 90))
    return [{"household": home.ref, "kind": kind, "from": began, "to": ends, "reason": reason, "source": _SOURCE}]


def exemptions(homes: Iterable[Present], refs: Mapping[str, str], today: Day) -> list[Row]:
    """A full household of children who are not all siblings had an exemption for a fourth child, which is over."""
    for home in homes:
        unrelated = len({child.family for child in home.children}) > 1
        if home.household.kind is Kind.OWN and unrelated and len(home.children) == _USUAL_LIMIT:
            named = ";".join(refs[child.code] for child in home.children)
            terms: Row = {"la_code": home.household.spot.la_code, "children": named, "source": _SOURCE}
            return [{"household": home.ref, **terms, "from": _date(today - 200), "to": _date(today - 20)}]
    return []


def _date(day: Day) -> dt.date:
    return dt.date.fromordinal(day)
