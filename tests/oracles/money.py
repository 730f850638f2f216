"""A second, slow calculation of what placements cost: every day of every child by itself, in fractions of a penny.

It shares no code with the first: it knows the tables of the record, and the rules as the costs paper states them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

A_DAY = dt.timedelta(days=1)
WHOLE = {"base", "allowance", "block_variable", "fee"}
EVERY_LINE_COUNTS = {"enhancement", "extra", "around", "one_off"}
ONE_LINE_COUNTS = WHOLE | {"block_fixed", "nth_child", "retainer"}


def pence(
    stays: Sequence[Any],
    lines: Sequence[Any],
    uplifts: Sequence[Any],
    first: dt.date,
    end: dt.date,
    kept: Sequence[Any],
) -> int:
    """What the days from `first` up to the day before `end` cost: each line's days added up, then rounded half up."""
    piles: dict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    day = first
    while day < end:
        for stay in stays:
            _one_child(stay, stays, lines, uplifts, day, piles)
        for household in {stay.household for stay in stays}:
            _one_household(household, stays, lines, uplifts, day, piles)
        for number, one in enumerate(kept):
            _one_kept(number, one, stays, lines, uplifts, day, piles)
        for line in lines:
            if _per(line) == "contract" and _open(line.starts_on, line.ends_on, day):
                piles["block", line.ref, _amount(line, uplifts, day)] += _daily(line, uplifts, day)
        day += A_DAY
    return sum(_rounded(exact) for exact in piles.values())


def _one_child(stay: Any, stays: Sequence[Any], lines: Sequence[Any], uplifts: Any, day: dt.date, piles: Any) -> None:
    who = (stay.child, stay.household, stay.starts)
    if _open(stay.starts, stay.ends, day):
        for line in _paid_lines(stay, _rank(stay, stays, lines, day), lines, day):
            amount = _amount(line, uplifts, day)
            if _per(line) == "child" and line.unit.value == "once":
                due = stay.starts if line.child_id is None else line.starts_on
                if due == day:
                    piles["once", line.ref, amount, who] += amount
            elif _per(line) == "child" and line.component.value not in {"retainer", "block_fixed"}:
                piles["child", line.ref, amount, who] += _daily(line, uplifts, day)
    elif stay.ends is not None and stay.paid_until is not None and stay.ends <= day < stay.paid_until:
        for line in _paid_lines(stay, 1, lines, day):
            if _per(line) == "child" and line.component.value in WHOLE and line.unit.value != "once":
                piles["notice", line.ref, _amount(line, uplifts, day), who] += _daily(line, uplifts, day)


def _one_household(name: str, stays: Any, lines: Any, uplifts: Any, day: dt.date, piles: Any) -> None:
    here = [stay for stay in stays if stay.household == name and _open(stay.starts, stay.ends, day)]
    if not here:
        return
    first_to_come = min(here, key=lambda stay: (stay.starts, stay.child))
    for line in _paid_lines(first_to_come, 1, lines, day):
        if _per(line) == "carer" and line.component.value != "retainer":
            piles["household", line.ref, _amount(line, uplifts, day), name] += _daily(line, uplifts, day)


def _one_kept(number: int, kept: Any, stays: Any, lines: Any, uplifts: Any, day: dt.date, piles: Any) -> None:
    if not _open(kept.starts, kept.ends, day):
        return
    if not kept.held and any(stay.household == kept.household and _open(stay.starts, stay.ends, day) for stay in stays):
        return
    wanted = "child" if kept.held else "carer"
    retainers = [
        line
        for line in lines
        if line.component.value == "retainer"
        and _per(line) == wanted
        and line.age_min is None
        and _matches(line, kept, None, 0, 1, day)
    ]
    for line in _selected(retainers):
        piles["kept", number, line.ref, _amount(line, uplifts, day)] += _daily(line, uplifts, day)


def _paid_lines(stay: Any, rank: int, lines: Sequence[Any], day: dt.date) -> list[Any]:
    age = day.year - stay.dob.year - ((day.month, day.day) < (stay.dob.month, stay.dob.day))
    matching = [line for line in lines if _matches(line, stay, stay.child, age, rank, day)]
    if any(line.standing.value == "agreed" and line.component.value in WHOLE for line in matching):
        matching = [line for line in matching if line.standing.value == "agreed"]
    if any(line.component.value == "block_variable" for line in matching):
        matching = [line for line in matching if line.component.value != "base"]
    return _selected(matching)


def _matches(line: Any, where: Any, child: int | None, age: int, rank: int, day: dt.date) -> bool:
    if line.setting != where.setting or not _open(line.starts_on, line.ends_on, day):
        return False
    for condition, value in (
        (line.provider_kind, where.provider_kind),
        (line.home_id, where.home_id),
        (line.contract_id, where.contract_id),
        (line.level, where.level),
        (line.child_id, child),
    ):
        if condition is not None and condition != value:
            return False
    if line.nth is not None and rank < line.nth:
        return False
    return (line.age_min is None or age >= line.age_min) and (line.age_max is None or age <= line.age_max)


def _selected(lines: Sequence[Any]) -> list[Any]:
    kept = []
    for line in lines:
        if line.component.value in EVERY_LINE_COUNTS:
            kept.append(line)
            continue
        rivals = [other for other in lines if other.component is line.component and other is not line]
        beaten = any(_particular(other) > _particular(line) for other in rivals)
        if line.component.value in ONE_LINE_COUNTS:
            newer = [other for other in rivals if _particular(other) == _particular(line)]
            beaten = beaten or any((other.starts_on, other.ref) > (line.starts_on, line.ref) for other in newer)
        if not beaten:
            kept.append(line)
    return kept


def _particular(line: Any) -> list[int]:
    named = [line.child_id, line.home_id, line.contract_id, line.level]
    return [int(one is not None) for one in named] + [line.nth or 0, int(line.provider_kind is not None)]


def _rank(stay: Any, stays: Sequence[Any], lines: Sequence[Any], day: dt.date) -> int:
    stepped = {line.contract_id for line in lines if line.nth is not None and line.contract_id is not None}
    if stay.contract_id in stepped:
        others = [other for other in stays if other.contract_id == stay.contract_id]
    else:
        others = [other for other in stays if other.household == stay.household]
    present = sorted((other.starts, other.child) for other in others if _open(other.starts, other.ends, day))
    return present.index((stay.starts, stay.child)) + 1


def _amount(line: Any, uplifts: Sequence[Any], day: dt.date) -> int:
    amount: int = line.amount_pence
    for when in sorted({one.starts_on for one in uplifts}):
        if not line.starts_on < when <= day or (line.ends_on is not None and when >= line.ends_on):
            continue
        fitting = [
            one
            for one in uplifts
            if one.starts_on == when
            and (one.setting is None or one.setting == line.setting)
            and (one.provider_kind is None or one.provider_kind == line.provider_kind)
            and (one.component is None or one.component is line.component)
            and (one.contract_id is None or one.contract_id == line.contract_id)
        ]
        if fitting:
            best = max(fitting, key=_most_particular_uplift)
            amount = _rounded(amount * (1 + Fraction(best.basis_points, 10_000)))
    return amount


def _most_particular_uplift(one: Any) -> tuple[Any, ...]:
    named = (one.contract_id, one.component, one.setting, one.provider_kind)
    return (*(condition is not None for condition in named), one.ref)


def _daily(line: Any, uplifts: Sequence[Any], day: dt.date) -> Fraction:
    amount, unit = _amount(line, uplifts, day), line.unit.value
    if unit.endswith("day"):
        return Fraction(amount)
    if unit.endswith("week"):
        return Fraction(amount, 7)
    february = day.year + 1 if day.month >= 4 else day.year
    return Fraction(amount, 366 if calendar.isleap(february) else 365)


def _per(line: Any) -> str:
    return "child" if line.unit.value == "once" else str(line.unit.value).split("_", maxsplit=1)[0]


def _open(starts: dt.date, ends: dt.date | None, day: dt.date) -> bool:
    return starts <= day and (ends is None or day < ends)


def _rounded(exact: Fraction) -> int:
    whole = exact.numerator // exact.denominator
    return whole + 1 if exact - whole >= Fraction(1, 2) else whole
