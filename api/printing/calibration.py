"""The invented authority beside the published figures it was made after."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from api.printing.console import table
from data.demo.calibration import CalibrationRow


def print_calibration(console: Console, rows: Sequence[CalibrationRow]) -> None:
    """Print what was wanted and what the written files show, misses included."""
    shown = table("Calibration", "Figure", "Wanted", "Got", "", "Source", numbers=("Wanted", "Got"))
    for row in rows:
        wanted = f"{row.wanted:g}" if row.wanted == row.to else f"{row.wanted:g} to {row.to:g}"
        shown.add_row(row.parameter, wanted, f"{row.got:.1f} {row.unit}", "" if row.within else "missed", row.source)
    console.print(shown)
    hit = sum(1 for row in rows if row.within)
    console.print(f"{hit} of {len(rows)} within 3% (a share: within two percentage points).", markup=False)
