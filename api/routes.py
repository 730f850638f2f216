"""Every way in, declared: the application is made from this table and from nothing else."""

from __future__ import annotations

from api import sign_on
from api.account_routes import ACCOUNTS
from api.desk_routes import DESK
from api.loading_routes import LOADING
from api.market_routes import MARKET
from api.pages import asset, council_door, door, password, start
from api.planning_routes import PLANNING
from api.release_routes import PUBLISHING
from api.routing import Audience, Open, Route
from api.shapes.bring_home import BringHome
from api.shapes.forecast import Forecast
from api.shapes.indicator import Indicator
from api.shapes.lists import FoundThing, Health, HeldReturn, KnownHome, OpenReferral
from api.shapes.plan import Plan
from api.shapes.search import SearchAnswer
from api.shapes.supply import Supply
from api.v1 import bring_home as returning
from api.v1 import description, figures, lists
from api.v1 import search as searching
from placements.permissions import Permission

PERSON, PROGRAM, BROWSER = Audience.PERSON, Audience.PROGRAM, Audience.BROWSER
P = Permission

ROUTES: tuple[Route, ...] = (
    Route("GET", "/assets/{name}", asset.asset, Open.PUBLIC, BROWSER),
    Route("GET", "/sign-in", door.sign_in_form, Open.PUBLIC, PERSON),
    Route("POST", "/sign-in", door.sign_in, Open.PUBLIC, PERSON),
    Route("GET", sign_on.WAY_PATH, council_door.sign_on, Open.PUBLIC, PERSON),
    Route("GET", sign_on.ANSWER_PATH, council_door.sign_on_answer, Open.PUBLIC, PERSON),
    Route("GET", sign_on.SIGNED_OUT_PATH, council_door.signed_out, Open.PUBLIC, PERSON),
    Route("POST", "/sign-out", door.sign_out, Open.SIGNED_IN, PERSON, at_the_door=True),
    Route("GET", "/your-password", password.password_form, Open.SIGNED_IN, PERSON, at_the_door=True),
    Route("POST", "/your-password", password.password, Open.SIGNED_IN, PERSON, at_the_door=True),
    Route("GET", "/", start.start, Open.SIGNED_IN, PERSON),
    *DESK,
    *PLANNING,
    *LOADING,
    *MARKET,
    *PUBLISHING,
    *ACCOUNTS,
    Route("GET", "/api/v1/openapi.json", description.openapi, Open.PUBLIC, BROWSER),
    Route("GET", "/api/v1/health", lists.health, Open.PUBLIC, PROGRAM, answers=Health),
    Route("GET", "/api/v1/referrals", lists.open_referrals, P.SEE_REFERRALS, PROGRAM, answers=list[OpenReferral]),
    Route("GET", "/api/v1/homes", lists.known_homes, P.SEE_HOMES, PROGRAM, answers=list[KnownHome]),
    Route("GET", "/api/v1/returns", lists.held_returns, P.SEE_FINDINGS, PROGRAM, answers=list[HeldReturn]),
    Route("GET", "/api/v1/findings", lists.found_things, P.SEE_FINDINGS, PROGRAM, answers=list[FoundThing]),
    Route("GET", "/api/v1/search/{ref}", searching.search, P.SEE_REFERRALS, PROGRAM, answers=SearchAnswer),
    Route("GET", "/api/v1/plan", searching.plan, P.SEE_REFERRALS, PROGRAM, answers=Plan),
    Route("GET", "/api/v1/bring-home", returning.bring_home, P.SEE_BRING_HOME, PROGRAM, answers=BringHome),
    Route("GET", "/api/v1/indicators", figures.indicators, P.SEE_INDICATORS, PROGRAM, answers=list[Indicator]),
    Route("GET", "/api/v1/forecast", figures.forecast, P.SEE_EPISODES, PROGRAM, answers=Forecast),
    Route("GET", "/api/v1/supply", figures.supply, P.SEE_SUPPLY, PROGRAM, answers=Supply),
)
