"""The planners' ways in, declared: part of the table in `api.routes`."""

from __future__ import annotations

from api.pages import levers, scenarios
from api.routing import Audience, Route
from placements.permissions import Permission

P, PERSON = Permission, Audience.PERSON

PLANNING: tuple[Route, ...] = (
    Route(
        "GET",
        "/levers",
        levers.levers,
        P.KEEP_SCENARIOS,
        PERSON,
        menu="What if",
        purpose="Move a lever, such as early help or recruitment, and see children and cost beside as it goes on.",
    ),
    Route("POST", "/levers", levers.keep, P.KEEP_SCENARIOS, PERSON),
    Route("GET", "/levers/chart.svg", levers.chart, P.KEEP_SCENARIOS, PERSON),
    Route("GET", "/levers/answer", levers.answer, P.KEEP_SCENARIOS, PERSON),
    Route("GET", "/scenarios", scenarios.scenarios, P.KEEP_SCENARIOS, PERSON),
    Route("GET", "/scenarios/{number}.toml", scenarios.document, P.KEEP_SCENARIOS, PERSON),
    Route("POST", "/scenarios/{number}/take-away", scenarios.take_away, P.KEEP_SCENARIOS, PERSON),
)
