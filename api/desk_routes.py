"""The placement team's ways in, declared: part of the table in `api.routes`."""

from __future__ import annotations

from api.pages import choosing, placement_team, search, tonight, why
from api.routing import Audience, Route
from placements.permissions import Permission

P, PERSON = Permission, Audience.PERSON

DESK: tuple[Route, ...] = (
    Route(
        "GET",
        "/placement-team",
        placement_team.placement_team,
        P.SEE_REFERRALS,
        PERSON,
        menu="Who needs a home",
        purpose="Open referrals, the most urgent first; search homes for each and see whom to ring.",
    ),
    Route("GET", "/placement-team/{ref}", search.search, P.SEE_REFERRALS, PERSON),
    Route("GET", "/placement-team/{ref}/why", why.why, P.SEE_REFERRALS, PERSON),
    Route("POST", "/placement-team/{ref}/hold", choosing.hold, P.HOLD_BEDS, PERSON),
    Route("POST", "/placement-team/{ref}/offer", choosing.offer, P.MAKE_OFFERS, PERSON),
    Route("GET", "/holds", choosing.holds, P.SEE_REFERRALS, PERSON),
    Route("POST", "/holds/release", choosing.release, P.HOLD_BEDS, PERSON),
    Route("GET", "/tonight", tonight.tonight_form, P.WRITE_REFERRALS, PERSON),
    Route("POST", "/tonight", tonight.tonight, P.WRITE_REFERRALS, PERSON),
)
