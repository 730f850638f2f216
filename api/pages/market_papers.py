"""The note for framework providers, the monthly monitor and the forecast's track record, as pages and files."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import house_of
from api.market_papers import market_report, monitor_report, track_record_report
from api.pages.paper_page import drawn, file_of, waiting
from api.provided import budget_begun, sufficiency_begun
from api.security import SignedIn
from placements.permissions import Permission


def note(request: Request, person: SignedIn) -> Response:
    """Draw the note for framework providers, or say that it is being worked out."""
    house = house_of(request)
    if not sufficiency_begun(house):
        return waiting(request, person, "Homes we are likely to need")
    return drawn(request, person, market_report(house, person.viewer))


def note_file(request: Request, person: SignedIn, form: str) -> Response:
    """The note for framework providers, to take away."""
    return file_of(market_report(house_of(request), person.viewer), "market-note", form)


def monitor(request: Request, person: SignedIn) -> Response:
    """Draw the monthly monitor, or say that it is being worked out."""
    house = house_of(request)
    if person.viewer.may(Permission.SEE_SPENDING) and not budget_begun(house, person.viewer):
        return waiting(request, person, "Monthly monitor")
    return drawn(request, person, monitor_report(house, person.viewer))


def monitor_file(request: Request, person: SignedIn, form: str) -> Response:
    """The monthly monitor, to take away."""
    return file_of(monitor_report(house_of(request), person.viewer), "monitor", form)


def track_record(request: Request, person: SignedIn) -> Response:
    """Draw how earlier forecasts fared."""
    return drawn(request, person, track_record_report(house_of(request), person.viewer))


def track_record_file(request: Request, person: SignedIn, form: str) -> Response:
    """How earlier forecasts fared, to take away."""
    return file_of(track_record_report(house_of(request), person.viewer), "track-record", form)
