"""What every code of the SSDA903 return has: its letters, its meaning, and the years in which it may be used."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self

from placements.codes.collection_year import FIRST_HELD, LAST_HELD, CollectionYear
from placements.errors import Refused


class UnknownCode(Refused, ValueError):
    """A text that is not a code of its list; it is never read as "other"."""


class Code(StrEnum):
    """One code of one list: equal to its letters, with `meaning` in plain words and the years it is valid.

    `first` and `last` are collection years; None stands for "as far as the lists are held" (2015/16 to 2026/27).
    Each list names the column of the return that holds it: `class Place(Code, column="PLACE")`.
    Raises UnknownCode when a list is asked for letters that it does not hold. Case counts, as it does in the return.
    """

    column: ClassVar[str]
    meaning: str
    first: CollectionYear | None
    last: CollectionYear | None

    def __init_subclass__(cls, *, column: str = "") -> None:
        super().__init_subclass__()
        cls.column = column

    def __new__(cls, code: str, meaning: str = "", first: int | None = None, last: int | None = None) -> Self:
        """Make a member; `first` and `last` are given by the year in which the collection year starts."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        member.first = None if first is None else CollectionYear(first)
        member.last = None if last is None else CollectionYear(last)
        return member

    @classmethod
    def _missing_(cls, value: object) -> Code:
        raise UnknownCode(
            f"This is not a code of the list {cls.column}.",
            given=repr(value),
            do_next=f"Use one of: {', '.join(member.value for member in cls)}.",
        )

    def valid_in(self, year: CollectionYear) -> bool:
        """Whether a return of this year may use the code. Raises Refused for a year whose lists are not held."""
        if not FIRST_HELD <= year <= LAST_HELD:
            raise Refused(
                "The code lists of this collection year are not held.",
                given=year,
                do_next=f"Use a return of {FIRST_HELD} to {LAST_HELD}, or add the lists of the year.",
            )
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)
