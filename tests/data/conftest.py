"""One invented authority, written once for all the tests that only read it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data.demo import generate

CHILDREN, YEARS = 150, 10


class Written:
    """The files of an authority, read back without any of its own code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.years = sorted((folder / "returns").iterdir())
        self._read: dict[tuple[Path, str], list[dict[str, Any]]] = {}

    def file(self, year: Path, name: str) -> list[dict[str, str]]:
        """The rows of one CSV file of a year."""
        if (year, name) not in self._read:
            with (year / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                self._read[year, name] = list(csv.DictReader(file))
        return self._read[year, name]

    def sheet(self, noun: str, name: str) -> list[dict[str, Any]]:
        """The rows of a sheet by heading; a title stands alone in its row."""
        path = self.folder / f"{noun}.xlsx"
        if (path, name) not in self._read:
            for page in load_workbook(path, data_only=True).worksheets:
                rows = [row for row in page.iter_rows(values_only=True) if sum(cell is not None for cell in row) > 1]
                self._read[path, page.title] = [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
        return self._read[path, name]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """An authority of 150 children and ten returns."""
    folder = tmp_path_factory.mktemp("authority")
    generate(folder, CHILDREN, YEARS, 7)
    return Written(folder)
