"""Need: how many children are looked after, unaccompanied children, need bands (I01, I07, I08)."""

from __future__ import annotations

from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import Facts
from placements.indicators.measure import Measure
from placements.indicators.row import Indicator, Part

UNKNOWN = "unknown"
BANDS = (1, 2, 3, 4)
HIGH_BANDS = (3, 4)
_NOBODY = "Nobody was looked after on that day."

RATE = Definition(
    "I01",
    "Children looked after per 10,000",
    "children looked after",
    "mid-year population aged 0 to 17 of the calendar year before",
    Unit.PER_10_000,
    Period.SNAPSHOT,
    fields="Episodes; ONS mid-year estimates",
    readers="B P",
    hiding="N",
    source=DFE,
    needs="the population of that mid-year",
    notes="Children whose episode an earlier return left open, and whom the return of the year does not name, are "
    "counted and shown apart: the published figure does not hold them.",
)
UASC = Definition(
    "I07",
    "Unaccompanied asylum-seeking children",
    "children looked after who are in the UASC file and whose status has not ended",
    "children looked after",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="UASC, DUC",
    readers="C B",
    hiding="A Q",
    source=DFE,
    needs="a return that names such a child; without one there may be none, or the file may not have been loaded",
)
NEED = Definition(
    "I08",
    "Need band mix",
    "children looked after in need bands 3 and 4; the breakdown shows every band",
    "children looked after whose band is known",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="needs, risks and supervision of the child's record",
    readers="C B",
    hiding="A Q",
    needs="needs, risks and supervision, which are held as they are today: only for the newest return",
    notes="See the table of bands below.",
)


def rate(facts: Facts) -> Indicator:
    """I01."""
    stock, mid_year, parts = len(facts.stock), facts.day.year - 1, _by_return(facts)
    if mid_year in facts.population:
        population = facts.population[mid_year]
        return RATE.ratio(facts.day, stock, population, stock * 10_000 / population, parts)
    because = f"The population of mid-{mid_year} is not held."
    earlier = [year for year in facts.population if year < mid_year]
    if earlier:
        newest = facts.population[max(earlier)]
        would_be = stock * 10_000 / newest
        because += (
            f" On that of mid-{max(earlier)} ({newest:,}), the newest before it, the rate would be {would_be:.1f}."
        )
    return RATE.unanswered(facts.day, because, numerator=stock, parts=parts)


def _by_return(facts: Facts) -> tuple[Part, ...]:
    """Whether the return of the year names the child, or only an earlier one left its episode open."""
    if facts.named is None:
        return ()
    named = int(facts.stock["child"].isin(facts.named).sum())
    return Part("named_in_the_return", named), Part("left_open_by_an_earlier_return", len(facts.stock) - named)


def unaccompanied(facts: Facts) -> Indicator:
    """I07."""
    episodes, stock = facts.episodes, facts.stock
    if not (episodes["uasc"].any() or episodes["duc"].notna().any()):
        because = "No return held names an unaccompanied child: there was none, or the UASC file was not loaded."
        return UASC.unanswered(facts.day, because, denominator=len(stock))
    return UASC.share(facts.day, int(stock["uasc"].sum()), len(stock), _NOBODY)


def need(facts: Facts) -> Indicator:
    """I08."""
    if facts.bands is None:
        because = "Needs are held as they are recorded now, which says nothing of an earlier year."
        return NEED.unanswered(facts.day, because)
    bands = facts.stock["child"].map(facts.bands)
    parts = [Part(f"band {band}", int((bands == band).sum())) for band in BANDS]
    parts.append(Part(UNKNOWN, int(bands.isna().sum()), of=len(bands)))
    nobody = "Needs, risks and supervision are not recorded far enough to band any child looked after."
    return NEED.share(facts.day, int(bands.isin(HIGH_BANDS).sum()), int(bands.notna().sum()), nobody, parts)


MEASURES = (
    Measure(RATE, rate),
    Measure(UASC, unaccompanied),
    Measure(NEED, need),
)
