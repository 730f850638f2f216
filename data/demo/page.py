"""Writes docs/reference/demonstration.md, the calibration table of 20 seeds: python -m data.demo.page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.demo.calibration import CalibrationRow, as_markdown, calibration_means

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "demonstration.md"
SEEDS = range(1, 21)
INTRODUCTION = """# The demonstration authority

An invented authority in the shape of City of York's published figures: `homeward generate FOLDER` writes it as the
very files that the importers read. Every person, home, provider and school in it is invented; postcodes are drawn at
random from the open ONS Postcode Directory (OGL v3), never a service's address. The same arguments give the same bytes.

Below, what was wanted of an authority of 240 children and ten yearly returns, and what the written files show: the
means of 20 seeds, counted from the files alone. For one seed:

    homeward generate FOLDER --children 240 --years 10 --seed 1 --calibration

This page: `python -m data.demo.page`. A total counts as within when it is within 3% of the figure wanted, a share when
it is within two percentage points, a range when it is as near to either end. Child population (35,000) is not in the
files. Faults of data (1% overlaps, 2% bad postcodes, a dropped child, codes of another year, a bed given twice) are
put in only on request (`--faults`), so that the demonstration loads.

"""
MISSES = """
Where the table says no, and why:

- **Placement lengths** are England's, of placements that ceased. York's own 225 new placements a year on a stock of 240
  leave a mean of 390 days over all, so that fostering comes out shorter than England's 406.
- **Lengths of care** are England's too, with a mean of 864 days. York's stock and flow need some 1,180, so that there
  are fewer short and more very long stays.
- **Kinship households**: the 45 are of 2018-19. York's 200 fostered children of 2025, less the 75 in own mainstream
  homes and those with agencies, are more than 80 with relatives, who make about 60 households.
- **Variance of starts**: first arrivals are drawn negative binomial with twice the mean; children who return, and the
  choice of histories that end with the number asked for, bring it a little down.
"""


def page(rows: Sequence[CalibrationRow]) -> str:
    """The document from a table."""
    return INTRODUCTION + as_markdown(rows) + MISSES


if __name__ == "__main__":
    PAGE.write_text(page(calibration_means(SEEDS, 240, 10)), encoding="utf-8")
