"""The commissioners' page: what the next three years bring, what it costs, and how good the data are."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from fastapi.responses import Response

from api.charts import fan
from api.figures import forecast_begun, forecast_for, past_for
from api.house import House, house_of
from api.looks import noted_look
from api.outlook import Outlook, outlook_of
from api.pages.paper_page import waiting
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import day, thousands
from placements.audit_chain import Event
from placements.errors import NotFound, Refused
from placements.models.care import Return
from placements.permissions import Permission
from placements.repository.lists import RuleLine, findings_by_rule, standing_returns
from placements.repository.records import records_for

TITLE = "What the next three years bring"
CHART_TITLE = "Children in care: the past and the next years"
MOST_RULES = 12


def commissioners(request: Request, person: SignedIn) -> Response:
    """Draw the page; prices and findings only for roles that may see them."""
    house = house_of(request)
    outlook, because = None, None
    try:
        if not forecast_begun(house, person.viewer):
            return waiting(request, person, TITLE)
        outlook = _outlook(house, person)
    except Refused as error:
        because = str(error)
    returns, findings = _data_quality(house, person)
    return page(
        request,
        "commissioners.html",
        title=TITLE,
        person=person,
        outlook=outlook,
        no_outlook=because,
        chart_title=CHART_TITLE,
        now=past_for(house)[-1:],
        chart_words=_chart_in_words(outlook),
        sees_prices=person.viewer.may(Permission.SEE_PRICES),
        may_load=person.viewer.may(Permission.LOAD_DATA),
        sees_findings=person.viewer.may(Permission.SEE_FINDINGS),
        returns=returns,
        findings=findings,
        whole=lambda number: f"{number:,.0f}",
        money=thousands,
    )


def chart(request: Request, person: SignedIn) -> Response:
    """The page's chart."""
    house = house_of(request)
    forecast = forecast_for(house, person.viewer)
    past = past_for(house)
    if not past:
        raise NotFound("There is no past to draw.", do_next="Load a return first.")
    drawn = fan(past, forecast.months, forecast.total, lambda number: f"{number:,.0f}")
    return Response(drawn, media_type="image/svg+xml")


def _outlook(house: House, person: Person) -> Outlook:
    tell_small = person.viewer.may(Permission.SEE_EPISODES)
    return outlook_of(forecast_for(house, person.viewer), tell_small=tell_small)


def _data_quality(house: House, person: Person) -> tuple[Sequence[Return], list[RuleLine]]:
    if not person.viewer.may(Permission.SEE_FINDINGS):
        return [], []
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings")
    with records_for(house.engine, person.viewer) as records:
        return standing_returns(records), findings_by_rule(records)[:MOST_RULES]


def _chart_in_words(outlook: Outlook | None) -> str:
    if outlook is None:
        return ""
    said = [f"{day(p.on)}: {p.middle:.0f}, between {p.low:.0f} and {p.high:.0f}" for p in outlook.total.points]
    return f"Line chart of children in care with the range of the forecast. {'; '.join(said)} (8 in 10 chance)."
