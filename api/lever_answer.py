"""What a moved lever changes, as people read it: the scenario beside the base, in a few rows and two sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.words import day, thousands
from forecasting.answer import Series
from forecasting.whatif import Moved

AFTER_MONTHS = (12, 24, 36)
SURE = 0.99


@dataclass(frozen=True)
class Row:
    """One figure after some months: the base, the scenario with its range of 8 in 10, and the difference."""

    words: str
    base: str
    yours: str
    low_to_high: str
    difference: str


@dataclass(frozen=True)
class Answer:
    """The sentences, and a row for children and for cost after each year."""

    sentence: str
    money: str
    rows: tuple[Row, ...]


def answer_of(moved: Moved) -> Answer:
    """The answer from the simulation."""
    ends = [after - 1 for after in AFTER_MONTHS if after <= len(moved.months)] or [len(moved.months) - 1]
    rows = [_row(f"Children on {day(moved.months[end])}", moved.children, end, _children, "fewer") for end in ends]
    rows += [
        _row(f"Cost of the month to {day(moved.months[end])}", moved.pence, end, thousands, "less") for end in ends
    ]
    return Answer(_sentence(moved), _money_sentence(moved), tuple(rows))


def _row(words: str, series: Mapping[str, Series], end: int, say: Callable[[float], str], less: str) -> Row:
    yours, change = series["scenario"], series["difference"]
    return Row(
        words,
        say(series["base"]["p50"][end]),
        say(yours["p50"][end]),
        f"{say(yours['p10'][end])} to {say(yours['p90'][end])}",
        _signed(change["mean"][end], say, less),
    )


def _children(number: float) -> str:
    return f"{number:,.0f}"


def _signed(number: float, say: Callable[[float], str], less: str) -> str:
    said = say(abs(number))
    if said == say(0):
        return "no change"
    return f"{said} {'more' if number > 0 else less}"


def _sentence(moved: Moved) -> str:
    yours = moved.children["scenario"]
    return (
        f"With these levers about {yours['p50'][-1]:.0f} children are likely to be in care on {day(moved.months[-1])} "
        f"(8 in 10 chance: {yours['p10'][-1]:.0f} to {yours['p90'][-1]:.0f}); as it goes on, "
        f"{moved.children['base']['p50'][-1]:.0f}."
    )


def _money_sentence(moved: Moved) -> str:
    over = moved.over_all
    if not any(over.values()):
        return "The cost is the same in every run."
    return (
        f"Over {len(moved.months)} months homes cost {_told(over['mean'])} than as it goes on (8 in 10 chance: "
        f"{_told(over['p10'])} to {_told(over['p90'])}). {_chance(moved.chance_cheaper)}"
    )


def _told(pence: float) -> str:
    return f"{thousands(abs(pence))} {'more' if pence > 0 else 'less'}"


def _chance(share: float) -> str:
    if share > SURE:
        return "It costs less in nearly every run."
    if share < 1 - SURE:
        return "It costs more in nearly every run."
    return f"The chance that it costs less is {round(share * 10)} in 10."


def months_to_start(first: dt.date, number: int = 9) -> Sequence[dt.date]:
    """The first days of the next quarters of a year, from the first that is not before `first`."""
    quarters = [dt.date(year, month, 1) for year in range(first.year, first.year + 4) for month in (1, 4, 7, 10)]
    return [day for day in quarters if day >= first][:number]
