"""The planners' ways in, declared: part of the table in `api.routes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.pages import commissioners, figures_pages, levers, provision, scenarios
from api.routing import Audience, Group, Route, in_group
from placements.permissions import Permission

P, PERSON = Permission, Audience.PERSON
Page = Callable[..., Any]


def _paper(path: str, page: Page, file: Page, needs: Permission, menu: str, purpose: str) -> tuple[Route, Route]:
    """A paper as a page, and its files under the same address with an ending."""
    return (
        Route("GET", path, page, needs, PERSON, menu=menu, purpose=purpose),
        Route("GET", f"{path}.{{form}}", file, needs, PERSON),
    )


_PLANS: tuple[Route, ...] = (
    Route(
        "GET",
        "/what-comes-next",
        commissioners.commissioners,
        P.SEE_FORECASTS,
        PERSON,
        menu="What comes next",
        purpose="How many children are likely to be in care over the next three years, where, and at what cost.",
    ),
    Route("GET", "/what-comes-next/chart.svg", commissioners.chart, P.SEE_FORECASTS, PERSON),
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
    *_paper(
        "/enough-homes",
        provision.gap,
        provision.gap_file,
        P.SEE_SUPPLY,
        "Enough homes",
        "Which needs the area cannot meet over three years, how sure that is, and what would meet them.",
    ),
    *_paper(
        "/unlock-and-recruit",
        provision.recruiting,
        provision.recruiting_file,
        P.SEE_SUPPLY,
        "Recruit",
        "What would keep most children local: homes to ask, carers to unlock, households to recruit next.",
    ),
    Route("GET", "/recruitment-brief", provision.brief, P.SEE_SUPPLY, PERSON),
)
_CHILDREN = _paper(
    "/bring-home",
    provision.bring_home,
    provision.bring_home_file,
    P.SEE_BRING_HOME,
    "Bring Them Home",
    "Children who live far away: who could come home, to whom, when, and what stands in the way.",
)
_HOMES = _paper(
    "/homes-there-are",
    provision.supply,
    provision.supply_file,
    P.SEE_SUPPLY,
    "Places",
    "Places approved, filled, not available and why, vacant and usable; blocks, agencies, recruitment.",
)
_MONEY = _paper(
    "/budget",
    figures_pages.budget,
    figures_pages.budget_file,
    P.SEE_SPENDING,
    "Budget",
    "What is set aside, spent, committed and expected, why the year differs, paid beside modelled.",
)
_DATA = _paper(
    "/data-quality",
    figures_pages.data_quality,
    figures_pages.data_quality_file,
    P.SEE_FINDINGS,
    "Data quality",
    "What was loaded, what the checks found and where, and which names wait for a person.",
)

PLANNING: tuple[Route, ...] = (
    *in_group(Group.CHILDREN, *_CHILDREN),
    *in_group(Group.HOMES, *_HOMES),
    *in_group(Group.PLANS, *_PLANS),
    *in_group(Group.MONEY, *_MONEY),
    *in_group(Group.DATA, *_DATA),
)
