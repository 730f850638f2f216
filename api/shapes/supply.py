"""Supply: places filled, free and usable, blocks, agencies, recruitment and places ahead, and the yearly return."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from api.shapes.forecast import Series
from api.shapes.shape import Shape
from forecasting.answer import series
from forecasting.blocks import BlockUse
from forecasting.funnel import Funnel, Range
from forecasting.places import HomePlaces, NotAvailable
from forecasting.provision import Provision
from forecasting.stated import Beside
from forecasting.supply_rows import SupplyRow
from forecasting.usable import Usable
from matching.approach import ProviderFacts
from placements.geography import Locality
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind
from placements.models.recruitment import HouseholdKind, Stage

COUNTED = ("approved", "over", "filled", "others", "not_available", "vacant", "confirmed")


class Places(Shape):
    """Places counted: approved + over = filled + not available + vacant.

    `usable` by a child of an open referral; `usable_ahead` by one of those or of the kinds that the forecast knows.
    """

    approved: int
    over: int
    filled: int
    others: int
    not_available: dict[NotAvailable, int]
    vacant: int
    confirmed: int
    usable: int
    perhaps_usable: int
    usable_ahead: int | None


class KindOfHome(Places):
    """The places of one kind of home, by whose they are and where they lie."""

    kind: HomeKind
    provider: str
    place: Locality
    homes: int
    vacant_by_age: dict[str, int]


class OneHome(Places):
    """The places of one home; `assumed` where its approval sets no number, so that its beds are counted instead."""

    home: str
    kind: HomeKind
    provider: str
    assumed: bool
    confirmed_on: dt.date | None


class Agency(Shape):
    """A provider whose free homes nobody knows until it answers, its lots, and how it answered before."""

    provider: str
    kind: ProviderKind
    lots: list[str]
    age_min: int | None
    age_max: int | None
    suspended: bool
    asked: int
    answered: int
    offered: int
    usual_hours: float | None


class BlockMonth(Shape):
    """A month of a block: bed-nights paid and used, pence fixed and besides, pence a child-week all in."""

    month: dt.date
    nights_paid: int | None
    nights_used: int
    fixed_pence: int | None
    variable_pence: int | None
    child_week_pence: int | None


class Block(Shape):
    """A block of beds, the homes under it, its last months, and what is missing to say more."""

    contract: str
    homes: list[str]
    beds: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    months: list[BlockMonth]
    notes: list[str]


class OfFigure(Shape):
    """A figure as it may be (8 in 10 chances between p10 and p90), of n own households, drawn towards a source."""

    p10: float
    p50: float
    p90: float
    n: float
    source: str


class Recruitment(Shape):
    """The funnel of the months held, by kind of household, who left and why, and what one more household takes."""

    months: int
    reached: dict[HouseholdKind, dict[Stage, int]]
    left: dict[HouseholdKind, dict[str, int]]
    lead: dict[str, OfFigure]
    notes: list[str]


class OnTheWay(Shape):
    """Mainstream households that asked and are neither approved nor withdrawn: how far, and what they could offer."""

    households: int
    by_stage: dict[Stage, int]
    places: int
    places_not_known: int
    by_ages: dict[str, int]
    by_skill: dict[str, int]
    by_area: dict[str, int]


class NetPlaces(Shape):
    """Mainstream places by month: gained by households ready for a first child, left with those who stop, and net."""

    months: list[dt.date]
    gained: Series
    left: Series
    net: Series


class ReturnFigure(Shape):
    """A figure of the fostering return from the record, with the homes it is made of."""

    kind: HouseholdKind
    figure: str
    places: int
    homes: dict[str, int]


class Stated(Shape):
    """A figure that a return stated, beside what the record counts today."""

    kind: HouseholdKind
    figure: str
    as_of: dt.date
    source: str
    stated: int
    counted: int | None
    difference: int | None


class Supply(Shape):
    """The homes known on a day and what is ahead; what agencies have free is not known until they answer."""

    on: dt.date
    position_on: dt.date | None
    children_waiting: int
    providers_to_ask: int
    kinds: list[KindOfHome]
    homes: list[OneHome]
    agencies: list[Agency]
    blocks: list[Block]
    recruitment: Recruitment
    on_the_way: OnTheWay | None = Field(default=None, description="Null where no household is on its way.")
    places_ahead: NetPlaces
    fostering_return: list[ReturnFigure]
    stated: list[Stated]
    notes: list[str]


def supply_shape(found: Provision) -> Supply:
    """The answer of `forecasting.provision` for a program."""
    counted, ahead = found.supply, found.ahead
    return Supply(
        on=counted.on,
        position_on=counted.position_on,
        children_waiting=counted.waiting,
        providers_to_ask=counted.providers_to_ask,
        kinds=[_kind(row) for row in counted.rows],
        homes=[_home(places, able) for places, able in counted.homes],
        agencies=[_agency(one) for one in counted.agencies],
        blocks=[_block(one) for one in found.blocks],
        recruitment=_recruitment(found.funnel),
        on_the_way=_on_the_way(found),
        places_ahead=NetPlaces(
            months=list(ahead.months),
            **{name: Series.model_validate(series(getattr(ahead, name))) for name in ("gained", "left", "net")},
        ),
        fostering_return=[
            ReturnFigure(kind=one.kind, figure=one.figure, places=one.places, homes=dict(one.homes))
            for one in found.figures
        ],
        stated=[_stated(one) for one in found.stated],
        notes=[*counted.notes, *found.notes],
    )


def _kind(row: SupplyRow) -> KindOfHome:
    names = (*COUNTED, "kind", "provider", "homes", "usable", "perhaps_usable", "usable_ahead")
    told = {name: getattr(row, name) for name in names}
    return KindOfHome(**told, place=row.locality, vacant_by_age=dict(row.vacant_by_age))


def _home(places: HomePlaces, able: Usable) -> OneHome:
    return OneHome(
        **{name: getattr(places, name) for name in (*COUNTED, "kind", "assumed", "confirmed_on")},
        home=places.ref,
        provider=places.provider_kind,
        usable=able.surely,
        perhaps_usable=able.perhaps,
        usable_ahead=able.ahead,
    )


def _agency(one: ProviderFacts) -> Agency:
    before = one.history
    return Agency(
        provider=one.ref,
        kind=one.kind,
        lots=sorted({lot for contract in one.contracts for lot in contract.lots}, key=lambda lot: (len(lot), lot)),
        age_min=one.age_min,
        age_max=one.age_max,
        suspended=one.suspended,
        asked=before.asked if before else 0,
        answered=before.answered if before else 0,
        offered=before.offered if before else 0,
        usual_hours=before.hours if before else None,
    )


def _block(one: BlockUse) -> Block:
    months = [
        BlockMonth(
            month=month.month,
            nights_paid=month.paid,
            nights_used=month.used,
            fixed_pence=month.fixed,
            variable_pence=month.variable,
            child_week_pence=month.week,
        )
        for month in one.months
    ]
    return Block(
        contract=one.contract,
        homes=list(one.homes),
        beds=one.beds,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        months=months,
        notes=list(one.notes),
    )


def _recruitment(funnel: Funnel) -> Recruitment:
    lead = {name: _figure(figure) for name, figure in vars(funnel.lead).items()}
    reached = {kind: dict(stages) for kind, stages in funnel.totals.items()}
    left = {kind: dict(reasons) for kind, reasons in funnel.left.items()}
    return Recruitment(months=funnel.months, reached=reached, left=left, lead=lead, notes=list(funnel.notes))


def _on_the_way(found: Provision) -> OnTheWay | None:
    there = found.on_the_way
    return OnTheWay(households=there.households, **vars(there)) if there.households else None


def _figure(figure: Range) -> OfFigure:
    return OfFigure.model_validate(vars(figure))


def _stated(one: Beside) -> Stated:
    facts = {name: getattr(one, name) for name in Stated.model_fields}
    return Stated(**facts)
