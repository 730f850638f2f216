"""Dates that can be read, and that come in a possible order within one episode."""

from __future__ import annotations

import pandas as pd

from placements.codes import ages_on
from placements.importing.ssda903 import cells
from placements.importing.ssda903.checks.check import Found, Hits, check, hits
from placements.importing.ssda903.material import Mask, Material
from placements.importing.ssda903.parse import TEXT
from placements.importing.ssda903.tables import Cell
from placements.models.loading import Level

_ADULT = 18


@check("903-date", Level.ERROR, "a date is unreadable, or blank where one is needed", "102, 141, 147")
def date_unreadable(material: Material) -> Found:
    """A text that is no date; it is quoted as found."""
    for name, table in material.tables.items():
        for column in table.kind.of(Cell.DATE):
            missing = table.frame[column.name].isna().to_numpy()
            blank = (table.frame[column.name + TEXT] == "").to_numpy()
            yield _unreadable(name, table.frame, missing & ~blank, column.name)
            if column.required:
                sentence = f"{column.name} is blank. Give the date as DD/MM/YYYY."
                yield hits(name, table.frame, missing & blank, column.name, sentence)
        for column in table.kind.of(Cell.PART_DATE):
            bad = cells.unreadable(table.frame[column.name].array, part=True)
            yield _unreadable(name, table.frame, bad, column.name)


def _unreadable(name: str, frame: pd.DataFrame, bad: Mask, column: str) -> Hits | None:
    return hits(
        *(name, frame, bad, column),
        f'{column} "{{{column}}}" is not a date. Write it as DD/MM/YYYY, for example 03/06/2024.',
    )


@check("903-end-before-start", Level.ERROR, "DEC earlier than DECOM", "356")
def end_before_start(material: Material) -> Found:
    """An episode that ends before it begins."""
    frame = material.frame("episodes")
    yield hits(
        *("episodes", frame, (frame["DEC"] < frame["DECOM"]).to_numpy(), "DEC"),
        "the episode starting {DECOM} ends before that, on {DEC}. Correct one of the two dates.",
    )


@check("903-same-day", Level.ERROR, "DEC equals DECOM", "355")
def same_day(material: Material) -> Found:
    """An episode of no length."""
    frame = material.frame("episodes")
    yield hits(
        *("episodes", frame, (frame["DEC"] == frame["DECOM"]).to_numpy(), "DEC"),
        "the episode starts and ends on {DECOM}. Correct a date, or take the episode out if it never was.",
    )


@check("903-future", Level.ERROR, "DECOM or DEC after the collection year", "354, 385")
def future(material: Material) -> Found:
    """A date that the return could not have known."""
    frame = material.frame("episodes")
    last = material.ends[frame["ret"].to_numpy()]
    for column in ("DECOM", "DEC"):
        late = (frame[column] > last).to_numpy()
        sentence = f"{column} {{{column}}} is after the end of the collection year, {{last}}. Correct it, or the year."
        yield hits("episodes", frame, late, column, sentence, last=last)


@check("903-before-birth", Level.ERROR, "DECOM before DOB", "302")
def before_birth(material: Material) -> Found:
    """An episode of a child not yet born."""
    frame = material.frame("episodes")
    born = material.born(frame)
    yield hits(
        *("episodes", frame, (frame["DECOM"] < born).to_numpy(), "DECOM"),
        "the episode starts on {DECOM}, before the child was born ({born}). Correct one of the two dates.",
        born=born,
    )


@check("903-over-18-start", Level.WARNING, "period of care starts at 18 or over", "352")
def over_18_start(material: Material) -> Found:
    """A start to be looked after by an adult."""
    frame = material.frame("episodes")
    adult = ages_on(material.born(frame), frame["DECOM"].to_numpy()) >= _ADULT
    yield hits(
        *("episodes", frame, adult & (frame["RNE"] == "S").to_numpy(), "DECOM"),
        "care starts on {DECOM}, on or after the 18th birthday. Check the date and the date of birth.",
    )


@check("903-end-pair", Level.ERROR, "DEC without REC")
def end_without_reason(material: Material) -> Found:
    """An episode that ended without a reason."""
    frame = material.frame("episodes")
    without = (frame["DEC" + TEXT] != "").to_numpy() & (frame["REC"] == "").to_numpy()
    yield hits(
        *("episodes", frame, without, "REC"),
        "the episode ended on {DEC} and REC is blank. Give it: X1 if another began that day, else how care ended.",
    )


@check("903-end-pair", Level.WARNING, "REC without DEC: read as open, REC ignored", "148")
def reason_without_end(material: Material) -> Found:
    """A reason for an end that has no date."""
    frame = material.frame("episodes")
    without = (frame["DEC" + TEXT] == "").to_numpy() & (frame["REC"] != "").to_numpy()
    yield hits(
        *("episodes", frame, without, "REC"),
        "REC {REC} is given without DEC; the episode is read as open. Give the date, or take REC out.",
    )


CHECKS = (
    date_unreadable,
    end_without_reason,
    reason_without_end,
    end_before_start,
    same_day,
    before_birth,
    over_18_start,
    future,
)
