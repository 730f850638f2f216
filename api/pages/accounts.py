"""Who may sign in: the list of accounts, opening one, and what each role may do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.account_acts import temporary_password
from api.account_standing import Standing, standing
from api.accounts import LONGEST_FULL_NAME, LONGEST_NAME, NewAccount, open_account
from api.changing import on_to, or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.security import SignedIn
from api.signin import Person
from api.sorting import ordered
from api.templating import page
from api.words import plain, sentence
from placements.errors import HomewardError
from placements.models.account import Account
from placements.permissions import GRANTS, Permission, Role
from placements.repository.accounts import accounts as every_account
from placements.repository.records import records_for

GIVEN = tuple(role for role in Role if role is not Role.SIGNED_OUT)
KEYS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: line.account.name.casefold(),
    "person": lambda line: line.account.full_name.casefold(),
    "role": lambda line: plain(line.account.role),
    "seen": lambda line: line.account.last_seen_at.isoformat() if line.account.last_seen_at else "",
}


@dataclass(frozen=True)
class Line:
    """One account and how it stands now."""

    account: Account
    standing: Standing


def accounts(request: Request, person: SignedIn, stands: str = "", order: str = "person") -> Response:
    """The accounts, filtered by how they stand."""
    house = house_of(request)
    now = house.door.clock()
    with records_for(house.engine, person.viewer) as records:
        lines = [Line(one, standing(one, now, house.settings)) for one in every_account(records)]
    found = Counter(line.standing for line in lines)
    return page(
        request,
        "accounts.html",
        title="Accounts",
        person=person,
        lines=ordered([line for line in lines if stands in {"", line.standing}], order, KEYS),
        states=[(None, "All", len(lines)), *((one.value, sentence(one), found[one]) for one in Standing if found[one])],
        unused_days=house.settings.unused_days,
    )


def roles(request: Request, person: SignedIn) -> Response:
    """What each role may do, from the list that the program itself asks."""
    return page(
        request,
        "account_roles.html",
        title="What each role may do",
        person=person,
        roles=GIVEN,
        permissions=list(Permission),
        grants=GRANTS,
    )


def new_form(request: Request, person: SignedIn) -> Response:
    """The form to open an account."""
    return _new(request, person, Typed())


def new(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Open an account and show its first password, which is shown only now."""
    house = house_of(request)

    def step() -> Response:
        name = filled.must("name", "Give the name to sign in with", most=LONGEST_NAME)
        full_name = filled.must("full-name", "Give the person's own name", most=LONGEST_FULL_NAME)
        role = filled.choice("role", Role, "Choose a role")
        filled.refuse_if_wrong()
        made = None if house.settings.sign_on_only else temporary_password()
        account = NewAccount(name, full_name, Role(role or ""), made, temporary=made is not None)
        door = house.door
        open_account(house.engine, person.viewer, account, clock=door.clock, hasher=door.hasher)
        if made is None:
            return on_to("/accounts")
        return shown_once(request, person, full_name, name, made)

    return or_again(step, lambda error, status: _new(request, person, filled, problem=error, status=status))


def shown_once(request: Request, person: Person, full_name: str, name: str, password: str) -> Response:
    """The page that shows a temporary password; no address leads to it again."""
    return page(
        request,
        "account_password.html",
        title="A password, shown once",
        person=person,
        full_name=full_name,
        name=name,
        password=password,
    )


def _new(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    return page(
        request,
        "account_new.html",
        title=f"{'Error: ' if problem else ''}Open an account",
        person=person,
        status=status,
        roles=[(role.value, sentence(role)) for role in GIVEN],
        typed=filled,
        problem=problem,
    )
