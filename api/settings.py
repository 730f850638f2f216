"""How this installation is run: read once, from variables that begin with HOMEWARD_."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from placements.database import DEFAULT_URL

Minutes = Annotated[int, Field(gt=0, le=24 * 60)]


class Settings(BaseSettings):
    """The settings of one installation, each with the value that suits a council's own host.

    `https` says that people reach it by https (then cookies are sent by no other way); the time limits are those of
    promise P11: idle, idle for those who only read, and absolute. An account opens nothing after `unused_days`
    without use, until an administrator says that it is needed. `weights` is the authority's own copy of
    `matching/weights.toml`, `travel` its table of journey times; without them the published ones and the estimate hold.
    `hide_names` shows homes as letters on a search until somebody asks for their names.
    """

    model_config = SettingsConfigDict(env_prefix="HOMEWARD_", frozen=True, extra="forbid")

    database: str = DEFAULT_URL
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    https: bool = False
    debug: bool = False
    idle_minutes: Minutes = 15
    board_idle_minutes: Minutes = 30
    absolute_hours: Annotated[int, Field(ge=8, le=12)] = 10
    sign_in_attempts: Annotated[int, Field(ge=3, le=10)] = 5
    lockout_minutes: Minutes = 15
    unused_days: Annotated[int, Field(ge=7, le=365)] = 45
    weights: Path | None = None
    travel: Path | None = None
    hide_names: bool = False

    def idle_limit(self, reads_only: bool) -> dt.timedelta:
        """How long a signed-in person may do nothing before access ends."""
        return dt.timedelta(minutes=self.board_idle_minutes if reads_only else self.idle_minutes)

    @property
    def absolute_limit(self) -> dt.timedelta:
        """How long after signing in access ends, whatever the person does."""
        return dt.timedelta(hours=self.absolute_hours)

    @property
    def lockout(self) -> dt.timedelta:
        """How long an account stays closed after too many wrong passwords."""
        return dt.timedelta(minutes=self.lockout_minutes)

    @property
    def unused_limit(self) -> dt.timedelta:
        """How long an account may go unused before it opens nothing."""
        return dt.timedelta(days=self.unused_days)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; over https its prefix ties it to this host alone."""
        return "__Host-homeward" if self.https else "homeward"

    @property
    def door_cookie(self) -> str:
        """The name of the cookie that protects the sign-in form itself."""
        return f"{self.cookie}-door"
