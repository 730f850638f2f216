"""A programme to invest in, as a paper: what it costs and saves, when it has paid for itself, what that rests on."""

from __future__ import annotations

from collections.abc import Iterable

from api.reports.paper import Bullets, Cell, Column, Kind, Paper, Part, Section, Table, Words
from api.shapes.invest import BreakEven, Invest, InvestYear, Points, RunRatePart
from api.words import day, listed, plain, sentence, thousands

FOR_SAVINGS = "For commissioners and finance. Not for publication."
MONEY = Kind.MONEY
YEARLY = 12
AS_A_SHARE = 1
WHOLE_FROM = 100


def invest_paper(found: Invest, council: str) -> Paper:
    """Cost in, cost out and net by year, savings by column, actions, what it rests on, children, what is not in it."""
    money = (
        (Section("By year", (_years(found),)), Section("By savings column", (_columns(found),))) if found.years else ()
    )
    rests = (Section("What it rests on", (_sensitivity(found),)),) if found.sensitivity else ()
    rate = () if found.run_rate is None else (Section("Two days beside each other", tuple(_run_rate(found.run_rate))),)
    return Paper(
        title=found.title,
        council=council,
        introduction=" ".join(headline(found)),
        sections=(
            *money,
            Section("What each action does", tuple(_actions(found))),
            *rests,
            Section("Children", (_children(found),)),
            *rate,
            Section("What is deducted, and what is not", (Bullets(tuple(_notes(found))),)),
        ),
        marked=FOR_SAVINGS,
        footer=f"Forecast from {day(found.as_at)}",
        about=(("Forecast from", day(found.as_at)), ("Beside", found.counterfactual), ("Seed", f"{found.seed}")),
    )


def headline(found: Invest) -> list[str]:
    """The sentences that matter: beside what, how much less is spent, when it has paid for itself."""
    otherwise = f"Beside what happens otherwise: {found.counterfactual}"
    if found.net_pence is None or found.likely_pence is None or found.break_even is None:
        return [otherwise, f"What it costs and saves is not known. {found.because}"]
    less, paid, last = "less" if found.net_pence >= 0 else "more", found.break_even, day(found.months[-1])
    return [
        otherwise,
        f"Up to {last} about {thousands(abs(found.net_pence))} {less} is spent than otherwise, after all that is "
        f"deducted (8 in 10 chance: {_less(found.likely_pence.p10)} to {_less(found.likely_pence.p90)}).",
        f"{when_paid(paid)}; by {last} in {paid.chance:.0%}. Only what stands under cashable can be taken from a "
        "budget line.",
    ]


def when_paid(paid: BreakEven) -> str:
    """When half of the runs have paid for themselves, for the beginning of a sentence."""
    if paid.month is None:
        return "In fewer than half of the runs it pays for itself within these months"
    return f"It has paid for itself by {day(paid.month)} in half of the runs"


def _years(found: Invest) -> Table:
    columns = (
        Column("Year"),
        Column("Spending otherwise", MONEY),
        Column("Gross saving", MONEY),
        Column("Cost in", MONEY),
        Column("Deducted", MONEY),
        Column("Net", MONEY),
        Column("8 in 10 chance"),
    )
    note = (
        "Net is gross less cost in and less what is deducted, every assumption as it stands; the range draws them all."
    )
    return Table("By financial year, beside what is spent otherwise", columns, tuple(map(_year, found.years)), note)


def _year(one: InvestYear) -> tuple[Cell, ...]:
    label = one.year if one.months == YEARLY else f"{one.year} ({one.months} months)"
    amounts = (one.base_pence.mean, one.gross_pence, one.cost_pence, one.deducted_pence, one.net_pence)
    return (label, *amounts, _range(one.likely_pence))


def _columns(found: Invest) -> Table:
    columns = (
        Column("Column"),
        Column("Gross", MONEY),
        Column("Cost in", MONEY),
        Column("Deductions"),
        Column("Net", MONEY),
        Column("8 in 10 chance"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, one in found.columns.items():
        lost = "; ".join(f"{label} {_signed(pence)}" for label, pence in one.deductions_pence.items()) or "none given"
        rows.append((sentence(name), one.gross_pence, one.cost_pence, lost, one.net_pence.mean, _range(one.net_pence)))
    return Table("Three promises, never added together", columns, tuple(rows))


def _actions(found: Invest) -> Iterable[Part]:
    columns = (
        Column("Action"),
        Column("Column"),
        Column("Children on average", Kind.DECIMAL),
        Column("Gross", MONEY),
        Column("Cost in", MONEY),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            sentence(one.called),
            plain(one.column),
            "none moved" if one.children_moved is None else one.children_moved,
            one.gross_pence if found.years else "not known",
            one.cost_pence if found.years else "not known",
        )
        for one in found.actions
    )
    yield Table("What each adds to those before it", columns, rows)
    short = tuple(f"{one.shortfall[:1].upper()}{one.shortfall[1:]}" for one in found.actions if one.shortfall)
    if short:
        yield Bullets(short)


def _sensitivity(found: Invest) -> Table:
    columns = (
        Column("Assumption"),
        Column("Low"),
        Column("As assumed"),
        Column("High"),
        Column("Net at low", MONEY),
        Column("Net at high", MONEY),
    )
    rows = tuple(
        (
            sentence(one.assumption),
            _value(one.low),
            _value(one.value),
            _value(one.high),
            one.net_at_low_pence,
            one.net_at_high_pence,
        )
        for one in found.sensitivity
    )
    return Table("The most telling first, each at both ends with the rest as they are", columns, rows)


def _children(found: Invest) -> Table:
    columns = (Column("In the last year"), Column("Otherwise"), Column("With it"), Column("Difference"))
    rows: list[tuple[Cell, ...]] = []
    for name, one in found.children.items():
        said = [f"{points.mean:.1f} ({points.p10:.0f} to {points.p90:.0f})" for points in (one.without, one.with_it)]
        change = one.difference
        rows.append((sentence(name), *said, f"{change.mean:+.1f} ({change.p10:+.1f} to {change.p90:+.1f})"))
    return Table("On average, and the range with an 8 in 10 chance", columns, tuple(rows))


def _run_rate(rate: RunRatePart) -> Iterable[Part]:
    before, after = day(rate.before_on), day(rate.after_on)
    columns = (Column("Homes"), Column(before), Column(after), Column("Change", MONEY))
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            *(
                f"{number} x {thousands(one.pence_a_year)} = {thousands(pence)}"
                for number, pence in zip(one.children, one.run_rate_pence, strict=True)
            ),
            one.change_pence,
        )
        for one in rate.lines
    ]
    yield Table("Snapshots times yearly averages: a run-rate, not spending", columns, tuple(rows))
    yield Words(
        f"Of the change, {_signed(rate.change_pence['volume'])} is how many children there are in these homes and "
        f"{_signed(rate.change_pence['mix'])} which homes they are in. Source: {rate.source}."
    )


def _notes(found: Invest) -> Iterable[str]:
    yield f"Deducted already: {', '.join(found.deducted)}."
    missing = listed(found.not_deducted) if found.not_deducted else "nothing"
    yield f"Not deducted, for want of an assumption in the programme: {missing}."
    yield from found.notes


def _range(points: Points) -> str:
    return f"{_signed(points.p10)} to {_signed(points.p90)}"


def _less(pence: float) -> str:
    return f"{thousands(abs(pence))} {'less' if pence >= 0 else 'more'}"


def _signed(pence: float) -> str:
    return f"-{thousands(-pence)}" if pence < 0 else thousands(pence)


def _value(value: float) -> str:
    if 0 < value < AS_A_SHARE:
        return f"{value:.0%}"
    return f"{value:,.3g}" if value < WHOLE_FROM else f"{value:,.0f}"
