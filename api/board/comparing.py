"""Our headlines beside what neighbours, the region and England publish of the same: numbers that both publish."""

from __future__ import annotations

from collections.abc import Sequence

from api.board.gathered import Gathered, Other
from api.shapes.board import Compared, Headline, OtherFigure
from api.words import NOT_KNOWN

THE_COUNTRY = "England"


def compared(gathered: Gathered, numbers: Sequence[Headline]) -> list[Compared]:
    """A line for each headline that others publish too, for the newest year that both have.

    Ours is as printed on this page: where it is hidden or not known there is nothing to compare.
    """
    newest = {
        one.id: (year, theirs)
        for one in numbers
        if (year := _year(gathered, one))
        for theirs in [_of(gathered, one, year)]
    }
    names = sorted(
        {other.name for _, theirs in newest.values() for other in theirs}, key=lambda one: (one == THE_COUNTRY, one)
    )
    return [_line(one, *newest[one.id], names) for one in numbers if one.id in newest]


def _year(gathered: Gathered, one: Headline) -> int | None:
    """The newest year for which both we and others print this number."""
    ours = {int(point.year) for point in one.trend if point.figure[:1].isdigit()}
    return max(
        (other.year for other in gathered.others if other.indicator == one.id and other.year in ours), default=None
    )


def _of(gathered: Gathered, one: Headline, year: int) -> list[Other]:
    return [other for other in gathered.others if other.indicator == one.id and other.year == year]


def _line(one: Headline, year: int, theirs: Sequence[Other], names: Sequence[str]) -> Compared:
    printed = {other.name: f"{other.figure}%" for other in theirs}
    return Compared(
        what=one.title,
        period=f"31 March {year}",
        ours=next(point.figure for point in one.trend if point.year == str(year)),
        others=[OtherFigure(name=name, figure=printed.get(name, NOT_KNOWN)) for name in names],
        source=f"{'; '.join(sorted({other.source for other in theirs}))}.",
    )
