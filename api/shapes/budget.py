"""A financial year's budget: every line with what is spent, committed and expected, and why the year differs."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape


class Expected(Shape):
    """Pence by the year's end: the mean, and the points below which it lies in 2.5 to 97.5 runs of 100."""

    mean: float
    p2_5: int
    p10: int
    p50: int
    p90: int
    p97_5: int


class Line(Shape):
    """A budget line; `over` is the chance that more is spent than it has, null where it has no budget."""

    code: str
    name: str
    holder: str | None
    budget_pence: int | None
    spent_pence: int
    paid_pence: int
    committed_pence: int
    expected_pence: Expected
    over: float | None


class Change(Shape):
    """Pence by cause since the year before; the causes add up to the total."""

    volume: int
    mix: int
    price: int
    inflation: int
    need: int
    total: int


class Unit(Shape):
    """The year before: gross pence, child-days, pence a child-week, and the quartiles of the children's own weeks."""

    setting: str
    gross_pence: int
    child_days: int
    weekly_pence: int | None
    quartiles_pence: list[int] | None


class Difference(Shape):
    """A child, cost code and month for which what was paid is not what it should have cost."""

    child: str | None
    code: str
    month: dt.date
    modelled_pence: int
    paid_pence: int
    standing: str


class Nobody(Shape):
    """A paid line whose child is not held."""

    line: str
    code: str
    child: str | None
    provider: str | None
    amount_pence: int


class LineMonth(Shape):
    """Paid beside modelled of a budget line in a month: the causes of the difference add up to it."""

    code: str
    month: dt.date
    modelled_pence: int
    paid_pence: int
    children: int
    agreeing: int
    causes_pence: dict[str, int]


class Reconciliation(Shape):
    """Paid beside modelled: by line and month, how many agree, all that do not, paid lines that match nobody."""

    by_line_and_month: list[LineMonth]
    agreeing: int
    differences: list[Difference]
    matching_nobody: list[Nobody]


class Budget(Shape):
    """A financial year as it stands after `as_at`."""

    year: str
    as_at: dt.date
    lines: list[Line]
    total: Line
    change_pence: Change
    unit_costs: list[Unit]
    contributions_pence: dict[str, int]
    reconciliation: Reconciliation
    committed_children: int
    notes: list[str]
    children_set_aside: int
    seed: int
    seconds: float
