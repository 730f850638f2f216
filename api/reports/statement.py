"""The sufficiency statement for the public: the duty, our children, our homes, what is likely, what we will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.reports.board import about_figures, about_release, likely_parts, read_table
from api.reports.council import TO_FILL, annexes
from api.reports.paper import DRAFT, Audience, Bullets, Certificate, Column, Facts, Paper, Section, Table, Words
from api.shapes.board import BoardDocument, ShortPoint
from api.words import day
from placements.disclosure import HIDDEN
from placements.errors import Refused

DUTY = (
    "Every council must take steps that secure, so far as reasonably practicable, enough homes within its area for the "
    "children it looks after whose needs are met by living there (Children Act 1989 section 22G)."
)


def statement_paper(picture: BoardDocument, released: Certificate | None = None) -> Paper:
    """The public statement, from the picture alone: what is likely to be short was judged and frozen with it.

    Raises Refused where a released picture says nothing of what is short: then it is no sufficiency statement.
    """
    if released and not picture.short:
        raise Refused(
            "This release does not say what is likely to be short.",
            given=released.words,
            do_next="Prepare a release with the sufficiency statement, and have it signed.",
        )
    return Paper(
        title="Sufficiency statement: enough homes for our children, near home",
        council=picture.authority,
        introduction=DUTY,
        sections=(
            Section("Our children and where they live", tuple(map(read_table, (*picture.where, *picture.stability)))),
            Section("Our carers", tuple(map(read_table, picture.carers))),
            Section("What is likely to come", tuple(likely_parts(picture))),
            Section("Whether there will be enough homes", tuple(_gap(picture.short))),
            Section("Carers we look for", (Bullets(tuple(picture.brief)),)),
            Section("What we will do", (Facts((("Actions, owners, days", TO_FILL), ("Partners", TO_FILL))),)),
            Section("About these figures", (Bullets(tuple(about_figures(picture, released))),)),
            Section("Annexes", annexes(["Annex 1, exempt: what is short, in full"])),
        ),
        marked=None if released else DRAFT,
        footer=released.words if released else f"Public once released. Figures at {day(picture.as_at)}",
        about=about_release(picture, released),
        audience=Audience.PUBLIC,
        certificate=released,
    )


def _gap(short: Sequence[ShortPoint]) -> Iterable[Words | Table]:
    yield Words(
        "Simulated children of the forecast were matched, with the rules that real searches follow, to the homes we "
        "have and those on their way. Not one of them exists."
    )
    columns = (Column("At"), Column("Children short of a home in our area"), Column("8 in 10 chance"))
    rows = tuple((day(one.on), one.middle, one.between) for one in short)
    note = f"{HIDDEN} means that the middle is from 1 to 5, so that it is not told."
    yield Table("Children likely to be short of a home in our area", columns, rows, note)
