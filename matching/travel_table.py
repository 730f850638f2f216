"""The council's own table of journey times, where it has one: from, to, minutes, mode."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.travel import Places, StraightLine
from placements.errors import Refused
from placements.geography import normalise_postcode
from placements.geography.distance import Floats
from placements.repository.places import Position

COLUMNS = ("from", "to", "minutes", "mode")
CAR = "car"
LONGEST = 24 * 60
Pair = tuple[Position, Position]
Positions = Callable[[set[str]], Mapping[str, Position]]


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Minutes by one mode between pairs of places; where the table has no row, the straight line stands in.

    A journey that is given one way only is taken to last as long the other way. `skipped` counts rows whose postcode
    is not held, and so cannot be put on the ground.
    """

    by_pair: Mapping[Pair, float]
    mode: str
    otherwise: StraightLine
    skipped: int = 0

    @property
    def words(self) -> str:
        """How the minutes came about, for a sentence."""
        left = f" ({self.skipped} rows name postcodes that are not held)" if self.skipped else ""
        return f"by {self.mode}, from the council's table{left}; without a row there, {self.otherwise.words}"

    def matrix(self, places: Places, homes: Places, metres: Floats) -> Floats:
        """Minutes from each home to each place: the table's, else the estimate."""
        minutes = self.otherwise.matrix(places, homes, metres).copy()
        for row, place in enumerate(places):
            for column, home in enumerate(homes):
                known = None if place is None or home is None else self._given(home, place)
                if known is not None:
                    minutes[row, column] = known
        return np.asarray(minutes, dtype=np.float64)

    def _given(self, home: Position, place: Position) -> float | None:
        there = self.by_pair.get((home, place))
        return self.by_pair.get((place, home)) if there is None else there


@dataclass(frozen=True)
class _Row:
    start: str
    end: str
    minutes: float
    mode: str


def read_travel_table(path: Path, positions: Positions, otherwise: StraightLine, mode: str = CAR) -> TravelTable:
    """Read a CSV of journeys between postcodes; `positions` says where postcodes lie.

    Rows of other modes are left for whoever asks for them. Raises Refused naming the row and the value: a column
    missing or unknown, a postcode that is none, minutes below 0 or above a day, a pair given twice for one mode, or
    no row of the mode asked for.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in _rows(csv.DictReader(file)) if row.mode == mode]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _wrong("The table of journeys cannot be read.", path, f"Correct it: {error}.") from error
    if not rows:
        raise _wrong(f"The table of journeys has no row by {mode}.", path, "Give rows of this mode, or another mode.")
    where = positions({place for row in rows for place in (row.start, row.end)})
    found: dict[Pair, float] = {}
    skipped = 0
    for row in rows:
        if row.start in where and row.end in where:
            found[where[row.start], where[row.end]] = row.minutes
        else:
            skipped += 1
    return TravelTable(found, mode, otherwise, skipped)


def _rows(lines: csv.DictReader[str]) -> Iterator[_Row]:
    if set(lines.fieldnames or ()) != set(COLUMNS):
        raise _wrong(
            "The table of journeys has other columns.", lines.fieldnames, f"Give exactly: {', '.join(COLUMNS)}."
        )
    seen: set[tuple[str, str, str]] = set()
    for number, line in enumerate(lines, start=2):
        row = _Row(
            _postcode(line["from"], number),
            _postcode(line["to"], number),
            _minutes(line["minutes"], number),
            (line["mode"] or "").strip().lower(),
        )
        key = (row.start, row.end, row.mode)
        if key in seen:
            raise _wrong(f"Row {number} gives a journey again.", f"{row.start} to {row.end}", "Keep one row a journey.")
        seen.add(key)
        yield row


def _postcode(text: str | None, number: int) -> str:
    known = normalise_postcode(text)
    if known is None:
        raise _wrong(f"Row {number} has no postcode that can be read.", text, "Give a whole postcode, such as YO1 1AA.")
    return known


def _minutes(text: str | None, number: int) -> float:
    try:
        minutes = float(text or "")
    except ValueError:
        minutes = np.nan
    if not 0 <= minutes <= LONGEST:
        raise _wrong(f"Row {number} has no minutes from 0 to {LONGEST}.", text, "Give the minutes as a number.")
    return minutes


def _wrong(what: str, given: object, do_next: str) -> Refused:
    return Refused(what, given=given, do_next=do_next)
