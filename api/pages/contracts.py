"""Contracts, prices and blocks; a block tried against single beds, its terms in the address."""

from __future__ import annotations

import datetime as dt

from fastapi import Request
from fastapi.responses import Response

from api.forms import Typed, typed_from
from api.house import House, house_of
from api.looks import noted_look
from api.market_papers import agreed_for
from api.pages.paper_page import drawn, file_of
from api.reports.contracts import contracts_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about
from forecasting.block_or_spot import MOST_BEDS, Terms, block_or_spot
from forecasting.blocks import BlockUse, blocks_used
from placements.audit_chain import Event
from placements.codes import Setting
from placements.errors import HomewardError
from placements.models.contract import ProviderKind
from placements.permissions import Permission
from placements.price_lines import Wanted
from placements.prices import PriceBook
from placements.providing.agreements import Agreements
from placements.repository.audit import desk_version
from placements.repository.prices import price_book
from placements.repository.records import records_for, to_budget

USUAL = Terms(beds=4, fixed=1_500_000, besides=250_000, spot=600_000)
"""Asked where the record holds no price of a block or of a bed: round numbers that nobody agreed."""
FIELDS = ("fixed", "besides", "spot")
AGE = 14
Held = tuple[Agreements, tuple[BlockUse, ...], Terms]


def contracts(request: Request, person: SignedIn) -> Response:
    """Draw agreements, prices and blocks, with the form that tries a block; faulty terms are said beside them."""
    house = house_of(request)
    held = _held(house, person)
    typed = typed_from(_typed(held[2]) | dict(request.query_params))
    problem = None
    try:
        terms = _terms(typed)
    except HomewardError as error:
        terms, problem = held[2], error
    paper = contracts_paper(held[0], held[1], block_or_spot(terms), about(house.engine).authority)
    return drawn(request, person, paper, "contracts.html", beside={"typed": typed, "problem": problem})


def contracts_file(request: Request, person: SignedIn, form: str) -> Response:
    """Agreements, prices, blocks and the block tried, to take away. Raises NotFilledIn for terms that cannot be."""
    return file_of(_paper(house_of(request), person, request), "contracts", form)


def _paper(house: House, person: Person, request: Request) -> Paper:
    found, blocks, usual = _held(house, person)
    terms = _terms(typed_from(_typed(usual) | dict(request.query_params)))
    return contracts_paper(found, blocks, block_or_spot(terms), about(house.engine).authority)


def _terms(typed: Typed) -> Terms:
    """The terms typed. Raises NotFilledIn."""
    beds = typed.whole("beds", f"Give a number of beds from 1 to {MOST_BEDS}", low=1, high=MOST_BEDS)
    pence = {name: typed.pence(name, "Give pounds a week, such as 15,400") for name in FIELDS}
    for name, value in (("beds", beds), *pence.items()):
        if value is None and not typed.faulty(name):
            typed.fault(name, "Fill this in")
    typed.refuse_if_wrong()
    return Terms(beds=beds or 1, **{name: value or 0 for name, value in pence.items()})


def _typed(terms: Terms) -> dict[str, str]:
    return {"beds": f"{terms.beds}"} | {name: f"{getattr(terms, name) / 100:.2f}" for name in FIELDS}


def _held(house: House, person: Person) -> Held:
    viewer, today = person.viewer, house.today()
    noted_look(house, viewer, Permission.SEE_SPENDING, Event.FORECAST_MADE, "contracts")
    with records_for(house.engine, viewer) as records:

        def read() -> Held:
            return agreed_for(house, viewer), blocks_used(to_budget(records), today), _usual(price_book(records), today)

        return house.answers.kept(("contracts", today, viewer.role), desk_version(records), read)


def _usual(book: PriceBook, today: dt.date) -> Terms:
    """The terms of the first block held and what a bed bought one by one costs today; round numbers where not held."""
    block = next(iter(book.blocks()), None)
    spot = book.typical(Wanted(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, AGE, today)).weekly_pence or USUAL.spot
    if block is None:
        return Terms(USUAL.beds, USUAL.fixed, USUAL.besides, spot)
    fixed, night = book.block_day(block, today)
    besides = USUAL.besides if night is None else round(night * 7)
    return Terms(block.beds or USUAL.beds, round(fixed * 7) or USUAL.fixed, besides, spot)
