"""Faults as real files have them, put in only where somebody asks, for trying the checks."""

from __future__ import annotations

from collections.abc import Sequence

from data.demo.chance import Chance
from data.demo.returns import Files
from data.demo.workbook import Row as Cells
from data.demo.yearly import Row
from placements.codes import CollectionYear

OVERLAPS, BAD_POSTCODES = 0.01, 0.02
_DECOM, _PLACE, _DEC, _PL_POST = 1, 5, 7, 11
_OLD_AND_NEW = {"K3": "H5", "H5": "K3", "Z1": "Z11", "Z11": "Z1", "Z14": "Z1"}
_NO_POSTCODE = "YO99 9ZZ"


def faulty_return(files: Files, year: CollectionYear, years: Sequence[CollectionYear], seed: int) -> Files:
    """A year's files with faults put in.

    One episode in a hundred overlaps the one before, two postcodes in a hundred are wrong, some codes are another
    year's, and in the middle year a child is left out who was in care before and after.
    """
    chance = Chance(seed, "faults", year.start_year)
    rows = [_spoiled(chance, row) for row in files["episodes"]]
    for place in range(1, len(rows)):
        before, row = rows[place - 1], rows[place]
        if before[0] == row[0] and before[_DEC] == row[_DECOM] and chance.happens(OVERLAPS):
            rows[place] = (*row[:_DECOM], _some_days_before(row[_DECOM]), *row[_DECOM + 1 :])
    dropped = _dropped(rows, year) if year == years[len(years) // 2] else None
    every = {name: [row for row in of_file if row[0] != dropped] for name, of_file in files.items()}
    every["episodes"] = [row for row in rows if row[0] != dropped]
    return every


def faulty_position(rows: Sequence[Cells], seed: int) -> list[Cells]:
    """The position with two children in one bed."""
    beds = [place for place, row in enumerate(rows) if row["bed"]]
    chance = Chance(seed, "faults", "position")
    one, other = chance.some_of(beds, 2)
    taken = {name: rows[one][name] for name in ("home", "bed", "postcode")}
    return [{**row, **taken} if place == other else row for place, row in enumerate(rows)]


def _spoiled(chance: Chance, row: Row) -> Row:
    cells = list(row)
    if chance.happens(BAD_POSTCODES) and cells[_PL_POST]:
        cells[_PL_POST] = _NO_POSTCODE
    if cells[_PLACE] in _OLD_AND_NEW and chance.happens(0.1):
        cells[_PLACE] = _OLD_AND_NEW[cells[_PLACE]]
    return tuple(cells)


def _some_days_before(day: str) -> str:
    """A day in the month before, at the same place in the month: it can always be read, and lies before."""
    of_month, month, year = (int(part) for part in day.split("/"))
    earlier = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{min(of_month, 28):02d}/{earlier[1]:02d}/{earlier[0]}"


def _dropped(rows: Sequence[Row], year: CollectionYear) -> str | None:
    """A child whose only episode was open before the year and after it."""
    started = {row[0] for row in rows if row[_DEC]}
    first = f"/{year.start_year}"
    return next((row[0] for row in rows if row[0] not in started and not row[_DECOM].endswith(first)), None)
