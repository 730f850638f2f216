"""The planners' ways in, declared: part of the table in `api.routes`."""

from __future__ import annotations

from api.pages import figures_pages, levers, provision, scenarios
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
    Route(
        "GET",
        "/homes-there-are",
        provision.supply,
        P.SEE_SUPPLY,
        PERSON,
        menu="Places",
        purpose="Places approved, filled, not available and why, vacant and usable; blocks, agencies, recruitment.",
    ),
    Route("GET", "/homes-there-are.{form}", provision.supply_file, P.SEE_SUPPLY, PERSON),
    Route(
        "GET",
        "/bring-home",
        provision.bring_home,
        P.SEE_BRING_HOME,
        PERSON,
        menu="Bring Them Home",
        purpose="Children who live far away: who could come home, to whom, when, and what stands in the way.",
    ),
    Route(
        "GET",
        "/enough-homes",
        provision.gap,
        P.SEE_SUPPLY,
        PERSON,
        menu="Enough homes",
        purpose="Which needs the area cannot meet over three years, how sure that is, and what would meet them.",
    ),
    Route("GET", "/enough-homes.{form}", provision.gap_file, P.SEE_SUPPLY, PERSON),
    Route(
        "GET",
        "/unlock-and-recruit",
        provision.recruiting,
        P.SEE_SUPPLY,
        PERSON,
        menu="Recruit",
        purpose="What would keep most children local: homes to ask, carers to unlock, households to recruit next.",
    ),
    Route("GET", "/unlock-and-recruit.{form}", provision.recruiting_file, P.SEE_SUPPLY, PERSON),
    Route("GET", "/recruitment-brief", provision.brief, P.SEE_SUPPLY, PERSON),
    Route(
        "GET",
        "/budget",
        figures_pages.budget,
        P.SEE_SPENDING,
        PERSON,
        menu="Budget",
        purpose="What is set aside, spent, committed and expected, why the year differs, paid beside modelled.",
    ),
    Route("GET", "/budget.{form}", figures_pages.budget_file, P.SEE_SPENDING, PERSON),
    Route(
        "GET",
        "/data-quality",
        figures_pages.data_quality,
        P.SEE_FINDINGS,
        PERSON,
        menu="Data",
        purpose="What was loaded, what the checks found and where, and which names wait for a person.",
    ),
    Route("GET", "/data-quality.{form}", figures_pages.data_quality_file, P.SEE_FINDINGS, PERSON),
    Route("GET", "/bring-home.{form}", provision.bring_home_file, P.SEE_BRING_HOME, PERSON),
)
