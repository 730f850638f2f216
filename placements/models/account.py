"""Who may sign in, and where they are signed in now."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base
from placements.models.guarded import SECRET
from placements.permissions import Role


class Account(Base):
    """A named person's account; the password is kept only as an argon2 hash.

    Without one, the person signs in through the council's own sign-on alone, which knows them as `subject` from their
    first sign-in there. A `temporary` password opens only the page on which the person chooses their own.
    `vouched_at` is when an administrator last said that the account is needed.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    full_name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[Role]
    password_hash: Mapped[str | None] = mapped_column(sa.String(200), info=SECRET)
    created_at: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    last_seen_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[dt.datetime | None] = mapped_column(default=None)
    temporary: Mapped[bool] = mapped_column(default=False)
    vouched_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    subject: Mapped[str | None] = mapped_column(sa.String(255), unique=True, info=SECRET, default=None)


class SignIn(Base):
    """A session kept on the server: only the hash of its token is stored, and ending it ends access at once."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    csrf: Mapped[str] = mapped_column(sa.String(64), info=SECRET)
    started_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(default=None)
