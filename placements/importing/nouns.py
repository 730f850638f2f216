"""The lists an authority can load, as sheets and columns: templates, readers and the demonstration all follow these."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """How a cell is read."""

    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    MOMENT = "moment"
    WHOLE = "whole"
    MONEY = "money"
    SIGNED_MONEY = "signed_money"
    PERCENT = "percent"
    YES_NO = "yes_no"
    LIST = "list"
    CHOICE = "choice"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Column:
    """A column: its name, how its cells are read, what it means, and what other people call it."""

    name: str
    kind: Kind
    explain: str
    required: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: the columns of one noun, and which of them make a row unique."""

    name: str
    explain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Noun:
    """What one `homeward import NOUN` reads: a workbook of these sheets, of which the first is needed."""

    name: str
    explain: str
    sheets: tuple[Sheet, ...]


def text(name: str, explain: str, *also: str, required: bool = False) -> Column:
    """A column of words."""
    return Column(name, Kind.TEXT, explain, required=required, also=also)


def date(name: str, explain: str, *also: str, required: bool = False) -> Column:
    """A column of days, read day first."""
    return Column(name, Kind.DATE, explain, required=required, also=also)


def month(name: str, explain: str, *also: str, required: bool = False) -> Column:
    """A column of months, each read as its first day."""
    return Column(name, Kind.MONTH, explain, required=required, also=also)


def whole(name: str, explain: str, *also: str, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.WHOLE, explain, required=required, also=also)


def yes_no(name: str, explain: str, *also: str) -> Column:
    """A column of yes, no, unknown or blank (not asked)."""
    return Column(name, Kind.YES_NO, explain, also=also)


def several(name: str, explain: str, *also: str) -> Column:
    """A column of several values, parted by semicolons; "none" and "unknown" are values."""
    return Column(name, Kind.LIST, explain, also=also)


def postcode(name: str, explain: str, *also: str) -> Column:
    """A column of postcodes."""
    return Column(name, Kind.POSTCODE, explain, also=also)


def choice(name: str, explain: str, of: type[enum.StrEnum], *also: str, required: bool = False) -> Column:
    """A column whose cells come from a closed list."""
    return Column(name, Kind.CHOICE, explain, required, also, tuple(member.value for member in of))


def said() -> tuple[Column, ...]:
    """When the fact was true and who said so: on every sheet of facts."""
    return (
        date("as_of", "The day the fact was true; blank means the day of loading"),
        text("source", "Where it comes from; blank means this file"),
    )
