"""Drawing a page: our templates over the components of the GOV.UK Design System, without its crown and typeface."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import jinja2
import sqlalchemy as sa
from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError

from api import words
from api.assets_list import version_of
from api.forms import Typed
from api.house import HOUSE, house_of
from api.menu import Menu, menu_of
from api.printing.alike import is_draft, undrafted
from api.signin import Person
from placements.errors import Refused
from placements.repository.looks import colleagues
from placements.repository.records import records_for
from placements.repository.reference import installation_setting, responsible_authority

WAYS_OF_SAYING = ("day", "moment", "left", "days_left", "pounds", "millions", "listed", "plain", "sentence", "bare")


@dataclass(frozen=True)
class About:
    """What stands on every page: whose record this is, and whether every person in it is invented."""

    authority: str
    demonstration: bool


def environment() -> jinja2.Environment:
    """The templates with our ways of saying dates, money and numbers."""
    govuk = jinja2.PackageLoader("govuk_frontend_jinja")
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("api"), jinja2.PrefixLoader({"govuk_frontend_jinja": govuk})]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {name: getattr(words, name) for name in WAYS_OF_SAYING}
    made.filters["undrafted"] = undrafted
    made.tests["draft"] = is_draft
    made.globals |= {"count": words.count, "version_of": version_of}
    return made


def about(engine: sa.Engine) -> About:
    """Read what stands on every page; a page can be drawn even where the record cannot be read."""
    try:
        with records_for(engine, HOUSE) as records:
            demonstration = installation_setting(records, "demonstration") == "yes"
            return About(responsible_authority(records).name, demonstration)
    except (Refused, SQLAlchemyError):
        return About("", demonstration=False)


class Who:
    """Says a person's own name for the name they sign in with; the accounts are read when it is first needed."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._names: dict[str, str] | None = None

    def __call__(self, name: str | None) -> str:
        """The person's own name; a name that is no account's, such as the command line, as it stands."""
        if self._names is None:
            with records_for(self._engine, HOUSE) as records:
                self._names = {one.name: one.full_name for one in colleagues(records)}
        return self._names.get(name or "", name or words.NOT_KNOWN)


def here_with(request: Request, **changes: object) -> str:
    """This page's address with some of what it asks for changed; None takes a part away."""
    kept = {name: value for name, value in request.query_params.items() if name not in changes}
    asked = kept | {name: str(value) for name, value in changes.items() if value is not None}
    return f"{request.url.path}?{urlencode(asked)}" if asked else request.url.path


def page(
    request: Request, template: str, *, title: str, person: Person | None = None, status: int = 200, **context: object
) -> HTMLResponse:
    """Draw a page for a person; the menu holds what their role may open."""
    house = house_of(request)
    drawn = bare_page(
        request,
        template,
        about(house.engine),
        title=title,
        person=person,
        menu=_menu(request, person),
        query=dict(request.query_params),
        here_with=partial(here_with, request),
        who=Who(house.engine),
        **({"now": house.clock(), "problem": None, "typed": Typed()} | context),
    )
    return HTMLResponse(drawn, status)


def _menu(request: Request, person: Person | None) -> Menu:
    if person is None or person.must_choose:
        return Menu()
    pages = [route for route in house_of(request).menu if route.admits(person)]
    return menu_of(pages, request.url.path, getattr(request.state, "group", None))


def bare_page(request: Request, template: str, said: About, *, title: str, **context: object) -> str:
    """A page with nothing on it but what is given: for readers who are nobody in particular, and under every other."""
    drawn = house_of(request).pages.get_template(template)
    return drawn.render(**({"person": None, "menu": Menu()} | context), title=title, about=said, here=request.url.path)
