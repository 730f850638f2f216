"""Who may sign in, and where they are signed in now."""

from __future__ import annotations

import sqlalchemy as sa

from placements.models.account import Account, SignIn
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.MANAGE_ACCOUNTS)
def accounts(records: Records) -> list[Account]:
    """Every account, by name."""
    return list(records.session.scalars(sa.select(Account).order_by(Account.name)))


@asks(Permission.MANAGE_ACCOUNTS)
def account_named(records: Records, name: str) -> Account | None:
    """The account of that name, to be changed by an administrator."""
    return records.session.scalar(sa.select(Account).where(Account.name == name))


@asks(Permission.SIGN_IN)
def account_at_the_door(records: Records, name: str) -> Account | None:
    """The account somebody wants to sign in to; inside a unit of work its row stays locked until the end."""
    return records.session.scalar(sa.select(Account).where(Account.name == name).with_for_update())


@asks(Permission.SIGN_IN)
def sign_in_of(records: Records, token_hash: str) -> tuple[SignIn, Account] | None:
    """The session that a token opens, with its account."""
    query = sa.select(SignIn, Account).join(Account, Account.id == SignIn.account_id)
    found = records.session.execute(query.where(SignIn.token_hash == token_hash)).one_or_none()
    return None if found is None else (found[0], found[1])
