"""What is signed: which tables, under which rules, and how the audit went, without a number that is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from placements.disclosing.audit import FeasibleRange
from placements.disclosing.documents import as_read, digest_of
from placements.disclosing.prepare import Prepared
from placements.disclosing.rules import RULES, is_small
from placements.disclosing.shown import ShownTable


@dataclass(frozen=True)
class Hiding:
    """How many cells there are, how many hold one to five, and how many are hidden in all."""

    cells: int
    small: int
    hidden: int

    @property
    def beside(self) -> int:
        """Cells hidden so that others cannot be worked out."""
        return self.hidden - self.small

    @classmethod
    def of(cls, shown: Sequence[ShownTable]) -> Hiding:
        """Count the cells of some tables."""
        every = [(one, cell) for one in shown for cell in one.table.cells()]
        small = sum(is_small(one.table.totals[cell]) for one, cell in every)
        return cls(len(every), small, sum(one.is_hidden(cell) for one, cell in every))


def certificate(prepared: Prepared, audited_with: Sequence[str]) -> dict[str, Any]:
    """The certificate of a publication; `audited_with` names the earlier ones that the audit read beside it.

    It can be published: it gives the narrowest feasible range, never which number has it.
    """
    hiding = Hiding.of(prepared.shown)
    return {
        "rules": RULES,
        "tables": [{"id": one.table.id, "digest": digest_of(as_read(one))} for one in prepared.shown],
        "withheld": prepared.withheld,
        "joined": prepared.joined,
        "audited_with": sorted(audited_with),
        "guarded": len(prepared.ranges),
        "narrowest_range": narrowest(prepared.ranges),
        "cells": hiding.cells,
        "hidden": hiding.hidden,
    }


def narrowest(ranges: Sequence[FeasibleRange]) -> int | None:
    """The narrowest feasible range; None where nothing had to be hidden."""
    return min((one.width for one in ranges), default=None)
