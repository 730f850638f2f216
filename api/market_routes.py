"""The commissioners' ways in to providers, agreements, unmet need, the ledger and what plans rest on: declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.pages import assumptions, contracts, invest, ledger, market_papers, providers, unmet
from api.routing import Audience, Group, Route, in_group
from placements.permissions import Permission

P, PERSON = Permission, Audience.PERSON
Page = Callable[..., Any]


def paper(path: str, page: Page, file: Page, needs: Permission, menu: str = "", purpose: str = "") -> tuple[Route, ...]:
    """A paper as a page, and its files under the same address with an ending."""
    return (
        Route("GET", path, page, needs, PERSON, menu=menu, purpose=purpose),
        Route("GET", f"{path}.{{form}}", file, needs, PERSON),
    )


_HOMES: tuple[Route, ...] = (
    *paper(
        "/providers",
        providers.providers,
        providers.providers_file,
        P.SEE_SUPPLY,
        "Providers",
        "How providers answer, their grades, who is suspended and why, and what became of children of similar need.",
    ),
    Route("GET", "/providers/{ref}", providers.provider, P.SEE_SUPPLY, PERSON),
    Route("GET", "/providers/{ref}/paper.{form}", providers.provider_file, P.SEE_SUPPLY, PERSON),
)
_PLANS: tuple[Route, ...] = (
    *paper(
        "/unmet-need",
        unmet.unmet,
        unmet.unmet_file,
        P.SEE_SUPPLY,
        "Unmet need",
        "Searches that found nobody in the area, by age and need, and what would have let somebody in.",
    ),
    *paper(
        "/monitor",
        market_papers.monitor,
        market_papers.monitor_file,
        P.SEE_SUPPLY,
        "Monitor",
        "What to look at each month: children, homes, what could not be met, money, agreements.",
    ),
    *paper("/market-note", market_papers.note, market_papers.note_file, P.SEE_SUPPLY),
    *paper("/track-record", market_papers.track_record, market_papers.track_record_file, P.SEE_FORECASTS),
    *paper(
        "/assumptions",
        assumptions.assumptions,
        assumptions.assumptions_file,
        P.KEEP_SCENARIOS,
        "Assumptions",
        "Every assumption that plans rest on, with its value, range, source, owner and day.",
    ),
    Route(
        "GET",
        "/invest",
        invest.programmes,
        P.SEE_SAVINGS,
        PERSON,
        menu="Invest to save",
        purpose="A programme beside what happens otherwise: what it costs and saves, and when it has paid for itself.",
    ),
    Route("POST", "/invest", invest.keep, P.SEE_SAVINGS, PERSON),
    Route("GET", "/invest/{number}", invest.programme, P.SEE_SAVINGS, PERSON),
    Route("GET", "/invest/{number}/paper.{form}", invest.programme_file, P.SEE_SAVINGS, PERSON),
    Route("GET", "/invest/{number}/programme.toml", invest.document, P.SEE_SAVINGS, PERSON),
    Route("POST", "/invest/{number}/take-away", invest.take_away, P.SEE_SAVINGS, PERSON),
    Route("POST", "/assumptions/{number}/owner", assumptions.change_owner, P.KEEP_SCENARIOS, PERSON),
)
_MONEY: tuple[Route, ...] = (
    *paper(
        "/contracts",
        contracts.contracts,
        contracts.contracts_file,
        P.SEE_SPENDING,
        "Contracts",
        "Agreements and prices in force, when each ends or its uplift is due, what empty beds of blocks cost.",
    ),
    *paper(
        "/ledger",
        ledger.ledger,
        ledger.ledger_file,
        P.SEE_SPENDING,
        "Ledger",
        "What was paid beside what homes should have cost, by budget line and month, and why they differ.",
    ),
)

MARKET: tuple[Route, ...] = (
    *in_group(Group.HOMES, *_HOMES),
    *in_group(Group.PLANS, *_PLANS),
    *in_group(Group.MONEY, *_MONEY),
)
