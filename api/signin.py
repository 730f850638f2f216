"""Letting people in and out: local accounts, sessions kept on the server, an end that takes effect at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from api.account_standing import Standing, end_sessions, standing
from api.accounts import LONGEST_PASSWORD, check_password
from api.settings import Settings
from api.sign_on import Known, SignOnFailed
from api.sign_on_accounts import account_of, bind, role_of
from placements.audit_chain import Event
from placements.errors import Refused
from placements.models.account import Account, SignIn
from placements.permissions import Permission, Role, Viewer
from placements.repository.accounts import account_at_the_door, sign_in_of
from placements.repository.records import Records, records_for
from placements.unit_of_work import UnitOfWork, now_utc

AT_THE_DOOR = Viewer("signed out", Role.SIGNED_OUT)
READS_ONLY = frozenset({Role.BOARD_MEMBER})
SEEN_AGAIN_AFTER = dt.timedelta(minutes=1)


class NotLetIn(Refused):
    """Name and password do not open an account; which of the two was wrong is never said."""

    def __init__(self, lockout_minutes: int) -> None:
        super().__init__(
            "The name and the password do not open an account.",
            do_next=f"Check both and try again. After several wrong tries an account stays closed for "
            f"{lockout_minutes} minutes. If you have forgotten your password, ask your administrator for a new one.",
        )


@dataclass(frozen=True)
class Person:
    """A person who is signed in: as a viewer, by full name, and what proves that a form came from our own page."""

    viewer: Viewer
    full_name: str
    csrf: str = field(repr=False)
    token: str = field(repr=False)
    must_choose: bool = False
    """Whether their password is a temporary one, which opens nothing but the page to choose their own."""


@dataclass(frozen=True)
class Door:
    """Where people sign in and out; the clock is passed in so that time limits can be tested."""

    engine: sa.Engine
    settings: Settings
    clock: Callable[[], dt.datetime] = now_utc
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def let_in(self, name: str, password: str) -> Person:
        """Sign a person in with name and password; the answer to a wrong name and a wrong password is the same."""
        if self.settings.sign_on_only:
            raise NotLetIn(self.settings.lockout_minutes)
        with records_for(self.engine, AT_THE_DOOR) as records:
            account = account_at_the_door(records, name)
        matches = self._matches(account, password)
        with UnitOfWork(self.engine, AT_THE_DOOR, Permission.SIGN_IN, self.clock) as work:
            account = account_at_the_door(Records(work.session, AT_THE_DOOR), name)
            person = self._start(work, account) if account is not None and matches and self._open(account) else None
            if person is None:
                self._refuse(work, account)
            work.commit()
        if person is None:
            raise NotLetIn(self.settings.lockout_minutes)
        return person

    def let_in_known(self, known: Known) -> Person:
        """Sign in whom the council's sign-on knows: the account bound to them, or the one of their name. Raises.

        With roles by group, an account is opened for somebody new and the role follows the groups; whoever belongs to
        no role's groups, or to those of two, is refused. Raises SignOnFailed.
        """
        role, now = role_of(known, self.settings.sign_on_roles), self.clock()
        with UnitOfWork(self.engine, AT_THE_DOOR, Permission.SIGN_IN, self.clock) as work:
            account = account_of(work, known, role, now)
            person = None
            if account is not None and self._open(account):
                bind(work, account, known, role, now)
                person = self._start(work, account)
            else:
                subject = f"account {account.name}" if account is not None else "no such account"
                work.record(Event.SIGN_IN_FAILED, subject, by="sign-on")
            work.commit()
        if person is None:
            raise SignOnFailed("no open account")
        return person

    def recognise(self, token: str) -> Person | None:
        """The person a token stands for, or None: signed out, out of time, or the account was disabled."""
        with records_for(self.engine, AT_THE_DOOR) as records:
            found = sign_in_of(records, _hash(token))
        if found is None:
            return None
        sign_in, account = found
        if not self._still_valid(sign_in, account):
            return None
        self._seen_again(sign_in)
        return _person(account, sign_in.csrf, token)

    def let_out(self, person: Person) -> None:
        """Sign a person out: from now on the token opens nothing."""
        with UnitOfWork(self.engine, AT_THE_DOOR, Permission.SIGN_IN, self.clock) as work:
            found = sign_in_of(Records(work.session, AT_THE_DOOR), _hash(person.token))
            if found is not None:
                found[0].ended_at = self.clock()
            work.record(Event.SIGNED_OUT, f"account {person.viewer.name}")
            work.commit()

    def choose_password(self, person: Person, old: str, new: str) -> None:
        """Put a password of the person's own in place of the old one, and end their other sessions.

        A wrong old password counts as a wrong sign-in. Raises NotLetIn, and Refused where the new one will not do.
        """
        with records_for(self.engine, AT_THE_DOOR) as records:
            account = account_at_the_door(records, person.viewer.name)
        matches = self._matches(account, old)
        if matches:
            check_password(person.viewer.name, new, but_not=old)
        kept = self.hasher.hash(new[:LONGEST_PASSWORD])
        with UnitOfWork(self.engine, AT_THE_DOOR, Permission.SIGN_IN, self.clock) as work:
            account = account_at_the_door(Records(work.session, AT_THE_DOOR), person.viewer.name)
            chosen = account is not None and matches and self._open(account)
            if account is not None and chosen:
                account.password_hash, account.temporary = kept, False
                others = end_sessions(account, self.clock()).where(SignIn.token_hash != _hash(person.token))
                work.session.execute(others)
                work.record(Event.PASSWORD_CHOSEN, f"account {account.name}")
            else:
                self._refuse(work, account)
            work.commit()
        if not chosen:
            raise NotLetIn(self.settings.lockout_minutes)

    def _matches(self, account: Account | None, password: str) -> bool:
        """Whether the password is the account's; takes as long where there is no such account, or no password."""
        if account is None or account.password_hash is None:
            self.hasher.hash(password[:LONGEST_PASSWORD])
            return False
        try:
            return self.hasher.verify(account.password_hash, password[:LONGEST_PASSWORD])
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _open(self, account: Account) -> bool:
        return standing(account, self.clock(), self.settings) is Standing.OPEN

    def _start(self, work: UnitOfWork, account: Account) -> Person:
        now, token, csrf = self.clock(), secrets.token_urlsafe(32), secrets.token_hex(32)
        account.failures, account.locked_until, account.last_seen_at = 0, None, now
        work.session.add(SignIn(account_id=account.id, token_hash=_hash(token), csrf=csrf, started_at=now, seen_at=now))
        work.record(Event.SIGNED_IN, f"account {account.name}")
        return _person(account, csrf, token)

    def _refuse(self, work: UnitOfWork, account: Account | None) -> None:
        """Count the failure and close the account after too many; an unknown name is not written down.

        People type their password where the name belongs, so a name that is no account's stays out of the record.
        """
        if account is None:
            work.record(Event.SIGN_IN_FAILED, "no such account")
            return
        if self._open(account):
            account.failures += 1
            if account.failures >= self.settings.sign_in_attempts:
                account.failures, account.locked_until = 0, self.clock() + self.settings.lockout
        work.record(Event.SIGN_IN_FAILED, f"account {account.name}", open=self._open(account))

    def _still_valid(self, sign_in: SignIn, account: Account) -> bool:
        now = self.clock()
        idle = self.settings.idle_limit(reads_only=account.role in READS_ONLY)
        return (
            sign_in.ended_at is None
            and account.disabled_at is None
            and now - sign_in.seen_at < idle
            and now - sign_in.started_at < self.settings.absolute_limit
        )

    def _seen_again(self, sign_in: SignIn) -> None:
        """Note once a minute that the person is there; no change of the record, hence no audit row."""
        now = self.clock()
        if now - sign_in.seen_at < SEEN_AGAIN_AFTER:
            return
        with self.engine.begin() as connection:
            connection.execute(sa.update(SignIn).where(SignIn.id == sign_in.id).values(seen_at=now))


def _person(account: Account, csrf: str, token: str) -> Person:
    return Person(Viewer(account.name, account.role), account.full_name, csrf, token, account.temporary)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
