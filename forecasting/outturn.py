"""The budget of a financial year: spent so far, committed, expected by its end with a range, line by line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from forecasting.budget import Budget, budget_of
from forecasting.calendar import calendar_of
from forecasting.change import Change, Spent, change_between
from forecasting.estimate import estimate
from forecasting.pricing import priced_kind
from forecasting.scenario import BASE
from forecasting.service import back_test_of, history_from, spread_of
from forecasting.simulate import simulate
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS
from placements.actual_cost import costs_of
from placements.amounts import financial_year, year_start
from placements.charges import Charge, Costs, Stay
from placements.codes import Setting
from placements.commitments import Commitment, commitment_list, commitments_of
from placements.errors import Refused
from placements.models.contract import PriceComponent
from placements.models.finance import BudgetLine, ContributionState, LedgerLine
from placements.prices import PriceBook
from placements.repository.episodes import children_set_aside, record_end
from placements.repository.occupancies import position_day
from placements.repository.prices import price_book
from placements.repository.records import Records, to_budget
from placements.repository.spending import budget_lines, contributions, ledger_lines, living
from placements.spending import NO_LINE, Compared, code_for, compared, contributed, costs_by_month, matching_nobody
from placements.unit_costs import UnitCost, unit_costs

_A_DAY = dt.timedelta(days=1)
_POINTS = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}
Pence = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Outturn:
    """One budget line by the year's end, in pence: what it has, spent to date, paid, committed, expected (a range).

    over: the share of runs in which more is spent than the line has; None where it has no budget.
    """

    code: str
    name: str
    holder: str | None
    budget: int | None
    spent: int
    paid: int
    committed: int
    expected: Mapping[str, float]
    over: float | None


@dataclass(frozen=True)
class BudgetAnswer:
    """A financial year as it stands after `as_at`, and why it differs from the year before."""

    year: int
    as_at: dt.date
    lines: tuple[Outturn, ...]
    total: Outturn
    change: Change
    unit_costs: tuple[UnitCost, ...]
    contributed: Mapping[ContributionState, int]
    compared: tuple[Compared, ...]
    nobody: tuple[LedgerLine, ...]
    commitments: tuple[Commitment, ...]
    refs: Mapping[int, str]
    notes: tuple[str, ...]
    children_set_aside: int


def budget_year(
    records: Records, *, as_at: dt.date | None = None, replicates: int = 1000, seed: int = 1
) -> BudgetAnswer:
    """The financial year that runs after `as_at`: by default the last month-end that returns or position speak of.

    Raises NotPermitted, and Refused where nothing is loaded or the day is no month's end.
    """
    records = to_budget(records)
    day = _month_end(records, as_at)
    now = day + _A_DAY
    year = financial_year(now)
    first, end = year_start(year), year_start(year + 1)
    book, lines, paid_in = price_book(records), budget_lines(records, year), contributions(records)
    there = living(records, book)
    simulated, ahead = _ahead(records, book, day, end, replicates, seed)
    spent = costs_by_month(there.stays, there.kept, book, first, now)
    ledger = ledger_lines(records, first, now) if first < now else []
    placed = commitments_of(there.stays, there.kept, there.expected, book, now, end)
    commitments = commitment_list(placed, lines, paid_in, now, end)
    outturns, total = _outturns(lines, spent, ledger, commitments, _by_code(ahead, book, lines))
    before = costs_of(there.stays, book, year_start(year - 1), first, there.kept)
    return BudgetAnswer(
        year=year,
        as_at=day,
        lines=tuple(outturns),
        total=total,
        change=change_between(
            _spent_on(before.charges, there.stays, year_start(year - 1), first),
            _with_ahead(_charges(spent), there.stays, (first, now), simulated, ahead),
            {setting: _uplift(book, setting, first) for setting in Setting},
        ),
        unit_costs=tuple(unit_costs(before.charges, _days(there.stays, year_start(year - 1), first))),
        contributed=contributed(paid_in, first, end),
        compared=tuple(compared(spent, ledger, lines)) if spent else (),
        nobody=tuple(matching_nobody(ledger)),
        commitments=tuple(commitments),
        refs=there.refs,
        notes=(*_notes(lines, year, spent), *there.notes, *ahead.notes),
        children_set_aside=children_set_aside(records),
    )


def _month_end(records: Records, as_at: dt.date | None) -> dt.date:
    """The day given, or the last month-end of which returns or position speak."""
    if as_at is not None:
        if (as_at + _A_DAY).day != 1:
            raise Refused(
                "A budget is drawn up at a month's end.", given=f"{as_at:%d/%m/%Y}", do_next="Give a month's last day."
            )
        return as_at
    end, position = record_end(records), position_day(records)
    if end is None:
        raise Refused(
            "A budget needs at least one SSDA903 return.", do_next="Load returns with `homeward import ssda903`."
        )
    if position is None or position <= end:
        return end
    return max(end, (position + _A_DAY).replace(day=1) - _A_DAY)


def _ahead(
    records: Records, book: PriceBook, day: dt.date, end: dt.date, replicates: int, seed: int
) -> tuple[Simulated, Budget]:
    """The rest of the year simulated and priced."""
    history = history_from(records, day)
    months = (end.year - day.year) * 12 + end.month - day.month - 1
    calendar = calendar_of(history.cut, day, months)
    model = estimate(history, calendar, replicates, seed, spread=spread_of(back_test_of(records, history)))
    simulated = simulate(model, calendar, BASE.levers_for(calendar), seed)
    return simulated, budget_of(simulated, calendar, book, BASE, seed)


def _by_code(ahead: Budget, book: PriceBook, lines: Sequence[BudgetLine]) -> dict[str, Pence]:
    """[run] pence of the rest of the year by cost code."""
    found: dict[str, Pence] = {}
    for at, (setting, provider) in enumerate(ahead.cells):
        code = code_for(lines, SETTINGS[setting], priced_kind(book, SETTINGS[setting], PROVIDERS[provider]))
        pence = ahead.by_cell[:, :, at].sum(axis=1)
        found[code] = found.get(code, 0) + pence
    return found


def _outturns(
    lines: Sequence[BudgetLine],
    spent: Mapping[dt.date, Costs],
    ledger: Iterable[LedgerLine],
    commitments: Iterable[Commitment],
    ahead: Mapping[str, Pence],
) -> tuple[list[Outturn], Outturn]:
    """Every line, what no line pays last, and all of them together."""
    runs = next(iter(ahead.values())) * 0 if ahead else np.zeros(1, dtype=np.int64)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"spent": 0, "paid": 0, "committed": 0})
    for charge in _charges(spent):
        sums[code_for(lines, charge.setting, charge.provider_kind)]["spent"] += charge.pence
    known = {line.code for line in lines}
    for paid in ledger:
        sums[paid.code if paid.code in known else NO_LINE]["paid"] += paid.amount_pence
    for one in commitments:
        sums[one.code]["committed"] += one.committed
    found = [_outturn(line, sums[line.code], ahead.get(line.code, runs)) for line in lines]
    if NO_LINE in sums or NO_LINE in ahead:
        found.append(_outturn(None, sums[NO_LINE], ahead.get(NO_LINE, runs)))
    every = {name: sum(one[name] for one in sums.values()) for name in ("spent", "paid", "committed")}
    whole = sum(ahead.values(), runs)
    budget = sum(line.amount_pence for line in lines) if lines else None
    return found, _figures("", "All lines", None, budget, every, whole)


def _outturn(line: BudgetLine | None, sums: Mapping[str, int], ahead: Pence) -> Outturn:
    if line is None:
        return _figures(NO_LINE, "Paid for by no budget line", None, None, sums, ahead)
    return _figures(line.code, line.name, line.holder, line.amount_pence, sums, ahead)


def _figures(
    code: str, name: str, holder: str | None, budget: int | None, sums: Mapping[str, int], ahead: Pence
) -> Outturn:
    runs = ahead + sums["spent"]
    points = np.quantile(runs, list(_POINTS.values()), method="inverted_cdf")
    expected = {"mean": float(runs.mean())} | {point: int(value) for point, value in zip(_POINTS, points, strict=True)}
    over = None if budget is None else float((runs > budget).mean())
    return Outturn(code, name, holder, budget, sums["spent"], sums["paid"], sums["committed"], expected, over)


# --- why it changed ---------------------------------------------------------------------------------------------------


def _charges(spent: Mapping[dt.date, Costs]) -> list[Charge]:
    return [charge for costs in spent.values() for charge in costs.charges]


def _days(stays: Iterable[Stay], first: dt.date, end: dt.date) -> dict[Setting, int]:
    """Child-days by setting in [first, end)."""
    days: dict[Setting, int] = defaultdict(int)
    for stay in stays:
        days[stay.setting] += max((min(stay.ends or end, end) - max(stay.starts, first)).days, 0)
    return days


def _spent_on(charges: Iterable[Charge], stays: Iterable[Stay], first: dt.date, end: dt.date) -> dict[Setting, Spent]:
    """Child-days, base and need of every setting."""
    base: dict[Setting, int] = defaultdict(int)
    need: dict[Setting, int] = defaultdict(int)
    for charge in charges:
        (need if charge.component is PriceComponent.ENHANCEMENT else base)[charge.setting] += charge.pence
    days = _days(stays, first, end)
    return {setting: Spent(days.get(setting, 0), base[setting], need[setting]) for setting in {*days, *base, *need}}


def _with_ahead(
    charges: Iterable[Charge],
    stays: Iterable[Stay],
    period: tuple[dt.date, dt.date],
    simulated: Simulated,
    ahead: Budget,
) -> dict[Setting, Spent]:
    """The year after: what was spent, and on average what is expected until its end."""
    found = _spent_on(charges, stays, *period)
    months = ahead.pence.shape[1]
    for at, setting in enumerate(SETTINGS):
        cells = np.flatnonzero(simulated.homes[:, 0] == at)
        nights = simulated.nights[cells, :, :, -months:].sum(axis=(0, 1, 3)).mean()
        pence = ahead.pence[:, :, at].sum(axis=1).mean()
        so_far = found.get(setting, Spent(0, 0))
        found[setting] = Spent(so_far.days + round(nights), so_far.base + round(pence), so_far.need)
    return found


def _uplift(book: PriceBook, setting: Setting, first: dt.date) -> Fraction:
    """The rise, by the uplift table, on a financial year's first day of the lines that go on over it."""
    over = [line for line in book.lines if line.setting == setting and line.starts_on < first and line.ends_on is None]
    before = sum(book.amount(line, first - _A_DAY) for line in over)
    return Fraction(sum(book.amount(line, first) for line in over), before) - 1 if before else Fraction()


def _notes(lines: Sequence[BudgetLine], year: int, spent: Mapping[dt.date, Costs]) -> list[str]:
    notes = []
    if not lines:
        label = f"{year}/{(year + 1) % 100:02}"
        notes.append(f"No budget line is held for {label}: load them with `homeward import budget`.")
    missing = [one for costs in spent.values() for one in costs.unpriced]
    if missing:
        days = sum((one.end - one.first).days for one in missing)
        children = len({one.child for one in missing})
        notes.append(f"{days:,} days of {children} children have no price and are in no sum: {missing[0].because}")
    return notes
