"""Who comes into care, when, and when they leave it: whole families, drawn many at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from data.demo.parameters import ARRIVALS, LEAVING, Ages, Leaving
from data.demo.span import Span
from placements.codes import ExitRoute
from placements.errors import Refused

Whole = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Yes = npt.NDArray[np.bool_]

ROUTES = tuple(ExitRoute)
_EIGHTEEN = ROUTES.index(ExitRoute.EIGHTEEN)
_MAY_RETURN = tuple(
    ROUTES.index(route) for route in (ExitRoute.HOME_PLANNED, ExitRoute.HOME_UNPLANNED, ExitRoute.OTHER_FAMILY)
)
_YEAR = 365.25
_FOR_EVER = 10_000_000
_MOST_TRIES = 2_000


@dataclass(frozen=True)
class Arrivals:
    """Periods of care, a row each, arrays of one length; days are ordinals, `route` a position in ROUTES.

    `left` is the day of leaving, also where it lies beyond the end of the story. `as_one` marks brothers and sisters
    who come and leave as one. A child who returns has a row for each period.
    """

    child: Whole
    family: Whole
    born: Whole
    started: Whole
    left: Whole
    route: Whole
    as_one: Yes
    uasc: Yes

    def where(self, chosen: Yes | Whole) -> Arrivals:
        """The rows chosen, or all in another order."""
        return Arrivals(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    def open_on(self, day: dt.date) -> Yes:
        """Who is in care at midnight at the end of the day."""
        return np.logical_and(self.started <= day.toordinal(), self.left > day.toordinal())

    def __len__(self) -> int:
        return len(self.child)


def arrivals(span: Span, children: int, seed: int) -> Arrivals:
    """Every period of care that reaches into the span, such that `children` are in care on its census day.

    Histories are drawn one after the other from the seed until one ends with the number asked for, within half a per
    cent: chance decides everything but that number. Rows are in order of family, child and time.
    Raises Refused where no history ends so.
    """
    allowed, scale = int(children * ARRIVALS.stock_tolerance), children / ARRIVALS.stock
    for attempt in range(_MOST_TRIES):
        history = _history(span, scale, np.random.default_rng([seed, attempt]))
        in_care = int(history.open_on(span.census).sum())
        if abs(in_care - children) <= allowed:
            return history.where(history.left > span.start.toordinal())
        if children >= ARRIVALS.large:  # so many that a miss says more of the span than of chance
            scale *= children / in_care
    raise Refused("No history ends with this number of children.", given=children, do_next="Choose another seed.")


def _history(span: Span, scale: float, random: np.random.Generator) -> Arrivals:
    """One whole history, from long before the span so that long stays exist on its first day."""
    parts = [_with_leaving(_first_arrivals(span, scale, random), random)]
    for _ in range(ARRIVALS.most_returns):
        parts.append(_returns(parts[-1], random))
    columns = {field.name: [getattr(part, field.name) for part in parts] for field in fields(Arrivals)}
    together = Arrivals(**{name: np.concatenate(pieces) for name, pieces in columns.items()})
    seen = together.where(together.started <= span.last.toordinal())
    return seen.where(np.lexsort((seen.started, seen.child, seen.family)))


def _first_arrivals(span: Span, scale: float, random: np.random.Generator) -> Arrivals:
    """Children who come for the first time, with their families, days and ages; leaving is not yet drawn."""
    sizes, uasc_family, days = [], [], []
    for year in span.years_with_run_up:
        of_families, seeking = _families_of_a_year(_number(span, year, scale, random), random)
        sizes.append(of_families)
        uasc_family.append(seeking)
        days.append(dt.date(year, 4, 1).toordinal() + (random.random(len(of_families)) * _YEAR).astype(np.int64))
    size = np.concatenate(sizes)
    family = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(family)) - np.repeat(np.cumsum(size) - size, size)
    uasc, started = np.concatenate(uasc_family)[family], np.concatenate(days)[family]
    age = _ages(family, place, size[family] > 1, uasc, random)
    as_one = (random.random(len(size)) < ARRIVALS.leave_as_one)[family]
    route = np.full(len(family), _EIGHTEEN)
    return Arrivals(np.arange(len(family)), family, started - age, started, started, route, as_one, uasc)


def _number(span: Span, year: int, scale: float, random: np.random.Generator) -> int:
    """How many children come in a year for the first time: negative binomial, its variance twice its mean."""
    mean = ARRIVALS.surge_starts if year == span.surge_year else ARRIVALS.starts_a_year
    return int(random.negative_binomial(mean * scale * (1 - ARRIVALS.returns_share), 0.5))


def _families_of_a_year(children: int, random: np.random.Generator) -> tuple[Whole, Yes]:
    """The sizes of the families that a year's children make up, and which are one child seeking asylum alone."""
    alone = int(random.binomial(children, ARRIVALS.uasc_share))
    left = children - alone
    drawn = random.choice([*ARRIVALS.group_sizes], size=left, p=[*ARRIVALS.group_sizes.values()])
    sizes = np.where(random.random(left) < ARRIVALS.families_in_groups, drawn, 1)
    ends = np.minimum(np.cumsum(sizes), left)
    filled = np.diff(ends, prepend=0)
    families = np.concatenate([filled[filled > 0], np.ones(alone, dtype=np.int64)])
    return families, np.arange(len(families)) >= len(families) - alone


def _ages(family: Whole, place: Whole, grouped: Yes, uasc: Yes, random: np.random.Generator) -> Whole:
    """Ages in days on arrival: in a group of the youngest by its table, each next one some years older."""
    alone = _drawn_age(ARRIVALS.ages_alone, len(family), random)
    seeking = _drawn_age(ARRIVALS.ages_uasc, len(family), random)
    youngest = _drawn_age(ARRIVALS.ages_youngest, len(family), random)[family]
    gap = random.uniform(*ARRIVALS.years_between_siblings, size=len(family))[family] * _YEAR
    eldest = (ARRIVALS.eldest_sibling - random.random(len(family))) * _YEAR
    of_group = np.minimum(youngest + place * gap, eldest)
    return np.where(uasc, seeking, np.where(grouped, of_group, alone)).astype(np.int64)


def _drawn_age(bands: Ages, number: int, random: np.random.Generator) -> Floats:
    """Ages in days by bands of years; in the first year of life the first days are the likeliest."""
    edges, weights = np.array([*bands], dtype=np.float64), np.array([*bands.values()])
    band = random.choice(len(weights), size=number, p=weights / weights.sum())
    share = random.random(number)
    sooner = np.where(edges[band, 0] == 0, share**ARRIVALS.newborns_sooner, share)
    return np.asarray((edges[band, 0] + sooner * (edges[band, 1] - edges[band, 0])) * _YEAR)


def _with_leaving(rows: Arrivals, random: np.random.Generator) -> Arrivals:
    """The same periods with the route and day of leaving, alike for those who are as one; nobody stays beyond 18."""
    source = _source(rows)
    chance, normal = random.random(source.max(initial=0) + 1)[source], random.normal(size=source.max(initial=0) + 1)
    days = (rows.started - rows.born).astype(np.float64)
    age = (np.bincount(source, days) / np.maximum(np.bincount(source), 1))[source] / _YEAR
    route, stay = rows.route.copy(), np.full(len(rows), _FOR_EVER)
    for leaving in LEAVING:
        chosen = (rows.uasc == leaving.uasc) & (age >= leaving.from_age) & (age < leaving.to_age)
        route[chosen] = _route(leaving, chance[chosen])
        for name, (median, spread, least) in leaving.lengths.items():
            these = chosen & (route == ROUTES.index(name))
            lengths = np.maximum(median * np.exp(spread * normal[source[these]]), least)
            stay[these] = lengths.astype(np.int64)
    eighteenth = _eighteenth(rows.born)
    left = np.minimum(rows.started + stay, eighteenth)
    return replace(rows, left=left, route=np.where(left == eighteenth, _EIGHTEEN, route))


def _source(rows: Arrivals) -> Whole:
    """Whose chance each row takes: the family's where they are as one, else its own."""
    _, source = np.unique(np.where(rows.as_one, rows.family, -1 - rows.child), return_inverse=True)
    return np.asarray(source, dtype=np.int64)


def _route(leaving: Leaving, chance: Floats) -> Whole:
    weights = np.array([*leaving.routes.values()])
    steps = np.cumsum(weights / weights.sum())
    steps[-1] = 1.0
    positions = np.array([ROUTES.index(route) for route in leaving.routes])
    return np.asarray(positions[np.searchsorted(steps, chance, side="right")])


def _eighteenth(born: Whole) -> Whole:
    """The 18th birthday of each; born on 29 February, it is 1 March (placements.codes.birthday)."""
    birth = born - dt.date(1970, 1, 1).toordinal()
    days = birth.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    in_month = days - months.astype("datetime64[D]")
    turned = (months + np.timedelta64(18 * 12, "M")).astype("datetime64[D]") + in_month
    return np.asarray(turned.astype(np.int64) + dt.date(1970, 1, 1).toordinal())


def _returns(rows: Arrivals, random: np.random.Generator) -> Arrivals:
    """Those of these rows who went to family and come back before they are 17 and a half, with their next leaving."""
    source = _source(rows)
    number = int(source.max(initial=0)) + 1
    back = (random.random(number) < ARRIVALS.returns_chance)[source] & np.isin(rows.route, _MAY_RETURN)
    again = rows.left + random.exponential(ARRIVALS.returns_after_days, size=number).astype(np.int64)[source] + 3
    young = again < _eighteenth(rows.born) - int(_YEAR / 2)
    returning = replace(rows, started=again).where(back & young)
    return _with_leaving(returning, random)
