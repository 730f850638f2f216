"""A council with a few postcodes, and returns of a few invented children written as files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.geography import PostcodeBook
from placements.importing.postcode_areas import HELD
from placements.importing.ssda903.tables import BY_NAME
from placements.models.base import Base
from placements.models.care import Return
from placements.models.reference import Authority, Postcode, Setting
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

LOADER = Viewer("Lee Invented", Role.ADMINISTRATOR)
YORK = "E06000014"
POSTCODES = {
    "YO11AA": (460000.0, 452000.0, YORK),
    "YO12BB": (461000.0, 453000.0, YORK),
    "YO73DD": (443000.0, 482000.0, "E06000065"),
    "YO84EE": (460000.0, 1052000.0, "S12000017"),
    "YO85FF": (460000.0, 5000.0, "E06000052"),
    "YO96GG": (425000.0, 652000.0, "E06000057"),
}
HOME, NEAR, AWAY, ABROAD, FAR, NORTH = "YO1 1AA", "YO1 2BB", "YO7 3DD", "YO8 4EE", "YO8 5FF", "YO9 6GG"

Row = Mapping[str, str]
A_CHILD = {"CHILD": "1", "SEX": "1", "DOB": "15/06/2010", "ETHNIC": "WBRI", "UPN": "UN4"}
AN_EPISODE = {
    "CHILD": "1",
    "DECOM": "01/06/2021",
    "RNE": "S",
    "LS": "C1",
    "CIN": "N1",
    "PLACE": "U6",
    "PLACE_PROVIDER": "PR1",
    "HOME_POST": HOME,
    "PL_POST": NEAR,
    "URN": "1234567",
}


def book() -> PostcodeBook:
    """The town's postcodes, to be looked up."""
    columns = zip(*POSTCODES.values(), strict=True)
    return PostcodeBook.of(POSTCODES, *(list(column) for column in columns))


def found_council(engine: sa.Engine) -> None:
    """Make the database York's, with the town's postcodes as all that there are in area YO."""
    with UnitOfWork(engine, LOADER, Permission.LOAD_DATA) as work:
        work.session.add(Authority(la_code=YORK, name="York", responsible=True))
        work.session.add(Setting(name=f"{HELD}YO", value="test"))
        for postcode, (easting, northing, la_code) in POSTCODES.items():
            work.session.add(Postcode(postcode=postcode, easting=int(easting), northing=int(northing), la_code=la_code))
        work.record(Event.DATABASE_CREATED, YORK)
        work.commit()


def headings(kind: str) -> list[str]:
    """The headings of a file in their usual order."""
    return [column.name for column in BY_NAME[kind].columns]


def write(path: Path, kind: str, rows: Iterable[Row]) -> Path:
    """Write one file; columns not given are blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings(kind), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_return(folder: Path, **files: Iterable[Row]) -> Path:
    """Write one return: the files given, and a Header and an Episodes file in any case."""
    for kind, rows in {"header": [A_CHILD], "episodes": [AN_EPISODE], **files}.items():
        write(folder / f"{kind}.csv", kind, rows)
    return folder


def episode(**changes: str) -> Row:
    """The usual episode, changed."""
    return {**AN_EPISODE, **changes}


def child(**changes: str) -> Row:
    """The usual child, changed."""
    return {**A_CHILD, **changes}


def empty(engine: sa.Engine) -> None:
    """Forget every return, load and child."""
    kept = ("authorities", "postcodes", "settings", "audit")
    with engine.begin() as connection:
        connection.execute(sa.update(Return).values(replaced_by_id=None))
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in kept:
                connection.execute(sa.delete(table))
