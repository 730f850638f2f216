"""The six numbers: each as printed, with five years of it and a sentence on what changed."""

from __future__ import annotations

from collections.abc import Mapping

from api.board.gathered import Gathered, Year
from api.board.tables import HEADLINES
from api.shapes.board import Headline, TrendPoint
from api.words import day
from placements.disclosing.rules import HIDDEN, SMALLEST_SHOWN, Figure
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Cell

Shown = Mapping[str, ShownTable]
WORDS = {
    "I01": "children are in our care",
    "I09": "of our children live in our own area",
    "I10": "of our children live more than 20 miles from home",
    "I20": "of our children lived in three or more homes in the year",
    "I13": "of our children live with families: carers, relatives, parents or adopters",
    "I14": "of our children live in our own homes or with our own carers",
}
TITLES = {
    "I01": "Children in our care",
    "I09": "In our own area",
    "I10": "More than 20 miles from home",
    "I20": "Three or more homes in the year",
    "I13": "With families",
    "I14": "In our own homes or with our own carers",
}
NOT_KNOWN = "not known"
SAME_WITHIN = 1
"""Whole per cents that differ by no more than this are said to be about the same."""


def headlines(gathered: Gathered, shown: Shown) -> list[Headline]:
    """The six, in the order of the page."""
    return [_headline(gathered, shown, name) for name in WORDS]


def _headline(gathered: Gathered, shown: Shown, name: str) -> Headline:
    newest = gathered.newest
    figure = _figure(shown, name, newest, newest=True)
    period, words = f"at {day(newest.on)}" if name != "I20" else f"year to {day(newest.on)}", WORDS[name]
    trend = [
        TrendPoint(year=str(year.on.year), figure=_printed(name, _figure(shown, name, year, newest=year is newest)))
        for year in gathered.years
    ]
    if figure.hidden and f"{name} three years" in shown:
        longer = shown[f"{name} three years"].share(("counted",))
        if not longer.hidden:
            first = gathered.years[-3].on.year
            return Headline(
                id=name,
                title=TITLES[name],
                figure=_printed(name, longer),
                words=words,
                sentence="One year alone is too few children to be told, so this is of three years together.",
                period=f"{first} to {newest.on.year}, 31 March each",
                trend=trend,
            )
    return Headline(
        id=name,
        title=TITLES[name],
        figure=_printed(name, figure),
        words=words,
        sentence=_sentence(gathered, shown, name, figure),
        period=period,
        trend=trend,
        because=_because(newest, name, figure),
    )


def _figure(shown: Shown, name: str, year: Year, *, newest: bool) -> Figure:
    """A headline of a year: children for I01, a whole per cent for the others; not known where nothing answers it."""
    if name == "I01":
        return _children(shown, year, newest=newest)
    table, cell = HEADLINES[name] if newest else (f"{name} {year.on.year}", "counted")
    row = year.rows.get(name)
    if row is None or row.numerator is None:
        return Figure(None)
    if table not in shown or (cell,) not in shown[table].table.totals:
        return Figure(None, hidden=True)
    return shown[table].share((cell,))


def _children(shown: Shown, year: Year, *, newest: bool) -> Figure:
    row = year.rows.get("I01")
    if row is None or row.numerator is None:
        return Figure(None)
    name = "all" if newest else f"I01 {year.on.year}"
    whole: Cell = ()
    return shown[name].count(whole) if name in shown else Figure(None, hidden=True)


def _printed(name: str, figure: Figure) -> str:
    if figure.hidden:
        return HIDDEN
    if figure.value is None:
        return NOT_KNOWN
    return f"{figure.value:,}" if name == "I01" else f"{figure.value}%"


def _because(newest: Year, name: str, figure: Figure) -> str | None:
    """Why a figure that is not hidden is missing."""
    row = newest.rows.get(name)
    if figure.hidden or figure.value is not None:
        return None
    return (row.because if row else None) or "It is not worked out yet."


def _sentence(gathered: Gathered, shown: Shown, name: str, now: Figure) -> str:
    """What changed since a year before, without a change of fewer than six children in it."""
    if now.hidden:
        return "Hidden so that no child can be recognised."
    if now.value is None or len(gathered.years) < 2:  # noqa: PLR2004 - this year and the one before
        return ""
    then = _figure(shown, name, gathered.years[-2], newest=False)
    if then.value is None:
        return "The year before cannot be told."
    change = now.value - then.value
    if name == "I01":
        if abs(change) < SMALLEST_SHOWN:
            return "About the same as a year before."
        return f"{abs(change)} {'more' if change > 0 else 'fewer'} than a year before."
    if abs(change) <= SAME_WITHIN:
        return "About the same share as a year before."
    return f"{'Up' if change > 0 else 'Down'} from {then.value}% a year before."
