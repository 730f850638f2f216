"""The calibration table: what was wanted, what the written files show, and where the figure wanted comes from."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from statistics import fmean

from data.demo.generate import generate
from data.demo.measured import Returns
from data.demo.measures import measures
from data.demo.parameters import ARRIVALS
from data.demo.supply import supply
from data.demo.targets import TARGETS, Target

TOLERANCE, POINTS = 0.03, 2.0
"""Totals should be within 3% of their targets on the average of 20 seeds; shares within two percentage points."""


@dataclass(frozen=True)
class CalibrationRow:
    """One figure: its name, what was wanted (from `wanted` to `to`), what the files show, its unit and its source."""

    parameter: str
    wanted: float
    to: float
    got: float
    unit: str
    source: str

    @property
    def within(self) -> bool:
        """Within 3% of the figure wanted; of a share, within two percentage points."""
        slack = POINTS if self.unit == "%" else TOLERANCE * abs(self.to)
        return self.wanted - slack <= self.got <= self.to + slack

    def as_json(self) -> dict[str, object]:
        """The row for a program."""
        known = None if isnan(self.got) else round(self.got, 2)
        told = {"parameter": self.parameter, "wanted": self.wanted, "to": self.to, "got": known}
        return {**told, "unit": self.unit, "source": self.source, "within": self.within}


def calibration(folder: Path) -> list[CalibrationRow]:
    """The table of one authority, counted from the files in its folder alone. Raises NotFound where there are none."""
    return _table(_figures(folder))


def calibration_means(
    seeds: Iterable[int], children: int, years: int, progress: Callable[[str], None] | None = None
) -> list[CalibrationRow]:
    """The table of the means over several seeds, each authority written, counted and thrown away."""
    every = []
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), children, years, seed)
            every.append(_figures(Path(folder)))
        if progress is not None:
            progress(f"Seed {seed} counted")
    return _table({name: _mean([figures[name] for figures in every if name in figures]) for name in every[0]})


def as_markdown(rows: Sequence[CalibrationRow]) -> str:
    """The table as a document shows it, misses marked."""
    heading = ["| Parameter | Wanted | Got | Unit | Within | From |", "|---|---|---|---|---|---|"]
    return "\n".join([*heading, *(_line(row) for row in rows)]) + "\n"


def _line(row: CalibrationRow) -> str:
    wanted = f"{row.wanted:,g}" if row.wanted == row.to else f"{row.wanted:g} to {row.to:g}"
    got = "not shown" if isnan(row.got) else f"{row.got:,.0f}" if row.got >= ROUND_FROM else f"{row.got:.1f}"
    return f"| {row.parameter} | {wanted} | {got} | {row.unit} | {'yes' if row.within else 'no'} | {row.source} |"


ROUND_FROM = 100


def _figures(folder: Path) -> dict[str, float]:
    return {**measures(Returns.read(folder)), **supply(folder)}


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not isnan(value)]
    return fmean(known) if known else float("nan")


def _table(figures: dict[str, float]) -> list[CalibrationRow]:
    """Targets that grow with the authority are scaled by its stock, unless that is York's within half a per cent."""
    scale = figures["stock"] / ARRIVALS.stock
    scale = 1.0 if abs(scale - 1) <= ARRIVALS.stock_tolerance else scale
    return [_row(target, figures.get(target.name, float("nan")), scale) for target in TARGETS]


def _row(target: Target, got: float, scale: float) -> CalibrationRow:
    factor = scale if target.grows else 1.0
    to = target.wanted if target.to is None else target.to
    return CalibrationRow(target.name, target.wanted * factor, to * factor, got, target.unit, target.source)
