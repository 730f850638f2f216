"""Accounts of the people who may sign in."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from api.account_acts import change_role, close_account, open_again, reset_password
from api.accounts import NewAccount, open_account
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.printing.console import answers, table
from api.words import moment, plain
from placements.models.account import Account
from placements.permissions import Role
from placements.repository.accounts import accounts
from placements.repository.records import records_for

user = typer.Typer(help="Open, close and list the accounts of people who may sign in.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The name to sign in with.")]
Given = Annotated[
    bool, typer.Option("--password-from-input", help="Read the password from standard input instead of making one.")
]


@user.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may see and do.")],
    full_name: Annotated[str, typer.Option(help="The person's own name.")],
    given: Given = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Open an account; its first password is made here and shown once, or read from standard input."""
    password = sys.stdin.readline().rstrip("\n") if given else secrets.token_urlsafe(12)
    with record(database) as engine:
        open_account(engine, COMMAND_LINE, NewAccount(name, full_name, role, password))
    shown = {} if given else {"password": password}
    sentence = f"{full_name} can sign in as {name}, {plain(role)}." + (
        "" if given else f" Password, shown only now: {password}"
    )
    deliver({"name": name, "role": role.value, **shown}, as_json, lambda: say(sentence))


@user.command()
def disable(name: Name, database: Database = None, as_json: Json = False) -> None:
    """Close an account: the person's next request is refused."""
    with record(database) as engine:
        close_account(engine, COMMAND_LINE, name)
    deliver({"name": name, "disabled": True}, as_json, lambda: say(f"The account {name} is closed."))


@user.command("open-again")
def open_account_again(name: Name, database: Database = None, as_json: Json = False) -> None:
    """Say that an account is needed: one that was closed, locked or long unused opens the door again."""
    with record(database) as engine:
        open_again(engine, COMMAND_LINE, name)
    deliver({"name": name, "disabled": False}, as_json, lambda: say(f"The account {name} opens the door again."))


@user.command()
def role(
    name: Name,
    role: Annotated[Role, typer.Argument(help="What the person may see and do from now on.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Give a person another role; wherever they are signed in ends."""
    with record(database) as engine:
        change_role(engine, COMMAND_LINE, name, role)
    deliver({"name": name, "role": role.value}, as_json, lambda: say(f"{name} is {plain(role)} from now on."))


@user.command()
def password(name: Name, database: Database = None, as_json: Json = False) -> None:
    """Make a temporary password, shown once; the person replaces it at the next sign-in."""
    with record(database) as engine:
        made = reset_password(engine, COMMAND_LINE, name)
    deliver({"name": name, "password": made}, as_json, lambda: say(f"Password of {name}, shown only now: {made}"))


@user.command("list")
def list_accounts(database: Database = None, as_json: Json = False) -> None:
    """List the accounts."""
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        held = accounts(records)
    deliver([_as_json(account) for account in held], as_json, lambda: _show(held))


def _as_json(account: Account) -> dict[str, object]:
    seen = account.last_seen_at
    return {
        "name": account.name,
        "full_name": account.full_name,
        "role": account.role.value,
        "disabled": account.disabled_at is not None,
        "last_signed_in": seen.isoformat() if seen else None,
    }


def _show(held: list[Account]) -> None:
    rows = table("Accounts", "Name", "Person", "Role", "Last signed in", "State")
    for account in held:
        seen = moment(account.last_seen_at) if account.last_seen_at else "never"
        state = "closed" if account.disabled_at else "open"
        rows.add_row(account.name, account.full_name, plain(account.role), seen, state)
    answers().print(rows)
