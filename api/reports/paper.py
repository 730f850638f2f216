"""A paper before it has a form: its title, what it is for, and its parts, the same for every form it is written in."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from api.words import NOT_KNOWN, day, pounds

Cell = str | int | float | dt.date | None
DRAFT = "Draft: not released."
LANGUAGE = "en-GB"


class Audience(enum.Enum):
    """Who a paper is for. What leaves the council for anybody to read holds only figures that were released."""

    PUBLIC = "anybody"
    PROVIDERS = "providers outside the council"
    PERSON = "one child, carer or family, about themselves"
    CASEWORK = "the placement team and the case record"
    PLANNERS = "planners, finance and those who look after the record"
    EXEMPT = "named readers of an exempt or restricted paper"


@dataclass(frozen=True)
class Certificate:
    """What stands behind a released paper: the release in words, its digest, what was guarded and how well."""

    words: str
    digest: str
    rules: str
    guarded: int
    narrowest: int | None

    def said(self) -> str:
        """How the figures were checked, in a sentence or two."""
        known = (
            f": each could still be any of at least {self.narrowest + 1} values" if self.narrowest is not None else ""
        )
        return (
            f"Checked before release against everything published before, by the rules {self.rules}. Numbers that must "
            f"stay unknown: {self.guarded}{known}. Fingerprint of the figures (SHA-256): {self.digest}."
        )


class Kind(enum.Enum):
    """What a column of a table holds: money in pence, shares in per cent."""

    WORDS = enum.auto()
    COUNT = enum.auto()
    DECIMAL = enum.auto()
    PER_CENT = enum.auto()
    MONEY = enum.auto()
    DAY = enum.auto()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and what it holds."""

    name: str
    kind: Kind = Kind.WORDS

    def said(self, cell: Cell) -> str:
        """A cell as people read it; what stands there in words, such as the mark of a hidden number, stays."""
        if cell is None:
            return NOT_KNOWN
        if isinstance(cell, dt.date):
            return day(cell)
        if isinstance(cell, str):
            return cell
        match self.kind:
            case Kind.MONEY:
                return pounds(cell)
            case Kind.PER_CENT:
                return f"{cell:.0f}%"
            case Kind.DECIMAL:
                return f"{cell:,.1f}"
            case _:
                return f"{cell:,.0f}"


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A plain list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What is said of each of several things: (what, said) pairs."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows; `note` stands under it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a row that does not fill the columns."""
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"The table {self.title!r} has {len(self.columns)} columns and a row {wrong[0]!r}.")

    def said(self) -> list[list[str]]:
        """Every cell as people read it."""
        return [[column.said(cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows]


@dataclass(frozen=True)
class Picture:
    """A chart as SVG, with its title, what it shows in words, and the table of its figures."""

    title: str
    svg: bytes
    alternative: str
    table: Table


Part = Words | Bullets | Facts | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paper:
    """A paper: `marked` says that it is a draft or exempt, `footer` stands on every page, `about` heads a workbook.

    For the public it is either marked or carries the certificate of the release that its figures are from.
    """

    title: str
    council: str
    introduction: str
    sections: tuple[Section, ...]
    marked: str | None = DRAFT
    footer: str = ""
    about: tuple[tuple[str, str], ...] = ()
    audience: Audience = Audience.PLANNERS
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        """Refuse a paper for anybody that is neither marked nor released."""
        if self.audience is Audience.PUBLIC and not self.marked and self.certificate is None:
            raise ValueError(f"{self.title!r} is for the public, not marked as a draft, and carries no certificate.")

    def tables(self) -> list[Table]:
        """Every table of the paper in its order, those of its pictures among them."""
        found = [(part.table if isinstance(part, Picture) else part) for part in self._parts()]
        return [one for one in found if isinstance(one, Table)]

    def texts(self) -> list[str]:
        """Everything the paper says in words, for whoever must read it for words that give somebody away."""
        said = [self.title, self.introduction, *(section.heading for section in self.sections)]
        for part in self._parts():
            said += _texts(part)
        return said

    def _parts(self) -> list[Part]:
        return [part for section in self.sections for part in section.parts]


def _texts(part: Part) -> Sequence[str]:
    match part:
        case Words():
            return [part.text]
        case Bullets():
            return part.lines
        case Facts():
            return [f"{what}: {said}" for what, said in part.lines]
        case Table():
            return [part.title, part.note, *(cell for row in part.rows for cell in row if isinstance(cell, str))]
        case Picture():
            return [part.title, part.alternative, *_texts(part.table)]
