"""Who looked: at a child's page, and at where homes lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.account import Account
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.models.protected_look import ProtectedLook
from placements.models.referral import Referral, ReferralChild
from placements.permissions import Permission, Role
from placements.repository.records import Records, asks

MOST_LOOKS = 200


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account: the name they sign in with, their own name and role."""

    name: str
    full_name: str
    role: Role


@asks(Permission.SEE_REFERENCE)
def colleagues(records: Records) -> list[Colleague]:
    """Everybody who has or had an account, by their own name, so that a page can say who did something."""
    query = sa.select(Account.name, Account.full_name, Account.role).order_by(Account.full_name)
    return [Colleague(*row) for row in records.session.execute(query)]


@asks(Permission.REVIEW_LOOKS)
def looks_to_review(records: Records) -> Sequence[ProtectedLook]:
    """Looks at where homes lie that nobody has reviewed, the first due first."""
    query = sa.select(ProtectedLook).where(ProtectedLook.reviewed_at.is_(None))
    return records.session.scalars(query.order_by(ProtectedLook.review_by, ProtectedLook.id)).all()


@asks(Permission.REVIEW_LOOKS)
def reviewed_looks(records: Records) -> Sequence[ProtectedLook]:
    """The looks reviewed last, the newest first."""
    query = sa.select(ProtectedLook).where(ProtectedLook.reviewed_at.is_not(None))
    return records.session.scalars(query.order_by(ProtectedLook.reviewed_at.desc()).limit(MOST_LOOKS)).all()


@asks(Permission.SEE_SENSITIVE)
def looks_at_child(records: Records, child: Child) -> Sequence[AuditRow]:
    """Who was shown this child, or did something about them, the newest first: by the child's reference or a referral.

    Looks at lists, which show a line of every child, are not among them.
    """
    referrals = sa.select(Referral.ref).join(ReferralChild, ReferralChild.referral_id == Referral.id)
    refs = records.session.scalars(referrals.where(ReferralChild.child_id == child.id))
    subjects = [f"child {child.ref}", f"child {child.id}", *(f"referral {ref}" for ref in refs)]
    query = sa.select(AuditRow).where(AuditRow.subject.in_([subject[:120] for subject in subjects]))
    return records.session.scalars(query.order_by(AuditRow.id.desc()).limit(MOST_LOOKS)).all()
