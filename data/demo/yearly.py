"""What a year's return tells beside episodes: times missing, reviews, outcomes, earlier permanence, leavers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.dates import written
from data.demo.life import Child, Day, Kind, Period
from placements.codes import CollectionYear, ExitRoute

Row = tuple[str, ...]

_ANSWERS_FROM, _HEALTH_VISITED_TO, _CAN_OFFEND_FROM = 4, 5, 10
_SCORED_AGES = range(4, 17)
_MISSING_FROM, _MISSING_A_YEAR = 12, 0.16
_REVIEWS_AFTER = (28, 118)
_REVIEWS_EVERY = 182
_PARTICIPATION = {"PN1": 0.56, "PN2": 0.05, "PN3": 0.05, "PN4": 0.06, "PN5": 0.08, "PN6": 0.15, "PN7": 0.05}
_BEFORE = {"Z1": 0.90, "P2": 0.05, "P1": 0.02, "P3": 0.02, "P4": 0.01}
_LEAVER_AGES = (18, 19, 20, 21)
_IN_TOUCH = {"YES": 0.92, "NO": 0.03, "REFU": 0.02, "NREQ": 0.02, "RHOM": 0.01}
_ACTIVITY = {"F1": 0.07, "F2": 0.24, "F4": 0.05, "F5": 0.21, "P2": 0.02, "P5": 0.06, "G4": 0.13, "G5": 0.17, "G6": 0.05}
_LIVING = {
    "U1": 0.36,
    "D1": 0.16,
    "E1": 0.07,
    "B1": 0.14,
    "Z1": 0.14,
    "K1": 0.05,
    "T1": 0.02,
    "X2": 0.02,
    "S2": 0.02,
    "V2": 0.02,
}
_WEEKS_THAT_COUNT = 13 * 7


@dataclass(frozen=True)
class Facts:
    """Everything about one child that the smaller files may tell, drawn once; a year then tells its part."""

    missing: tuple[tuple[Day, Day, str], ...]
    reviews: tuple[tuple[Day, str], ...]
    before: tuple[tuple[Day, str, Day], ...]

    @classmethod
    def of(cls, chance: Chance, child: Child, until: Day) -> Facts:
        """The facts of a child up to a day."""
        periods = [period for period in child.periods if period.started <= until]
        return cls(
            tuple(time for period in periods for time in _missing(chance, child, period)),
            tuple(review for period in periods for review in _reviews(chance, child, period, until)),
            tuple((period.started, *_earlier(chance, child, period)) for period in periods),
        )


def _missing(chance: Chance, child: Child, period: Period) -> Iterator[tuple[Day, Day, str]]:
    """Some young people are missing, or away without leave, again and again; most never."""
    day = max(period.started, child.born + int(_MISSING_FROM * 365.25))
    if chance.happens(0.75):
        return
    while True:
        day += chance.wait(365 * 0.25 / _MISSING_A_YEAR)
        away = chance.days(1.3, 0.7)
        if day + away >= period.left:
            return
        yield day, day + away, "M" if chance.happens(0.7) else "A"
        day += away + 1


def _reviews(chance: Chance, child: Child, period: Period, until: Day) -> Iterator[tuple[Day, str]]:
    """Within 20 working days, then three months, then every six; how the child took part, by age."""
    days = [period.started + after - chance.whole(0, 8) for after in _REVIEWS_AFTER]
    while days[-1] < min(period.left, until):
        days.append(days[-1] + _REVIEWS_EVERY - chance.whole(0, 10))
    for day in days:
        if day < period.left:
            yield day, "PN0" if child.age(day) < _ANSWERS_FROM else chance.pick(_PARTICIPATION)


def _earlier(chance: Chance, child: Child, period: Period) -> tuple[str, Day]:
    """The permanence arrangement before this period, and its day: none for babies and unaccompanied children."""
    since = period.started - chance.whole(300, 2500)
    if child.uasc or since < child.born:
        return "Z1", 0
    return chance.pick(_BEFORE), since


def missing_rows(child: Child, facts: Facts, year: CollectionYear) -> Iterator[Row]:
    """Times that touch the year; the end is blank where it lies beyond."""
    first, last = year.start.toordinal(), year.end.toordinal()
    for started, ended, kind in facts.missing:
        if started <= last and ended >= first:
            yield child.code, written(child.born), kind, written(started), written(ended) if ended <= last else ""


def review_rows(child: Child, facts: Facts, year: CollectionYear) -> Iterator[Row]:
    """Reviews held in the year."""
    for day, code in facts.reviews:
        if year.start.toordinal() <= day <= year.end.toordinal():
            yield child.code, written(child.born), written(day), code


def earlier_rows(child: Child, facts: Facts, year: CollectionYear) -> Iterator[Row]:
    """What came before the periods of care begun in the year; partly known days are written with zz."""
    for started, code, since in facts.before:
        if year.start.toordinal() <= started <= year.end.toordinal():
            known = code in ("P1", "P2", "P3")
            day = f"zz{written(since)[2:]}" if known else ""
            yield child.code, written(child.born), code, "816" if known else "", day


def adoption_rows(child: Child, year: CollectionYear) -> Iterator[Row]:
    """Children placed for adoption in the year; one that ended in the same year by a move says so."""
    first, last = year.start.toordinal(), year.end.toordinal()
    for period in child.periods:
        for stay in period.stays:
            if stay.kind is Kind.ADOPTION and first <= stay.started <= last:
                failed = stay.reason != "" and stay.ended <= last
                ended = (written(stay.ended), "RD4") if failed else ("", "")
                yield child.code, written(child.born), written(stay.started), *ended


def outcome_rows(chance: Chance, child: Child, year: CollectionYear) -> Iterator[Row]:
    """Outcomes of children looked after for the whole year: strengths and difficulties, checks, offences."""
    first, last = year.start.toordinal(), year.end.toordinal()
    period = child.period_on(last)
    if period is None or period.started > first:
        return
    age = child.age(last)
    score, reason = "", ""
    if age in _SCORED_AGES:
        missing = chance.happens(0.2)
        score = "" if missing else str(min(40, max(0, round(chance.around(13.5, 6.5)))))
        reason = chance.one_of(("SDQ2", "SDQ4", "SDQ5")) if missing else ""
    teens = age >= _CAN_OFFEND_FROM
    convicted, misuse = teens and chance.happens(0.02), teens and chance.happens(0.05)
    offered = misuse and chance.happens(0.8)
    checks = ("1" if age < _HEALTH_VISITED_TO else "", *(str(int(chance.happens(share))) for share in (0.9, 0.8, 0.93)))
    flags = (str(int(misuse)), str(int(offered)), str(int(misuse and not offered)))
    yield child.code, written(child.born), score, reason, str(int(convicted)), *checks, *flags


def may_be_leaver(child: Child, year: CollectionYear) -> bool:
    """Whether the young person grew up in care and has a birthday in the year that the leavers' file asks about."""
    last, period = year.end.toordinal(), child.periods[-1]
    grew_up = period.route is ExitRoute.EIGHTEEN and period.left - period.started >= _WEEKS_THAT_COUNT
    if not grew_up or period.left > last or child.short_breaks:
        return False
    turned = child.age(last)
    return turned in _LEAVER_AGES and child.age(year.start.toordinal() - 1) != turned


def leaver_rows(chance: Chance, child: Child, year: CollectionYear) -> Iterator[Row]:
    """Young people who grew up in care, in the year of each birthday from 18 to 21."""
    if may_be_leaver(child, year):
        touch = chance.pick(_IN_TOUCH)
        told = (chance.pick(_ACTIVITY), chance.pick(_LIVING)) if touch == "YES" else ("0", "0")
        yield child.code, written(child.born), touch, *told
