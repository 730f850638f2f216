"""The reference page of the indicators, made from their definitions: `python -m tests.docs.indicators` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from placements.indicators.catalogue import MEASURES
from placements.indicators.definition import Definition, Period
from placements.indicators.need_band import RISK_BANDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "indicators.md"
READERS = {"T": "team", "C": "commissioner", "B": "board", "P": "public page"}
HIDING = {
    "A": "counts of one to five, and what would give them away",
    "Q": "whole per cents by the same rule",
    "N": "nothing needs hiding",
}
TIMES = {Period.SNAPSHOT: "on 31 March", Period.YEAR: "year to 31 March", Period.TWO_YEARS: "two years to 31 March"}
HEAD = """# Indicators

Made from the definitions in the code. `homeward indicators --json` answers each as `id, title, numerator, denominator,
value, unit, period, because, breakdown`.

**A value or a reason.** Where the record cannot answer, `value` is null and `because` says why. Nothing unknown is
counted as nought. In a breakdown the parts that are `within` nothing add up to everybody counted, those with an unknown
fact in a part of their own; `of` is what a part is a share of, where that is not the denominator.

**The day.** Figures are for 31 March of the newest return, or of the newest whose year had ended by `--as-at`; then
only such returns are read. An indicator that looks back needs the returns of the years it looks back over.

## What holds for all of them

- Series of short breaks (legal status V3, V4) are out of everything.
- A child is looked after on a day if in care at the midnight at its end: the days of an episode are [DECOM, DEC).
- Nobody is looked after from the 18th birthday on: a stay left open, or recorded longer, ends on it. For who is born on
  29 February, the birthday of a common year is 1 March.
- A period of care begins with the reason S, or where no episode of the child ended on that day.
- Temporary placements (T0 to T4) keep the usual home: its type, provider, place and distance count. Where the record
  holds only a temporary placement, the usual home is not known.
- A stay with one carer goes on through RNE L, T and U, through any change whose reason is PLACE, and through a
  temporary placement from which the child comes back to the same placement type, provider, URN and postcode.
- Whoever a return does not name was not in care at its end: an open episode that no later return takes up ended with
  the year whose return last knew the child, for a reason nobody gave (finding `903-missing-from-year`). Of a child
  whose later rows were set aside, silence says nothing: that child still counts, apart, in the breakdown of I01.
"""
BANDS = """
## Need bands

The bands of I08 are this project's own: 1 ordinary care, 2 some skill, 3 high skill, 4 specialist. Each fact puts the
band between two bounds; the band is the highest of all, and is known where the bounds agree. What is not recorded could
be anything, so it leaves the band open unless the other facts already call for as much as it could.

| Fact | Lowest | Highest |
|---|---|---|
| supervision level 0 or 1, 2, 3, 4 | 1, 2, 3, 4 | the same |
| essential need of level 0 or 1, 2, 3, 4 | 1, 2, 3, 4 | the same |
| other need of level 0 to 2, 3, 4 | 1, 2, 3 | the same |
"""


def page() -> str:
    """The whole page, as it should stand in docs/reference/indicators.md."""
    sections = "".join(_section(measure.definition) for measure in MEASURES)
    risks = "".join(
        f"| risk: {level.replace('_', ' ')} | {low} | {high} |\n" for level, (low, high) in RISK_BANDS.items()
    )
    return HEAD + sections + BANDS + risks


def _section(meant: Definition) -> str:
    rows = "".join(f"| {name} | {words} |\n" for name, words in _rows(meant) if words)
    return f"\n## {meant.id} {meant.title}\n\n| | |\n|---|---|\n{rows}"


def _rows(meant: Definition) -> Iterator[tuple[str, str]]:
    yield "counts", meant.numerator
    yield "of", meant.denominator
    yield "unit, time", f"{meant.unit}; {TIMES[meant.period]}"
    yield "leaves out", meant.leaves_out
    yield "from", meant.fields
    yield "needs", meant.needs
    yield "for", ", ".join(READERS[letter] for letter in meant.readers.split())
    yield "hidden when published", "; ".join(HIDING[letter] for letter in meant.hiding.split())
    yield "definition", meant.source
    yield "note", meant.notes


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
