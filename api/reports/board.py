"""The board paper from the picture for members: the ask, six numbers, where children live, money, what is likely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from api.board.drawing import CHILDREN, CHILDREN_TITLE, MONEY, MONEY_TITLE, chart_of, children_in_words, has_children
from api.board.drawing import money_in_words as money_said
from api.reports.council import OURS, Layout, annexes, asked_parts, closing, timetable
from api.reports.paper import (
    DRAFT,
    Audience,
    Bullets,
    Certificate,
    Column,
    Facts,
    Kind,
    Paper,
    Part,
    Picture,
    Table,
    Words,
)
from api.shapes.board import BoardDocument, Headline, ReadTable
from api.words import day, thousands

NOT_TOLD = "not told"
QUESTION = "Are our children living in the right homes, near home, and can we afford it?"


def board_paper(
    picture: BoardDocument,
    released: Certificate | None = None,
    meeting: dt.date | None = None,
    layout: Layout = OURS,
) -> Paper:
    """Part A, for the public agenda, in the council's `layout`; a draft unless the picture was `released`.

    Raises NotFound never: what a picture does not tell is said in words.
    """
    return Paper(
        title=f"Children in our care and their homes, {day(picture.as_at)}",
        council=picture.authority,
        introduction=QUESTION,
        sections=layout.arranged(
            {
                "asks": asked_parts(picture.asks),
                "changed": (Bullets(tuple(picture.changed)),) if picture.changed else (),
                "numbers": tuple(_numbers(picture.numbers)),
                "where": tuple(map(read_table, picture.where)),
                "stability": tuple(map(read_table, picture.stability)),
                "carers": tuple(map(read_table, picture.carers)),
                "groups": tuple(map(read_table, picture.groups)),
                "compared": tuple(_compared(picture)),
                "money": tuple(_money(picture)),
                "ahead": tuple(likely_parts(picture)),
                "risks": (_risks(picture),),
                **closing(picture.asks, picture.voice, layout),
                "about": (Bullets(tuple(about_figures(picture, released))),),
                "annexes": annexes(["Annex 1, exempt: sufficiency and returns home in full"]),
                "timetable": timetable(meeting) if meeting else (),
            }
        ),
        marked=None if released else DRAFT,
        footer=released.words if released else f"Part A, public once released. Figures at {day(picture.as_at)}",
        about=about_release(picture, released),
        audience=Audience.PUBLIC,
        certificate=released,
    )


def _numbers(numbers: Iterable[Headline]) -> Iterable[Part]:
    for one in numbers:
        yield Words(f"{one.figure} {one.words}. {one.sentence}".strip())
    years = list(dict.fromkeys(point.year for one in numbers for point in one.trend))
    columns = (Column("What"), *(Column(year, Kind.COUNT) for year in years))
    rows = tuple((one.title, *(_at(one, year) for year in years)) for one in numbers)
    missing = [f"{one.title}: {one.because}" for one in numbers if one.because]
    yield Table("Six numbers over five years", columns, rows, " ".join(missing))


def _at(one: Headline, year: str) -> str:
    return next((point.figure for point in one.trend if point.year == year), "not known")


def read_table(one: ReadTable) -> Table:
    """A table of the picture, as printed."""
    columns = (Column(one.heading), Column(one.counts, Kind.COUNT), Column("Share", Kind.PER_CENT))
    rows = tuple((row.words, _number(row.count), _number(row.share)) for row in one.rows)
    return Table(one.title, columns, rows, _sentence(one.period))


def _number(printed: str) -> int | str:
    """A printed figure as a number, so that it lines up and adds up; a marker stays what it is."""
    digits = printed.removesuffix("%").replace(",", "")
    return int(digits) if digits.isdecimal() else printed


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _money(picture: BoardDocument) -> Iterable[Part]:
    year = picture.money
    yield Facts(
        (
            (f"Set aside for {year.year}", thousands(year.budget_pence)),
            ("Likely to be spent", year.because or _likely(year.middle_pence, year.low_pence, year.high_pence)),
        )
    )
    columns = (Column("Saved by Bring Them Home"), Column("What it means"), Column("Pounds", Kind.MONEY))
    rows = tuple((one.words, one.meaning, NOT_TOLD if one.because else one.pence) for one in picture.columns)
    why = list(dict.fromkeys(one.because for one in picture.columns if one.because))
    yield Table("Three columns that are never added together", columns, rows, " ".join(why))
    if picture.months:
        yield Picture(MONEY_TITLE, chart_of(picture, MONEY), money_said(picture), _months(picture))


def _likely(middle: int | None, low: int | None, high: int | None) -> str:
    if middle is None:
        return "not known"
    return f"{thousands(middle)} (8 in 10 chance: {thousands(low)} to {thousands(high)})"


def _months(picture: BoardDocument) -> Table:
    columns = (Column("Month ending"), Column("Middle"), Column("8 in 10 chance"))
    rows = tuple(
        (day(one.on), thousands(one.middle_pence), f"{thousands(one.low_pence)} to {thousands(one.high_pence)}")
        for one in picture.months
    )
    return Table("What a month of homes is likely to cost", columns, rows)


def likely_parts(picture: BoardDocument) -> Iterable[Part]:
    """The last forecast beside what happened, and the next years with their range."""
    last = picture.last_forecast
    if last is not None:
        held = "It held" if last.held else "It did not hold"
        yield Words(
            f"A year ago we forecast {last.middle} children for {day(last.on)}, with an 8 in 10 chance of {last.low} "
            f"to {last.high}. It was {last.happened}. {held}."
        )
    columns = (Column("At"), Column("Middle", Kind.COUNT), Column("8 in 10 chance"))
    rows = tuple((day(one.on), one.middle, f"{one.low} to {one.high}") for one in picture.ahead)
    told = Table("Children likely to be in our care", columns, rows)
    if has_children(picture):
        yield Picture(CHILDREN_TITLE, chart_of(picture, CHILDREN), children_in_words(picture), told)
    else:
        yield told


def _risks(picture: BoardDocument) -> Part:
    if not picture.risks:
        return Words(picture.because.get("risks", "No risk was worked out."))
    rows = tuple((one.words, one.chance) for one in picture.risks)
    return Table("Risks and how likely they are", (Column("What could go wrong"), Column("Chance")), rows)


def _compared(picture: BoardDocument) -> Iterable[Part]:
    """Our printed numbers beside what others publish of the same, where any was loaded."""
    if not picture.compared:
        return
    names = [one.name for one in picture.compared[0].others]
    columns = (Column("What"), Column("Period"), *(Column(name, Kind.COUNT) for name in (picture.authority, *names)))
    rows = tuple((row.what, row.period, row.ours, *(one.figure for one in row.others)) for row in picture.compared)
    yield Table("Numbers that both we and others publish", columns, rows, picture.compared[0].source)


def about_release(picture: BoardDocument, released: Certificate | None) -> tuple[tuple[str, str], ...]:
    """What heads a workbook and stands in a file's own description."""
    return (("Figures at", day(picture.as_at)), ("Released", released.words if released else "not released"))


def about_figures(picture: BoardDocument, released: Certificate | None) -> list[str]:
    """What is hidden and why, and how it was checked."""
    invented = ["A demonstration: every person in it is invented."] if picture.demonstration else []
    checked = [released.said()] if released else []
    return [*invented, *picture.hidden, *picture.notes, *checked]
