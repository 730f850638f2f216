"""Flow: who starts, who leaves and by which route, who comes back (I02 to I06)."""

from __future__ import annotations

import pandas as pd

from placements.codes import EXIT_ROUTE_BY_END, EpisodeEnd, ExitRoute, NewEpisodeReason
from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import Facts
from placements.indicators.measure import Measure
from placements.indicators.parts import parts_of
from placements.indicators.row import Indicator, Part
from placements.indicators.spells import days_of, months_later

NOT_STATED = "not_stated"
TO_FAMILY = frozenset(
    {
        ExitRoute.HOME_PLANNED,
        ExitRoute.HOME_UNPLANNED,
        ExitRoute.OTHER_FAMILY,
        ExitRoute.SPECIAL_GUARDIANSHIP,
        ExitRoute.ADOPTION,
    }
)
_NOBODY_LEFT = "Nobody ceased to be looked after in the year."

STARTS = Definition(
    "I02",
    "Starting to be looked after",
    "periods of care that began in the year (reason for the episode S)",
    "",
    Unit.STARTS,
    Period.YEAR,
    fields="DECOM, RNE",
    readers="C B P",
    hiding="A",
    source=DFE,
    leaves_out="new episodes within a period of care",
    notes="A child who started twice counts twice; the breakdown also says how many children they were, each counted "
    "once. Which of the two the published table counts is still to be checked.",
)
EXITS = Definition(
    "I03",
    "Ceasing to be looked after",
    "children who left care in the year, each once, by the last time they left",
    "",
    Unit.CHILDREN,
    Period.YEAR,
    fields="DEC, REC",
    readers="C B P",
    hiding="A",
    source=DFE,
    leaves_out="earlier exits of the same child in the year",
    notes="A stay that the returns leave open past an 18th birthday ends on that birthday, by no stated route.",
)
RATIO = Definition(
    "I04",
    "Ratio of starting to ceasing",
    "I02",
    "I03",
    Unit.STARTS_PER_EXIT,
    Period.YEAR,
    fields="as I02 and I03",
    readers="B",
    hiding="N",
    notes="Above 1 more start than cease.",
)
ROUTES = Definition(
    "I05",
    "Exits by route",
    "children who left to family: home, to other family, by special guardianship or by adoption",
    "I03; the breakdown shows every route",
    Unit.PER_CENT,
    Period.YEAR,
    fields="REC",
    readers="C B",
    hiding="A Q",
)
RETURNS = Definition(
    "I06",
    "Returns within 12 months",
    "starts of a child who had left care in the 12 months before",
    "I02",
    Unit.PER_CENT,
    Period.YEAR,
    fields="RNE, REC",
    readers="C B",
    hiding="A Q",
    needs="the returns of two years: the first year held has no earlier exits on record",
    notes="A child adopted gets a new, unlinked number in the return and is never seen to come back.",
)


def begun(facts: Facts) -> pd.DataFrame:
    """Periods of care that began in the year with the reason S: child, start."""
    periods, rows = facts.spells.periods, facts.spells.rows
    began = rows["rne"].to_numpy()[periods["first"]] == NewEpisodeReason.S.value
    found: pd.DataFrame = periods[began & facts.within_year(periods["start"])]
    return found


def last_exits(facts: Facts) -> pd.DataFrame:
    """The last exit of each child who left care in the year: child, end, route."""
    periods, rows = facts.spells.periods, facts.spells.rows
    ended = periods[facts.within_year(periods["end"])].drop_duplicates("child", keep="last")
    return ended.assign(route=rows["rec"].to_numpy()[ended["last"]]).assign(
        route=lambda left: left["route"].map(_route)
    )


def _route(end: str) -> str:
    route = EXIT_ROUTE_BY_END[EpisodeEnd(end)] if end else None
    return NOT_STATED if route is None else route.value


def starts(facts: Facts) -> Indicator:
    """I02."""
    began = begun(facts)
    children = Part("children, each counted once", began["child"].nunique(), within="all starts")
    return STARTS.count(facts.day, len(began), (Part("all starts", len(began)), children))


def exits(facts: Facts) -> Indicator:
    """I03."""
    return EXITS.count(facts.day, len(last_exits(facts)))


def ratio(facts: Facts) -> Indicator:
    """I04."""
    began, left = len(begun(facts)), len(last_exits(facts))
    if not left:
        return RATIO.unanswered(facts.day, _NOBODY_LEFT, numerator=began, denominator=left)
    return RATIO.ratio(facts.day, began, left, began / left)


def routes(facts: Facts) -> Indicator:
    """I05."""
    left = last_exits(facts)["route"]
    parts = parts_of(left, (*(route.value for route in ExitRoute), NOT_STATED))
    return ROUTES.share(facts.day, int(left.isin(TO_FAMILY).sum()), len(left), _NOBODY_LEFT, parts)


def returns(facts: Facts) -> Indicator:
    """I06."""
    missing = facts.missing_years(2)
    if missing:
        return RETURNS.unanswered(facts.day, missing, denominator=len(begun(facts)))
    periods, began = facts.spells.periods, begun(facts)
    before = periods.groupby("child")["end"].shift()[began.index]
    back = days_of(before) >= months_later(days_of(began["start"]), -12)
    return RETURNS.share(facts.day, int(back.sum()), len(began), "Nobody started to be looked after in the year.")


MEASURES = (
    Measure(STARTS, starts),
    Measure(EXITS, exits),
    Measure(RATIO, ratio),
    Measure(ROUTES, routes),
    Measure(RETURNS, returns),
)
