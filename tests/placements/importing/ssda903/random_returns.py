"""Random returns of a few children: mostly as they should be, with faults of every kind sprinkled in."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from tests.placements.importing.ssda903.towns import ABROAD, AWAY, FAR, HOME, NEAR, NORTH, write

_FIRST_YEARS = (2016, 2018, 2021, 2022, 2023, 2024, 2025)
_PLACES = "U1 U3 U4 U6 A3 A5 A6 P1 K1 K2 K3 H5 P2 P3 R1 R2 R5 S1 T0 T1 T3 T3 T4 Z1 Z11 Z12"
_ENDS = "X1 X1 X1 E11 E12 E2 E3 E4A E45 E46 E8 E17"
_POSTCODES = (HOME, NEAR, NEAR, AWAY, ABROAD, FAR, NORTH, "yo11aa", "V28 5OY", "YO99 9ZZ", "", "")
_URNS = ("1234567", "SC123456", "XXXXXXX", "", "", "SC12", "12345678")
_JUNK = (
    "",
    "X",
    "k3",
    "=1+1",
    "@x",
    "-",
    "-1",
    "1",
    "2",
    "M",
    "U",
    "31/02/2020",
    "2020-01-01",
    "01/01/1800",
    "S",
    "X1",
)
_TEMPORARY = ("T0", "T1", "T3", "T4")

Cells = dict[str, str]
Files = dict[str, list[Cells]]


def write_random_returns(folder: Path, seed: int) -> dict[Path, int]:
    """Write one to three returns of consecutive years; the year in which each starts, by its folder."""
    draw = random.Random(seed)
    first = draw.choice(_FIRST_YEARS)
    years = sorted({first, *(first + draw.randint(0, 2) for _ in range(draw.randint(0, 3)))} & set(range(2015, 2027)))
    courses = [_course(draw, str(number), first) for number in range(1, draw.randint(2, 5))]
    returns = {}
    for year in years:
        files = _files(draw, courses, year)
        for _ in range(draw.choice((0, 1, 1, 2, 4))):
            _spoil(draw, files, year)
        for kind, rows in files.items():
            write(folder / str(year) / f"{kind}.csv", kind, rows)
        returns[folder / str(year)] = year
    return returns


def _course(draw: random.Random, child: str, first: int) -> tuple[Cells, list[Cells]]:
    """A child's Header facts and whole history, each row with the days as ISO text under `from` and `to`."""
    start = dt.date(first, 4, 1) + dt.timedelta(days=draw.randint(-500, 500))
    born = start - dt.timedelta(days=draw.randint(0, 18 * 366))
    facts = {"CHILD": child, "DOB": _day(born), "ETHNIC": "WBRI", "SEX": draw.choice("12")}
    home = draw.choice((HOME, HOME, AWAY, FAR, ""))
    rows, now, begins = [], _placed(draw), "S"
    for _ in range(draw.randint(1, 7)):
        ends = start + dt.timedelta(days=draw.choice((1, 3, 4, 5, 8, 18, 22, 40, 45, 90, 200, 400)))
        rec = draw.choice(_ENDS.split())
        rows.append(
            {**now, "CHILD": child, "HOME_POST": home, "RNE": begins, "from": f"{start}", "to": f"{ends}", "REC": rec}
        )
        if draw.random() < 0.15:
            rows[-1] |= {"to": "", "REC": ""}
            break
        start = ends if rec == "X1" else ends + dt.timedelta(days=draw.randint(0, 100))
        begins = draw.choice("LPTBU") if rec == "X1" else "S"
        before = rows[-2] if len(rows) > 1 and draw.random() < 0.5 else rows[-1]
        now = _placed(draw) | ({} if draw.random() < 0.5 else {name: before[name] for name in ("PLACE", "PL_POST")})
        now |= {"CIN": now["CIN"] if draw.random() < 0.1 else rows[-1]["CIN"]}
        now |= {"LS": now["LS"] if draw.random() < 0.5 else rows[-1]["LS"]}
    return facts, rows


def _placed(draw: random.Random) -> dict[str, str]:
    place = draw.choice(_PLACES.split())
    provider = (
        "" if place[0] in "TZ" else "PR0" if place == "P1" else draw.choice(("PR1", "PR2", "PR3", "PR4", "PR5", ""))
    )
    return {
        "LS": draw.choice(("C1", "C2", "E1", "V2", "V3", "V4", "L1", "L2", "L3")),
        "CIN": draw.choice(("N1", "N2")),
        "PLACE": place,
        "PLACE_PROVIDER": provider if draw.random() < 0.9 else draw.choice(("PR0", "PR1", "")),
        "REASON_PLACE_CHANGE": draw.choice(("", "", "CARPL", "PLACE")),
        "PL_POST": draw.choice(_POSTCODES),
        "URN": draw.choice(_URNS),
    }


def _files(draw: random.Random, courses: list[tuple[Cells, list[Cells]]], year: int) -> Files:
    """What the return of a year holds of these children, with the codes of the year."""
    start, end = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
    files: Files = {"header": [], "episodes": [], "uasc": [], "oc2": [], "missing": [], "dolo": []}
    for facts, history in courses:
        seen = [row for row in history if row["from"] <= f"{end}" and (not row["to"] or row["to"] >= f"{start}")]
        if not seen:
            continue
        sex = facts["SEX"] if year < 2024 else {"1": "M", "2": "F"}[facts["SEX"]]
        files["header"].append({**facts, "SEX": sex})
        files["episodes"] += [_as_known(row, year, end) for row in seen]
        plain = {"CHILD": facts["CHILD"], "DOB": facts["DOB"]}
        if draw.random() < 0.2:
            files["uasc"].append({**plain, "SEX": sex, "DUC": ""})
        if draw.random() < 0.3:
            files["oc2"].append({**plain, "SDQ_SCORE": str(draw.randint(0, 40)), "CONVICTED": "0"})
        for _ in range(draw.choice((0, 0, 1, 2))):
            gone = start + dt.timedelta(days=draw.randint(0, 360))
            back = "" if draw.random() < 0.2 else _day(gone + dt.timedelta(days=draw.randint(0, 60)))
            files["missing"].append({**plain, "MISSING": "M", "MIS_START": _day(gone), "MIS_END": back})
        if draw.random() < 0.2:
            files["dolo"].append({**plain, "DOLO_START": _day(start), "DOLO_END": ""})
    draw.shuffle(files["episodes"])
    return files


def _as_known(row: Cells, year: int, end: dt.date) -> dict[str, str]:
    """An episode as it stood on the last day of the year, in the year's codes."""
    still_open = not row["to"] or row["to"] > f"{end}"
    place = row["PLACE"]
    if place == "K3" and year < 2024:
        place = "H5"
    if place in ("H5", "P2") and year > 2024:
        place = "K3"
    if place[0] == "Z":
        place = "Z1" if year < 2025 else "Z11"
    known = {name: text for name, text in row.items() if name not in ("from", "to")}
    known |= {"PLACE": place, "DECOM": _day(dt.date.fromisoformat(row["from"]))}
    if still_open:
        return known | {"DEC": "", "REC": "", "REASON_PLACE_CHANGE": ""}
    return known | {"DEC": _day(dt.date.fromisoformat(row["to"]))}


def _spoil(draw: random.Random, files: Files, year: int) -> None:
    """Put one fault in: a cell, a row too many, a row too few."""
    kind = draw.choice([kind for kind, rows in files.items() if rows] or ["header"])
    rows = files[kind]
    if not rows:
        return
    at = draw.randrange(len(rows))
    what = draw.random()
    if what < 0.1:
        del rows[at]
    elif what < 0.2:
        rows.append(dict(rows[at]))
    elif what < 0.4 and files["episodes"]:
        row = draw.choice(files["episodes"])
        near = [_day(dt.date(year + 1, 4, 1)), *(other["DECOM"] for other in files["episodes"])]
        row[draw.choice(("DEC", "DEC", "DECOM"))] = draw.choice(near)
    else:
        day = dt.date(year, 4, 1) + dt.timedelta(days=draw.randint(-30, 400))
        column = draw.choice(list(rows[at]))
        others = [row[column] for row in rows if column in row]
        rows[at][column] = draw.choice((*_JUNK, _day(day), *others))


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"
