"""Other people's columns as ours: by name, by what else they are called, by likeness, or as a person said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from placements.importing.headings import Heading
from placements.importing.nouns import Column, Sheet
from placements.importing.wording import likeness, plain

_ALIKE = 0.84
_CLEARLY_MORE_ALIKE = 0.04
_TOO_SHORT_TO_LIKEN = 4


@dataclass
class ColumnsRead:
    """How one sheet's headings are read: our column at each position, and what is to be said about it.

    `unlike` holds headings of no column; `ignored` those that a person said to leave; `likened` those read by likeness
    alone; `contested` the headings that claim one column; `missing` the needed columns that nobody claims.
    """

    columns: dict[int, Column] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    unlike: list[Heading] = field(default_factory=list)
    ignored: list[Heading] = field(default_factory=list)
    likened: list[tuple[Heading, Column]] = field(default_factory=list)
    contested: list[tuple[Column, list[Heading]]] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)

    def take(self, heading: Heading, column: Column) -> None:
        """Read a heading as a column."""
        self.columns[heading.position] = column
        self.shown[column.name] = heading.shown

    def learnt(self) -> dict[str, str | None]:
        """What to remember for the next file with these headings: the column of each, None for one left unread."""
        known: dict[str, str | None] = {}
        for column in self.columns.values():
            known[plain(self.shown[column.name])] = column.name
        return known | {plain(heading.shown): None for heading in self.ignored}


def names_of(column: Column) -> tuple[str, ...]:
    """Every plain name under which a column is known; its own comes first."""
    return tuple(dict.fromkeys(map(plain, (column.name, *column.also))))


def headings_digest(headings: tuple[Heading, ...]) -> str:
    """One digest for one set of headings in their order, under which the mapping is kept."""
    return hashlib.sha256(json.dumps([plain(heading.shown) for heading in headings]).encode()).hexdigest()


def read_columns(
    sheet: Sheet, headings: tuple[Heading, ...], said: Mapping[str, str | None], learnt: Mapping[str, object]
) -> ColumnsRead:
    """Find our column for each heading.

    `said` is what a person gave for this load and `learnt` what was kept from an earlier one, both from plain heading
    to column name, None to leave the heading unread; a person's word goes first.
    """
    result = ColumnsRead()
    by_name = {column.name: column for column in sheet.columns}
    claims: dict[str, list[Heading]] = {}
    undecided = []
    for heading in headings:
        decided = _decided(heading, said, by_name) or _decided(heading, learnt, by_name)
        if decided == _LEFT:
            result.ignored.append(heading)
        elif name := decided or _known_as(heading, sheet):
            claims.setdefault(name, []).append(heading)
        else:
            undecided.append(heading)
    for name, claimants in claims.items():
        surest = [heading for heading in claimants if _decided(heading, said, by_name)] or claimants
        if len(surest) > 1:
            result.contested.append((by_name[name], surest))
        else:
            result.take(surest[0], by_name[name])
            result.unlike += [heading for heading in claimants if heading is not surest[0]]
    _liken(result, undecided, [column for column in sheet.columns if column.name not in claims])
    result.missing = [column for column in sheet.columns if column.required and column.name not in result.shown]
    contested = {column.name for column, _ in result.contested}
    result.missing = [column for column in result.missing if column.name not in contested]
    return result


def nearest_heading(column: Column, headings: Sequence[Heading]) -> str | None:
    """The heading most like a column, to be named where the column is missing; None where none is like it at all."""
    scored = [(max(likeness(form, name) for form in h.forms for name in names_of(column)), h.shown) for h in headings]
    score, shown = max(scored, default=(0.0, ""))
    return shown if score else None


_LEFT = "(left unread)"


def _decided(heading: Heading, words: Mapping[str, object], by_name: Mapping[str, Column]) -> str | None:
    """What was decided for a heading: a column's name, to leave it, or None where nothing was."""
    for form in heading.forms:
        if form in words:
            name = words[form]
            if name is None:
                return _LEFT
            if isinstance(name, str) and name in by_name:
                return name
    return None


def _known_as(heading: Heading, sheet: Sheet) -> str | None:
    for form in heading.forms:
        named = [column.name for column in sheet.columns if plain(column.name) == form]
        called = [column.name for column in sheet.columns if form in names_of(column)]
        if named or called:
            return (named or called)[0]
    return None


def _liken(result: ColumnsRead, headings: list[Heading], columns: list[Column]) -> None:
    """Read the remaining headings by likeness where one column is clearly the most like; leave the others."""
    free = list(columns)
    for heading in headings:
        scores = sorted(((_alike(heading, column), column.name) for column in free), reverse=True)
        best, name = scores[0] if scores else (0.0, "")
        second = scores[1][0] if len(scores) > 1 else 0.0
        if best >= _ALIKE and best - second >= _CLEARLY_MORE_ALIKE:
            column = next(column for column in free if column.name == name)
            free.remove(column)
            result.take(heading, column)
            result.likened.append((heading, column))
        else:
            result.unlike.append(heading)


def _alike(heading: Heading, column: Column) -> float:
    pairs = [(form, name) for form in heading.forms for name in names_of(column)]
    long = [(form, name) for form, name in pairs if min(len(form), len(name)) >= _TOO_SHORT_TO_LIKEN]
    return max((likeness(form, name, _ALIKE) for form, name in long), default=0.0)
