"""One account: how it stands, what was done to it, and what an administrator may do now."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from api import account_acts as acts
from api.account_standing import Standing, standing
from api.changing import on_to, or_again
from api.forms import Filled, Typed
from api.house import House, house_of
from api.pages.accounts import GIVEN, shown_once
from api.security import SignedIn
from api.signin import READS_ONLY, Person
from api.templating import page
from api.words import sentence
from placements.errors import HomewardError
from placements.models.account import Account, SignIn
from placements.permissions import Role
from placements.repository.accounts import account_numbered, acts_on, open_sessions
from placements.repository.records import records_for


def account(request: Request, person: SignedIn, number: int, done: str = "") -> Response:
    """How the account stands, where it is signed in, and what was done to it."""
    return _draw(request, person, number, Typed(), done=done)


def role(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Give the person another role."""

    def step(house: House, name: str) -> Response:
        chosen = filled.choice("role", Role, "Choose the new role")
        filled.refuse_if_wrong()
        acts.change_role(house.engine, person.viewer, name, Role(chosen or ""), clock=house.door.clock)
        return on_to(f"/accounts/{number}?done=role")

    return _act(request, person, filled, number, step)


def password(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Put a temporary password in place of the old one, and show it this once."""

    def step(house: House, name: str) -> Response:
        door = house.door
        made = acts.reset_password(house.engine, person.viewer, name, clock=door.clock, hasher=door.hasher)
        return shown_once(request, person, _of(house, person, number).full_name, name, made)

    return _act(request, person, filled, number, step)


def sign_out(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """End every session of the account."""

    def step(house: House, name: str) -> Response:
        acts.sign_out_everywhere(house.engine, person.viewer, name, clock=house.door.clock)
        return on_to(f"/accounts/{number}?done=sign-out")

    return _act(request, person, filled, number, step)


def close(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Close the account."""

    def step(house: House, name: str) -> Response:
        acts.close_account(house.engine, person.viewer, name, clock=house.door.clock)
        return on_to(f"/accounts/{number}?done=close")

    return _act(request, person, filled, number, step)


def open_again(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Say that the account is needed."""

    def step(house: House, name: str) -> Response:
        acts.open_again(house.engine, person.viewer, name, clock=house.door.clock)
        return on_to(f"/accounts/{number}?done=open-again")

    return _act(request, person, filled, number, step)


def _act(
    request: Request, person: Person, filled: Typed, number: int, step: Callable[[House, str], Response]
) -> Response:
    house = house_of(request)
    name = _of(house, person, number).name
    return or_again(
        lambda: step(house, name),
        lambda error, status: _draw(request, person, number, filled, problem=error, status=status),
    )


def _of(house: House, person: Person, number: int) -> Account:
    with records_for(house.engine, person.viewer) as records:
        return account_numbered(records, number)


def _draw(
    request: Request,
    person: Person,
    number: int,
    filled: Typed,
    *,
    done: str = "",
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        found = account_numbered(records, number)
        done_to_it = acts_on(records, found)
        sessions = [one for one in open_sessions(records, found) if _runs(house, one, found)]
    stands = standing(found, house.door.clock(), house.settings)
    return page(
        request,
        "account.html",
        title=f"{'Error: ' if problem else ''}{found.full_name}",
        person=person,
        status=status,
        account=found,
        stands=stands,
        opens=stands is Standing.OPEN,
        sessions=sessions,
        acts=done_to_it,
        own=found.name == person.viewer.name,
        roles=[(one.value, sentence(one)) for one in GIVEN if one is not found.role],
        unused_days=house.settings.unused_days,
        passwords=not house.settings.sign_on_only,
        done=done,
        typed=filled,
        problem=problem,
    )


def _runs(house: House, session: SignIn, account: Account) -> bool:
    """Whether a session that nobody ended still opens something: neither idle nor old for too long."""
    now, settings = house.door.clock(), house.settings
    idle = settings.idle_limit(reads_only=account.role in READS_ONLY)
    return now - session.seen_at < idle and now - session.started_at < settings.absolute_limit
