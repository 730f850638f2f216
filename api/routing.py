"""What a route declares: who may use it and for whom it is; a route that declares nothing cannot exist."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from api.signin import Person
from placements.permissions import Permission


class Open(enum.StrEnum):
    """The two ways to be open without a permission, each to be declared in so many words."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


class Audience(enum.StrEnum):
    """Who reads the answer: a person in a browser, another program, or the browser itself."""

    PERSON = "person"
    PROGRAM = "program"
    BROWSER = "browser"


class Group(enum.StrEnum):
    """What the pages are grouped by in the menu, in this order."""

    CHILDREN = "Children"
    HOMES = "Homes"
    PLANS = "Plans"
    MONEY = "Money"
    BOARD = "Board"
    DATA = "Data"
    ACCOUNTS = "Accounts"


SAFE_METHODS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Route:
    """One way in: method, path, the function that answers, what it needs, for whom.

    `menu` names a page in the menu and `purpose` says in a sentence what it is for; `group` says under which heading
    of the menu a page stands, with an entry of its own or not; `answers` is the shape of JSON.
    A route `at_the_door` is open to somebody who has yet to choose a password of their own.
    """

    method: str
    path: str
    answer: Callable[..., Any]
    needs: Permission | Open
    audience: Audience
    menu: str = ""
    purpose: str = ""
    group: Group | None = None
    answers: Any = None
    at_the_door: bool = False

    @property
    def changes(self) -> bool:
        """Whether the route changes something, so that a request must prove it came from our own page."""
        return self.method not in SAFE_METHODS

    def admits(self, person: Person | None) -> bool:
        """Whether a person (None: nobody signed in) may use the route."""
        if self.needs is Open.PUBLIC:
            return True
        if person is None:
            return False
        return self.needs is Open.SIGNED_IN or person.viewer.may(Permission(self.needs))


def in_group(group: Group, *routes: Route) -> tuple[Route, ...]:
    """The routes under one heading of the menu; a route that names another group stays in it."""
    return tuple(replace(route, group=route.group or group) for route in routes)
