"""A financial year's budget as a paper for finance: lines, why the year differs, unit costs."""

from __future__ import annotations

from api.reports.paper import Bullets, Column, Kind, Paper, Section, Table
from api.shapes.budget import Budget, Line
from api.words import count, day, pounds, sentence, thousands

FOR_FINANCE = "For finance and commissioners. Not for publication."
MONEY, COUNT = Kind.MONEY, Kind.COUNT


def budget_paper(found: Budget, council: str) -> Paper:
    """The lines with what is spent, committed and expected; change by cause; unit costs; contributions."""
    return Paper(
        title=f"Budget for homes, {found.year}",
        council=council,
        introduction=_headline(found),
        sections=(
            Section("Lines", (_lines(found),)),
            Section("Why the year differs from the one before", (_change(found),)),
            Section("What a child-week cost in the year before", (_units(found),)),
            Section("Contributions", (_contributions(found),)),
            Section("How to read this", (Bullets(tuple(_notes(found))),)),
        ),
        marked=FOR_FINANCE,
        footer=f"As at {day(found.as_at)}",
        about=(("As at", day(found.as_at)), ("Seed", f"{found.seed}")),
    )


def _headline(found: Budget) -> str:
    total = found.total
    expected = total.expected_pence
    budget = "No budget is loaded" if total.budget_pence is None else f"The budget is {thousands(total.budget_pence)}"
    over = "" if total.over is None else f" The chance of more than the budget is {round(10 * total.over)} in 10."
    return (
        f"{budget}; {thousands(expected.p50)} is likely to be spent (8 in 10 chance: {thousands(expected.p10)} to "
        f"{thousands(expected.p90)}).{over}"
    )


def _lines(found: Budget) -> Table:
    columns = (
        Column("Line"),
        Column("Holder"),
        Column("Budget", MONEY),
        Column("Spent to date", MONEY),
        Column("Paid", MONEY),
        Column("Committed", MONEY),
        Column("Expected", MONEY),
        Column("8 in 10 chance"),
        Column("Chance of more", Kind.PER_CENT),
    )
    return Table("Every line adds up to the total", columns, tuple(map(_line, (*found.lines, found.total))))


def _line(one: Line) -> tuple[str | int | float | None, ...]:
    expected = one.expected_pence
    return (
        f"{one.name} ({one.code})" if one.code else one.name,
        one.holder or "nobody named",
        one.budget_pence,
        one.spent_pence,
        one.paid_pence,
        one.committed_pence,
        expected.mean,
        f"{pounds(expected.p10)} to {pounds(expected.p90)}",
        "no budget" if one.over is None else 100 * one.over,
    )


def _change(found: Budget) -> Table:
    causes = ("volume", "mix", "price", "inflation", "need", "total")
    rows = tuple((sentence(cause), getattr(found.change_pence, cause)) for cause in causes)
    return Table("The causes add up exactly", (Column("Cause"), Column("Pounds", MONEY)), rows)


def _units(found: Budget) -> Table:
    columns = (
        Column("Kind of home"),
        Column("Child-days", COUNT),
        Column("Gross", MONEY),
        Column("A child-week", MONEY),
    )
    rows = tuple((sentence(one.setting), one.child_days, one.gross_pence, one.weekly_pence) for one in found.unit_costs)
    return Table("Gross cost by kind of home", columns, rows)


def _contributions(found: Budget) -> Table:
    rows = tuple((sentence(state), pence) for state, pence in found.contributions_pence.items())
    return Table("From health, education and others", (Column("State"), Column("Pounds", MONEY)), rows)


def _notes(found: Budget) -> list[str]:
    committed = f"Committed for {count(found.committed_children, 'child', 'children')} as they live today."
    aside = f"{count(found.children_set_aside, 'child is', 'children are')} set aside and in none of these figures."
    return [committed, *([aside] if found.children_set_aside else []), *found.notes]
