"""How this installation is run: read once, from variables that begin with HOMEWARD_."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from placements.database import DEFAULT_URL
from placements.permissions import Role

Minutes = Annotated[int, Field(gt=0, le=24 * 60)]


LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def safe_address(address: str) -> bool:
    """Whether an address is reached in secret: by https, or without leaving this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


class Settings(BaseSettings):
    """The settings of one installation, each with the value that suits a council's own host.

    `https` says that people reach it by https (then cookies are sent by no other way); the time limits are those of
    promise P11: idle, idle for those who only read, and absolute. An account opens nothing after `unused_days`
    without use, until an administrator says that it is needed. `weights` is the authority's own copy of
    `matching/weights.toml`, `travel` its table of journey times; without them the published ones and the estimate hold.
    `hide_names` shows homes as letters on a search until somebody asks for their names.

    With `sign_on_issuer` people sign in through the council's own sign-on (OpenID Connect), as the account whose name
    stands in `sign_on_claim`; with `sign_on_roles`, a role for each group, an account is opened for whoever belongs to
    exactly one role's groups, and the role follows the groups. `sign_on_only` switches passwords off. `address` is
    where people find this service, such as https://homeward.example.gov.uk.
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
    address: str = ""
    sign_on_issuer: str = ""
    sign_on_client: str = ""
    sign_on_secret: SecretStr | None = None
    sign_on_scope: str = "openid profile"
    sign_on_claim: str = "preferred_username"
    sign_on_groups: str = "groups"
    sign_on_roles: dict[str, Role] = {}
    sign_on_only: bool = False

    @model_validator(mode="after")
    def _sign_on_is_whole(self) -> Self:
        """Refuse half a sign-on: it would fail only when somebody stands at the door."""
        if not self.sign_on_issuer:
            if self.sign_on_only or self.sign_on_roles:
                raise ValueError(
                    "Set HOMEWARD_SIGN_ON_ISSUER: without it nobody could sign in by the council's sign-on."
                )
            return self
        if not self.sign_on_client or not self.address:
            raise ValueError("With HOMEWARD_SIGN_ON_ISSUER set HOMEWARD_SIGN_ON_CLIENT and HOMEWARD_ADDRESS too.")
        if not safe_address(self.sign_on_issuer) or not safe_address(self.address):
            raise ValueError("HOMEWARD_SIGN_ON_ISSUER and HOMEWARD_ADDRESS begin with https://.")
        if self.address.endswith("/"):
            raise ValueError("HOMEWARD_ADDRESS ends without a stroke, such as https://homeward.example.gov.uk.")
        if Role.SIGNED_OUT in self.sign_on_roles.values():
            raise ValueError("HOMEWARD_SIGN_ON_ROLES gives a group the role of whoever is not signed in.")
        return self

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

    @property
    def sign_on_cookie(self) -> str:
        """The name of the cookie that a browser takes to the council's sign-on and back."""
        return f"{self.cookie}-sign-on"
