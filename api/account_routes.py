"""The administrators' ways in, declared: part of the table in `api.routes`."""

from __future__ import annotations

from api.pages import account, accounts
from api.routing import Audience, Group, Route, in_group
from placements.permissions import Permission

PERSON = Audience.PERSON
NEEDS = Permission.MANAGE_ACCOUNTS

ACCOUNTS: tuple[Route, ...] = in_group(
    Group.ACCOUNTS,
    Route(
        "GET",
        "/accounts",
        accounts.accounts,
        NEEDS,
        PERSON,
        menu="Accounts",
        purpose="Who may sign in and as what; open and close accounts, change roles, give a new password.",
    ),
    Route("GET", "/accounts/roles", accounts.roles, NEEDS, PERSON),
    Route("GET", "/accounts/new", accounts.new_form, NEEDS, PERSON),
    Route("POST", "/accounts/new", accounts.new, NEEDS, PERSON),
    Route("GET", "/accounts/{number}", account.account, NEEDS, PERSON),
    Route("POST", "/accounts/{number}/role", account.role, NEEDS, PERSON),
    Route("POST", "/accounts/{number}/password", account.password, NEEDS, PERSON),
    Route("POST", "/accounts/{number}/sign-out", account.sign_out, NEEDS, PERSON),
    Route("POST", "/accounts/{number}/close", account.close, NEEDS, PERSON),
    Route("POST", "/accounts/{number}/open-again", account.open_again, NEEDS, PERSON),
)
