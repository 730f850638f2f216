"""The assumption log as a paper: each assumption with its value, range, source, owner and day."""

from __future__ import annotations

from collections.abc import Sequence

from api.reports.paper import Bullets, Column, Paper, Section, Table
from api.words import count, day
from forecasting.assumption_log import Assumption

FOR_PLANNERS = "For planners. Prices stand in it."
NOTES = (
    "A range is 8 chances in 10, or the ends that its source gives. Everything else a forecast uses is estimated from "
    "the record itself.",
    "Nobody named: somebody should own it. Who owns a scenario or a programme is changed on the page; the program's "
    "own figures are replaced by loading the authority's own (prices, the funnel), and then leave this list.",
)


def assumptions_paper(found: Sequence[Assumption], council: str, chosen: str = "") -> Paper:
    """Every assumption by where it is used, or those of one part or one owner."""
    parts = list(dict.fromkeys(one.used_in for one in found))
    return Paper(
        title="What the plans assume",
        council=council,
        introduction=_headline(found, chosen),
        sections=(
            *(Section(part, (_table([one for one in found if one.used_in == part]),)) for part in parts),
            Section("How to read this", (Bullets(NOTES),)),
        ),
        marked=FOR_PLANNERS,
        about=(("Assumptions", f"{len(found)}"),),
    )


def _headline(found: Sequence[Assumption], chosen: str) -> str:
    of = f" of {chosen}" if chosen else ""
    without = sum(not one.owner for one in found)
    unsure = sum(not one.ranges for one in found)
    return (
        f"{count(len(found), 'assumption')}{of}; {without} without a named owner, {unsure} without a range. Every "
        "figure of a plan rests on these and on the record."
    )


def _table(rows: Sequence[Assumption]) -> Table:
    columns = (
        Column("Assumption"),
        Column("Value"),
        Column("Range"),
        Column("Source"),
        Column("Owner"),
        Column("As of"),
    )
    said = tuple(
        (
            one.name,
            one.value,
            one.ranges or "none given",
            one.source,
            one.owner or "nobody named",
            day(one.on) if one.on else "with the program",
        )
        for one in rows
    )
    return Table(count(len(rows), "assumption"), columns, said)
