"""The board's page: six numbers with words, where children live, and what is likely to come."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from api.figures import forecast_for, unhidden_indicators
from api.house import house_of
from api.outlook import outlook_of
from api.security import SignedIn
from api.shapes.indicator import Indicator
from api.suppression import is_hidden, without_small_numbers
from api.templating import page
from placements.disclosure import HIDDEN, NOTE, Figure, hide_parts, hide_share, is_small
from placements.errors import Refused
from placements.permissions import Permission

HEADLINES = {
    "I01": "children are in our care",
    "I09": "of our children live in our own area",
    "I10": "of our children live more than 20 miles from home",
    "I20": "of our children lived in three or more homes in the year",
    "I13": "of our children live with families: carers, relatives, parents or adopters",
    "I14": "of our children live in our own homes or with our own carers",
}
FURTHER, UNKNOWN = "further", "unknown"
BANDS = {
    "in_area": "In our own area",
    "neighbouring": "In a neighbouring area",
    FURTHER: "Further away",
    UNKNOWN: "Not known",
}


@dataclass(frozen=True)
class Number:
    """One of the six: the figure, what it counts, the period, and why it is missing if it is."""

    figure: str
    words: str
    period: str
    because: str | None


@dataclass(frozen=True)
class Band:
    """How many children live in one of the bands around the authority, and what share of all that is."""

    words: str
    children: Figure
    share: Figure


def board(request: Request, person: SignedIn) -> Response:
    """Draw the page with the numbers that may be shown to a board."""
    house = house_of(request)
    rows = {row.id: row for row in unhidden_indicators(house, person.viewer)}
    outlook, because = None, None
    if person.viewer.may(Permission.SEE_FORECASTS):
        try:
            outlook = outlook_of(forecast_for(house, person.viewer))
        except Refused as error:
            because = str(error)
    return page(
        request,
        "board.html",
        title="Our children and their homes",
        person=person,
        numbers=[number_of(rows.get(name), words) for name, words in HEADLINES.items()],
        bands=bands_of(rows.get("I09")),
        period=rows["I09"].period if "I09" in rows else "",
        outlook=outlook,
        no_outlook=because,
        note=NOTE,
    )


def number_of(row: Indicator | None, words: str) -> Number:
    """A headline from its indicator: the count of children for I01, a whole per cent for the others."""
    if row is None:
        return Number("not known", words, "", "This figure is not worked out yet.")
    row = without_small_numbers(row)
    if is_hidden(row):
        return Number(HIDDEN, words, row.period, None)
    counted = row.numerator if row.id == "I01" else row.value
    if counted is None:
        return Number("not known", words, row.period, row.because)
    return Number(f"{counted:,.0f}" if row.id == "I01" else f"{counted:.0f}%", words, row.period, None)


def bands_of(row: Indicator | None) -> list[Band]:
    """The bands in which children live, with small numbers hidden.

    Where few are not known they stand with those further away: hiding them would hide another band as well.
    """
    counts = {part.category: part.count or 0 for part in row.breakdown if part.within is None} if row else {}
    if is_small(counts.get(UNKNOWN, 0)):
        counts[FURTHER] = counts.get(FURTHER, 0) + counts.pop(UNKNOWN)
    words = BANDS if UNKNOWN in counts else BANDS | {FURTHER: "Further away, or not known"}
    total = sum(counts.values())
    return [
        Band(words.get(name, name), figure, figure if figure.hidden else hide_share(figure.value, total))
        for name, figure in hide_parts(counts).items()
    ]
