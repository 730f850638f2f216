"""The council's own sign-on (OpenID Connect): who it says somebody is, believed only with a token it signed for us.

Authorisation code with PKCE, state and nonce (RFC 6749, RFC 7636, OpenID Connect Core 1.0). The only address called is
that of the issuer in the settings, and those which it publishes.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException, Session

from api.logs import log
from api.own_address import own_address
from api.settings import Settings, safe_address
from placements.errors import NotPermitted
from placements.unit_of_work import now_utc

WAY_PATH = "/sign-on"
ANSWER_PATH = "/sign-on/answer"
SIGNED_OUT_PATH = "/signed-out"
SIGNED_BY = ["RS256", "PS256", "ES256"]
LEEWAY = dt.timedelta(seconds=60)
PATIENCE = 10.0
LONGEST_CODE = 2000


class SignOnFailed(NotPermitted):
    """The council's sign-on did not say who this is, in a way that can be believed."""

    def __init__(self, because: str) -> None:
        self.because = because
        super().__init__(
            "The council's sign-on did not let you in.",
            do_next="Try again from the sign-in page. If it happens again, ask your administrator whether you have an "
            "account here and belong to the right group.",
        )


@dataclass(frozen=True)
class Asked:
    """What a browser was sent to the sign-on with; it keeps this itself, in a cookie, until it comes back."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    next_page: str

    def as_cookie(self) -> str:
        """As the value of a cookie."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()

    @staticmethod
    def from_cookie(value: str) -> Asked:
        """Read back from a cookie. Raises SignOnFailed."""
        try:
            found = json.loads(base64.urlsafe_b64decode(value.encode()))
            asked = Asked(**{name: str(found[name]) for name in ("state", "nonce", "verifier", "next_page")})
        except (ValueError, KeyError, TypeError):
            raise SignOnFailed("no cookie") from None
        if not asked.state:
            raise SignOnFailed("no state")
        return asked


@dataclass(frozen=True)
class Known:
    """Who the sign-on says somebody is: `subject` is theirs for ever, `name` and `groups` as of today.

    The subject is two digests: of the issuer, and of what the issuer calls the person.
    """

    subject: str
    name: str
    full_name: str
    groups: tuple[str, ...]

    def may_take(self, subject: str | None) -> bool:
        """Whether an account is free for this person: bound to nobody, or by an issuer that is no longer asked."""
        return subject is None or subject.partition(":")[0] != self.subject.partition(":")[0]


@dataclass
class SignOn:
    """The council's sign-on as the settings name it; what it publishes about itself is read once."""

    settings: Settings
    clock: Callable[[], dt.datetime] = now_utc
    _published: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    _keys: KeySet | None = field(default=None, init=False, repr=False)

    def way_there(self, next_page: str) -> tuple[str, Asked]:
        """The address to send a browser to, and what it keeps until it comes back."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = Asked(state, nonce, verifier, own_address(next_page))
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._address("authorization_endpoint"),
                state=asked.state,
                nonce=asked.nonce,
                code_verifier=asked.verifier,
            )
        return str(address), asked

    def known(self, asked: Asked, answer: Mapping[str, str]) -> Known:
        """Who came back, from the answer in the address. Raises SignOnFailed, having noted why."""
        try:
            return self._known(asked, answer)
        except (SignOnFailed, OAuthError, JoseError, RequestException, ValueError) as error:
            because = error.because if isinstance(error, SignOnFailed) else type(error).__name__
            log().warning("sign_on_failed", because=because)
            raise SignOnFailed(because) from None

    def way_out(self) -> str | None:
        """Where to sign out of the sign-on itself; None where it has no such page."""
        try:
            address = self._address("end_session_endpoint")
        except (SignOnFailed, RequestException, ValueError):
            return None
        back = {
            "client_id": self.settings.sign_on_client,
            "post_logout_redirect_uri": f"{self.settings.address}{SIGNED_OUT_PATH}",
        }
        return f"{address}{'&' if '?' in address else '?'}{urlencode(back)}"

    def _known(self, asked: Asked, answer: Mapping[str, str]) -> Known:
        if not hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
            raise SignOnFailed("another state")
        if "iss" in answer and answer["iss"] != self.settings.sign_on_issuer:
            raise SignOnFailed("another issuer answered")
        code = answer.get("code", "")
        if answer.get("error") or not 0 < len(code) <= LONGEST_CODE:
            raise SignOnFailed("no code")
        with self._client() as client:
            token = client.fetch_token(
                self._address("token_endpoint"), code=code, code_verifier=asked.verifier, timeout=PATIENCE
            )
        return self._person(self._claims(str(token.get("id_token", "")), asked.nonce))

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """What a token says, once its signature and everything that ties it to this sign-in hold."""
        claims = self._signed(token)
        now = self.clock().timestamp()
        audience = claims.get("aud")
        audiences = [audience] if isinstance(audience, str) else audience
        if claims.get("iss") != self.settings.sign_on_issuer:
            raise SignOnFailed("another issuer")
        if not isinstance(audiences, list) or self.settings.sign_on_client not in audiences:
            raise SignOnFailed("for another client")
        if claims.get("azp", self.settings.sign_on_client) != self.settings.sign_on_client:
            raise SignOnFailed("for another party")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise SignOnFailed("another nonce")
        if not _number(claims, "iat") - LEEWAY.total_seconds() <= now < _number(claims, "exp") + LEEWAY.total_seconds():
            raise SignOnFailed("out of time")
        return claims

    def _signed(self, token: str) -> dict[str, Any]:
        """The claims of a token with a signature of the issuer's; its keys are read again where they were changed."""
        try:
            return dict(jwt.decode(token, self._known_keys(), algorithms=SIGNED_BY).claims)
        except (JoseError, ValueError):
            self._keys = None
        return dict(jwt.decode(token, self._known_keys(), algorithms=SIGNED_BY).claims)

    def _person(self, claims: Mapping[str, Any]) -> Known:
        subject, name = claims.get("sub"), claims.get(self.settings.sign_on_claim)
        if not isinstance(subject, str) or not subject or not isinstance(name, str) or not name.strip():
            raise SignOnFailed("nobody named")
        groups = claims.get(self.settings.sign_on_groups)
        for_ever = ":".join(hashlib.sha256(one.encode()).hexdigest() for one in (self.settings.sign_on_issuer, subject))
        held = tuple(str(group) for group in groups) if isinstance(groups, list) else ()
        return Known(for_ever, name.strip(), str(claims.get("name") or name).strip(), held)

    def _client(self) -> OAuth2Session:
        settings = self.settings
        secret = settings.sign_on_secret.get_secret_value() if settings.sign_on_secret else None
        return OAuth2Session(
            settings.sign_on_client,
            secret,
            scope=settings.sign_on_scope,
            redirect_uri=f"{settings.address}{ANSWER_PATH}",
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def _address(self, name: str) -> str:
        """An address the issuer publishes; kept, and believed only if it says that it is the issuer of the settings."""
        if not self._published:
            issuer = self.settings.sign_on_issuer
            found = self._fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise SignOnFailed("the issuer calls itself by another name")
            self._published = found
        address = self._published.get(name)
        if not isinstance(address, str) or not safe_address(address):
            raise SignOnFailed(f"no {name}")
        return address

    def _known_keys(self) -> KeySet:
        if self._keys is None:
            self._keys = KeySet.import_key_set(self._fetched(self._address("jwks_uri")))  # type: ignore[arg-type]
        return self._keys

    def _fetched(self, address: str) -> dict[str, Any]:
        with Session() as session:
            answer = session.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict):
            raise SignOnFailed("not what was asked for")
        return found


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SignOnFailed(f"no {name}")
    return float(value)
