"""What a check is: a rule with its id and level, and a function that finds the rows that break it."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.importing.outcome import Fault
from placements.importing.ssda903.material import Mask, Material
from placements.importing.ssda903.parse import TEXT
from placements.models.loading import Level

_SHOWN = 200
NO_ROW = -1
"""Stands in the column `row` where what is found missing has no row in the file."""
Column = pd.Series | npt.NDArray[Any]


@dataclass(frozen=True)
class Hits:
    """Rows that break a rule: which file, the rows themselves, the column at fault and the sentence to be said.

    The sentence may name columns in braces; `more` holds further columns for it, one value a row.
    """

    file: str
    rows: pd.DataFrame
    column: str
    sentence: str
    more: Mapping[str, Iterable[object]] = field(default_factory=dict)


Found = Iterator[Hits | None]
Find = Callable[[Material], Found]


def hits(file: str, frame: pd.DataFrame, broken: Mask, column: str, sentence: str, **more: Column) -> Hits | None:
    """The rows of `frame` where `broken` is true, None where it never is; `more` are columns as long as it."""
    if not broken.any():
        return None
    told = {name: list(column[broken]) for name, column in more.items()}
    return Hits(file, frame[broken], column, sentence, told)


@dataclass(frozen=True)
class Check:
    """A rule of the return: `fails_when` in words, the department's rule numbers, and how broken rows are found."""

    id: str
    level: Level
    fails_when: str
    dfe: str
    find: Find


def check(id_: str, level: Level, fails_when: str, dfe: str = "") -> Callable[[Find], Check]:
    """Make a check of a function that finds the rows which break the rule."""
    return lambda find: Check(id_, level, fails_when, dfe, find)


def run(checks: Iterable[Check], material: Material) -> tuple[list[Fault], set[int]]:
    """Everything the checks find, and the numbers of the children touched by findings of level E."""
    faults: list[Fault] = []
    touched: set[int] = set()
    for one in checks:
        for found in one.find(material):
            if found is not None:
                faults += _faults(one, found, material)
                if one.level is Level.ERROR:
                    touched |= set(found.rows["child"].tolist())
    return faults, touched


def _faults(one: Check, hits: Hits, material: Material) -> Iterator[Fault]:
    table = material.tables[hits.file]
    refs = hits.rows["CHILD"].tolist()
    rows = [None if row == NO_ROW else int(row) for row in hits.rows["row"].tolist()]
    files = [table.files[at] for at in hits.rows["ret"].astype(int)]
    values = _words(hits, hits.column)
    names = [name for _, name, _, _ in string.Formatter().parse(hits.sentence) if name]
    told = zip(*(_words(hits, name) for name in names), strict=True) if names else [()] * len(rows)
    for file, row, ref, value, words in zip(files, rows, refs, values, told, strict=True):
        said = hits.sentence.format_map(dict(zip(names, words, strict=True)))
        where = table.kind.title if row is None else f"{table.kind.title} row {row}"
        message = f"{where}, child {ref or '(blank)'}: {said}"
        yield Fault(file, row, hits.column, one.id, one.level, value, message, ref)


def _words(hits: Hits, name: str) -> list[str]:
    """One column as people write it; a blank stays blank."""
    if name in hits.more:
        return [_word(value) for value in hits.more[name]]
    text = name + TEXT
    return [_word(value) for value in hits.rows[text if text in hits.rows else name].tolist()]


def _word(value: object) -> str:
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, pd.Timestamp):
        return f"{value:%d/%m/%Y}"
    text = "" if value is None or value is pd.NaT else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
