"""Published official figures about the same children, read as their publisher prints them: hidden cells stay hidden.

The file is the department's "Children looked after in England" underlying data for local authorities (a row for each
characteristic), or any file with its columns: a year, the authority's code, a group, a characteristic, a number.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Category, Cell, Dimension, Population, Table
from placements.errors import Refused
from placements.indicators.meanings import LOOKED_AFTER, MEANINGS

COLUMNS = {
    "year": ("year", "time_period"),
    "authority": ("la_code", "new_la_code"),
    "group": ("group", "cla_group"),
    "what": ("characteristic",),
    "number": ("number",),
}
TOTAL = ("Total", "Total children")
YEAR_DIGITS = 4
IMPOSSIBLE = "z"
Parts = Mapping[str, str]
"""What a printed row counts: of each indicator, the finest categories, apart by spaces."""
_IN, _OUT = "in_area", "neighbouring further unknown"
_NEAR, _FAR = "up_to_20_miles", "over_20_miles"
GROUPS: Mapping[str, Mapping[str, Parts]] = {
    "Locality of placement": {
        "Placed inside the local authority boundary": {"I09": _IN},
        "Placed outside the local authority boundary": {"I09": _OUT},
    },
    "Distance between home and placement": {
        "Placed 20 miles or less from home": {"I10": _NEAR},
        "Placed more than 20 miles from home": {"I10": _FAR},
        "Distance not known or not recorded": {"I10": "unknown"},
    },
    "Distance between home and placement and locality of placement": {
        "1. Placed inside the LA boundary, 20 miles or less from home": {"I09": _IN, "I10": _NEAR},
        "2. Placed outside the LA boundary, 20 miles or less from home": {"I09": _OUT, "I10": _NEAR},
        "3. Placed inside the LA boundary, more than 20 miles from home": {"I09": _IN, "I10": _FAR},
        "4. Placed outside the LA boundary, more than 20 miles from home": {"I09": _OUT, "I10": _FAR},
        "5. Placed inside the LA boundary, distance not known or not recorded": {"I09": _IN, "I10": "unknown"},
        "6. Placed outside the LA boundary, distance not known or not recorded": {"I09": _OUT, "I10": "unknown"},
    },
    "Placement": {
        "Foster placements": {"I12": "kinship_fostering mainstream_fostering"},
        "Placed for adoption": {"I12": "adoption"},
        "Placed with parents or other person with parental responsibility": {"I12": "with_parents"},
        "Independent and semi-independent living arrangements/supported accommodation": {"I12": "supported"},
        "Secure homes and children's homes": {"I12": "childrens_home secure"},
        "Residential schools": {"I12": "residential_school"},
        "Other residential settings": {"I12": "other_residential custody"},
        "Other placements": {"I12": "other temporary_only"},
    },
    "Place providers": {
        "Own provision (by the LA)": {"I14": "own"},
        "Other LA provision": {"I14": "other_authority"},
        "Other public provision (e.g. by a PCT etc)": {"I14": "other_public"},
        "Private provision": {"I14": "agency"},
        "Voluntary/third sector provision": {"I14": "agency"},
        "Parents or other person with parental responsibility": {"I14": "parents"},
        "Placement provider not reported": {"I14": "not_stated"},
    },
    "CLA on 31 March": {"With 3 or more placements during the year": {"I20": "I20 counted"}},
}
"""The groups that count what our tables count. Private and voluntary providers are one category of ours, and added."""
_TOGETHER = frozenset({"I20 counted", "I20 not counted"})


@dataclass(frozen=True)
class _Row:
    """One row as printed: its number, or None where the publisher hides it."""

    year: int
    group: str
    what: str
    number: int | None


def official_tables(text: str, authority: str) -> list[ShownTable]:
    """The tables of an authority (by its code) that count what ours count, one for each group and year.

    `text` is the file. Raises Refused where columns are missing, nothing is of the authority, or rows do not add up.
    """
    rows = [one for one in _rows(text, authority) if one.group in GROUPS]
    if not rows:
        raise Refused(
            "No row of this file is about this authority and counts what our tables count.",
            given=authority,
            do_next="Give the local authority file of the release, with the code such as E06000014.",
        )
    wanted = sorted({(one.year, one.group) for one in rows})
    return [
        _table(year, group, [one for one in rows if (one.year, one.group) == (year, group)]) for year, group in wanted
    ]


def _rows(text: str, authority: str) -> Iterable[_Row]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    names = {
        mine: next((one for one in theirs if one in (reader.fieldnames or ())), "") for mine, theirs in COLUMNS.items()
    }
    missing = [" or ".join(COLUMNS[mine]) for mine, theirs in names.items() if not theirs]
    if missing:
        raise Refused(
            "The file lacks columns.", given=", ".join(missing), do_next="Give the file as it was downloaded."
        )
    for row in reader:
        if row[names["authority"]].strip() == authority:
            number = row[names["number"]].replace(",", "").strip()
            yield _Row(
                int(row[names["year"]][:YEAR_DIGITS]),
                row[names["group"]].strip(),
                row[names["what"]].strip(),
                int(number) if number.isdecimal() else 0 if number == IMPOSSIBLE else None,
            )


def _table(year: int, group: str, rows: Sequence[_Row]) -> ShownTable:
    """A group of a year. Where two rows are one category of ours they are added, and hidden if either is."""
    printed = {one.what: one.number for one in rows}
    total = next((printed[words] for words in TOTAL if printed.get(words) is not None), None)
    if total is None:
        raise Refused("A group has no total.", given=f"{group}, {year}", do_next="Give the file with its totals.")
    told = _told(group, printed)
    names = sorted({name for parts in told for name, _ in parts})
    dimensions = tuple(Dimension(name, _categories(name, told)) for name in names)
    counts, hidden = _filled(
        f"{group}, {year}", {tuple(m for _, m in parts): number for parts, number in told.items()}, total
    )
    on, facts = dt.date(year, 3, 31), ""
    table = Table(
        f"{group.lower()} {year}",
        f"{group}, {year}",
        (Population(MEANINGS[names[0]].subject or LOOKED_AFTER, on, facts),),
        dimensions,
        counts,
        told_elsewhere=True,
    )
    unprinted = [cell for cell in table.cells() if None in cell and cell != table.whole] if len(names) > 1 else []
    return ShownTable(table, dict.fromkeys(hidden, Mark.REVEALING) | dict.fromkeys(unprinted, Mark.BESIDE))


def _told(group: str, printed: Mapping[str, int | None]) -> dict[tuple[tuple[str, str], ...], int | None]:
    told: dict[tuple[tuple[str, str], ...], int | None] = {}
    for words, parts in GROUPS[group].items():
        if words in printed:
            key, number = tuple(sorted(parts.items())), printed[words]
            before = told.get(key, 0)
            told[key] = None if number is None or before is None else before + number
    return told


def _categories(name: str, told: Iterable[tuple[tuple[str, str], ...]]) -> tuple[Category, ...]:
    members = sorted({dict(parts)[name] for parts in told})
    rest = sorted(_TOGETHER - set(members)) if name == "I20" else []
    return tuple(
        Category(words, frozenset(words.split() if words not in _TOGETHER else [words])) for words in members + rest
    )


def _filled(where: str, told: Mapping[Cell, int | None], total: int) -> tuple[dict[Cell, int], list[Cell]]:
    """Counts that add up to the total: what is hidden, or not printed, is filled in at will and marked as hidden."""
    counts = {cell: number or 0 for cell, number in told.items()}
    left, hidden = total - sum(counts.values()), [cell for cell, number in told.items() if number is None]
    if set(counts) == {("I20 counted",)}:
        rest: Cell = ("I20 not counted",)
        return counts | {rest: left}, [*hidden, rest] if hidden else []
    if left < 0 or (left and not hidden):
        raise Refused("The rows of a group do not add up to its total.", given=where, do_next="Check the file.")
    for at, cell in enumerate(hidden):
        counts[cell] = min(1, left) if at < len(hidden) - 1 else left
        left -= counts[cell]
    return counts, hidden
