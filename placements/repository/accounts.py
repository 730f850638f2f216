"""Who may sign in, and where they are signed in now."""

from __future__ import annotations

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.account import Account, SignIn
from placements.models.audit import AuditRow
from placements.permissions import Permission, Role
from placements.repository.records import Records, asks

MOST_ACTS = 50


@asks(Permission.MANAGE_ACCOUNTS)
def accounts(records: Records) -> list[Account]:
    """Every account, by name."""
    return list(records.session.scalars(sa.select(Account).order_by(Account.name)))


@asks(Permission.MANAGE_ACCOUNTS)
def account_named(records: Records, name: str) -> Account | None:
    """The account of that name, to be changed by an administrator; in a unit of work its row stays locked."""
    return records.session.scalar(sa.select(Account).where(Account.name == name).with_for_update())


@asks(Permission.MANAGE_ACCOUNTS)
def account_numbered(records: Records, number: int) -> Account:
    """The account of that number. Raises NotFound."""
    found = records.session.get(Account, number)
    if found is None:
        raise NotFound("There is no such account.", given=number, do_next="See the list of accounts.")
    return found


@asks(Permission.MANAGE_ACCOUNTS)
def administrators(records: Records) -> list[Account]:
    """The accounts of administrators that are not closed; in a unit of work their rows stay locked."""
    query = sa.select(Account).where(Account.role == Role.ADMINISTRATOR, Account.disabled_at.is_(None))
    return list(records.session.scalars(query.order_by(Account.id).with_for_update()))


@asks(Permission.MANAGE_ACCOUNTS)
def open_sessions(records: Records, account: Account) -> list[SignIn]:
    """The sessions of an account that nobody ended, the newest first; some may have run out of time."""
    query = sa.select(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    return list(records.session.scalars(query.order_by(SignIn.id.desc()).limit(MOST_ACTS)))


@asks(Permission.MANAGE_ACCOUNTS)
def acts_on(records: Records, account: Account) -> list[AuditRow]:
    """What was done to an account and through its door, the newest first."""
    query = sa.select(AuditRow).where(AuditRow.subject == f"account {account.name}")
    return list(records.session.scalars(query.order_by(AuditRow.id.desc()).limit(MOST_ACTS)))


@asks(Permission.SIGN_IN)
def account_at_the_door(records: Records, name: str) -> Account | None:
    """The account somebody wants to sign in to; inside a unit of work its row stays locked until the end."""
    return records.session.scalar(sa.select(Account).where(Account.name == name).with_for_update())


@asks(Permission.SIGN_IN)
def account_of_subject(records: Records, subject: str) -> Account | None:
    """The account of whom the council's sign-on knows by this subject; in a unit of work its row stays locked."""
    return records.session.scalar(sa.select(Account).where(Account.subject == subject).with_for_update())


@asks(Permission.SIGN_IN)
def sign_in_of(records: Records, token_hash: str) -> tuple[SignIn, Account] | None:
    """The session that a token opens, with its account."""
    query = sa.select(SignIn, Account).join(Account, Account.id == SignIn.account_id)
    found = records.session.execute(query.where(SignIn.token_hash == token_hash)).one_or_none()
    return None if found is None else (found[0], found[1])
