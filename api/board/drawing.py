"""The picture's charts, drawn from its printed figures alone, so that no point tells more than the table under it."""

from __future__ import annotations

from typing import Any

from api.charts import fan_of_years, small_line
from api.shapes.board import BoardDocument
from api.words import day, millions
from placements.errors import NotFound

CHILDREN, MONEY = "children", "money"
CHILDREN_TITLE, MONEY_TITLE = "Children in our care, and what is likely", "What a month of homes costs"


def chart_of(picture: BoardDocument, name: str) -> bytes:
    """One of the picture's charts as SVG. Raises NotFound, also where its figures are not told."""
    if name == CHILDREN and has_children(picture):
        past = [(point.on, float(point.children)) for point in picture.past if point.children is not None]
        ahead = [(point.on, float(point.low), float(point.middle), float(point.high)) for point in picture.ahead]
        return fan_of_years(past, ahead, lambda number: f"{number:,.0f}")
    if name == MONEY and picture.months:
        ahead = [
            (m.on, _millions(m.low_pence), _millions(m.middle_pence), _millions(m.high_pence)) for m in picture.months
        ]
        return fan_of_years([], ahead, lambda number: f"£{number:.2f}m")
    raise NotFound("There is no such picture.", do_next="Go back to the page.")


def shown_with(picture: BoardDocument, at: str) -> dict[str, Any]:
    """What the template of the picture needs; `at` is where its charts are."""
    return {
        "picture": picture,
        "lines": lines_of(picture),
        "charts": {
            "at": at,
            "children": CHILDREN_TITLE if has_children(picture) else "",
            "children_words": children_in_words(picture),
            "money": MONEY_TITLE,
            "money_words": money_in_words(picture),
        },
    }


def has_children(picture: BoardDocument) -> bool:
    """Whether there is a past and a future to draw."""
    return bool(picture.ahead) and all(point.children is not None for point in picture.past)


def lines_of(picture: BoardDocument) -> dict[str, str]:
    """A small line for each headline, from the figures of its five years."""
    return {number.id: small_line([_value(point.figure) for point in number.trend]) for number in picture.numbers}


def children_in_words(picture: BoardDocument) -> str:
    """The chart of children for those who do not see it."""
    said = [f"{day(p.on)}: {p.middle}, between {p.low} and {p.high}" for p in picture.ahead]
    return f"Line chart of children in our care with the range of the forecast. {'; '.join(said)} (8 in 10 chance)."


def money_in_words(picture: BoardDocument) -> str:
    """The chart of money for those who do not see it."""
    said = [f"{day(m.on)}: {millions(m.middle_pence)}" for m in picture.months]
    return f"Line chart of what a month of homes costs, with its range. {'; '.join(said)}, the middle of the forecast."


def _value(figure: str) -> float | None:
    digits = figure.rstrip("%").replace(",", "")
    return float(digits) if digits.isdigit() else None


def _millions(pence: int) -> float:
    return pence / 100_000_000
