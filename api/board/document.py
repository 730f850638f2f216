"""Writing the picture down: figures as printed, ranges in words, what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence

from api.board.gathered import Gathered
from api.board.headlines import headlines
from api.board.money import columns_of, months_of, year_of_money
from api.board.outlook import ahead_of, last_forecast_of, risks_of
from api.shapes.board import BoardDocument, PastPoint, ReadRow, ReadTable
from api.words import count, day
from placements.disclosing.certificate import Hiding
from placements.disclosing.prepare import Prepared
from placements.disclosing.rules import NOTE, Figure
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Show

TITLES = {
    "where": ("Where our children live", "Where"),
    "distance": ("How far from home our children live", "Distance"),
    "homes": ("Who our children live with", "Home"),
    "own": ("Whose homes they are", "Provider"),
    "carer": ("Children under 16 who have been in care for two and a half years or more", "Carer"),
    "asked": ("Why children moved in the year", "Reason"),
    "siblings": ("Brothers and sisters assessed together, in groups", "Groups"),
    "carers": ("Places with our own foster carers", "Place"),
}
WHERE, STABILITY, CARERS = ("where", "distance", "homes", "own"), ("carer", "asked", "siblings"), ("carers",)


def document(gathered: Gathered, prepared: Prepared, asks: Sequence[str] = ()) -> BoardDocument:
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
        asks=[text for text in asks if text],
        hidden=_hidden(prepared),
        notes=_notes(gathered),
        because=gathered.because,
    )


def _table(one: ShownTable, gathered: Gathered) -> ReadTable:
    title, heading = TITLES[one.table.id]
    on = gathered.places.on if one.table.id == "carers" and gathered.places else gathered.newest.on
    counts = {"siblings": "Groups", "carers": "Places", "asked": "Moves"}.get(one.table.id, "Children")
    shares_only = one.table.show is Show.SHARES
    rows = [
        ReadRow(
            words="All" if cell == one.table.whole else str(cell[0]),
            count="" if shares_only and cell != one.table.whole else str(one.count(cell)),
            share=_per_cent(one.share(cell)),
        )
        for cell in one.table.cells()
    ]
    return ReadTable(id=one.table.id, title=title, heading=heading, counts=counts, period=f"at {day(on)}", rows=rows)


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
