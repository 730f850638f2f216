"""A market position note for framework providers: what is likely to be needed, with no child in it and no price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.outlook import Line, Outlook, Point
from api.reports.council import TO_FILL
from api.reports.paper import DRAFT, Audience, Bullets, Column, Facts, Paper, Part, Section, Table, Words
from api.shapes.board import ShortPoint
from api.shapes.sufficiency import Mix, Shortage
from api.words import day, sentence
from placements.disclosure import HIDDEN

LARGE_SHARE = 0.05
"""Kinds of need with a smaller share of the nights are not named: too few to plan by, and too few to tell."""
NEEDS = {
    "1": "ordinary care",
    "2": "some skill",
    "3": "high skill",
    "4": "specialist care",
}
PURPOSE = (
    "What homes we are likely to need over the next three years, for providers on our frameworks: worked out with "
    "simulated children, none of whom exists, and tells of no child, household or price."
)


def market_note(
    outlook: Outlook, short: Sequence[ShortPoint], shortages: Sequence[Shortage], mix: Mix, council: str
) -> Paper:
    """The note, a draft until somebody has read it; figures small enough to tell of somebody are hidden."""
    return Paper(
        title=f"Homes we are likely to need, from {day(outlook.as_at)}",
        council=council,
        introduction=PURPOSE,
        sections=(
            Section("Children in our care", (_ahead(outlook),)),
            Section("Homes in our area that are likely to be short", tuple(_short(short))),
            Section("For whom", tuple(_for_whom(shortages))),
            Section("Homes that would make a shortage unlikely", tuple(_homes(mix))),
            Section("How to talk to us", (Facts((("Whom to ask", TO_FILL), ("What we will do", TO_FILL))),)),
            Section("About these figures", (Bullets(tuple(_about(outlook))),)),
        ),
        marked=DRAFT,
        footer=f"Forecast from {day(outlook.as_at)}",
        about=(("Forecast from", day(outlook.as_at)),),
        audience=Audience.PROVIDERS,
    )


def _ahead(outlook: Outlook) -> Table:
    columns = (Column("Where they live"), *(Column(day(point.on)) for point in outlook.total.points))
    lines = (outlook.total, *(one for one in outlook.settings if not _nobody(one)))
    note = f"The middle, and in brackets the range with an 8 in 10 chance. {HIDDEN}: too few to tell."
    return Table(
        "Children in care, by kind of home", columns, tuple(_line(one, len(columns) - 1) for one in lines), note
    )


def _nobody(line: Line) -> bool:
    """Whether hardly anybody is likely to live there at any of the days."""
    return bool(line.points) and not any(round(point.middle) for point in line.points)


def _line(line: Line, points: int) -> tuple[str, ...]:
    said = [_point(point) for point in line.points] or [HIDDEN] * points
    return (line.words, *said)


def _point(point: Point) -> str:
    return f"{point.middle:.0f} ({point.low:.0f} to {point.high:.0f})"


def _short(short: Sequence[ShortPoint]) -> Iterable[Part]:
    columns = (Column("At"), Column("Children short of a home in our area"), Column("8 in 10 chance"))
    rows = tuple((day(one.on), one.middle, one.between) for one in short)
    yield Table("All kinds of home together", columns, rows, f"{HIDDEN}: the middle is from 1 to 5, too few to tell.")


def _for_whom(shortages: Sequence[Shortage]) -> Iterable[Part]:
    large = [one for one in shortages if one.share >= LARGE_SHARE]
    if not large:
        yield Words("No kind of need stands out.")
        return
    columns = (Column("Kind of home"), Column("Age"), Column("Needs"), Column("Share of all nights short"))
    rows = tuple(
        (sentence(one.setting), one.age, NEEDS.get(one.need, "not recorded"), f"{100 * one.share:.0f}%")
        for one in large
    )
    yield Table("The largest first", columns, rows, "Nights of simulated children without a home in our area.")


def _homes(mix: Mix) -> Iterable[Part]:
    if not mix.homes:
        yield Words("None, beyond those that we have and those on their way.")
        return
    columns = (Column("Homes"), Column("Places each"), Column("How many"))
    rows = tuple((f"{one.words[:1].upper()}{one.words[1:]}", f"{one.places}", f"{one.number}") for one in mix.homes)
    yield Table(f"One good mix by {day(mix.by)}", columns, rows, "Homes, not children; other mixes would do as well.")


def _about(outlook: Outlook) -> Iterable[str]:
    yield "A forecast, not a promise to buy: each placement is chosen for a child, by what the child needs."
    yield "Figures are of simulated children who follow our record and England's; ranges say how unsure they are."
    yield f"Homes and children as known on {day(outlook.as_at)}. Categories whose middle is under six are not told."
