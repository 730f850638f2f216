"""One cell as a column means it: a day, a number, money, yes or no, a choice; or what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from placements.codes import LegalStatus
from placements.geography import normalise_postcode
from placements.importing.dates import read_day, read_moment, read_month
from placements.importing.nouns import Column, Kind
from placements.importing.pages import Cell
from placements.importing.wording import code_in_front, plain, squeezed, without_prefix
from placements.models.base import Known
from placements.models.loading import Level

Value = str | int | dt.date | dt.datetime | tuple[str, ...] | None

LONGEST_TEXT = 10_000
LONGEST_SHOWN = 80
LARGEST_NUMBER = 1_000_000
LARGEST_PENCE = 10**12
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOTHING = frozenset({"-", "--", "–", "—", "n/a", "na", "nil", "."})
UNKNOWN_WORDS = frozenset({"unknown", "not known", "nk", "dk", "dont know", "tbc", "to be confirmed", "tba", "?"})
NOT_ASKED_WORDS = frozenset({"not asked", "not yet asked"})
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
# What workers write of a legal status. "Care order" alone is not here: interim or full is not to be guessed.
_LEGAL: dict[str, str] = {
    word: status
    for status, words in {
        LegalStatus.C1: ("ico", "interimcareorder"),
        LegalStatus.C2: ("fco", "fullcareorder"),
        LegalStatus.E1: ("placementorder",),
        LegalStatus.V2: ("s20", "section20", "accommodated"),
        LegalStatus.L1: ("policeprotection", "s46", "ppo"),
        LegalStatus.L2: ("epo", "emergencyprotectionorder"),
        LegalStatus.L3: ("cao", "childassessmentorder"),
        LegalStatus.J1: ("remand", "onremand"),
    }.items()
    for word in words
}
_SEX = dict.fromkeys(("male", "males", "boy", "boys", "man", "1"), "M")
_SEX |= dict.fromkeys(("female", "females", "girl", "girls", "woman", "2"), "F")
_SEX_CHOICES = {"M", "F", "U"}
_MONEY = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_CREDIT = re.compile(r"-\s*(.+)|(.+?)\s*-|\((.+)\)|(.+?)\s*CR", re.IGNORECASE)
_SMALLEST_PERCENT, _LARGEST_PERCENT = Decimal("0.1"), Decimal(100)
_PARTS = re.compile(r"[;,|\n]")


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a cell: the rule, a sentence, and whether it stops the load."""

    rule: str
    message: str
    level: Level = Level.ERROR


def is_unknown(text: str) -> bool:
    """Whether the words say that the fact is not known."""
    return text.strip() == "?" or plain(text) in UNKNOWN_WORDS


def read_cell(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    """The value of a cell under a column, None where it is blank, or what is wrong with it.

    Text comes as str, days as date, moments as datetime in UTC, numbers and pence as int, lists as tuple, choices as
    the value of their list, yes/no as "yes", "no", "unknown" or "not_asked", postcodes without their space.
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        if trouble := _unfit(cell):
            return trouble
        if column.kind is not Kind.TEXT and cell.lower() in _NOTHING:
            return None
        if column.kind in _MAY_BE_UNKNOWN and is_unknown(cell):
            return Trouble("cell-unknown", f"{_shown(cell)} is read as not known.", Level.WARNING)
    return _READERS[column.kind](column, cell, today)


def as_text(cell: Cell) -> str:
    """A cell as the words a person sees: whole numbers without a point, days as 05/06/2026."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and (cell.hour or cell.minute or cell.second):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell).strip()


def _shown(cell: Cell) -> str:
    text = as_text(cell)
    return repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")


def _unfit(text: str) -> Trouble | None:
    if text.startswith("="):
        what = "The cell holds a formula whose value was never saved; formulas are not worked out here."
        return Trouble("cell-formula", f"{what} Open and save the workbook, or write the value.")
    if text.upper() in _ERRORS:
        return Trouble("cell-error", f"The cell shows the error {text}. Put the formula behind it right.")
    if _CONTROL.search(text):
        return Trouble("cell-text", "The cell holds a character that is no text. Type it again.")
    if len(text) > LONGEST_TEXT:
        return Trouble("cell-long", f"The cell holds {len(text):,} characters; at most {LONGEST_TEXT:,} are kept.")
    return None


def _text(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    return as_text(cell)


def _day(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    day = read_day(cell, today, past=column.name == "dob")
    if day is not None:
        return day
    return Trouble("cell-date", f"{_shown(cell)} is not a day. Write it day first, such as 05/06/2026 or 5 Jun 2026.")


def _month(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    month = read_month(cell, today)
    if month is not None:
        return month
    return Trouble("cell-date", f"{_shown(cell)} is not a month. Write it as Jun 2026 or 06/2026, or any day of it.")


def _moment(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    moment = read_moment(cell, today)
    if moment is not None:
        return moment
    return Trouble("cell-date", f"{_shown(cell)} is not a day and time. Write it as 05/06/2026 17:00.")


def _whole(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    number = None if isinstance(cell, bool) else _decimal(as_text(cell))
    if number is not None and number == int(number) and number <= LARGEST_NUMBER:
        return int(number)
    return Trouble("cell-number", f"{_shown(cell)} is not a whole number from 0 to {LARGEST_NUMBER:,}.")


def _money(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    pounds = None if isinstance(cell, bool) else _decimal(as_text(cell).replace("£", "").strip())
    if pounds is not None:
        pence = round(pounds * 100)
        # A sum worked out by a spreadsheet may end in 0.0000001; a tenth of a penny may not.
        if abs(pounds * 100 - pence) < Decimal("0.0001") and pence <= LARGEST_PENCE:
            return pence
    return Trouble("cell-money", f"{_shown(cell)} is not an amount in pounds and pence, such as £1,234.50.")


def _signed_money(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    """Money that may be a credit: -12.00, 12.00-, (12.00) or 12.00 CR, as ledgers write it."""
    text = as_text(cell).replace("£", "").strip()
    credit = _CREDIT.fullmatch(text)
    found = _money(column, text if credit is None else next(filter(None, credit.groups())), today)
    return -found if credit and isinstance(found, int) else found


def _percent(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    """A rise in hundredths of a percent: 3.55 and 3.55% are 355. A share of one, as 0.0355, is not guessed at."""
    text = as_text(cell).removesuffix("%").strip()
    number = None if isinstance(cell, bool) else _decimal(text.removeprefix("-"))
    points = None if number is None else round(number * 100)
    if number is None or points is None or abs(number * 100 - points) > Decimal("0.0001"):
        return Trouble("cell-percent", f"{_shown(cell)} is not a percentage of at most two decimals, such as 3.55.")
    if 0 < number < _SMALLEST_PERCENT or number > _LARGEST_PERCENT:
        return Trouble("cell-percent", f"{_shown(cell)} is read as percent. Write 3.55 for 3.55%, from 0.1 to 100.")
    return -points if text.startswith("-") else points


def _decimal(text: str) -> Decimal | None:
    if not _MONEY.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _yes_no(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    text = as_text(cell)
    for word in (plain(text), plain(without_prefix(text))):
        if word in _YES:
            return Known.YES.value
        if word in _NO:
            return Known.NO.value
        if word in NOT_ASKED_WORDS:
            return Known.NOT_ASKED.value
    if is_unknown(text):
        return Known.UNKNOWN.value
    return Trouble("cell-yes-no", f"{_shown(cell)} is not one of: yes, no, unknown, or blank where it was not asked.")


def _several(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    return tuple(filter(None, (part.strip() for part in _PARTS.split(as_text(cell))))) or None


def _choice(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    found = choose(as_text(cell), column.choices)
    return found or Trouble("cell-choice", f"{_shown(cell)} is not one of: {', '.join(column.choices)}.")


def choose(text: str, choices: tuple[str, ...]) -> str | None:
    """The value of a closed list that the words mean, whatever their case, spaces or place in a list; else None."""
    meant = _meanings(choices)
    for words in (text, without_prefix(text), code_in_front(text) or ""):
        form = squeezed(words)
        for known in (form, form.replace("regulation", "reg")):
            if known in meant:
                return meant[known]
    return None


@lru_cache(maxsize=256)
def _meanings(choices: tuple[str, ...]) -> dict[str, str]:
    """The value of a closed list by each word for it, without spaces."""
    meant = {squeezed(value): value for value in choices}
    if set(choices) == _SEX_CHOICES:
        meant |= _SEX | dict.fromkeys(("unknown", "notknown", "indeterminate"), "U")
    if choices == tuple(LegalStatus):
        meant |= _LEGAL
    return meant


def _postcode(column: Column, cell: Cell, today: dt.date) -> Value | Trouble:
    found = normalise_postcode(as_text(cell))
    if found is not None:
        return found
    return Trouble(
        "cell-postcode",
        "The cell is not a full postcode, such as the form AB1 2CD; it is read as not known.",
        Level.WARNING,
    )


_READERS: dict[Kind, Callable[[Column, Cell, dt.date], Value | Trouble]] = {
    Kind.TEXT: _text,
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.MOMENT: _moment,
    Kind.WHOLE: _whole,
    Kind.MONEY: _money,
    Kind.SIGNED_MONEY: _signed_money,
    Kind.PERCENT: _percent,
    Kind.YES_NO: _yes_no,
    Kind.LIST: _several,
    Kind.CHOICE: _choice,
    Kind.POSTCODE: _postcode,
}
_MAY_BE_UNKNOWN = frozenset({Kind.DATE, Kind.MONTH, Kind.MOMENT, Kind.WHOLE, Kind.MONEY, Kind.POSTCODE})
