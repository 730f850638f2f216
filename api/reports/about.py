"""What the system says of itself: the facts from which its assessments and its public record are filled."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.reports.paper import Column, Kind, Table
from api.words import day, plain, sentence
from matching.rules.rule import Rule
from matching.weights import Weights
from placements.disclosure import HIDDEN, is_small
from placements.permissions import GRANTS, Permission, Role

TO_FILL = "To be filled by the council."
TO_SIGN = (
    ("Who filled this in, in which role", TO_FILL),
    ("Advice of the data protection officer", TO_FILL),
    ("Advice followed, or why not", TO_FILL),
    ("Risks accepted by", TO_FILL),
    ("Looked at again on", TO_FILL),
)


@dataclass(frozen=True)
class Held:
    """One kind of thing the record holds: its name, what it is in a sentence, and how many there are."""

    name: str
    what: str
    rows: int


@dataclass(frozen=True)
class About:
    """The system on a day: whose it is, what it holds, its rules and weights, its time limits, its version."""

    council: str
    demonstration: bool
    on: dt.date
    version: str
    held: Sequence[Held]
    rules: Sequence[Rule]
    weights: Weights
    idle_minutes: int
    absolute_hours: int

    @property
    def drafts(self) -> int:
        """How many rules wait for a legal reviewer."""
        return sum(rule.draft for rule in self.rules)

    def rules_by_class(self) -> Table:
        """How many rules do what."""
        counts = Counter(rule.cls for rule in self.rules)
        drafts = Counter(rule.cls for rule in self.rules if rule.draft)
        columns = (
            Column("What a breach does"),
            Column("Rules", Kind.COUNT),
            Column("Waiting for a legal reviewer", Kind.COUNT),
        )
        rows = tuple((sentence(cls), number, drafts[cls]) for cls, number in counts.most_common())
        return Table("Rules by what a breach does", columns, rows, "A rule that waits warns, and never excludes.")

    def roles(self) -> Table:
        """Who may see or do what: everything that is not granted here is refused."""
        columns = (Column("Role"), Column("May"))
        rows = tuple(
            (sentence(role), "; ".join(plain(permission) for permission in Permission if permission in GRANTS[role]))
            for role in Role
            if role is not Role.SIGNED_OUT
        )
        return Table("Who may see and do what", columns, rows, "Whatever is not granted is refused.")

    def holdings(self) -> Table:
        """What the record holds; counts of one to five are hidden, since the paper may be published."""
        columns = (Column("Kind"), Column("What it is"), Column("Rows", Kind.COUNT))
        rows = tuple(
            (sentence(one.name), one.what, HIDDEN if is_small(one.rows) else one.rows)
            for one in sorted(self.held, key=lambda one: one.name)
        )
        return Table("What is held", columns, rows, "c means from 1 to 5.")

    def weighing(self) -> Table:
        """What counts for how much where the rules leave a choice."""
        columns = (Column("What counts"), Column("Points of 100", Kind.COUNT))
        rows = tuple((sentence(factor), points) for factor, points in self.weights.points.items())
        note = f"Version {self.weights.version}, owned by: {self.weights.owner}."
        return Table("What counts for how much", columns, rows, note)

    @property
    def footer(self) -> str:
        """The version and the day, on every page."""
        return f"Filled from homeward {self.version} on {day(self.on)}"
