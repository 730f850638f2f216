"""A second, naive reading of SSDA903 returns: one row at a time, plain loops, no table and none of our own code.

`findings` answers what the checks of a load must find, as (rule, level, file, row, column); `standing` which version of
each episode holds once several returns are put together. Returns are folders of CSV files named after their kind.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Row = dict[str, str]
Found = set[tuple[str, str, str, int | None, str | None]]
Place = tuple[float, float, str]
Find = Callable[..., None]

LETTERS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
ETHNIC = "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
LEGAL = "C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3"
ALWAYS = "U1 U2 U3 U4 U5 U6 A3 A4 A5 A6 P1 P3 K1 K2 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4"
ENDS = "X1 E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E9 E14 E15 E16 E17 E8"
REASONS = "CARPL CLOSE ALLEG STAND APPRR CUSTOD CREQB CREQO CHILD LAREQ PLACE OTHER"
TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}
ADOPTION = {"A3", "A4", "A5", "A6"}
FOSTERING = {"U1", "U2", "U3", "U4", "U5", "U6"}
NO_PROVIDER = TEMPORARY | {"Z1", "Z11", "Z12", "Z13", "Z14"}
NO_URN = {"H5", "P1", "P2", "P3", "R1", "R2", "R5", "Z1"} | TEMPORARY
TOO_YOUNG = {"K3": 16, "H5": 16, "P2": 16, "R5": 10, "S1": 4, "P3": 14}
FAR_OFF = dt.date(2262, 1, 1)


@dataclass
class OneReturn:
    """One return: the year in which its collection year starts, and the rows of its files."""

    start: int
    files: dict[str, list[Row]]
    paths: dict[str, str]

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.start + 1, 3, 31)


@dataclass
class World:
    """What a load looks at: its returns, the postcodes that exist, and whose return it is."""

    returns: list[OneReturn]
    postcodes: dict[str, Place]
    responsible: str
    found: Found = field(default_factory=set)

    def find(self, rule: str, level: str, entry: OneReturn, kind: str, row: Row | None, column: str | None) -> None:
        self.found.add((rule, level, entry.paths[kind], int(row["row"]) if row else None, column))


def read(folder: Path, start: int) -> OneReturn:
    """The rows of a folder's files, each with its number in the file."""
    files, paths = {}, {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        rows = [dict(zip(lines[0], (cell.strip() for cell in line), strict=True)) for line in lines[1:]]
        files[path.stem] = [{**row, "row": str(number)} for number, row in enumerate(rows, start=2)]
        paths[path.stem] = str(path)
    return OneReturn(start, files, paths)


def day(text: str) -> dt.date | None:
    parts = text.split("/")
    if [len(part) for part in parts] != [2, 2, 4] or not "".join(parts).isascii() or not "".join(parts).isdigit():
        return None
    try:
        found = dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None


def age(born: dt.date, on: dt.date) -> int | None:
    if on < born:
        return None
    years = on.year - born.year
    return years if (on.month, on.day) >= (born.month, born.day) else years - 1


def codes(column: str, start: int) -> set[str]:
    places = set(ALWAYS.split())
    places |= {"H5", "P2", "Z1"} if start <= 2024 else {"Z11", "Z12", "Z13", "Z14"}
    places |= {"K3"} if start >= 2024 else set()
    return {
        "SEX": {"1", "2"} if start <= 2023 else {"M", "F", "U"},
        "ETHNIC": set(ETHNIC.split()),
        "RNE": set("SLPTBU"),
        "LS": set(LEGAL.split()),
        "CIN": {f"N{number}" for number in range(1, 9)},
        "PLACE": places,
        "PLACE_PROVIDER": {"", *(f"PR{number}" for number in range(6))},
        "REC": {"", *ENDS.split()},
        "REASON_PLACE_CHANGE": {"", *REASONS.split()},
        "SDQ_SCORE": {"", *(str(score) for score in range(41))},
        "SDQ_REASON": {"", "SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"},
        "CONVICTED": {"", "0", "1"},
        "SUBSTANCE_MISUSE": {"", "0", "1"},
        "MISSING": {"", "M", "A"},
    }[column]


CODED = {
    "header": ["SEX", "ETHNIC"],
    "episodes": ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"],
    "uasc": ["SEX"],
    "oc2": ["SDQ_SCORE", "SDQ_REASON", "CONVICTED", "SUBSTANCE_MISUSE"],
    "missing": ["MISSING"],
}
DATED = {
    "header": {"DOB": True},
    "episodes": {"DECOM": True, "DEC": False},
    "uasc": {"DOB": False, "DUC": False},
    "oc2": {"DOB": False},
    "missing": {"DOB": False, "MIS_START": True, "MIS_END": False},
    "dolo": {"DOB": False, "DOLO_START": True, "DOLO_END": False},
}
FREE = {"episodes": ["HOME_POST", "PL_POST", "URN"]}


def findings(world: World) -> Found:
    """Everything wrong with the returns of the world."""
    for entry in world.returns:
        for kind, rows in entry.files.items():
            for row in rows:
                one_row(world, entry, kind, row)
        for row in entry.files["episodes"]:
            one_episode(world, entry, row)
        children = {row["CHILD"] for row in entry.files["episodes"]}
        for child in children:
            one_child(world, entry, in_order(entry, child))
        for child in {row["CHILD"] for row in entry.files.get("missing", [])}:
            missing_periods(world, entry, child)
        orders(world, entry)
    for entry in world.returns:
        for later in world.returns:
            if later.start == entry.start + 1:
                year_break(world, entry, later)
    return world.found


def one_row(world: World, entry: OneReturn, kind: str, row: Row) -> None:
    """What can be said of any row of any file."""
    who(world, entry, kind, row)
    for column in CODED.get(kind, []):
        if row[column] not in codes(column, entry.start):
            world.find("903-code-year", "E", entry, kind, row, column)
    for column, needed in DATED[kind].items():
        if day(row[column]) is None and (needed or row[column]):
            world.find("903-date", "E", entry, kind, row, column)
    for column in ["CHILD", *FREE.get(kind, [])]:
        if is_formula(row[column]):
            world.find("903-formula", "E", entry, kind, row, column)


def who(world: World, entry: OneReturn, kind: str, row: Row) -> None:
    child = row["CHILD"]
    header = entry.files["header"]
    named = 1 <= len(child) <= 20 and set(child) <= LETTERS
    if not named or (kind != "header" and all(other["CHILD"] != child for other in header)):
        world.find("903-child-unknown", "E", entry, kind, row, "CHILD")
    if kind == "header" and any(other["CHILD"] == child and int(other["row"]) < int(row["row"]) for other in header):
        world.find("903-child-twice", "E", entry, kind, row, "CHILD")
    if kind not in ("header", "episodes"):
        born, here = birth(entry, child), day(row["DOB"])
        if born and here and born != here:
            world.find("903-dob-differs", "E", entry, kind, row, "DOB")


def is_formula(text: str) -> bool:
    return text.startswith(("=", "@")) or (text.startswith(("+", "-")) and len(text) > 1)


def birth(entry: OneReturn, child: str) -> dt.date | None:
    for row in entry.files["header"]:
        if row["CHILD"] == child:
            return day(row["DOB"])
    return None


def seeking_asylum(world: World, entry: OneReturn, child: str) -> bool:
    recent = [other for other in world.returns if entry.start - 2 <= other.start <= entry.start]
    return any(row["CHILD"] == child for other in recent for row in other.files.get("uasc", []))


def plain(text: str) -> str | None:
    """A postcode in capitals without spaces, or None."""
    bare = "".join(text.split()).upper()
    out, back = bare[:-3], bare[-3:]
    letters = out.rstrip("0123456789") if out[-1:].isdigit() else out[:-1].rstrip("0123456789")
    digits = out[len(letters) :]
    fits = (
        bare.isascii()
        and bare.isalnum()
        and 1 <= len(letters) <= 2
        and letters.isalpha()
        and 1 <= len(digits) <= 2
        and digits[:1].isdigit()
        and len(back) == 3
        and back[0].isdigit()
        and back[1:].isalpha()
        and not set(back[1:]) & set("CIKMOV")
    )
    return bare if fits else None


def one_episode(world: World, entry: OneReturn, row: Row) -> None:
    """What can be said of an episode by itself."""

    def find(rule: str, level: str, column: str) -> None:
        world.find(rule, level, entry, "episodes", row, column)

    decom, born, place = day(row["DECOM"]), birth(entry, row["CHILD"]), row["PLACE"]
    its_dates(entry, row, find)
    old = age(born, decom) if born and decom else None
    if old is not None and old >= 18 and row["RNE"] == "S":
        find("903-over-18-start", "W", "DECOM")
    if old is not None and place in TOO_YOUNG and old < TOO_YOUNG[place]:
        find("903-age-place", "W", "PLACE")
    if place == "P1" and row["LS"] == "V2":
        find("903-parents-s20", "W", "PLACE")
    provider_and_type(find, place, row["PLACE_PROVIDER"])
    if row["REC"] in ("E45", "E46") and day(row["DEC"]) and place not in FOSTERING:
        find("903-sgo-path", "W", "REC")
    whereabouts(world, entry, row, find)


def its_dates(entry: OneReturn, row: Row, find: Find) -> None:
    decom, dec, born = day(row["DECOM"]), day(row["DEC"]), birth(entry, row["CHILD"])
    if row["DEC"] and not row["REC"]:
        find("903-end-pair", "E", "REC")
    if row["REC"] and not row["DEC"]:
        find("903-end-pair", "W", "REC")
    if decom and dec and dec < decom:
        find("903-end-before-start", "E", "DEC")
    if decom and dec and dec == decom:
        find("903-same-day", "E", "DEC")
    if decom and born and decom < born:
        find("903-before-birth", "E", "DECOM")
    for column, date in (("DECOM", decom), ("DEC", dec)):
        if date and date > entry.last_day:
            find("903-future", "E", column)


def provider_and_type(find: Find, place: str, provider: str) -> None:
    wrong = (
        (provider == "PR0" and place != "P1")
        or (provider in ("PR1", "PR2") and place in ("P1", "R2", "R5"))
        or (provider in ("PR4", "PR5") and place == "P1")
        or (provider == "PR3" and place in FOSTERING | ADOPTION | {"K1", "K2"})
    )
    if wrong:
        find("903-provider-type", "W", "PLACE_PROVIDER")
    if place and (provider == "") != (place in NO_PROVIDER):
        find("903-provider-missing", "W", "PLACE_PROVIDER")


def whereabouts(world: World, entry: OneReturn, row: Row, find: Find) -> None:
    home, there = plain(row["HOME_POST"]), plain(row["PL_POST"])
    for column, postcode in (("HOME_POST", home), ("PL_POST", there)):
        if row[column] and (postcode is None or postcode not in world.postcodes):
            find("903-postcode", "W", column)
    if home is not None and home == there and row["PLACE"] != "P1":
        find("903-postcode", "W", "PL_POST")
    asylum = seeking_asylum(world, entry, row["CHILD"])
    exempt = asylum or row["LS"] in ("V3", "V4")
    for column in ("HOME_POST", "PL_POST"):
        if not row[column] and not exempt:
            find("903-distance", "W", column)
    at_home, at_place = world.postcodes.get(home or ""), world.postcodes.get(there or "")
    if at_home and at_place and not exempt and at_home[2][0] == at_place[2][0] == "E":
        across, along = at_home[0] - at_place[0], at_home[1] - at_place[1]
        if (across**2 + along**2) ** 0.5 / 1000 / 1.6093 >= 350.05:
            find("903-distance", "W", "PL_POST")
    if asylum and row["HOME_POST"]:
        find("903-uasc-distance", "W", "HOME_POST")
    outside = at_place is not None and at_place[2] != world.responsible and row["LS"] not in ("V3", "V4")
    if row["PLACE_PROVIDER"] == "PR1" and row["PLACE"] not in FOSTERING | ADOPTION and outside:
        find("903-own-away", "W", "PL_POST")
    abroad = at_place is not None and at_place[2][0] in "NSW"
    reference(row, find, abroad=abroad)


def reference(row: Row, find: Find, *, abroad: bool) -> None:
    number, place = row["URN"], row["PLACE"]
    either = place in ("", "Z11", "Z12", "Z13", "Z14") or abroad
    form = number == "XXXXXXX" or (len(number) == 7 and number.isdigit() and number.isascii())
    form = form or (len(number) == 8 and number[:2] == "SC" and number[2:].isdigit() and number.isascii())
    if (
        (not number and place not in NO_URN and not either)
        or (number and number != "XXXXXXX" and place in NO_URN)
        or (number and not form)
    ):
        find("903-urn", "W", "URN")


@dataclass
class Step:
    """An episode whose dates can be read."""

    row: Row
    start: dt.date
    end: dt.date | None


def in_order(entry: OneReturn, child: str) -> list[Step]:
    steps = []
    for row in entry.files["episodes"]:
        start = day(row["DECOM"])
        if row["CHILD"] == child and start and (not row["DEC"] or day(row["DEC"])):
            steps.append(Step(row, start, day(row["DEC"])))
    return sorted(steps, key=lambda step: (step.start, int(step.row["row"])))


def one_child(world: World, entry: OneReturn, steps: list[Step]) -> None:
    """What can be said of a child's episodes one after another."""

    def find(rule: str, level: str, step: Step, column: str) -> None:
        world.find(rule, level, entry, "episodes", step.row, column)

    after_the_end(find, entry, steps)
    ways_out(find, steps)
    how_long(find, entry, steps)
    for at, step in enumerate(steps):
        after = steps[at + 1] if at + 1 < len(steps) else None
        if at:
            after_another(find, steps[at - 1], step, joined=joined_at(steps, at))
        if step.end and step.row["REC"] == "X1" and (after is None or after.start > step.end):
            find("903-gap", "E", step, "REC")
        reasons(find, step, after, to_next=joined_at(steps, at + 1))
        temporary(find, steps, at)
    short_breaks(find, entry, steps)


def after_the_end(find: Find, entry: OneReturn, steps: list[Step]) -> None:
    dead = False
    for step in steps:
        born = birth(entry, step.row["CHILD"])
        old = age(born, step.start) if born else None
        if dead or (old is not None and old >= 18 and step.row["RNE"] != "S"):
            find("903-after-end", "E", step, "DECOM")
        dead = dead or (step.row["REC"] == "E2" and step.end is not None)


def ways_out(find: Find, steps: list[Step]) -> None:
    placed = False
    for step in steps:
        row = step.row
        placed = placed or row["PLACE"] in ADOPTION
        if row["REC"] in ("E11", "E12") and step.end and not placed:
            find("903-adopted-path", "W", step, "REC")
        if row["PLACE"] in ("A5", "A6") and row["LS"] != "E1":
            find("903-adopted-path", "W", step, "LS")


def how_long(find: Find, entry: OneReturn, steps: list[Step]) -> None:
    holidays: list[dt.date] = []
    run_from = dt.date.min
    for at, step in enumerate(steps):
        place, legal = step.row["PLACE"], step.row["LS"]
        until = step.end or entry.last_day + dt.timedelta(days=1)
        days = (until - step.start).days
        if days > {"T1": 42, "T3": 21, "T4": 7}.get(place, 10**6):
            find("903-temp-long", "W", step, "PLACE")
        holidays += [step.start] if place == "T3" else []
        if place == "T3" and len(holidays) > 2 and step.start < year_after(holidays[-3]):
            find("903-temp-long", "W", step, "PLACE")
        if legal == "V3" and days > 17:
            find("903-break-17", "W", step, "LS")
        if not joined_at(steps, at) or steps[at - 1].row["LS"] != legal:
            run_from = step.start
        goes_on = joined_at(steps, at + 1) and steps[at + 1].row["LS"] == legal
        if not goes_on and (until - run_from).days > {"L1": 3, "L2": 21, "L3": 7}.get(legal, 10**6):
            find("903-short-orders", "W", step, "LS")


def joined_at(steps: list[Step], at: int) -> bool:
    """Whether the episode goes on with the period of care of the one before."""
    if not 0 < at < len(steps):
        return False
    return steps[at - 1].end == steps[at].start and steps[at - 1].row["REC"] == "X1"


def year_after(date: dt.date) -> dt.date:
    try:
        return date.replace(year=date.year + 1)
    except ValueError:
        return dt.date(date.year + 1, 3, 1)


def after_another(find: Find, before: Step, step: Step, *, joined: bool) -> None:
    row, last = step.row, before.row
    if before.end is None or step.start < before.end:
        find("903-overlap", "E", step, "DECOM")
    if before.end == step.start and row["RNE"] == "S":
        find("903-restart", "E", step, "RNE")
    left = before.end is not None and last["REC"] not in ("", "X1") and before.end <= step.start
    if left and row["RNE"] != "S":
        find("903-restart", "E", step, "RNE")
    if joined:
        if row["CIN"] != last["CIN"]:
            find("903-need-changed", "W", step, "CIN")
        if row["RNE"] in ("L", "B", "U") and row["LS"] == last["LS"]:
            find("903-rne-unchanged", "W", step, "LS")
        same = all(row[name] == last[name] for name in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN"))
        if row["RNE"] in ("P", "T", "B", "U") and same:
            find("903-rne-unchanged", "W", step, "PLACE")


def reasons(find: Find, step: Step, after: Step | None, *, to_next: bool) -> None:
    given = step.row["REASON_PLACE_CHANGE"] != ""
    brief = step.row["PLACE"] in TEMPORARY
    moved = to_next and after is not None and after.row["RNE"] in ("P", "T", "B", "U")
    if moved and not given and not brief and after is not None and after.row["PLACE"] not in TEMPORARY:
        find("903-reason-change", "W", step, "REASON_PLACE_CHANGE")
    if given and (step.end is None or brief):
        find("903-reason-change", "W", step, "REASON_PLACE_CHANGE")


def temporary(find: Find, steps: list[Step], at: int) -> None:
    step = steps[at]
    if step.row["PLACE"] not in TEMPORARY:
        return
    if step.row["RNE"] == "S" or (step.end and step.row["REC"] not in ("", "X1")):
        find("903-temp-return", "W", step, "PLACE")
    if at + 1 >= len(steps) or not joined_at(steps, at + 1) or steps[at + 1].row["PLACE"] in TEMPORARY:
        return
    back = at
    while back >= 0 and steps[back].row["PLACE"] in TEMPORARY:
        back = back - 1 if joined_at(steps, back) else -1
    if back >= 0:
        usual, then = steps[back].row, steps[at + 1].row
        if (usual["PLACE"], usual["PL_POST"]) != (then["PLACE"], then["PL_POST"]):
            find("903-temp-return", "W", step, "PLACE")


def short_breaks(find: Find, entry: OneReturn, steps: list[Step]) -> None:
    breaks = [step for step in steps if step.row["LS"] == "V3"]
    agreed = [step for step in steps if step.row["LS"] == "V4"]
    past = entry.last_day + dt.timedelta(days=1)
    if sum(((step.end or past) - step.start).days for step in breaks) > 75:
        find("903-break-17", "W", breaks[-1], "LS")
    if breaks and agreed:
        find("903-break-17", "W", agreed[-1], "LS")


def missing_periods(world: World, entry: OneReturn, child: str) -> None:
    rows = [row for row in entry.files["missing"] if row["CHILD"] == child and day(row["MIS_START"])]
    rows.sort(key=lambda row: (day(row["MIS_START"]) or FAR_OFF, int(row["row"])))
    steps = in_order(entry, child)
    left = steps[-1].end if steps else None
    for at, row in enumerate(rows):
        start, end = day(row["MIS_START"]), day(row["MIS_END"]) or FAR_OFF
        if at and start and start < (day(rows[at - 1]["MIS_END"]) or FAR_OFF):
            world.find("903-missing-open", "W", entry, "missing", row, "MIS_START")
        if left is not None and end > left:
            world.find("903-missing-open", "W", entry, "missing", row, "MIS_END")


def orders(world: World, entry: OneReturn) -> None:
    for row in entry.files.get("dolo", []) if entry.start >= 2026 else []:
        start, end = day(row["DOLO_START"]), day(row["DOLO_END"]) or FAR_OFF
        for step in in_order(entry, row["CHILD"]):
            meets = start is not None and step.start < end and (step.end or FAR_OFF) > start
            if meets and step.row["PLACE"] not in ("K2", "Z12", "Z13"):
                world.find("903-dolo", "W", entry, "dolo", row, "DOLO_START")


def year_break(world: World, entry: OneReturn, later: OneReturn) -> None:
    for child in {row["CHILD"] for row in entry.files["episodes"]}:
        left_open = [step for step in in_order(entry, child) if step.end is None]
        if not left_open:
            continue
        last, then = left_open[-1], in_order(later, child)
        if not then:
            world.find("903-missing-from-year", "W", entry, "episodes", last.row, "DEC")
        elif then[0].start != last.start:
            world.find("903-year-break", "W", later, "episodes", then[0].row, "DECOM")
        else:
            for column in ("LS", "CIN", "PLACE", "PLACE_PROVIDER", "URN"):
                pair = (last.row[column], then[0].row[column])
                allowed = column == "PLACE" and (pair == ("H5", "K3") or (pair[0] == "Z1" and pair[1][:2] == "Z1"))
                if pair[0] != pair[1] and not allowed:
                    world.find("903-year-break", "W", later, "episodes", then[0].row, column)


def standing(
    told: list[tuple[int, str, dt.date, dt.date | None, str]],
) -> dict[tuple[str, dt.date], tuple[int, dt.date | None]]:
    """For each (child, start) that holds, the year whose version holds and the day it ended.

    `told` are (year, child, start, end, reason for the new episode). Day by day the newest return that says anything of
    the child up to then is believed; whom the newest return of all does not name is no longer there.
    """
    by_child = defaultdict(list)
    for version in told:
        by_child[version[1]].append(version)
    newest = max((version[0] for version in told), default=0)
    held: dict[tuple[str, dt.date], tuple[int, dt.date | None]] = {}
    for child, versions in by_child.items():
        kept: list[tuple[int, dt.date, dt.date | None, str]] = []
        for year in sorted({version[0] for version in versions}, reverse=True):
            horizon = min((start for _, start, _, _ in kept), default=FAR_OFF)
            mine = [(y, start, end, reason) for y, _, start, end, reason in versions if y == year and start < horizon]
            kept = sorted(mine, key=lambda one: one[1]) + kept
        for at, (year, start, end, _) in enumerate(kept):
            held[child, start] = (year, end_known(year, end, kept[at + 1] if at + 1 < len(kept) else None, newest))
    return held


def end_known(
    year: int, end: dt.date | None, then: tuple[int, dt.date, dt.date | None, str] | None, newest: int
) -> dt.date | None:
    if then is None:
        forgotten = end is None and year < newest
        return dt.date(year + 1, 4, 1) if forgotten else end
    if end is None:
        last_known = dt.date(year + 1, 4, 1)
        end = min(last_known, then[1]) if then[3] == "S" else then[1]
    return min(end, then[1])
