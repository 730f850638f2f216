"""A publication made ready: protected, audited, joined where that hides less, and whatever cannot be told left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from placements.disclosing.audit import FeasibleRange, audit
from placements.disclosing.coarser import Coarser, declared, offer
from placements.disclosing.elsewhere import of_the_same_children
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Table


@dataclass(frozen=True)
class Prepared:
    """Tables that may be published together, those that may not with the reason, and the ranges that prove it."""

    shown: tuple[ShownTable, ...]
    ranges: tuple[FeasibleRange, ...]
    joined: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)


def prepare(tables: Sequence[Table], public: Sequence[ShownTable] = ()) -> Prepared:
    """Protect and audit the tables together with everything public.

    A table that cannot be protected is left out, with the coarser form that could be published in its place. Where a
    table declares categories that may be joined, they are joined if less is then lost. The order of the tables does not
    matter. What others publish about the same children counts as of our own edition, where the two agree.
    """
    kept, withheld = list(tables), dict[str, str]()
    public = of_the_same_children(public, tables)
    while True:
        try:
            shown, joined = _joined_where_better(kept, public)
            return Prepared(tuple(shown), tuple(audit(shown, public)), joined, withheld)
        except (CannotBeProtected, AuditFailed) as refusal:
            refused = _to_blame(kept, public, refusal.table)
            form = offer(kept, public, refused)
            at = next(index for index, table in enumerate(kept) if table.id == refused)
            if form is not None and form.table in [one.table for one in declared(kept[at])]:
                kept[at] = form.table
            else:
                withheld[refused] = _in_words(form)
                del kept[at]


def _to_blame(tables: Sequence[Table], public: Sequence[ShownTable], named: str) -> str:
    """The table to leave out: the one named, or else the first without which the others can be published."""
    ids = sorted((table.id for table in tables), reverse=True)
    return named if named in ids else next((one for one in ids if _stand_without(one, tables, public)), ids[0])


def _stand_without(name: str, tables: Sequence[Table], public: Sequence[ShownTable]) -> bool:
    try:
        audit(protect([table for table in tables if table.id != name], public), public)
    except (CannotBeProtected, AuditFailed):
        return False
    return True


def _in_words(form: Coarser | None) -> str:
    if form is None:
        return "Left out: it would give a small number away, and so would every coarser form of it."
    return f"Left out: it would give a small number away. It could be published with {form.words}."


def _joined_where_better(
    tables: Sequence[Table], public: Sequence[ShownTable]
) -> tuple[list[ShownTable], dict[str, str]]:
    """Join declared categories, one pair after another, for as long as less is then lost."""
    best, joined = protect(tables, public), dict[str, str]()
    for name in sorted(table.id for table in tables):
        while (better := _one_join_better(best, name, public)) is not None:
            best, words = better
            joined[name] = f"{joined[name]}; {words}" if name in joined else words
    order = [table.id for table in tables]
    return sorted(best, key=lambda one: order.index(one.table.id)), joined


def _one_join_better(
    best: list[ShownTable], name: str, public: Sequence[ShownTable]
) -> tuple[list[ShownTable], str] | None:
    now = next(one for one in best if one.table.id == name)
    others = [one.table for one in best if one.table.id != name]
    for form in declared(now.table) if now.hidden else []:
        tried = _tried([*others, form.table], public)
        if tried and loss(tried) + _price_of_joining(now.table, form.table) < loss(best):
            return tried, form.words
    return None


def _tried(tables: Sequence[Table], public: Sequence[ShownTable]) -> list[ShownTable] | None:
    try:
        return protect(tables, public)
    except (CannotBeProtected, AuditFailed):
        return None


def loss(shown: Sequence[ShownTable]) -> float:
    """How much is lost by what is hidden: the sum of log(1 + count) over every cell that is not told."""
    return sum(math.log(1 + one.table.totals[cell]) for one in shown for cell in one.hidden)


def _price_of_joining(table: Table, joined: Table) -> float:
    """What joining loses: as if the cells that are no longer told apart were hidden, the smaller of each two."""
    gone = set(table.counts) - set(joined.counts)
    return sum(sorted(math.log(1 + table.counts[cell]) for cell in gone)[: len(gone) // 2])
