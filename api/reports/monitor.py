"""The monthly monitor: one paper of what a commissioner looks at each month, each part from the page of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.outlook import Outlook
from api.reports.contracts import agreements_soon
from api.reports.paper import Bullets, Cell, Column, Kind, Paper, Part, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.reports.unmet import facts as unmet_facts
from api.shapes.budget import Budget
from api.shapes.supply import Supply
from api.words import count, day, pounds, sentence, thousands
from forecasting.sufficing.unmet_needs import UnmetNeeds
from placements.models.home import HomeKind
from placements.providing.agreements import Agreements

MONTHS = 13
A_YEAR = 12
COUNT, MONEY = Kind.COUNT, Kind.MONEY


@dataclass(frozen=True)
class Month:
    """What the monitor is made of; what a role may not see is None. `tell_small`: whether small counts may be told."""

    on: dt.date
    past: Sequence[tuple[dt.date, float]]
    outlook: Outlook
    supply: Supply
    unmet: UnmetNeeds
    budget: Budget | None
    agreed: Agreements | None
    tell_small: bool


def monitor_paper(month: Month, council: str) -> Paper:
    """Children, homes, what could not be met, money, agreements."""
    return Paper(
        title=f"Monthly monitor, {month.on:%B %Y}",
        council=council,
        introduction=_headline(month),
        sections=(
            Section("Children in care", tuple(_children(month))),
            Section("Homes and places", tuple(_homes(month.supply))),
            Section("Searches of the last year", (unmet_facts(month.unmet, tell_small=month.tell_small),)),
            *([Section("Money", tuple(_money(month.budget)))] if month.budget else []),
            *([Section("Agreements", tuple(_agreed(month.agreed)))] if month.agreed else []),
            Section("Where the rest stands", (Bullets(tuple(_rest(month))),)),
        ),
        marked=FOR_PLANNERS,
        footer=f"As known on {day(month.on)}",
        about=(("Day", day(month.on)),),
    )


def _headline(month: Month) -> str:
    point = month.outlook.total.points[0]
    now = "" if not month.past else f"{month.past[-1][1]:.0f} children in care on {day(month.past[-1][0])}; "
    ahead = f"in a year about {point.middle:.0f} ({point.low:.0f} to {point.high:.0f}, 8 in 10 chance)."
    if month.budget is None:
        return f"{now}{ahead}"
    total = month.budget.total
    over = "" if total.over is None else f", and the chance of more than the budget {round(10 * total.over)} in 10"
    return f"{now}{ahead} Likely to be spent this year: {thousands(total.expected_pence.p50)}{over}."


def _children(month: Month) -> Iterable[Part]:
    past = month.past[-MONTHS:]
    before: list[float | None] = [None, *(children for _, children in past)]
    rows = tuple(
        (f"{on:%B %Y}", children, "" if earlier is None else f"{children - earlier:+.0f}")
        for (on, children), earlier in zip(past, before, strict=False)
    )
    columns = (Column("End of"), Column("Children", COUNT), Column("Change"))
    yield Table("The last months of the returns", columns, rows)
    if len(month.past) > A_YEAR:
        year_ago = month.past[-1 - A_YEAR][1]
        yield Words(f"Against a year before: {month.past[-1][1] - year_ago:+.0f}.")


def _homes(supply: Supply) -> Iterable[Part]:
    names = ("Homes", "Approved", "Filled", "Not available", "Vacant", "Usable now")
    kinds = {kind: [one for one in supply.kinds if one.kind is kind] for kind in HomeKind}
    rows: list[tuple[Cell, ...]] = [
        (
            sentence(kind),
            sum(one.homes for one in found),
            sum(one.approved for one in found),
            sum(one.filled for one in found),
            sum(sum(one.not_available.values()) for one in found),
            sum(one.vacant for one in found),
            sum(one.usable for one in found),
        )
        for kind, found in kinds.items()
        if found
    ]
    yield Table(
        "Places, all homes known", (Column("Kind of home"), *(Column(one, COUNT) for one in names)), tuple(rows)
    )
    waiting = count(supply.children_waiting, "child waits", "children wait")
    yield Words(f"{waiting} for a home; {count(supply.providers_to_ask, 'provider')} can be asked.")


def _money(budget: Budget) -> Iterable[Part]:
    columns = (Column("Line"), Column("Budget", MONEY), Column("Spent to date", MONEY), Column("Expected", MONEY))
    rows = tuple(
        (
            f"{one.name} ({one.code})" if one.code else one.name,
            one.budget_pence,
            one.spent_pence,
            one.expected_pence.mean,
        )
        for one in (*budget.lines, budget.total)
    )
    yield Table(f"{budget.year}, as at {day(budget.as_at)}", columns, rows)
    change, told = budget.change_pence, budget.reconciliation.by_line_and_month
    parts = ", ".join(
        f"{name} {pounds(getattr(change, name))}" for name in ("volume", "mix", "price", "inflation", "need")
    )
    yield Words(f"Against the year before {pounds(change.total)}: {parts}.")
    agreeing, every = sum(one.agreeing for one in told), sum(one.children for one in told)
    yield Words(f"In the ledger {agreeing} of {every} monthly costs agree with what homes should have cost.")


def _agreed(found: Agreements) -> Iterable[Part]:
    lines = tuple(agreements_soon(found))
    yield Bullets(lines) if lines else Words("No agreement ends within a year, and every price has its next change.")


def _rest(month: Month) -> Iterable[str]:
    yield "Each part has a page of its own: What comes next, Places, Unmet need, Budget, Ledger, Contracts."
    if month.budget is None:
        yield "Money is shown to those who may see spending."
    yield from month.outlook.notes
