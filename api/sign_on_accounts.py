"""Which account somebody whom the council's sign-on knows comes in with, and as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from api.account_standing import end_sessions
from api.accounts import LONGEST_FULL_NAME, LONGEST_NAME
from api.sign_on import Known, SignOnFailed
from placements.audit_chain import Event
from placements.models.account import Account
from placements.permissions import Role
from placements.repository.accounts import account_at_the_door, account_of_subject
from placements.repository.records import Records
from placements.unit_of_work import UnitOfWork

BY = "sign-on"


def role_of(known: Known, roles: Mapping[str, Role]) -> Role | None:
    """The role of somebody's groups; None where groups give no roles.

    Raises SignOnFailed for whoever belongs to no role's groups, or to those of two.
    """
    if not roles:
        return None
    found = {roles[group] for group in known.groups if group in roles}
    if len(found) != 1:
        raise SignOnFailed("groups of several roles" if found else "groups of no role")
    return found.pop()


def account_of(work: UnitOfWork, known: Known, role: Role | None, now: dt.datetime) -> Account | None:
    """The account bound to somebody; else the one of their name, if bound to nobody; else, with a role, a new one."""
    records = Records(work.session, work.viewer)
    bound = account_of_subject(records, known.subject)
    if bound is not None:
        return bound
    named = account_at_the_door(records, known.name)
    if named is not None:
        return named if known.may_take(named.subject) else None
    if role is None or len(known.name) > LONGEST_NAME:
        return None
    full_name = known.full_name[:LONGEST_FULL_NAME]
    opened = Account(name=known.name, full_name=full_name, role=role, password_hash=None, created_at=now)
    work.session.add(opened)
    work.session.flush()
    work.record(Event.ACCOUNT_CREATED, f"account {opened.name}", role=role.value, by=BY)
    return opened


def bind(work: UnitOfWork, account: Account, known: Known, role: Role | None, now: dt.datetime) -> None:
    """Bind an account to somebody, take away a temporary password, and let the role follow their groups."""
    account.subject = known.subject
    if account.temporary:
        account.password_hash, account.temporary = None, False
    if role is None or account.role is role:
        return
    before, account.role = account.role, role
    work.session.execute(end_sessions(account, now))
    work.record(Event.ACCOUNT_ROLE_CHANGED, f"account {account.name}", before=before.value, role=role.value, by=BY)
