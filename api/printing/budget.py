"""A budget as a table: every line beside its expected outturn, why the year differs, and what does not reconcile."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from api.printing.console import table
from api.shapes.budget import Budget, Line
from api.words import count, day, plain

_MOST_SHOWN = 10


def print_budget(console: Console, budget: Budget) -> None:
    """Print the sentence that matters, the lines, the causes and what does not reconcile."""
    console.print(f"\n[bold]{_sentence(budget)}[/bold]")
    numbers = ("Budget", "Spent", "Committed", "Expected", "8 in 10")
    rows = table(f"Budget {budget.year} at {day(budget.as_at)}", "Line", *numbers, "Over", numbers=numbers)
    for line in (*budget.lines, budget.total):
        if line is budget.total:
            rows.add_section()
        rows.add_row(*_row(line))
    console.print(rows)
    parts = budget.change_pence
    causes = ", ".join(
        f"{name} {_pounds(getattr(parts, name))}" for name in ("volume", "mix", "price", "inflation", "need")
    )
    console.print(f"Beside the year before {_pounds(parts.total)}: {causes}.", markup=False)
    if any(budget.contributions_pence.values()):
        states = ", ".join(f"{state} {_pounds(pence)}" for state, pence in budget.contributions_pence.items())
        console.print(f"Contributions for the year, never taken off the above: {states}.", markup=False)
    _print_reconciliation(console, budget)
    for note in budget.notes:
        console.print(note, markup=False)


def _sentence(budget: Budget) -> str:
    expected = budget.total.expected_pence
    said = (
        f"There is an 8 in 10 chance that {budget.year} ends between {_millions(expected.p10)} and "
        f"{_millions(expected.p90)}, most likely near {_millions(expected.p50)}"
    )
    if budget.total.budget_pence is None or budget.total.over is None:
        return f"{said}."
    has = _millions(budget.total.budget_pence)
    return f"{said}; the chance of more than the budget of {has} is {budget.total.over:.0%}."


def _row(line: Line) -> tuple[str, ...]:
    expected = line.expected_pence
    return (
        f"{line.code} {line.name}".strip(),
        "none" if line.budget_pence is None else _pounds(line.budget_pence),
        _pounds(line.spent_pence),
        _pounds(line.committed_pence),
        _pounds(expected.mean),
        f"{_pounds(expected.p10)} to {_pounds(expected.p90)}",
        "" if line.over is None else f"{line.over:.0%}",
    )


def _print_reconciliation(console: Console, budget: Budget) -> None:
    found = budget.reconciliation
    if found.differences or found.agreeing:
        kinds = Counter(one.standing for one in found.differences)
        parts = [f"{found.agreeing} agree", *(f"{number} {plain(kind)}" for kind, number in sorted(kinds.items()))]
        console.print(f"Paid beside modelled, by child, code and month: {', '.join(parts)}.", markup=False)
    # What was paid at all first: a ledger that holds only some suppliers leaves many months not paid.
    for one in sorted(found.differences, key=lambda one: one.paid_pence == 0)[:_MOST_SHOWN]:
        whose = one.child or "shared"
        sums = f"modelled {_pounds(one.modelled_pence)}, paid {_pounds(one.paid_pence)}"
        console.print(f"  {whose}, {one.code}, {one.month:%m/%Y}: {sums} ({plain(one.standing)})", markup=False)
    if found.matching_nobody:
        console.print(
            f"{count(len(found.matching_nobody), 'paid line matches', 'paid lines match')} nobody:", markup=False
        )
    for nobody in found.matching_nobody[:_MOST_SHOWN]:
        console.print(f"  {nobody.line}: {nobody.child}, {_pounds(nobody.amount_pence)}", markup=False)


def _pounds(pence: float) -> str:
    return f"-£{-pence / 100:,.0f}" if pence < 0 else f"£{pence / 100:,.0f}"


def _millions(pence: float) -> str:
    return f"£{pence / 100_000_000:.2f}m"
