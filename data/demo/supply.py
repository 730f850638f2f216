"""What the workbooks show of supply: own places approved, filled and not available, homes, prices."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from data.demo.span import TODAY
from placements.importing.catalogue import noun_named

Cells = dict[str, Any]
_LIMITS = ("1", "2", "3")
_PRICED_ON = dt.datetime(2025, 4, 1)  # noqa: DTZ001


def supply(folder: Path) -> dict[str, float]:
    """The figures of supply and of price, by the names the targets use."""
    households = _rows(folder, "carers", "households")
    mainstream = [row for row in households if row["kind"] == "fostering"]
    there = _children_there(folder)
    beds = _counted(_rows(folder, "carers", "beds"), "home")
    places = {row["household"]: _places(row, beds) for row in mainstream}
    limits = [str(row["number"]) for row in mainstream if str(row["number"]) in _LIMITS]
    away = _not_available(folder, mainstream)
    idle = sum(max(0, number - there.get(ref, 0)) for ref, number in places.items() if ref in away)
    approved = sum(places.values())
    return {
        "own mainstream places approved": approved,
        "own mainstream places filled": sum(there.get(ref, 0) for ref in places),
        "mainstream households": len(mainstream),
        "kinship households": len(households) - len(mainstream),
        **{f"households approved for {limit}": 100 * limits.count(limit) / max(1, len(limits)) for limit in _LIMITS},
        "places not available": 100 * idle / approved,
        **_homes(folder),
        **_prices(folder),
    }


def _rows(folder: Path, noun: str, sheet: str) -> list[Cells]:
    """The rows of a sheet by heading; blank cells at the end of a row are not written, a title may stand above."""
    book = load_workbook(folder / f"{noun}.xlsx", read_only=True, data_only=True)
    names = [column.name for of_noun in noun_named(noun).sheets if of_noun.name == sheet for column in of_noun.columns]
    rows = list(book[sheet].iter_rows(values_only=True))
    heading = next(place for place, row in enumerate(rows) if list(row[: len(names)]) == names)
    return [dict(zip_longest(names, row[: len(names)])) for row in rows[heading + 1 :]]


def _counted(rows: list[Cells], column: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[column]] = counts.get(row[column], 0) + 1
    return counts


def _children_there(folder: Path) -> dict[str, int]:
    return _counted([row for row in _rows(folder, "position", "position") if row["bed"]], "home")


def _places(row: Cells, beds: dict[str, int]) -> int:
    """The number approved for; the beds where the terms are not known."""
    return row["number"] if isinstance(row["number"], int) else beds[row["household"]]


def _not_available(folder: Path, mainstream: list[Cells]) -> set[str]:
    """Households that are leaving, or on a hold that covers today."""
    leaving = {row["household"] for row in mainstream if row["status"] != "active"}
    return leaving | {
        row["household"]
        for row in _rows(folder, "carers", "holds")
        if row["from"].date() <= TODAY and (row["to"] is None or row["to"].date() > TODAY)
    }


def _homes(folder: Path) -> dict[str, float]:
    homes = [row for row in _rows(folder, "homes", "homes") if row["kind"] == "childrens_home"]
    return {"children's homes known": len(homes), "places in them": sum(row["places"] for row in homes)}


def _prices(folder: Path) -> dict[str, float]:
    lines = {row["line"]: row for row in _rows(folder, "prices", "prices") if row["from"] == _PRICED_ON}
    homes = [
        row["amount"] for row in lines.values() if row["setting"] == "childrens_home" and row["unit"] == "child_week"
    ]
    return {
        "allowance at 12, 2025/26": lines["allow-own-11-15-2025"]["amount"],
        "typical IFA price, 2025/26": lines["ifa-2025"]["amount"],
        "typical home price, 2025/26": lines["home-2025"]["amount"],
        "dearest home, 2025/26": max(homes),
    }
