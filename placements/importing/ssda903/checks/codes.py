"""Codes that the return of that very year may hold, and cells that are no data at all."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from placements.codes import CODE_SETS, CollectionYear, successor, valid_codes
from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.material import Mask, Material
from placements.importing.ssda903.tables import Cell, Column
from placements.models.loading import Level

_FLAGS = frozenset({"", "0", "1"})
_SCORES = frozenset({"", *map(str, range(41))})
_LISTED = 14
_FORMULA = re.compile(r"[=@]|[+-].")


@check(
    "903-code-year",
    Level.ERROR,
    "code not in the set valid for that collection year, in the tables this project keeps",
    "143-149, 178, 101",
)
def code_of_the_year(material: Material) -> Found:
    """A code of another year, or of no year."""
    for name, table in material.tables.items():
        for column in table.kind.of(Cell.CODE, Cell.FLAG, Cell.SCORE):
            for at in table.files:
                yield from _wrong_codes(name, table.frame, column, (at, material.years[at]))


def _wrong_codes(name: str, frame: pd.DataFrame, column: Column, of: tuple[int, CollectionYear]) -> Found:
    at, year = of
    valid = _valid(column, year)
    cells = frame[column.name].cat
    wrong = np.array([text not in valid for text in cells.categories], dtype=bool)
    if wrong.any():
        bad: Mask = wrong[cells.codes.to_numpy()] & (frame["ret"] == at).to_numpy()
        advice = {text: _advice(column, str(text), year, valid) for text in cells.categories[wrong]}
        told = frame[column.name].astype(object).map(advice).to_numpy()
        sentence = f'{column.name} "{{{column.name}}}" is not a code of {year}. {{advice}}'
        yield hits(name, frame, bad, column.name, sentence, advice=told)


def _valid(column: Column, year: CollectionYear) -> frozenset[str]:
    if column.cell is Cell.FLAG:
        return _FLAGS
    if column.cell is Cell.SCORE:
        return _SCORES
    return valid_codes(column.name, year) | (frozenset() if column.required else {""})


def _advice(column: Column, text: str, year: CollectionYear, valid: frozenset[str]) -> str:
    """What that year would have instead."""
    if column.cell is Cell.SCORE:
        return "Give a whole number from 0 to 40, or leave it blank."
    known = next((code for code in CODE_SETS.get(column.name, ()) if code.value == text), None)
    after = successor(known, year) if known is not None else ()
    if after:
        return f"In {year} it would be {' or '.join(after)}."
    listed = sorted(code or "blank" for code in valid)
    more = ", ..." if len(listed) > _LISTED else ""
    return f"Use one of: {', '.join(listed[:_LISTED])}{more}."


@check("903-formula", Level.ERROR, "a cell holds a formula, not data")
def formula(material: Material) -> Found:
    """A cell that a spreadsheet would work out; it is never worked out here."""
    for name, table in material.tables.items():
        for column in table.kind.of(Cell.CHILD, Cell.POSTCODE, Cell.TEXT):
            cells = table.frame[column.name].cat
            found = np.array([_FORMULA.match(text) is not None for text in cells.categories], dtype=bool)
            if found.any():
                yield hits(
                    *(name, table.frame, found[cells.codes.to_numpy()], column.name),
                    f'{column.name} holds "{{{column.name}}}", a formula. Replace it by its value.',
                )


CHECKS = (code_of_the_year, formula)
