"""Hiding what must be hidden, and as little as will do beside it.

Each number that is known too well is given room by the cheapest change to what is told: a linear programme finds the
cells that would have to be open for the number to be three wider, and those are hidden. At the end every cell hidden
beside is tried again, and stays hidden only if it is needed. Tables are sorted first, so their order changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from placements.disclosing.claims import Claim, Target, claims_of, hidden_bounds, name_of, targets_of
from placements.disclosing.refusals import CannotBeProtected
from placements.disclosing.rules import WIDE_ENOUGH
from placements.disclosing.shown import HIDING, Mark, ShownTable, first_marks
from placements.disclosing.table import Event, Table
from placements.disclosing.told import Told, Worlds
from placements.disclosing.unknowns import Row, Unknowns
from placements.disclosing.widen import Room, cheapest_room

PRECIOUS = 20.0
"""As much as some hundred million children: whatever else may be hidden is hidden first."""


def protect(tables: Sequence[Table], public: Sequence[ShownTable] = ()) -> list[ShownTable]:
    """Mark every cell of the tables so that no small number can be worked out, also with all that is public already.

    Answers in the order given. Raises CannotBeProtected, which names the table, where no hiding is enough.
    """
    case = _Case.of(sorted(tables, key=lambda one: one.id), sorted(public, key=lambda one: one.table.id))
    hidden = case.protected()
    return [case.shown(table, hidden) for table in tables]


@dataclass(frozen=True)
class _Case:
    """One publication to be protected."""

    tables: Sequence[Table]
    first: dict[Event, Mark]
    told: Told
    targets: list[Target]
    cost: dict[Event, float]
    names: dict[Event, str]

    @classmethod
    def of(cls, tables: Sequence[Table], public: Sequence[ShownTable]) -> _Case:
        unknowns = Unknowns([*(one.table for one in public), *tables])
        first = _marks_by_event([ShownTable(table, first_marks(table)) for table in tables])
        small = _marks_by_event(public) | first
        told = _told(unknowns, tables, public, small)
        shown = [*public, *(ShownTable(table, first_marks(table)) for table in tables)]
        targets = targets_of(unknowns, shown, small)
        events = {table.event(cell): (table, cell) for table in tables for cell in table.cells()}
        free = {event: at for event, at in events.items() if event in told.shown and not _is_a_whole(event)}
        return cls(
            tables,
            {event: mark for event, mark in first.items() if mark in HIDING},
            told,
            targets,
            {event: _cost(tables, event, table.totals[cell]) for event, (table, cell) in free.items()},
            {event: name_of(table, cell) for event, (table, cell) in free.items()},
        )

    def protected(self) -> frozenset[Event]:
        """The events to hide: the first ones, and as few beside them as will do."""
        hidden, worlds, order = set(self.first), list[Row](), list(self.targets)
        while True:
            known = Worlds(self.told.claims(hidden), self.told.size, worlds)
            failing = known.first_unsafe(order)
            worlds = known.fitting
            if failing is None:
                return self._minimised(hidden, worlds, order)
            more = self._room_for(failing, hidden)
            if not more - hidden:
                raise CannotBeProtected(failing.table, failing.name)
            hidden |= more
            order.sort(key=lambda target: target is not failing)

    def _room_for(self, target: Target, hidden: set[Event]) -> set[Event]:
        room = Room(self.told, frozenset(hidden), {e: c for e, c in self.cost.items() if e not in hidden}, self.names)
        levels = [(target.value - WIDE_ENOUGH + up, target.value + up) for up in range(WIDE_ENOUGH + 1)]
        inside = [(low, high) for low, high in levels if low >= target.low and high <= target.high]
        found = cheapest_room(room, target, inside)
        if found is None:
            raise CannotBeProtected(target.table, target.name)
        return set(found)

    def _minimised(self, hidden: set[Event], worlds: list[Row], order: list[Target]) -> frozenset[Event]:
        beside = sorted(hidden - set(self.first), key=lambda event: (-self.cost[event], self.names[event]))
        for event in beside:
            fewer = hidden - {event}
            known = Worlds(self.told.claims(fewer), self.told.size, list(worlds))
            failing = known.first_unsafe(order)
            if failing is None:
                hidden, worlds = fewer, known.fitting
            else:
                order.sort(key=lambda target: target is not failing)
        return frozenset(hidden)

    def shown(self, table: Table, hidden: frozenset[Event]) -> ShownTable:
        """A table with the marks that follow from what is hidden."""
        marks = dict(first_marks(table))
        for cell in table.cells():
            event = table.event(cell)
            if event in hidden and cell not in marks:
                marks[cell] = self.first.get(event, Mark.BESIDE)
        return ShownTable(table, marks)


def _cost(tables: Sequence[Table], event: Event, count: int) -> float:
    """What hiding an event loses: log(1 + count), and much more where readers come for it."""
    precious = any(table.event(cell) == event for table in tables for cell in table.precious)
    return math.log(1 + count) + (PRECIOUS if precious else 0)


def _is_a_whole(event: Event) -> bool:
    """Whether an event is everybody in a population: such totals are published by others and never hidden."""
    return len(event) == 1 and not next(iter(event))[1]


def _marks_by_event(tables: Sequence[ShownTable]) -> dict[Event, Mark]:
    """The strongest mark of each hidden event: small before telling before beside."""
    order = [Mark.SMALL, Mark.FEW, Mark.REVEALING, Mark.BESIDE]
    marks: dict[Event, Mark] = {}
    for one in tables:
        for cell in one.hidden:
            event, mark = one.table.event(cell), one.mark(cell)
            marks[event] = min(mark, marks.get(event, mark), key=order.index)
    return marks


def _told(unknowns: Unknowns, tables: Sequence[Table], public: Sequence[ShownTable], marks: dict[Event, Mark]) -> Told:
    """What is public stands; what the tables tell may be hidden, event by event."""
    always = [Claim(frozenset(), row, 0, 0, 0) for row in unknowns.ties()]
    shown: dict[Event, list[Claim]] = {}
    out = {one.table.event(cell) for one in public for cell in one.table.cells() if not one.is_hidden(cell)}
    for one in public:
        for cell in one.table.cells():
            event, mark = one.table.event(cell), one.mark(cell)
            always += [_bounds(unknowns, event, mark)] if mark in HIDING else claims_of(unknowns, one.table, cell)
    for table in tables:
        for cell in table.cells():
            event, claims = table.event(cell), claims_of(unknowns, table, cell)
            if event in out and table.rounded_to == 1 and cell not in table.impossible:
                always += claims
            else:
                shown.setdefault(event, []).extend(claims)
    when_hidden = {event: _bounds(unknowns, event, marks.get(event, Mark.BESIDE)) for event in shown}
    return Told(unknowns.size, always, shown, when_hidden)


def _bounds(unknowns: Unknowns, event: Event, mark: Mark) -> Claim:
    return Claim(event, unknowns.row(event), *hidden_bounds(mark), 1)
