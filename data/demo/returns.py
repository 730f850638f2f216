"""The yearly returns: each tells again every episode that was open in its year, in the codes of that year."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.demo.chance import Chance
from data.demo.dates import written
from data.demo.episodes import Episode
from data.demo.life import Child
from data.demo.yearly import (
    Facts,
    Row,
    adoption_rows,
    earlier_rows,
    leaver_rows,
    may_be_leaver,
    missing_rows,
    outcome_rows,
    review_rows,
)
from placements.codes import TEMPORARY, CollectionYear

COLUMNS: Mapping[str, str] = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
}
LATE_CORRECTIONS = 0.03
"""Of episodes open at the end of a year, those that the next return tells differently (design)."""
_LETTERS_FROM = 2024
_FIGURES = {"M": "1", "F": "2"}
_SAID_OTHERWISE = {"U4": "U6", "U6": "U4", "U1": "U3", "U3": "U1"}
_SCHOOL_AGE = (5, 16)

Files = dict[str, list[Row]]


@dataclass(frozen=True)
class Told:
    """A child with the episodes and the smaller facts that returns tell of them."""

    child: Child
    episodes: list[Episode]
    facts: Facts


def return_of(year: CollectionYear, everyone: Iterable[Told], seed: int) -> Files:
    """The rows of every file of a year's return, by file name."""
    files: Files = {name: [] for name in COLUMNS}
    first, last = year.start.toordinal(), year.end.toordinal()
    for told in everyone:
        open_in_year = [episode for episode in told.episodes if episode.decom <= last and episode.dec >= first]
        if not open_in_year and not may_be_leaver(told.child, year):
            continue
        chance = Chance(seed, "return", year.start_year, told.child.code)
        leaving = [*leaver_rows(chance, told.child, year)]
        if open_in_year or leaving:
            _tell(chance, files, year, told, open_in_year)
            files["oc3"].extend(leaving)
    return files


def _tell(chance: Chance, files: Files, year: CollectionYear, told: Told, episodes: list[Episode]) -> None:
    child = told.child
    sex = child.sex if year.start_year >= _LETTERS_FROM else _FIGURES[child.sex]
    files["header"].append((child.code, sex, written(child.born), child.ethnicity, _upn(child, year), "", ""))
    if not episodes:
        return
    rows = [_row(child, episode, year) for episode in episodes]
    after_temporary = len(episodes) > 1 and episodes[-2].place in TEMPORARY
    if episodes[-1].dec > year.end.toordinal() and not after_temporary and chance.happens(LATE_CORRECTIONS):
        rows[-1] = _not_yet_corrected(rows[-1], episodes[-1])
    files["episodes"].extend(rows)
    if child.uasc:
        ended = min(child.periods[-1].left, episodes[-1].dec)
        files["uasc"].append(
            (child.code, sex, written(child.born), written(ended) if ended <= year.end.toordinal() else "")
        )
    if child.short_breaks:
        return
    files["oc2"].extend(outcome_rows(chance, child, year))
    files["missing"].extend(missing_rows(child, told.facts, year))
    files["reviews"].extend(review_rows(child, told.facts, year))
    files["placed_adoption"].extend(adoption_rows(child, year))
    files["prev_perm"].extend(earlier_rows(child, told.facts, year))


def _row(child: Child, episode: Episode, year: CollectionYear) -> Row:
    """An episode as known at the end of the year: what had not ended has no end."""
    ended = episode.dec <= year.end.toordinal()
    return (
        child.code,
        written(episode.decom),
        episode.rne,
        episode.ls,
        episode.cin,
        episode.place_in(year),
        episode.provider,
        written(episode.dec) if ended else "",
        episode.rec if ended else "",
        episode.reason if ended else "",
        episode.home_post,
        episode.pl_post,
        episode.urn_in(year),
    )


def _not_yet_corrected(row: Row, episode: Episode) -> Row:
    """The open episode as first told: another type of fostering, or an agency for a charity; put right next year."""
    cells = list(row)
    if episode.place in _SAID_OTHERWISE and episode.rne not in ("T", "U"):
        cells[5] = _SAID_OTHERWISE[episode.place]
    elif episode.provider in ("PR4", "PR5"):
        cells[6] = "PR5" if episode.provider == "PR4" else "PR4"
    return tuple(cells)


def _upn(child: Child, year: CollectionYear) -> str:
    """A pupil number that no school has given: local authority 000 does not exist; UN1 below school age."""
    age = child.age(year.end.toordinal())
    if age < _SCHOOL_AGE[0]:
        return "UN1"
    return f"X000{int(child.code) % 1_000_000_000:09d}"


def write_return(folder: Path, year: CollectionYear, files: Files) -> None:
    """Write the files of a year into `returns/2016-17` and so on, UTF-8, every file with its headings."""
    target = folder / "returns" / year.label.replace("/", "-")
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name].split(","))
            writer.writerows(rows)
