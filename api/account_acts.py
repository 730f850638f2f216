"""What an administrator does to an account that there is: each act is written down, and takes effect at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from argon2 import PasswordHasher

from api.account_standing import end_sessions
from api.accounts import check_role
from placements.audit_chain import Event
from placements.errors import Conflict, NotFound, NotPermitted
from placements.models.account import Account
from placements.permissions import Permission, Role, Viewer
from placements.repository.accounts import account_named, administrators
from placements.repository.records import Records
from placements.unit_of_work import UnitOfWork, now_utc

Clock = Callable[[], dt.datetime]
TEMPORARY_BYTES = 12


def temporary_password() -> str:
    """A password to be shown once and replaced at the first sign-in."""
    return secrets.token_urlsafe(TEMPORARY_BYTES)


def close_account(engine: sa.Engine, viewer: Viewer, name: str, *, clock: Clock = now_utc) -> None:
    """Close an account: its next request is already refused. Raises Conflict for the last administrator's."""
    with _act(engine, viewer, name, clock) as (work, account):
        _not_ones_own(viewer, account)
        _not_the_last_administrator(work, account)
        account.disabled_at = account.disabled_at or clock()
        work.session.execute(end_sessions(account, clock()))
        work.record(Event.ACCOUNT_DISABLED, f"account {name}")


def open_again(engine: sa.Engine, viewer: Viewer, name: str, *, clock: Clock = now_utc) -> None:
    """Say that an account is needed: one that was closed, locked or long unused opens the door again.

    A closed one forgets whom the council's own sign-on knew it as: the name may be another person's by now.
    """
    with _act(engine, viewer, name, clock) as (work, account):
        if account.disabled_at is not None:
            account.subject = None
        account.disabled_at, account.locked_until, account.failures = None, None, 0
        account.vouched_at = clock()
        work.record(Event.ACCOUNT_OPENED_AGAIN, f"account {name}")


def change_role(engine: sa.Engine, viewer: Viewer, name: str, role: Role, *, clock: Clock = now_utc) -> None:
    """Give a person another role; wherever they are signed in ends. Raises Conflict for the last administrator."""
    check_role(role)
    with _act(engine, viewer, name, clock) as (work, account):
        _not_ones_own(viewer, account)
        if account.role is role:
            raise Conflict("The person has this role already.", given=role.value, do_next="Choose another, or none.")
        _not_the_last_administrator(work, account)
        before, account.role = account.role, role
        work.session.execute(end_sessions(account, clock()))
        work.record(Event.ACCOUNT_ROLE_CHANGED, f"account {name}", before=before.value, role=role.value)


def reset_password(
    engine: sa.Engine, viewer: Viewer, name: str, *, clock: Clock = now_utc, hasher: PasswordHasher | None = None
) -> str:
    """Put a temporary password in place of an account's and return it, to be shown once; every session ends."""
    made = temporary_password()
    kept = (hasher or PasswordHasher()).hash(made)
    with _act(engine, viewer, name, clock) as (work, account):
        _not_ones_own(viewer, account)
        account.password_hash, account.temporary = kept, True
        account.failures, account.locked_until = 0, None
        work.session.execute(end_sessions(account, clock()))
        work.record(Event.PASSWORD_RESET, f"account {name}")
    return made


def sign_out_everywhere(engine: sa.Engine, viewer: Viewer, name: str, *, clock: Clock = now_utc) -> None:
    """End every session of an account, which stays open."""
    with _act(engine, viewer, name, clock) as (work, account):
        work.session.execute(end_sessions(account, clock()))
        work.record(Event.ACCOUNT_SIGNED_OUT, f"account {name}")


@contextmanager
def _act(engine: sa.Engine, viewer: Viewer, name: str, clock: Clock) -> Iterator[tuple[UnitOfWork, Account]]:
    with UnitOfWork(engine, viewer, Permission.MANAGE_ACCOUNTS, clock) as work:
        account = account_named(Records(work.session, viewer), name)
        if account is None:
            raise NotFound("There is no account of this name.", given=name, do_next="See the list of accounts.")
        yield work, account
        work.commit()


def _not_ones_own(viewer: Viewer, account: Account) -> None:
    if viewer.name == account.name:
        raise NotPermitted(
            "Nobody changes their own account.", given=account.name, do_next="Ask another administrator to do it."
        )


def _not_the_last_administrator(work: UnitOfWork, account: Account) -> None:
    """Refuse what would leave nobody to manage accounts; the rows stay locked, so two cannot close each other."""
    open_ones = {one.id for one in administrators(Records(work.session, work.viewer))}
    if open_ones == {account.id}:
        raise Conflict(
            "This is the last open account of an administrator.",
            given=account.name,
            do_next="Open one for another administrator first.",
        )
