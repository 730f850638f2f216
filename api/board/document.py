"""Writing the picture down: figures as printed, ranges in words, what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence

from api.board.comparing import compared
from api.board.gathered import Gathered
from api.board.headlines import headlines
from api.board.money import columns_of, months_of, year_of_money
from api.board.outlook import ahead_of, last_forecast_of, risks_of
from api.board.said import Said, lines_of
from api.shapes.board import BoardDocument, Headline, PastPoint, ReadRow, ReadTable
from api.words import count, day
from placements.disclosing.certificate import Hiding
from placements.disclosing.prepare import Prepared
from placements.disclosing.rules import HIDDEN, NOTE, Figure, whole_per_cent
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Show

TITLES = {
    "where": ("Where our children live", "Where"),
    "distance": ("How far from home our children live", "Distance"),
    "homes": ("Who our children live with", "Home"),
    "own": ("Whose homes they are", "Provider"),
    "carer": ("Children under 16 who have been in care for two and a half years or more", "Carer"),
    "asked": ("Why children moved", "Reason"),
    "avoidable": ("Whether living over 20 miles from home might have been avoided", "Why"),
    "ages": ("Children over 20 miles from home, and the share of their age group", "Age"),
    "joined": ("Households that began to foster", "Household"),
    "left": ("Households that stopped fostering", "Household"),
    "siblings": ("Brothers and sisters assessed together, in groups", "Groups"),
    "carers": ("Places with our own foster carers", "Place"),
}
NOTHING = Said()
WHERE = ("where", "distance", "avoidable", "homes", "own")
STABILITY, CARERS = ("carer", "asked", "siblings"), ("carers", "joined", "left")
COUNTED = {"siblings": "Groups", "carers": "Places", "asked": "Moves", "joined": "Households", "left": "Households"}
IN_THE_YEAR = ("asked", "joined", "left")


def document(gathered: Gathered, prepared: Prepared, said: Said = NOTHING) -> BoardDocument:
    """The picture as readers get it."""
    shown = {one.table.id: one for one in prepared.shown}
    numbers = headlines(gathered, shown)
    return BoardDocument(
        authority=gathered.authority,
        demonstration=gathered.demonstration,
        as_at=gathered.newest.on,
        numbers=numbers,
        where=[_table(shown[name], gathered) for name in WHERE if name in shown],
        stability=[_table(shown[name], gathered) for name in STABILITY if name in shown],
        carers=[_table(shown[name], gathered) for name in CARERS if name in shown],
        past=[
            PastPoint(on=year.on, children=int(point.figure.replace(",", "")) if point.figure[0].isdigit() else None)
            for year, point in zip(gathered.years, numbers[0].trend, strict=True)
        ],
        ahead=ahead_of(gathered.forecast),
        last_forecast=last_forecast_of(gathered.forecast),
        money=year_of_money(gathered),
        months=months_of(gathered),
        columns=columns_of(gathered),
        risks=risks_of(gathered),
        asks=lines_of(said.asks),
        changed=_changed(numbers),
        groups=[_by_group(shown["ages"], gathered)] if "ages" in shown else [],
        compared=compared(gathered, numbers),
        voice=lines_of(said.voice),
        short=list(said.short),
        brief=lines_of(said.brief),
        hidden=_hidden(prepared),
        notes=_notes(gathered),
        because=gathered.because,
    )


def _table(one: ShownTable, gathered: Gathered) -> ReadTable:
    title, heading = TITLES[one.table.id]
    on = gathered.places.on if one.table.id == "carers" and gathered.places else gathered.newest.on
    counts = COUNTED.get(one.table.id, "Children")
    shares_only = one.table.show is Show.SHARES
    rows = [
        ReadRow(
            words="All" if cell == one.table.whole else str(cell[0]),
            count="" if shares_only and cell != one.table.whole else str(one.count(cell)),
            share=_per_cent(one.share(cell)),
        )
        for cell in one.table.cells()
    ]
    period = f"{'year to' if one.table.id in IN_THE_YEAR else 'at'} {day(on)}"
    return ReadTable(id=one.table.id, title=title, heading=heading, counts=counts, period=period, rows=rows)


def _by_group(one: ShownTable, gathered: Gathered) -> ReadTable:
    """How many of each group are in the first category, and what share of the group: from printed figures alone."""
    title, heading = TITLES[one.table.id]
    first = one.table.dimensions[1].categories[0].words
    rows = []
    for group in [*(category.words for category in one.table.dimensions[0].categories), None]:
        part, whole = one.count((group, first)), one.count((group, None))
        share = f"{whole_per_cent(part.value, whole.value)}%" if part.value is not None and whole.value else HIDDEN
        rows.append(ReadRow(words=group or "All", count=str(part), share=share))
    period = f"at {day(gathered.newest.on)}"
    return ReadTable(id=one.table.id, title=title, heading=heading, counts="Children", period=period, rows=rows)


def _changed(numbers: Sequence[Headline]) -> list[str]:
    """What is not as it was a year before, a line each."""
    moved = [
        one for one in numbers if one.sentence.startswith(("Up ", "Down ")) or " than a year before" in one.sentence
    ]
    return [f"{one.title}: {one.figure}. {one.sentence}" for one in moved]


def _per_cent(figure: Figure) -> str:
    return f"{figure.value}%" if figure.value is not None else str(figure)


def _hidden(prepared: Prepared) -> list[str]:
    """What is hidden, in words that themselves give nothing away."""
    hiding = Hiding.of(prepared.shown)
    said = [NOTE]
    if hiding.hidden:
        said.append(f"{hiding.hidden} of {count(hiding.cells, 'figure')} on this page and behind it are hidden.")
    said += [f"Categories were joined so that fewer figures are hidden: {words}." for words in prepared.joined.values()]
    said += [f"{TITLES.get(name, (name, ''))[0]}: {words}" for name, words in prepared.withheld.items()]
    return said


def _notes(gathered: Gathered) -> list[str]:
    set_aside = gathered.forecast.children_set_aside if gathered.forecast else 0
    if not set_aside:
        return []
    return ["Children whose records could not be read were set aside and are in none of these figures."]
