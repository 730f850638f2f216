"""A seeded five-year SSDA903 return of invented children, for the import benchmark: plausible, valid, nobody's."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

FIRST_YEAR = 2019
HEADINGS = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes": (
        *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
        *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    ),
    "uasc": ("CHILD", "SEX", "DOB", "DUC"),
    "missing": ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    "oc2": (
        *("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK"),
        *("HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
    ),
}
_PLACES = (("U6", "PR1"), ("U6", "PR4"), ("U4", "PR1"), ("U4", "PR5"), ("U3", "PR1"), ("U1", "PR1"), ("K2", "PR4"))
_PLACE_WEIGHTS = (25, 18, 15, 6, 10, 6, 20)
_ETHNIC = ("WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "APKN", "BAFR", "NOBT")
_EXITS = ("E4A", "E4A", "E4B", "E13", "E41", "E47", "E8")
_REASONS = ("CARPL", "CARPL", "CREQB", "CREQO", "OTHER", "CHILD")


@dataclass(frozen=True)
class Episode:
    decom: dt.date
    rne: str
    ls: str
    cin: str
    place: str
    provider: str
    pl_post: str
    urn: str
    dec: dt.date | None = None
    rec: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Person:
    ref: str
    sex: str
    dob: dt.date
    ethnic: str
    home_post: str
    uasc: bool
    episodes: list[Episode]


def write_returns(folder: Path, *, children: int, years: int, seed: int, postcodes: Sequence[str]) -> int:
    """Write ``folder/2020/header.csv`` and so on, a folder a year, and return the number of episode rows."""
    draw = random.Random(seed)
    people = [invent(draw, number, years, postcodes) for number in range(children)]
    return sum(write_year(folder / str(year + 1), year, people, draw) for year in range(FIRST_YEAR, FIRST_YEAR + years))


def invent(draw: random.Random, number: int, years: int, postcodes: Sequence[str]) -> Person:
    """One invented child with a period of care that touches the years of the returns."""
    first, last = dt.date(FIRST_YEAR, 4, 1), dt.date(FIRST_YEAR + years, 3, 31)
    uasc = draw.random() < 0.04
    while True:
        start = first - dt.timedelta(days=500) + dt.timedelta(days=draw.randrange((last - first).days + 500))
        dob = start - dt.timedelta(days=draw.randrange(15 * 365, 17 * 365) if uasc else draw.randrange(20, 17 * 365))
        end = min(start + dt.timedelta(days=20 + int(draw.expovariate(1 / 875))), eighteenth(dob))
        if end > first:
            break
    episodes = course(draw, start, end, last, "" if uasc else draw.choice(postcodes), postcodes)
    home = "" if uasc else draw.choice(postcodes)
    return Person(str(100000 + number), draw.choice("12"), dob, draw.choice(_ETHNIC), home, uasc, episodes)


def course(
    draw: random.Random, start: dt.date, end: dt.date, last: dt.date, home: str, postcodes: Sequence[str]
) -> list[Episode]:
    """The episodes of one period of care: legal changes and moves, each beginning where the last ended."""
    cin, status = draw.choice(("N1", "N1", "N1", "N5", "N4", "N8")), draw.choice(("V2", "C1"))
    now = Episode(start, "S", status, cin, *settle(draw, postcodes))
    episodes = []
    while True:
        until = now.decom + dt.timedelta(days=8 + int(draw.expovariate(1 / 330)))
        if until >= end or until > last:
            break
        legal = draw.random() < 0.35 and now.ls in ("V2", "C1")
        status = {"V2": "C1", "C1": "C2"}[now.ls] if legal else now.ls
        if legal:
            following = replace(now, decom=until, rne="L", ls=status)
        else:
            following = Episode(until, "P", status, cin, *settle(draw, postcodes))
        episodes.append(replace(now, dec=until, rec="X1", reason="" if legal else draw.choice(_REASONS)))
        now = following
    closed = replace(now, dec=end, rec=draw.choice(_EXITS)) if end <= last else now
    return [*episodes, closed]


def settle(draw: random.Random, postcodes: Sequence[str]) -> tuple[str, str, str, str]:
    """A placement: type, provider, postcode, and the URN of whoever inspects it."""
    place, provider = draw.choices(_PLACES, _PLACE_WEIGHTS)[0]
    return place, provider, draw.choice(postcodes), f"SC9{draw.randrange(10**5):05d}"


def eighteenth(dob: dt.date) -> dt.date:
    return dt.date(dob.year + 18, 3, 1) if (dob.month, dob.day) == (2, 29) else dob.replace(year=dob.year + 18)


def write_year(folder: Path, year: int, people: Iterable[Person], draw: random.Random) -> int:
    """Write one collection year's files; an episode still open on 31 March has no end in them."""
    start, end = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in HEADINGS}
    for person in people:
        current = [seen(e, end) for e in person.episodes if e.decom <= end and (e.dec is None or e.dec >= start)]
        if current:
            add_person(rows, person, current, start, draw)
    folder.mkdir(parents=True)
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADINGS[name], *lines])
    return len(rows["episodes"])


def seen(episode: Episode, end: dt.date) -> Episode:
    """The episode as it was known on the last day of the year."""
    if episode.dec is not None and episode.dec <= end:
        return episode
    return replace(episode, dec=None, rec="", reason="")


def add_person(
    rows: dict[str, list[tuple[object, ...]]],
    person: Person,
    current: list[Episode],
    start: dt.date,
    draw: random.Random,
) -> None:
    dob = day(person.dob)
    rows["header"].append((person.ref, person.sex, dob, person.ethnic, "UN4", "", ""))
    rows["episodes"] += [
        (
            *(person.ref, day(e.decom), e.rne, e.ls, e.cin, e.place, e.provider, day(e.dec), e.rec, e.reason),
            *(person.home_post, e.pl_post, e.urn),
        )
        for e in current
    ]
    if person.uasc:
        rows["uasc"].append((person.ref, person.sex, dob, day(eighteenth(person.dob))))
    if current[0].decom <= start and current[-1].dec is None:
        score = draw.randrange(41)
        rows["oc2"].append((person.ref, dob, score, "", 0, 1, 1, 1, 1, 0, 0, 0))
        rows["reviews"] += [(person.ref, dob, day(start + dt.timedelta(days=after)), "PN1") for after in (60, 240)]


def day(value: dt.date | None) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}"
