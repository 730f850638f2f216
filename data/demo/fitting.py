"""Which child in care an open referral is about: the first whom its kind fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.demo.ground import is_far
from data.demo.life import Child, Day, Kind
from data.demo.schools import LAST_YEAR, school_year
from data.demo.span import TODAY

Fits = Callable[[Child, Day], bool]

_ALONE_AGES, _STEP_DOWN_AGES, _FAR_AGES = range(9, 15), range(8, 16), range(5, 15)
_WITH_CARERS = (Kind.AGENCY, Kind.OWN)
_SETTLED_DAYS = 70


def _kind(child: Child, today: Day) -> Kind | None:
    period = child.period_on(today)
    return period.stay_on(today).kind if period else None


def _settled(child: Child, today: Day) -> bool:
    """In the same home for some time."""
    period = child.period_on(today)
    return period is not None and period.stay_on(today).started < today - _SETTLED_DAYS


def _must_be_alone(child: Child, today: Day) -> bool:
    """Fostered by strangers, without brothers or sisters."""
    fostered = _kind(child, today) in _WITH_CARERS
    return fostered and not child.in_group and not child.uasc and child.age(today) in _ALONE_AGES


def _in_year_11(child: Child, today: Day) -> bool:
    """In the last year of school, fostered by strangers."""
    fostered = _kind(child, today) in _WITH_CARERS
    return fostered and not child.uasc and school_year(child.dob, TODAY) == LAST_YEAR


def _could_step_down(child: Child, today: Day) -> bool:
    """In a children's home, settled, and still young."""
    return _kind(child, today) is Kind.HOME and child.age(today) in _STEP_DOWN_AGES and _settled(child, today)


def _far_away(child: Child, today: Day) -> bool:
    """Fostered by an agency, settled, over 20 miles from home."""
    period = child.period_on(today)
    address = period.stay_on(today).address if period else None
    if address is None or child.uasc or _kind(child, today) is not Kind.AGENCY:
        return False
    return is_far(child.home, address.spot) and child.age(today) in _FAR_AGES and _settled(child, today)


FITTING: Mapping[str, Fits] = {
    "must be alone": _must_be_alone,
    "in year 11": _in_year_11,
    "could step down": _could_step_down,
    "far away": _far_away,
}
