"""The board paper from the picture for members: the ask, six numbers, where children live, money, what is likely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from api.board.drawing import CHILDREN, CHILDREN_TITLE, MONEY, MONEY_TITLE, chart_of, children_in_words, has_children
from api.board.drawing import money_in_words as money_said
from api.reports.council import TO_FILL, annexes, closing, timetable
from api.reports.paper import DRAFT, Bullets, Column, Facts, Kind, Paper, Part, Picture, Section, Table, Words
from api.shapes.board import BoardDocument, Headline, ReadTable
from api.words import day, thousands

QUESTION = "Are our children living in the right homes, near home, and can we afford it?"


def board_paper(picture: BoardDocument, *, released: str | None = None, meeting: dt.date | None = None) -> Paper:
    """Part A, for the public agenda; a draft unless the picture was `released` (the words of its release).

    Raises NotFound never: what a picture does not tell is said in words.
    """
    return Paper(
        title=f"Children in our care and their homes, {day(picture.as_at)}",
        council=picture.authority,
        introduction=QUESTION,
        sections=(
            *((timetable(meeting),) if meeting else ()),
            Section("What we ask you to decide", _asks(picture)),
            Section("Six numbers", tuple(_numbers(picture.numbers))),
            Section("Where children live", tuple(map(read_table, picture.where))),
            Section("Stability, and brothers and sisters", tuple(map(read_table, picture.stability))),
            Section("Carers", tuple(map(read_table, picture.carers))),
            Section("Money", tuple(_money(picture))),
            Section("What is likely to come, and how good the last forecast was", tuple(likely_parts(picture))),
            Section("What could go wrong", (_risks(picture),)),
            *closing(picture.asks, TO_FILL),
            Section("About these figures", (Bullets(tuple(_about(picture))),)),
            annexes(["Annex 1, exempt: sufficiency and returns home in full"]),
        ),
        marked=None if released else DRAFT,
        footer=released or f"Part A, public once released. Figures at {day(picture.as_at)}",
        about=(("Figures at", day(picture.as_at)), ("Released", released or "not released")),
    )


def _asks(picture: BoardDocument) -> tuple[Part, ...]:
    return (Bullets(tuple(picture.asks)),) if picture.asks else (Words("Nothing was put to the board yet."),)


def _numbers(numbers: Iterable[Headline]) -> Iterable[Part]:
    for one in numbers:
        yield Words(f"{one.figure} {one.words}. {one.sentence}".strip())
    years = list(dict.fromkeys(point.year for one in numbers for point in one.trend))
    columns = (Column("What"), *(Column(year) for year in years))
    rows = tuple((one.title, *(_at(one, year) for year in years)) for one in numbers)
    missing = [f"{one.title}: {one.because}" for one in numbers if one.because]
    yield Table("Six numbers over five years", columns, rows, " ".join(missing))


def _at(one: Headline, year: str) -> str:
    return next((point.figure for point in one.trend if point.year == year), "not known")


def read_table(one: ReadTable) -> Table:
    """A table of the picture, as printed."""
    columns = (Column(one.heading), Column(one.counts), Column("Share"))
    return Table(
        one.title, columns, tuple((row.words, row.count, row.share) for row in one.rows), _sentence(one.period)
    )


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
    rows = tuple((one.words, one.meaning, one.because or one.pence) for one in picture.columns)
    yield Table("Three columns that are never added together", columns, rows)
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


def _about(picture: BoardDocument) -> list[str]:
    invented = ["A demonstration: every person in it is invented."] if picture.demonstration else []
    return [*invented, *picture.hidden, *picture.notes]
