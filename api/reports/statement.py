"""The sufficiency statement for the public: the duty, our children, our homes, what is likely, what we will do."""

from __future__ import annotations

from collections.abc import Iterable

from api.gap_words import ends_of_years
from api.reports.board import likely_parts, read_table
from api.reports.council import TO_FILL, annexes
from api.reports.paper import DRAFT, Bullets, Column, Facts, Paper, Section, Table, Words
from api.shapes.board import BoardDocument
from api.shapes.sufficiency import Sufficiency
from api.words import day
from placements.disclosure import HIDDEN, SMALLEST_SHOWN

DUTY = (
    "Every council must take steps that secure, so far as reasonably practicable, enough homes within its area for the "
    "children it looks after whose needs are met by living there (Children Act 1989 section 22G)."
)


def statement_paper(picture: BoardDocument, gap: Sufficiency, brief: str, *, released: str | None = None) -> Paper:
    """The public statement; what is likely to be short is said only where the middle is not from 1 to 5."""
    return Paper(
        title="Sufficiency statement: enough homes for our children, near home",
        council=picture.authority,
        introduction=DUTY,
        sections=(
            Section("Our children and where they live", tuple(map(read_table, (*picture.where, *picture.stability)))),
            Section("Our carers", tuple(map(read_table, picture.carers))),
            Section("What is likely to come", tuple(likely_parts(picture))),
            Section("Whether there will be enough homes", tuple(_gap(gap))),
            Section("Carers we look for", (Bullets(tuple(_lines(brief))),)),
            Section("What we will do", (Facts((("Actions, owners, days", TO_FILL), ("Partners", TO_FILL))),)),
            Section("About these figures", (Bullets(tuple(picture.hidden)),)),
            annexes(["Annex 1, exempt: what is short, in full"]),
        ),
        marked=None if released else DRAFT,
        footer=released or f"Public once released. Figures at {day(picture.as_at)}",
        about=(("Figures at", day(picture.as_at)), ("Released", released or "not released")),
    )


def _gap(gap: Sufficiency) -> Iterable[Words | Table]:
    yield Words(
        "Simulated children of the forecast were matched, with the rules that real searches follow, to the homes we "
        "have and those on their way. Not one of them exists."
    )
    columns = (Column("At"), Column("Children short of a home in our area"), Column("8 in 10 chance"))
    rows = tuple((day(gap.months[at]), *_told(gap, at)) for at in ends_of_years(gap))
    note = f"{HIDDEN} means that the middle is from 1 to 5, so that it is not told."
    yield Table("Children likely to be short of a home in our area", columns, rows, note)


def _told(gap: Sufficiency, at: int) -> tuple[str, str]:
    series = gap.total.gap
    if 0 < series.p50[at] < SMALLEST_SHOWN:
        return HIDDEN, HIDDEN
    return f"{series.p50[at]:,.0f}", f"{series.p10[at]:,.0f} to {series.p90[at]:,.0f}"


def _lines(brief: str) -> list[str]:
    """The recruitment brief, which says no count of children, line by line."""
    return [line.strip() for line in brief.splitlines() if line.strip()]
