"""Indicators as the tables that they tell, so that disclosure control can judge all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from placements.disclosing.table import Category, Cell, Dimension, Population, Table, Where
from placements.indicators.meanings import COUNTS_ALONE, MEANINGS, Meaning

COUNTED, REST, OUTSIDE = "counted", "rest", "outside"
_REMAINDER = "all others of these"
WhoIsCounted = Callable[[str, int], Population]


class AnyPart(Protocol):
    """A part of a breakdown, from the record or already cut to a role."""

    @property
    def category(self) -> str:
        """The category's name."""

    @property
    def count(self) -> int | None:
        """How many are in it."""

    @property
    def within(self) -> str | None:
        """The category that it is part of."""


class AnyIndicator(Protocol):
    """An answered indicator, from the record or already cut to a role."""

    @property
    def id(self) -> str:
        """The indicator's id."""

    @property
    def numerator(self) -> int | None:
        """How many are counted."""

    @property
    def denominator(self) -> float | None:
        """Of how many."""

    @property
    def breakdown(self) -> Sequence[AnyPart]:
        """The categories."""


def tables_of(rows: Sequence[AnyIndicator], counted: WhoIsCounted) -> list[Table]:
    """Every table that the indicators tell: breakdowns, parts of parts, and what each numerator leaves.

    `counted` gives the population for a subject and its number. Tables are named "I09", "I09 over_20_miles" (the parts
    of a category), "I09 share" and "I09 known" (how many are in the denominator).
    """
    held = {row.id: row for row in rows}
    return [table for row in rows if row.id in MEANINGS for table in _tables(row, held, counted)]


def _tables(row: AnyIndicator, held: Mapping[str, AnyIndicator], counted: WhoIsCounted) -> Iterator[Table]:
    meaning = MEANINGS[row.id]
    within = _within(meaning, held)
    own = _parts(row)
    parts = own or _parts(held[meaning.by]) if meaning.by in held or own else {}
    members = _members(held.get(meaning.by, row) if not own else row)
    whole = sum(parts.values()) if parts else (row.numerator if row.id in COUNTS_ALONE else round(row.denominator or 0))
    if whole is None or (row.numerator is None and not own):
        return
    population = counted(meaning.subject, _of_whole(meaning, held, whole))
    dimension = meaning.by or row.id

    def table(name: str, counts: Mapping[str, int], made_of: Mapping[str, frozenset[str]], cut: Where) -> Table:
        categories = tuple(Category(words, made_of[words]) for words in counts)
        cells: dict[Cell, int] = {(words,): count for words, count in counts.items()}
        precious = frozenset({(COUNTED,)} if COUNTED in counts else ())
        return Table(name, name, (population,), (Dimension(dimension, categories),), cells, cut, precious=precious)

    if own:
        yield table(row.id, own, members, within)
        for category, subs in _inner(row).items():
            made_of = {words: frozenset({_leaf(category, words)}) for words in subs}
            yield table(f"{row.id} {category}", subs, made_of, within | {(dimension, members[category])})
    if row.numerator is None:
        return
    if row.id in COUNTS_ALONE:
        yield Table(f"{row.id} share", row.id, (population,), (), {(): row.numerator}, within)
        return
    yield from _shares(row, meaning, parts, members, whole, within, table)


def _shares(
    row: AnyIndicator,
    meaning: Meaning,
    parts: Mapping[str, int],
    members: Mapping[str, frozenset[str]],
    whole: int,
    within: Where,
    table: Callable[[str, Mapping[str, int], Mapping[str, frozenset[str]], Where], Table],
) -> Iterator[Table]:
    """What the numerator leaves of its denominator, and what the denominator leaves of everybody."""
    counted = row.numerator or 0
    of = {COUNTED: meaning.numerator, OUTSIDE: meaning.outside if parts else ()}
    of[REST] = tuple(name for name in parts if name not in {*of[COUNTED], *of[OUTSIDE]})
    made_of = {
        words: frozenset().union(*(members[name] for name in names if name in members))
        if parts
        else frozenset({f"{row.id} {words}"})
        for words, names in of.items()
    }
    outside = sum(parts.get(name, 0) for name in of[OUTSIDE])
    counts = {COUNTED: counted, REST: whole - outside - counted}
    if of[OUTSIDE]:
        counts[OUTSIDE] = outside
        both = {"known": made_of[COUNTED] | made_of[REST], OUTSIDE: made_of[OUTSIDE]}
        yield table(f"{row.id} known", {"known": whole - outside, OUTSIDE: outside}, both, within)
    yield table(f"{row.id} share", counts, made_of, within)


def _within(meaning: Meaning, held: Mapping[str, AnyIndicator]) -> Where:
    if meaning.within is None or not _parts(held.get(meaning.within[0])):
        return frozenset()
    name, categories = meaning.within
    members = _members(held[name])
    return frozenset({(name, frozenset().union(*(members[one] for one in categories)))})


def _of_whole(meaning: Meaning, held: Mapping[str, AnyIndicator], whole: int) -> int:
    """How many the whole population is: for an indicator about a part of it, that of the indicator it is within."""
    if meaning.within is None:
        return whole
    around = _parts(held.get(meaning.within[0]))
    return sum(around.values()) if around else whole


def _parts(row: AnyIndicator | None) -> dict[str, int]:
    """The categories that are within nothing, with their counts."""
    if row is None:
        return {}
    return {part.category: part.count for part in row.breakdown if part.within is None and part.count is not None}


def _inner(row: AnyIndicator) -> dict[str, dict[str, int]]:
    """For each category that is cut further: its parts, with whoever is in none of them."""
    outer, found = _parts(row), dict[str, dict[str, int]]()
    for part in row.breakdown:
        if part.within is not None and part.count is not None:
            found.setdefault(part.within, {})[part.category] = part.count
    for category, subs in found.items():
        subs[_REMAINDER] = outer[category] - sum(subs.values())
    return found


def _members(row: AnyIndicator) -> dict[str, frozenset[str]]:
    """The finest categories that each category of an indicator is made of."""
    inner = _inner(row)
    return {
        category: frozenset(_leaf(category, sub) for sub in inner[category])
        if category in inner
        else frozenset({category})
        for category in _parts(row)
    }


def _leaf(category: str, sub: str) -> str:
    return f"{category} / {sub}"
