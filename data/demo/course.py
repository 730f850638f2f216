"""A child's path through homes: from the day of arrival to the day of leaving, which is drawn first."""

from __future__ import annotations

from dataclasses import replace

from data.demo.chance import Chance
from data.demo.life import FAMILY_HOMES, Child, Day, Kind, Period, Stay
from data.demo.placing import (
    ADOPTED_BY_CARER,
    BREAKDOWN_SHARE,
    FIRST,
    FIRST_SEEKING_ASYLUM,
    KIN_OF_GROUPS,
    KIN_OF_ONE,
    LENGTHS,
    MAY_LIVE_FROM,
    NEXT,
    PLANNED_TO_FAMILY,
    REASONS_BREAKDOWN,
    REASONS_PLANNED,
    TURNS_PERMANENT,
    TURNS_PERMANENT_AFTER,
    UNSETTLED,
    UNSETTLED_FACTOR,
    UNSETTLED_YOUNGER,
    YOUNG,
    Weights,
)
from placements.codes import ExitRoute

_UNDER_ORDER = ("C1", "C2")
_TOO_SHORT_TO_MOVE = 10
_TOO_SHORT_TO_MATCH = 30
_TO_FAMILY_AND_ORDER = (Kind.KIN, Kind.PARENTS, Kind.ADOPTION)
_ALONG = FAMILY_HOMES | {Kind.ADOPTION}


def course(chance: Chance, child: Child, period: Period, begins: Stay | None = None) -> list[Stay]:
    """The stays of a period of care: they begin on its first day, end on its last, and leave no day out.

    `begins` is the stay to begin with, where the child comes along with somebody.
    """
    kind, length = _last_home(chance, period)
    until = period.left - length
    stays = _wandering(chance, child, period, until, begins) if until > period.started else []
    if kind is None:
        return stays
    if stays and stays[-1].kind is kind and kind is not Kind.ADOPTION:
        stays[-1].ended = period.left
        return stays
    if stays:
        stays[-1].reason = "CARPL"
    return [*stays, Stay(kind, stays[-1].ended if stays else period.started, period.left)]


def _last_home(chance: Chance, period: Period) -> tuple[Kind | None, int]:
    """The home that the way of leaving care presupposes, and for how long; none where any will do."""
    whole = period.left - period.started
    if period.route is ExitRoute.ADOPTION:
        return Kind.ADOPTION, min(chance.days(255, 0.6), int(whole * 0.65))
    if period.route is ExitRoute.SPECIAL_GUARDIANSHIP and chance.happens(0.75):
        return Kind.KIN, int(whole * (0.45 + 0.55 * chance.share()))
    if period.route is ExitRoute.HOME_PLANNED and chance.happens(0.38):
        length = min(chance.days(150, 0.9), int(whole * 0.7))
        if length >= _TOO_SHORT_TO_MOVE and period.legal_on(period.left - length) in _UNDER_ORDER:
            return Kind.PARENTS, length
    return None, 0


def _wandering(chance: Chance, child: Child, period: Period, until: Day, begins: Stay | None) -> list[Stay]:
    """Stays one after the other until a day."""
    unsettled = chance.happens(UNSETTLED if child.years(period.started) >= YOUNG else UNSETTLED_YOUNGER)
    stay = begins or _stay(chance, _first_kind(chance, child, period), period.started, later=False, unsettled=unsettled)
    stays: list[Stay] = []
    while stay.ended <= until - _TOO_SHORT_TO_MOVE:
        following = _next_kind(chance, child, period, stay.kind, stay.ended)
        planned = following in _TO_FAMILY_AND_ORDER and chance.happens(PLANNED_TO_FAMILY)
        stays.append(replace(stay, reason="CARPL") if planned else stay)
        stay = _stay(chance, following, stay.ended, later=True, unsettled=unsettled)
    return [*stays, replace(stay, ended=until, reason="")]


def _stay(chance: Chance, kind: Kind, started: Day, *, later: bool, unsettled: bool) -> Stay:
    """A stay as long as it could be, and why it would end."""
    length = LENGTHS[kind]
    factor = UNSETTLED_FACTOR if unsettled else 1.0
    settles = length.settles_later if later else length.settles
    if chance.happens(settles * factor):
        days, broke_down = chance.wait(length.breaks_after * factor * 365), True
    else:
        days, broke_down = chance.days(length.median * factor, length.spread), chance.happens(BREAKDOWN_SHARE)
    reason = chance.pick(REASONS_BREAKDOWN if broke_down else REASONS_PLANNED)
    return Stay(kind, started, started + days, reason=reason)


def _first_kind(chance: Chance, child: Child, period: Period) -> Kind:
    tables = FIRST_SEEKING_ASYLUM if child.uasc else FIRST
    return chance.pick(_possible(_by_age(tables, child.years(period.started)), child, period, period.started))


def _next_kind(chance: Chance, child: Child, period: Period, kind: Kind, day: Day) -> Kind:
    possible = _possible(NEXT[kind], child, period, day)
    if child.uasc:
        possible = {other: weight for other, weight in possible.items() if other is not Kind.KIN}
    return chance.pick(possible or {Kind.OWN: 1.0})


def _by_age(tables: tuple[tuple[float, Weights], ...], years: float) -> Weights:
    return next(weights for below, weights in tables if years < below or below == tables[-1][0])


def _possible(weights: Weights, child: Child, period: Period, day: Day) -> dict[Kind, float]:
    """The kinds a child of this age and legal status may live in: with parents only under an order."""
    years, under_order = child.years(day), period.legal_on(day) in _UNDER_ORDER
    kin = KIN_OF_GROUPS if child.in_group else KIN_OF_ONE
    return {
        kind: weight * kin if kind is Kind.KIN else weight
        for kind, weight in weights.items()
        if years >= MAY_LIVE_FROM.get(kind, 0.0) and (under_order or kind is not Kind.PARENTS)
    }


def follow(chance: Chance, child: Child, period: Period, leader: Period, *, to_the_end: bool) -> list[Stay]:
    """The stays of a child who came with a brother or sister: all along with them, or at first only."""
    along: list[Stay] = []
    for stay in leader.stays:
        if stay.started >= period.left or not _may_follow(stay, period):
            break
        ended = min(stay.ended, period.left)
        along.append(replace(stay, ended=ended, reason=stay.reason if ended < period.left else "", joins=stay))
        if not to_the_end:
            break
    adopted = period.route is ExitRoute.ADOPTION
    if to_the_end and along and (along[-1].kind is Kind.ADOPTION or not adopted):
        along[-1].ended, along[-1].reason = period.left, ""
        return along
    begins = replace(along[0], reason="CARPL" if along[0].reason == "PLACE" else along[0].reason) if along else None
    return status_changes(chance, course(chance, child, period, begins), period)


def _may_follow(stay: Stay, period: Period) -> bool:
    """Into family homes only; to parents only under an order of one's own."""
    under_order = period.legal_on(stay.started) in _UNDER_ORDER
    return stay.kind in _ALONG and (under_order or stay.kind is not Kind.PARENTS)


def status_changes(chance: Chance, stays: list[Stay], period: Period) -> list[Stay]:
    """Some long fostering stays become a match for good with the same carers: the same home under another code."""
    changed: list[Stay] = []
    for stay in stays:
        turns = stay.started + chance.days(*TURNS_PERMANENT_AFTER)
        if chance.happens(TURNS_PERMANENT.get(stay.kind, 0.0)) and turns < stay.ended - _TOO_SHORT_TO_MATCH:
            changed.append(replace(stay, ended=turns, reason="PLACE"))
            changed.append(replace(stay, started=turns, same_carer=True, joins=None))
        else:
            changed.append(stay)
    last = changed[-1]
    from_own = last.kind is Kind.ADOPTION and len(changed) > 1 and changed[-2].kind is Kind.OWN
    if from_own and chance.happens(ADOPTED_BY_CARER):
        changed[-2].reason, last.same_carer = "PLACE", True
    return changed
