"""The page on costs, its figures worked out by the program: `python -m tests.docs.costs` writes it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

from forecasting.change import PARTS, Spent, change_between
from forecasting.lever_rows import ROWS
from forecasting.savings import Move, in_year
from placements.actual_cost import costs_of
from placements.amounts import days_in_year, half_up, line_pence, year_start
from placements.charges import Stay
from placements.codes import Setting
from placements.models.contract import PriceComponent, PriceLine, PriceUnit, ProviderKind
from placements.models.finance import Uplift
from placements.quoting import QuoteBook

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "costs.md"
TEMPLATE = Path(__file__).with_name("costs_page.md")
_START, _END = year_start(2015), year_start(2016)
_STATED: dict[str, Any] = {"as_of": _START, "source": "published"}
_KINDS = {
    "IFA": (Setting.MAINSTREAM_FOSTERING, ProviderKind.IFA, 4_800_000, 16, 21),
    "residential": (Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, 16_600_000, 16, 14),
}


def page() -> str:
    """The whole page, as it should stand in docs/explanation/costs.md."""
    parts = {
        "part_week": _pounds(line_pence(92_000, 17)),
        "uplifts": _uplifted(),
        "block": _block(),
        "client": _client(),
        "causes": _causes(),
        "saving": _saving(),
        "levers": _levers(),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, made in parts.items():
        text = text.replace(f"<<{name}>>", made)
    return text


def book() -> QuoteBook:
    """The client's two average prices, a year."""
    return QuoteBook(
        PriceLine(
            ref=name, setting=setting, component=PriceComponent.BASE, unit=PriceUnit.CHILD_YEAR, amount_pence=pence,
            starts_on=_START, provider_kind=kind, **_STATED,
        )
        for name, (setting, kind, pence, _, _) in _KINDS.items()
    )  # fmt: skip


def full_year(name: str, children: int) -> int:
    """Pence of so many children in one kind of home for a whole year."""
    setting, kind, *_ = _KINDS[name]
    born = dt.date(2003, 5, 1)
    stays = [Stay(child, born, setting, kind, f"{name} {child}", _START) for child in range(children)]
    return costs_of(stays, book(), _START, _END).pence


def _client() -> str:
    rows = []
    sums = [0, 0]
    for name, (_, _, pence, before, after) in _KINDS.items():
        cost = [full_year(name, children) for children in (before, after)]
        sums = [one + other for one, other in zip(sums, cost, strict=True)]
        what = f"{name} children x £{pence // 100:,}"
        rows.append(f"| {what} | {before}: {_pounds(cost[0])} | {after}: {_pounds(cost[1])} | {_change(*cost)} |")
    rows.append(f"| together | 32: {_pounds(sums[0])} | 35: {_pounds(sums[1])} | {_change(*sums)} |")
    return "\n".join(rows)


def _causes() -> str:
    days = days_in_year(2015)
    before = {name: Spent(was * days, full_year(name, was)) for name, (_, _, _, was, _) in _KINDS.items()}
    after = {name: Spent(now * days, full_year(name, now)) for name, (_, _, _, _, now) in _KINDS.items()}
    found = change_between(before, after)
    return (
        ", ".join(f"{part} {_signed(getattr(found, part))}" for part in PARTS) + f"; together\n{_signed(found.total)}"
    )


def _uplifted() -> str:
    rises = [(2023, 1243), (2024, 688), (2025, 355)]
    uplifts = [
        Uplift(ref=str(year), starts_on=year_start(year), basis_points=points, **_STATED) for year, points in rises
    ]
    line = PriceLine(
        ref="L", setting="x", component=PriceComponent.BASE, unit=PriceUnit.CHILD_WEEK, amount_pence=100_000,
        starts_on=year_start(2020), **_STATED,
    )  # fmt: skip
    held = QuoteBook([line], uplifts)
    return f"£1,000.00 becomes {_pounds(held.amount(line, year_start(2025)))}"


def _block() -> str:
    weeks = Fraction(4 * 9 * 5_218, 100)
    fixed, whole = 1_126_200_000, 1_872_000_000
    rows = []
    for filled in (4, 3, 2, 1):
        unit = half_up(4 * fixed / weeks / filled + (whole - fixed) / weeks)
        rows.append(f"| {filled} of 4 | £{round(unit / 100):,} |")
    return "\n".join(rows)


def _saving() -> str:
    move = Move(
        dt.date(2026, 10, 1), 16_600_000, 4_800_000, notice_days=28, support_pence=30_000 * 26,
        returns=Fraction(355, 1000), would_have_left=Fraction(1, 10),
    )  # fmt: skip
    return "\n".join(f"| {line.name} | {_signed(line.pence)} |" for line in in_year(move) if line.pence)


def _levers() -> str:
    return "\n".join(f"| `{row.name}` | {row.title} | {row.column} | {row.source} |" for row in ROWS)


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def _signed(pence: int) -> str:
    return ("-" if pence < 0 else "+") + _pounds(abs(pence))


def _change(before: int, after: int) -> str:
    return _signed(after - before)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
