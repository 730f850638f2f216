"""The ledger beside the model, as a paper: what was paid and what homes should have cost, line by line, month by month.

A child stands in it, by reference alone, only for whoever keeps the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.reports.paper import Bullets, Cell, Column, Kind, Paper, Part, Section, Table, Words
from api.shapes.budget import Budget, LineMonth
from api.words import count, day, listed, plain, pounds, sentence
from placements.spending import Standing

FOR_FINANCE = "For finance and commissioners. Not for publication."
BY_CHILD = "For those who keep the ledger. Not for publication: single children's costs stand in it."
MONEY, COUNT = Kind.MONEY, Kind.COUNT
MOST = 200
CAUSES = {
    Standing.NOT_PAID: "Modelled and not paid",
    Standing.PAID_LESS: "Paid less than modelled",
    Standing.PAID_MORE: "Paid more than modelled",
    Standing.NOT_MODELLED: "Paid and not modelled",
    Standing.AGREES: "Pennies where both agree",
}
WHY = (
    "Modelled and not paid: an invoice is late, was paid under another line, or the child had left before we knew.",
    "Paid less or more: another price than the one held, part of a month, or a credit.",
    "Paid and not modelled: a home or a child that the record does not hold, something else, or no price.",
    "Both agree within one pound a month. What a household or a block costs is counted once, as one.",
)


def ledger_paper(found: Budget, council: str, *, by_child: bool) -> Paper:
    """Paid beside modelled by line and month with the causes of every difference; by child only where it may be."""
    told = found.reconciliation
    names = {line.code: line.name for line in found.lines}
    rows = told.by_line_and_month
    return Paper(
        title=f"The ledger beside the model, {found.year}",
        council=council,
        introduction=_headline(rows),
        sections=(
            Section("By cause", (_causes(rows), Bullets(WHY))),
            Section("By budget line", (_lines(rows, names),)),
            Section("By month", tuple(_months(rows, names))),
            Section("Paid lines that match nobody", tuple(_nobody(found, by_child=by_child))),
            *([Section("One by one", (_one_by_one(found),))] if by_child else []),
        ),
        marked=BY_CHILD if by_child else FOR_FINANCE,
        footer=f"As at {day(found.as_at)}",
        about=(("As at", day(found.as_at)),),
    )


def _headline(rows: Sequence[LineMonth]) -> str:
    if not rows:
        return "No day of this year is over, so nothing can be set beside what was paid."
    modelled, paid = sum(one.modelled_pence for one in rows), sum(one.paid_pence for one in rows)
    agreeing, every = sum(one.agreeing for one in rows), sum(one.children for one in rows)
    empty = [month for month in dict.fromkeys(one.month for one in rows) if not _paid_in(rows, month)]
    said = (
        f"{pounds(paid)} was paid for what should have cost {pounds(modelled)}: {pounds(abs(paid - modelled))} "
        f"{'more' if paid > modelled else 'less'}. {agreeing} of {every} monthly costs agree."
    )
    without = listed([f"{month:%B %Y}" for month in empty])
    return f"{said} No payment at all is held for {without}: load the ledger first." if empty else said


def _paid_in(rows: Iterable[LineMonth], month: object) -> bool:
    return any(one.paid_pence for one in rows if one.month == month)


def _causes(rows: Sequence[LineMonth]) -> Table:
    sums = {cause: sum(one.causes_pence[cause] for one in rows) for cause in CAUSES}
    lines = [(words, sums[cause]) for cause, words in CAUSES.items()]
    total = ("Paid less modelled", sum(sums.values()))
    return Table("The causes add up exactly", (Column("Cause"), Column("Pounds", MONEY)), (*lines, total))


def _lines(rows: Sequence[LineMonth], names: dict[str, str]) -> Table:
    codes = dict.fromkeys(one.code for one in rows)
    of_line = [(_called(code, names), [one for one in rows if one.code == code]) for code in codes]
    return Table(
        "Every line adds up to the total",
        (Column("Line"), *_COLUMNS),
        tuple((name, *_sums(group)) for name, group in (*of_line, ("All lines", list(rows)))),
    )


def _months(rows: Sequence[LineMonth], names: dict[str, str]) -> Iterable[Part]:
    for month in dict.fromkeys(one.month for one in rows):
        group = [one for one in rows if one.month == month]
        lines = tuple((_called(one.code, names), *_sums([one])) for one in group)
        yield Table(f"{month:%B %Y}", (Column("Line"), *_COLUMNS), (*lines, ("All lines", *_sums(group))))


_COLUMNS = (
    Column("Modelled", MONEY),
    Column("Paid", MONEY),
    Column("Difference", MONEY),
    Column("Not paid", MONEY),
    Column("Paid less", MONEY),
    Column("Paid more", MONEY),
    Column("Not modelled", MONEY),
    Column("Agree"),
)


def _sums(group: Sequence[LineMonth]) -> tuple[Cell, ...]:
    modelled, paid = sum(one.modelled_pence for one in group), sum(one.paid_pence for one in group)
    causes = (Standing.NOT_PAID, Standing.PAID_LESS, Standing.PAID_MORE, Standing.NOT_MODELLED)
    agreeing, every = sum(one.agreeing for one in group), sum(one.children for one in group)
    apart = (sum(one.causes_pence[cause] for one in group) for cause in causes)
    return modelled, paid, paid - modelled, *apart, f"{agreeing} of {every}"


def _called(code: str, names: dict[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else sentence(code)


def _nobody(found: Budget, *, by_child: bool) -> Iterable[Part]:
    lines = found.reconciliation.matching_nobody
    if not lines:
        yield Words("None: every child named in the ledger is held.")
        return
    pence = sum(one.amount_pence for one in lines)
    said = "name a child" if len(lines) > 1 else "names a child"
    yield Words(f"{count(len(lines), 'paid line')} of {pounds(pence)} {said} whom the record does not hold.")
    if by_child:
        columns = (Column("Line"), Column("Cost code"), Column("Child as written"), Column("Paid", MONEY))
        rows = tuple((one.line, one.code, one.child or "", one.amount_pence) for one in lines)
        yield Table("To be matched by a person", columns, rows)


def _one_by_one(found: Budget) -> Table:
    differ = found.reconciliation.differences
    columns = (
        Column("Child"),
        Column("Cost code"),
        Column("Month"),
        Column("Modelled", MONEY),
        Column("Paid", MONEY),
        Column("What it is"),
    )
    rows = tuple(
        (
            one.child or "a household or a block",
            one.code,
            f"{one.month:%B %Y}",
            one.modelled_pence,
            one.paid_pence,
            plain(one.standing),
        )
        for one in sorted(differ, key=lambda one: -abs(one.paid_pence - one.modelled_pence))
    )
    note = "" if len(rows) <= MOST else f"The largest {MOST}; all of them: homeward budget --json."
    return Table(f"{count(len(rows), 'difference')}, the largest first", columns, rows[:MOST], note)
