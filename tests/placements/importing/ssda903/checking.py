"""Checking returns without a database: read, place fields from the town's postcodes, every check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from placements.codes import CollectionYear
from placements.importing.outcome import Fault
from placements.importing.ssda903.checks.check import run
from placements.importing.ssda903.checks.registry import CHECKS
from placements.importing.ssda903.held import Held, _frame
from placements.importing.ssda903.load import _material, read_returns
from placements.importing.ssda903.positions import Gazetteer
from tests.placements.importing.ssda903.towns import YORK, book


def checked(returns: Mapping[Path, int]) -> list[Fault]:
    """What the checks find in returns, given with the year in which each one's collection year starts."""
    said = {str(path): CollectionYear(year).label for path, year in returns.items()}
    read = read_returns(list(returns), said, lambda stage: None)
    assert not read.stopped, read.faults
    material = _material(read, Held({}, _frame({}, {})), Gazetteer(book()), YORK)
    faults, touched = run(CHECKS, material)
    blamed = {fault.child for fault in faults if fault.level.value == "E"}
    assert {material.refs[number] for number in touched} == blamed
    return faults
