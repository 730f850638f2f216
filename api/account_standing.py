"""Whether an account opens the door just now, and why not; and ending where it is signed in."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa

from api.settings import Settings
from placements.models.account import Account, SignIn


class Standing(enum.StrEnum):
    """How an account stands: open, or the first reason why it opens nothing."""

    OPEN = "open"
    LOCKED = "locked"
    UNUSED = "unused"
    CLOSED = "closed"


def standing(account: Account, now: dt.datetime, settings: Settings) -> Standing:
    """How an account stands at a moment; one that nobody used or vouched for in a long time opens nothing."""
    if account.disabled_at is not None:
        return Standing.CLOSED
    if now - last_needed(account) >= settings.unused_limit:
        return Standing.UNUSED
    if account.locked_until is not None and account.locked_until > now:
        return Standing.LOCKED
    return Standing.OPEN


def last_needed(account: Account) -> dt.datetime:
    """When the account was last used, or said by an administrator to be needed."""
    return max(at for at in (account.created_at, account.last_seen_at, account.vouched_at) if at is not None)


def end_sessions(account: Account, at: dt.datetime) -> sa.Update:
    """The statement that ends every session of an account: its next request is refused."""
    return sa.update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None)).values(ended_at=at)
