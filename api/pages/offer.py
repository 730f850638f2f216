"""One offer: what was said so far, what stands in the way of a decision, and a form for each next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from api.forms import Typed, day_boxes, typed_from
from api.house import House, house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import listed, pounds, sentence
from placements.audit_chain import Event
from placements.deciding.beds import first_day
from placements.deciding.offers import ESTABLISHMENTS, REGISTERED_MANAGER
from placements.deciding.page import Obstacle, Page, obstacles, read_page, to_be_said
from placements.deciding.references import children_of_offer, offer_by
from placements.deciding.sign_offs import OURS, sign_offs_of
from placements.errors import HomewardError, Refused
from placements.models.home import Home
from placements.models.offer import LIVE, OfferState, RefusalReason
from placements.models.referral import Referral
from placements.models.sign_off import SignOff
from placements.permissions import Permission
from placements.repository.offers import OfferLine, offer_lines
from placements.repository.records import Records, records_for
from placements.working_days import day_in_england

S = OfferState
MOST_DAYS = 28
REASONS = [(one.value, sentence(one)) for one in RefusalReason]
ACCEPTED_AS = ["carer", "fostering service", REGISTERED_MANAGER]


@dataclass(frozen=True)
class Standing:
    """An offer as it stands: its children by name, its page of decision where there is one, what is in the way."""

    line: OfferLine
    called: dict[str, str]
    urgent_from: dt.date
    today: dt.date
    establishment: bool
    sign_offs: Sequence[SignOff]
    page: Page | None
    no_page: HomewardError | None
    in_the_way: Sequence[Obstacle]
    to_be_said: Sequence[Obstacle]

    @property
    def title(self) -> str:
        """Who is asked, for whom."""
        return f"{self.line.home or self.line.provider} for {listed(list(self.called.values()))}"


def offer(request: Request, person: SignedIn, number: int) -> Response:
    """Draw the page of one offer; that it was looked at is written down."""
    return draw_offer(request, person, number)


def draw_offer(
    request: Request,
    person: Person,
    number: int,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    """The page of one offer; after a refusal with what was typed and what is wrong. Raises NotFound."""
    house = house_of(request)
    found = standing(house, person, number)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, f"referral {found.line.referral}")
    viewer = person.viewer
    return page(
        request,
        "offer.html",
        title=("Error: " if problem else "") + found.title,
        person=person,
        status=status,
        found=found,
        offer=found.line.offer,
        live=found.line.offer.state in LIVE,
        S=S,
        typed=(filled or Typed()).over(_at_first(found)),
        problem=problem,
        reasons=REASONS,
        accepted_as=[(one, sentence(one)) for one in ACCEPTED_AS],
        ours=OURS,
        price=pounds,
        may={
            "offer": viewer.may(Permission.MAKE_OFFERS),
            "sign": viewer.may(Permission.SIGN_OFF),
            "fund": viewer.may(Permission.AGREE_FUNDING),
            "decide": viewer.may(Permission.DECIDE_PLACEMENTS),
            "prices": viewer.may(Permission.SEE_PRICES),
        },
    )


def standing(house: House, person: Person, number: int) -> Standing:
    """An offer with all that its page shows. Raises NotFound."""
    with records_for(house.engine, person.viewer) as records:
        return _standing(records, number, house.clock())


def _standing(records: Records, number: int, now: dt.datetime) -> Standing:
    session = records.session
    row = offer_by(session, number)
    line = offer_lines(records, number=number)[0]
    home = session.get_one(Home, row.home_id) if row.home_id else None
    read, no_page = None, None
    try:
        read = read_page(session, row, None, now) if row.home_id else None
    except Refused as error:
        no_page = error
    return Standing(
        line=line,
        called={child.ref: child.name or child.ref for child in children_of_offer(session, row)},
        urgent_from=first_day(session.get_one(Referral, row.referral_id), now),
        today=day_in_england(now),
        establishment=home is not None and home.kind in ESTABLISHMENTS,
        sign_offs=sign_offs_of(session, row),
        page=read,
        no_page=no_page,
        in_the_way=obstacles(session, read, now) if read else (),
        to_be_said=to_be_said(read) if read else (),
    )


def _at_first(found: Standing) -> Typed:
    """What stands in the forms before anybody typed: the day it is needed from, the price as quoted or agreed."""
    offer = found.line.offer
    starts = offer.starts_on or found.urgent_from
    pence = offer.weekly_pence
    if pence is None and found.page is not None:
        pence = found.page.option["cost"]["weekly_pence"]
    price = "" if pence is None else f"{pence / 100:.2f}"
    return typed_from(
        {"hours": "2", "weekly": price, "fund-weekly": price}
        | {"as": REGISTERED_MANAGER if found.establishment else "carer"}
        | day_boxes("starts", starts)
        | day_boxes("fund-from", starts)
        | day_boxes("fund-to", starts + dt.timedelta(days=MOST_DAYS))
    )
