"""Files that were spoilt in every way: each row is accepted or rejected, and what is wrong is said in the answer."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import first_break
from placements.importing.load import import_noun
from placements.importing.template import write_template
from placements.models.audit import AuditRow
from placements.models.loading import Import
from tests.placements.importing.sheets.books import ADMIN, TODAY, csv_file, workbook

SHEETS: dict[str, dict[str, list[list[Any]]]] = {
    "carers": {
        "households": [
            ["household", "carers", "kind", "age_min", "age_max", "number", "bedrooms", "vacancies", "approved_from"],
            ["H1", "Ann and Bob", "fostering", 0, 10, 2, 2, 1, "01/02/2020"],
            ["H2", "Cy", "kinship", "unknown", None, None, 1, 0, "2021-03-04"],
        ],
        "beds": [["home", "bed", "room", "sharing"], ["H1", "1", "front", "siblings"], ["H1", "2", "back", "no"]],
        "people": [["household", "living_as", "first_name", "dob"], ["H1", "carer", "Ann", "05/06/1970"]],
    },
    "position": {
        "position": [
            ["child", "first_name", "dob", "sex", "home", "bed", "from", "place"],
            ["C1", "Ada", "05/06/2015", "F", "H1", "1", "01/02/2026", "U6"],
            ["C2", "Ben", "06/07/2016", "M", "Anne and Rob", None, "3 Mar 26", "U6"],
            ["C3", "Cass", "07/08/2012", "F", "Aunt", None, None, "U3"],
        ]
    },
    "children": {
        "children": [
            ["child", "dob", "sex", "disability", "school_year"],
            ["C1", "05/06/2015", "F", "AUT;LD", 6],
            ["C2", None, "M", "none", 3],
        ],
        "siblings": [["child_a", "child_b", "relation", "assessed"], ["C1", "C2", "full", "together_must"]],
        "needs": [["child", "domain", "level"], ["C1", "autism", 3], ["C2", "none", None]],
    },
    "referrals": {
        "referrals": [
            ["referral", "children", "kind", "needed_by", "urgency", "preferred"],
            ["R1", "C1;C2", "new", "05/06/2026 17:00", "tonight", "foster;kin"],
        ]
    },
    "prices": {
        "prices": [
            ["line", "setting", "component", "unit", "amount", "from", "to"],
            ["L1", "mainstream_fostering", "base", "child_week", "£1,234.50", "01/04/2026", "01/04/2027"],
        ]
    },
    "annex-a": {
        "List 8": [
            ["Child Unique ID", "Gender", "Date of Birth", "Placement Type", "Start Date of Most Recent Placement"],
            [1000001, "b) Female", "13/02/2011", "f) U6: Foster", "02/11/2024"],
            [1000002, "a) Male", "14/02/2012", "K2", "02/11/2025"],
        ]
    },
}
CELLS = [
    "",
    " ",
    "unknown",
    "none",
    "31/02/2026",
    "99999999999999999999",
    "-1",
    "=1+1",
    "#REF!",
    "C1",
    "H1",
    "é" * 300,
    "💥",
]
CELLS += [
    "0",
    "1e400",
    "05/06/2026",
    "true",
    "a) M",
    "x" * 200_000,
    "'; drop table homes; --",
    "\u202e",
    "H1;H2;;",
    "£0.001",
]


def spoil_cells(chance: random.Random, sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    """Change, swap, repeat, drop or shuffle cells, rows and columns."""
    spoilt = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for _ in range(chance.randint(1, 4)):
        rows = spoilt[chance.choice(list(spoilt))]
        row = chance.choice(rows) if rows else []
        act = chance.randrange(9)
        if act <= 2 and row:
            row[chance.randrange(len(row))] = chance.choice([*CELLS, None, 46178, 3.7, True])
        elif act == 3:
            rows.insert(chance.randint(0, len(rows)), list(row))
        elif act == 4 and rows:
            rows.pop(chance.randrange(len(rows)))
        elif act == 5 and row:
            row.insert(chance.randint(0, len(row)), chance.choice(CELLS))
        elif act == 6 and row:
            row.pop(chance.randrange(len(row)))
        elif act == 7:
            chance.shuffle(rows)
        elif act == 8:
            rows.insert(chance.randint(0, len(rows)), [chance.choice(CELLS) for _ in range(chance.randint(0, 4))])
    return spoilt


def spoil_bytes(chance: random.Random, path: Path) -> None:
    """Change, cut, repeat or insert bytes."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 5)):
        if not content:
            break
        place, act = chance.randrange(len(content)), chance.randrange(4)
        if act == 0:
            content[place] = chance.randrange(256)
        elif act == 1:
            del content[place : place + chance.randint(1, 40)]
        elif act == 2:
            content[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
        else:
            content[place:place] = content[place : place + chance.randint(1, 60)]
    path.write_bytes(bytes(content))


def spoil_part(chance: random.Random, path: Path) -> None:
    """Change bytes inside one part of the workbook, so that the archive itself is whole."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    part = path.with_name("part")
    part.write_bytes(parts[name])
    spoil_bytes(chance, part)
    parts[name] = part.read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)


def spoilt(chance: random.Random, folder: Path) -> tuple[str, Path]:
    """A list and a spoilt file of it."""
    noun = chance.choice(list(SHEETS))
    sheets = spoil_cells(chance, SHEETS[noun]) if chance.random() < 0.8 else SHEETS[noun]
    if chance.random() < 0.5:
        first = next(iter(sheets.values()))
        path = csv_file(folder / "spoilt.csv", [[cell or "" for cell in row] for row in first])
        if chance.random() < 0.4:
            spoil_bytes(chance, path)
        return noun, path
    path = workbook(folder / "spoilt.xlsx", sheets) if any(sheets.values()) else folder / "spoilt.xlsx"
    if not path.exists():
        write_template("carers", path)
    act = chance.random()
    if act < 0.2:
        spoil_bytes(chance, path)
    elif act < 0.5:
        spoil_part(chance, path)
    return noun, path


def test_in_every_spoilt_file_each_row_is_accepted_or_rejected(
    engine: sa.Engine, tmp_path: Path, scale: Callable[[int], int]
) -> None:
    loads = 0
    for seed in range(scale(5_000)):
        chance = random.Random(seed)
        noun, path = spoilt(chance, tmp_path)
        by = chance.choice([None, "Marian Invented"])
        result = import_noun(engine, ADMIN, noun, path, as_at=TODAY, set_aside_by=by)
        path.unlink()
        loads += not result.refused
        assert result.accepted + result.rejected == result.read, seed
        assert result.accepted == 0 or not result.refused, seed
        assert all(fault.rule and fault.message and fault.file for fault in result.findings), seed
        if result.refused or result.rejected:
            assert any(fault.level.value == "E" for fault in result.findings), seed
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Import)) == loads
        assert first_break(session.scalars(sa.select(AuditRow).order_by(AuditRow.id))) is None
    assert loads, "some spoilt files are still good"
