"""Offers: how far an approach to a home has come, one closed table of how it may go on, and every step kept."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from placements.errors import Refused
from placements.models.base import Base


class OfferState(enum.StrEnum):
    """How far an approach to a home has come."""

    IDENTIFIED = "identified"
    APPROACHED = "approached"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    PLACED = "placed"
    ENDED = "ended"


S = OfferState
LIVE = frozenset({S.IDENTIFIED, S.APPROACHED, S.OFFERED, S.ACCEPTED})
"""The states of an offer that may still become a home."""

NEXT: dict[OfferState, frozenset[OfferState]] = {
    S.IDENTIFIED: frozenset({S.APPROACHED, S.WITHDRAWN}),
    S.APPROACHED: frozenset({S.OFFERED, S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.OFFERED: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.PLACED, S.DECLINED, S.WITHDRAWN}),
    S.PLACED: frozenset({S.ENDED}),
    S.DECLINED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.ENDED: frozenset(),
}
"""Which state may follow which; an offer begins as identified, and no other way in or on exists."""


class RefusalReason(enum.StrEnum):
    """Why a provider or carer said no."""

    NO_SPACE = "no_space"
    MATCH_OTHERS = "match_others"
    AGE = "age"
    RISK = "risk"
    DISTANCE = "distance"
    SCHOOL = "school"
    SKILLS = "skills"
    FEE = "fee"
    NO_REPLY = "no_reply"
    OTHER = "other"


class Offer(Base):
    """An approach to a home or a provider for the children of a referral who would live there together.

    An approach to a provider names no home until the provider offers one. `accepted_by` and `accepted_as` say who
    took the children on the home's side (the carer, the fostering service, the registered manager). The database
    refuses a refusal without its reason, an acceptance without a name and a home, and a placed offer without a
    decision; the model refuses a state that does not follow.
    """

    __tablename__ = "offers"
    __table_args__ = (
        sa.CheckConstraint("home_id is not null or provider_id is not null", name="to_somebody"),
        sa.CheckConstraint("state <> 'declined' or reason is not null", name="refusal_has_reason"),
        sa.CheckConstraint(
            "state not in ('accepted', 'placed', 'ended') or (home_id is not null and accepted_by <> '')",
            name="accepted_by_somebody",
        ),
        sa.CheckConstraint("(state in ('placed', 'ended')) = (decision_id is not null)", name="placed_by_a_decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    state: Mapped[OfferState]
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None, index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None, index=True)
    search_id: Mapped[int | None] = mapped_column(sa.ForeignKey("searches.id"), default=None)
    reply_due: Mapped[dt.datetime | None] = mapped_column(default=None)
    reply_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reason: Mapped[RefusalReason | None] = mapped_column(default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    weekly_pence: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    accepted_by: Mapped[str] = mapped_column(sa.String(120), default="")
    accepted_as: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    accepted_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decisions.id"), default=None, index=True)
    feedback_sent: Mapped[dt.date | None] = mapped_column(default=None)

    children: Mapped[list[OfferChild]] = relationship(lazy="raise", init=False, default_factory=list)
    steps: Mapped[list[OfferStep]] = relationship(lazy="raise", init=False, default_factory=list)

    @validates("state")
    def _follows(self, _key: str, wanted: OfferState) -> OfferState:
        """Refuse a state that the table of transitions does not let follow."""
        held: OfferState | None = self.state
        allowed = {OfferState.IDENTIFIED} if held is None else NEXT[held]
        if wanted not in allowed:
            may = ", ".join(sorted(allowed)) or "nothing: make a new offer"
            raise Refused(
                f"An offer that is {held or 'new'} cannot become {wanted}.", given=wanted, do_next=f"May follow: {may}."
            )
        return wanted


class OfferChild(Base):
    """A child for whom the offer is."""

    __tablename__ = "offer_children"
    __table_args__ = (sa.UniqueConstraint("offer_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id"), index=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)


class OfferStep(Base):
    """One step of an offer: from which state to which, when, by whom in which role, and what was said."""

    __tablename__ = "offer_steps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id"), index=True)
    from_state: Mapped[OfferState | None]
    to_state: Mapped[OfferState]
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
