"""The reference of an approach: another one for every provider, so that a paper that turns up can be traced."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.references import provider_by, referral_by
from placements.errors import NotFound
from placements.models.approach import Approach, ReferralToken
from placements.models.offer import Offer
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit."""

REFERENCE = re.compile(r"\bHW-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", re.IGNORECASE)


def reference_for(token: str, provider: str, number: int) -> str:
    """The reference under which a provider is asked for the nth time, such as HW-7K3M-Q2XD.

    It is the first 40 bits of HMAC-SHA-256 of the provider's own reference under the referral's random token, so it
    says nothing of the child, and only who holds the token can tell whose it is.
    """
    digest = hmac.new(bytes.fromhex(token), f"{provider}/{number}".encode(), hashlib.sha256).digest()
    bits = int.from_bytes(digest[:5])
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(8))
    return f"HW-{letters[:4]}-{letters[4:]}"


def next_reference(work: UnitOfWork, referral: str, provider: str) -> str:
    """A reference that no approach holds yet; the referral's token is made and kept when first needed."""
    work.viewer.must(Permission.MAKE_OFFERS)
    session = work.session
    asked, to = referral_by(session, referral), provider_by(session, provider)
    held = session.get(ReferralToken, asked.id)
    if held is None:
        held = ReferralToken(
            referral_id=asked.id, token=secrets.token_hex(32), made_at=work.clock(), made_by=work.viewer.name
        )
        session.add(held)
        session.flush()
    before = sa.select(sa.func.count(Approach.id)).join(Offer, Offer.id == Approach.offer_id)
    number = session.scalar(before.where(Offer.referral_id == asked.id, Offer.provider_id == to.id)) or 0
    while True:
        number += 1
        reference = reference_for(held.token, to.ref, number)
        if session.scalar(sa.select(Approach.id).where(Approach.reference == reference)) is None:
            return reference


def approach_by(session: Session, reference: str) -> Approach:
    """The approach under a reference, however its letters were typed. Raises NotFound."""
    found = session.scalar(sa.select(Approach).where(Approach.reference == reference.strip().upper()))
    if found is None:
        raise NotFound(
            "No approach has this reference.",
            given=reference,
            do_next="Take it from the paper, or see `homeward chase`.",
        )
    return found
