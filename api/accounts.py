"""Opening accounts: an administrator's work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from argon2 import PasswordHasher

from placements.audit_chain import Event
from placements.errors import Refused
from placements.models.account import Account
from placements.permissions import Permission, Role, Viewer
from placements.repository.accounts import account_named
from placements.repository.records import Records
from placements.unit_of_work import UnitOfWork, now_utc

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
LONGEST_NAME = 60
LONGEST_FULL_NAME = 120


@dataclass(frozen=True)
class NewAccount:
    """An account to be opened: the name to sign in with, the person's own name, a role and a first password.

    A `temporary` password is to be replaced at the first sign-in; None is for who comes through the council's sign-on.
    """

    name: str
    full_name: str
    role: Role
    password: str | None = field(repr=False)
    temporary: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be an account."""
        _check_name(self.name, self.full_name, self.role)
        if self.password is not None:
            check_password(self.name, self.password)


def open_account(
    engine: sa.Engine,
    viewer: Viewer,
    new: NewAccount,
    *,
    clock: Callable[[], dt.datetime] = now_utc,
    hasher: PasswordHasher | None = None,
) -> None:
    """Open an account for a named person in a role; only the argon2 hash of the password is kept."""
    password_hash = None if new.password is None else (hasher or PasswordHasher()).hash(new.password)
    with UnitOfWork(engine, viewer, Permission.MANAGE_ACCOUNTS, clock) as work:
        if account_named(Records(work.session, viewer), new.name) is not None:
            raise Refused("There is already an account of this name.", given=new.name, do_next="Choose another name.")
        work.session.add(
            Account(
                name=new.name,
                full_name=new.full_name,
                role=new.role,
                password_hash=password_hash,
                created_at=clock(),
                temporary=new.temporary,
            )
        )
        work.record(Event.ACCOUNT_CREATED, f"account {new.name}", role=new.role.value)
        work.commit()


def check_password(name: str, password: str, *, but_not: str | None = None) -> None:
    """Refuse a password that is short, endless, the old one or holds the account's name; any characters will do."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
            given=f"{len(password)} characters",
            do_next="Choose a longer one: three words that have nothing to do with each other are easy to keep.",
        )
    if name.casefold() in password.casefold():
        raise Refused("The password holds the account's name.", do_next="Choose one without the name in it.")
    if password == but_not:
        raise Refused("The new password is the old one.", do_next="Choose another one.")


def _check_name(name: str, full_name: str, role: Role) -> None:
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not full_name.strip():
        raise Refused(
            f"An account needs a name of 1 to {LONGEST_NAME} characters without blanks around it, and a full name.",
            given=repr(name),
            do_next="Give both, for example: homeward user add pat --full-name 'Pat Moor' --role placement_officer.",
        )
    check_role(role)


def check_role(role: Role) -> None:
    """Refuse the role of whoever is not signed in."""
    if role is Role.SIGNED_OUT:
        raise Refused("Nobody can be given this role.", given=role.value, do_next="Choose one of the other roles.")
