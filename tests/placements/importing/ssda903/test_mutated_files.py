"""Spoilt returns: every row is accepted or rejected, every fault says where it is, and only our own refusals escape."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from placements.importing.outcome import ImportResult
from placements.importing.ssda903 import import_ssda903
from placements.models.care import Episode
from placements.models.loading import Finding, Import, SetAside
from tests.placements.importing.ssda903.mutations import MUTATIONS, zipped
from tests.placements.importing.ssda903.towns import LOADER, Row, child, empty, episode, write_return

CHUNKS = 8


def tiny_returns(folder: Path) -> list[Path]:
    """Two sound years of ten invented children."""
    numbers = [str(number) for number in range(1, 11)]
    for year in (2021, 2022):
        seen = numbers if year == 2021 else numbers[2:]
        write_return(
            folder / str(year),
            header=[child(CHILD=number, SEX="12"[int(number) % 2]) for number in seen],
            episodes=[row for number in seen for row in course(number, year)],
            uasc=[{"CHILD": "3", "SEX": "2", "DOB": "15/06/2010", "DUC": ""}],
            missing=[{"CHILD": "4", "DOB": "15/06/2010", "MISSING": "M", "MIS_START": f"01/09/{year}"}],
            oc2=[{"CHILD": number, "DOB": "15/06/2010", "SDQ_SCORE": number} for number in seen[3:]],
            reviews=[{"CHILD": number, "DOB": "15/06/2010", "REVIEW": f"01/10/{year}"} for number in seen[::3]],
        )
    return sorted(folder.rglob("*.csv"))


def course(number: str, year: int) -> list[Row]:
    """One episode, which ends in 2021 for the first two children and in 2022 for the next two."""
    start = f"{int(number):02d}/06/2021"
    ends = 2021 if number in "12" else 2022
    if number not in "1234" or ends != year:
        return [episode(CHILD=number, DECOM=start)]
    return [episode(CHILD=number, DECOM=start, DEC=f"01/12/{ends}", REC="E4A")]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_in_spoilt_returns_no_row_is_lost_and_nothing_but_a_refusal_escapes(
    sqlite_engine: sa.Engine, tmp_path: Path, scale: Callable[[int], int], chunk: int
) -> None:
    outcomes = Counter[str]()
    for number in range(scale(20_000) // CHUNKS):
        seed = chunk * 1_000_000 + number
        draw = random.Random(seed)
        folder = tmp_path / str(seed)
        for _ in range(draw.choice((1, 1, 2, 3))):
            files = sorted(path for path in folder.rglob("*") if path.is_file()) or tiny_returns(folder)
            draw.choice(MUTATIONS)(draw, files)
        path = zipped(draw, folder) if draw.random() < 0.2 else folder
        name = draw.choice((None, "Ann Invented"))
        result = import_ssda903(sqlite_engine, LOADER, [path], set_aside_by=name)
        assert result.accepted + result.rejected == result.read, seed
        assert_rows_are_counted(result, folder, seed) if path == folder else None
        assert_faults_say_where(result, seed)
        assert_kept_or_not(sqlite_engine, result, name, seed)
        outcomes["refused" if result.refused else "in part" if result.rejected else "whole"] += 1
    assert min(outcomes[kind] for kind in ("refused", "in part", "whole")) > 0


def assert_rows_are_counted(result: ImportResult, folder: Path, seed: int) -> None:
    """All rows of files that can be read, and no more where all can."""
    counts = [rows_of(path) for path in folder.rglob("*") if path.suffix.lower() == ".csv" and path.name[:2] != "._"]
    known = sum(count for count in counts if count is not None)
    assert result.read >= known, seed
    assert result.read == known or None in counts, seed


def rows_of(path: Path) -> int | None:
    """The rows with any text below the headings; None where the file cannot be read row by row."""
    try:
        lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    if any("\x00" in cell for line in lines for cell in line):
        return None
    return max(0, sum(any(cell.strip() for cell in line) for line in lines) - 1)


def assert_faults_say_where(result: ImportResult, seed: int) -> None:
    for fault in result.findings:
        assert fault.file, seed
        assert fault.rule.startswith("903-"), seed
        assert len(fault.message) > 20, seed
        if fault.child is not None and fault.level.value == "E":
            assert fault.row is not None, seed
            assert fault.column is not None, seed


def assert_kept_or_not(engine: sa.Engine, result: ImportResult, name: str | None, seed: int) -> None:
    """A refusal keeps nothing; what was accepted is on record with its counts, and is cleared for the next."""
    with engine.connect() as connection:
        loads = connection.execute(sa.select(Import.read_rows, Import.accepted, Import.rejected)).all()
        findings = connection.scalar(sa.select(sa.func.count()).select_from(Finding))
        aside = connection.scalar(sa.select(sa.func.count()).select_from(SetAside))
        episodes = connection.scalar(sa.select(sa.func.count()).select_from(Episode))
    if result.refused:
        assert (loads, findings, aside, episodes, result.accepted) == ([], 0, 0, 0, 0), seed
        return
    assert [tuple(load) for load in loads] == [(result.read, result.accepted, result.rejected)], seed
    assert (findings, aside) == (len(result.findings), result.set_aside), seed
    assert result.set_aside == 0 or name is not None, seed
    empty(engine)
