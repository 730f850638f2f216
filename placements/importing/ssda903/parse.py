"""The rows of every return of a load as one table a file, ready to be compared column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.importing.ssda903 import cells
from placements.importing.ssda903.returns import ReturnFiles
from placements.importing.ssda903.sheet import Sheet
from placements.importing.ssda903.tables import KINDS, Cell, FileKind

TEXT = " as written"
"""Added to the name of a date column for the column that holds its cells as they stand in the file."""


@dataclass(frozen=True)
class Table:
    """One file of the return over all returns of a load.

    `frame` has a row for each row read: `ret` (which return), `row` (its number in the file), `child` (a number for
    the CHILD reference, the same in every table), then the columns that are read: dates as dates, the rest as texts.
    """

    kind: FileKind
    frame: pd.DataFrame
    files: dict[int, str]


@dataclass
class ChildNumbers:
    """A number for each CHILD reference of a load, in the order in which they were met."""

    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, column: pd.Categorical) -> npt.NDArray[np.int64]:
        """The number of each cell's child."""
        numbers = [self.numbers.setdefault(str(ref), len(self.numbers)) for ref in column.categories]
        by_category: npt.NDArray[np.int64] = np.array(numbers, dtype=np.int64)
        return by_category[np.asarray(column.codes)]

    @property
    def refs(self) -> npt.NDArray[np.object_]:
        """The reference of each number."""
        return np.array(list(self.numbers), dtype=object)


def parse(returns: Sequence[ReturnFiles]) -> tuple[dict[str, Table], ChildNumbers]:
    """Every file kind that any of the returns has, as one table each, by the name of the kind."""
    children = ChildNumbers()
    tables: dict[str, Table] = {}
    for kind in KINDS:
        sheets = {at: entry.files[kind.name] for at, entry in enumerate(returns) if kind.name in entry.files}
        if sheets:
            tables[kind.name] = _table(kind, sheets, children)
    return tables, children


def _table(kind: FileKind, sheets: dict[int, Sheet], children: ChildNumbers) -> Table:
    columns: dict[str, object] = {
        "ret": np.repeat(np.array(list(sheets), dtype=np.int64), [len(sheet.numbers) for sheet in sheets.values()]),
        "row": np.array([number for sheet in sheets.values() for number in sheet.numbers], dtype=np.int64),
    }
    for column in kind.read:
        texts = cells.together([sheet.columns[column.name] for sheet in sheets.values()])
        columns[column.name] = texts
        if column.cell is Cell.CHILD:
            columns["child"] = children.of(texts)
        if column.cell is Cell.DATE:
            columns[column.name] = cells.dates(texts).astype("datetime64[s]")
            columns[column.name + TEXT] = texts
    files = {at: sheet.source.file for at, sheet in sheets.items()}
    return Table(kind, pd.DataFrame(columns), files)
