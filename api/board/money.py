"""The year's money and the three columns of savings, each only if the rules for money let it be told."""

from __future__ import annotations

from api.board.gathered import Gathered
from api.outlook import outlook_of
from api.shapes.board import MoneyColumn, MonthOfMoney, YearOfMoney
from placements.disclosing.rules import why_money_is_hidden

TO_THE_NEAREST = 1_000_000
"""Pence: money of a whole authority is told to the nearest £10,000."""
COLUMNS = {
    "cashable": ("Cash that can be released", "leaves a budget line and can be spent on something else"),
    "avoided": ("Costs avoided", "would have been spent without it, and is not cash"),
    "growth": ("Growth held back", "keeps next year's rise smaller, and is not cash"),
}
HIDDEN_MONEY = "Hidden: {} A sum of so few could be traced to one child's home or one provider's price."


def year_of_money(gathered: Gathered) -> YearOfMoney:
    """What is set aside for the year and what is likely to be spent."""
    spent = gathered.spent
    if spent is None:
        because = gathered.because.get("money", "No budget is loaded.")
        return YearOfMoney(
            year="", budget_pence=None, middle_pence=None, low_pence=None, high_pence=None, because=because
        )
    why = why_money_is_hidden(spent.children, spent.paid_weekly, spent.own_weekly)
    if why is not None:
        because = HIDDEN_MONEY.format(why)
        return YearOfMoney(
            year=spent.year, budget_pence=None, middle_pence=None, low_pence=None, high_pence=None, because=because
        )
    return YearOfMoney(
        year=spent.year,
        budget_pence=spent.budget,
        middle_pence=_rounded(spent.middle),
        low_pence=_rounded(spent.low),
        high_pence=_rounded(spent.high),
        because=None,
    )


def months_of(gathered: Gathered) -> list[MonthOfMoney]:
    """The cost of the last month of each year to come, where the year's own money may be told."""
    forecast, spent = gathered.forecast, gathered.spent
    if forecast is None or spent is None or why_money_is_hidden(spent.children, spent.paid_weekly, spent.own_weekly):
        return []
    cost = outlook_of(forecast).cost
    return [
        MonthOfMoney(
            on=point.on,
            middle_pence=round(point.middle / TO_THE_NEAREST) * TO_THE_NEAREST,
            low_pence=round(point.low / TO_THE_NEAREST) * TO_THE_NEAREST,
            high_pence=round(point.high / TO_THE_NEAREST) * TO_THE_NEAREST,
        )
        for point in (cost.points if cost else ())
    ]


def columns_of(gathered: Gathered) -> list[MoneyColumn]:
    """The three columns of what bringing children home would save, which are never added together."""
    savings = gathered.savings
    if savings is None:
        because = gathered.because.get("savings", "Savings have not been worked out from what is loaded.")
        return [
            MoneyColumn(words=words, meaning=meaning, pence=None, because=because)
            for words, meaning in COLUMNS.values()
        ]
    if not savings.children:
        because = "Nobody's return is agreed and planned yet, so nothing is claimed."
        return [MoneyColumn(words=words, meaning=said, pence=None, because=because) for words, said in COLUMNS.values()]
    why = why_money_is_hidden(savings.children, savings.lost)
    return [
        MoneyColumn(
            words=words,
            meaning=meaning,
            pence=None if why else _rounded(savings.columns.get(name)),
            because=HIDDEN_MONEY.format(why) if why else None,
        )
        for name, (words, meaning) in COLUMNS.items()
    ]


def _rounded(pence: int | None) -> int | None:
    return None if pence is None else round(pence / TO_THE_NEAREST) * TO_THE_NEAREST
