"""What was sent to which provider, under which reference, and every reply: the program itself sends nothing."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base
from placements.models.offer import RefusalReason


class Channel(enum.StrEnum):
    """How a person sent it."""

    SECURE_EMAIL = "secure_email"
    PORTAL = "portal"
    OTHER = "other"


class ReplyAnswer(enum.StrEnum):
    """What a provider answered."""

    OFFER = "offer"
    NO = "no"
    QUESTION = "question"


class WhyNot(enum.StrEnum):
    """Why another home was chosen, or none: what a provider is told, from a closed list."""

    NEARER = "nearer"
    SCHOOL_KEPT = "school_kept"
    SIBLINGS_TOGETHER = "siblings_together"
    NEEDS_BETTER_MET = "needs_better_met"
    IDENTITY_BETTER_MET = "identity_better_met"
    CHILDS_WISH = "childs_wish"
    HOUSEHOLD_BALANCE = "household_balance"
    ANSWERED_EARLIER = "answered_earlier"
    WITH_FAMILY = "with_family"
    PLAN_CHANGED = "plan_changed"
    OTHER_HOME_CHOSEN = "other_home_chosen"


class ReferralToken(Base):
    """The random token of a referral, from which the reference of every provider asked about it is made."""

    __tablename__ = "referral_tokens"

    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(sa.String(120))


class Approach(Base):
    """What one provider was sent: its own reference, the exact text and its SHA-256, who sent it, who read it first.

    `paper` holds what was said, so that the Word and PDF forms can be made again; `flags` what a second person was
    shown because it is rare. `reading_id` is where the second person signed in and said that it may go, or, where one
    person alone let it go tonight with a reason, where it is read afterwards. How the provider answered stands in the
    offer and in the replies. `why_not` and `closing_text` are what it was told at the end.
    """

    __tablename__ = "approaches"
    __table_args__ = (
        sa.CheckConstraint("length(trim(sent_by)) > 0", name="named_person"),
        sa.CheckConstraint("released_by is null or lower(released_by) <> lower(sent_by)", name="two_people"),
        sa.CheckConstraint(
            "released_by is not null or length(trim(coalesce(reason, ''))) > 0", name="released_or_reason"
        ),
        sa.CheckConstraint("(why_not is null) = (closing_text is null)", name="told_in_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id"), unique=True)
    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    sent_at: Mapped[dt.datetime]
    sent_by: Mapped[str] = mapped_column(sa.String(120))
    sent_as: Mapped[str] = mapped_column(sa.String(40))
    channel: Mapped[Channel]
    paper: Mapped[dict[str, object]] = mapped_column(sa.JSON)
    text: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64))
    released_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    reason: Mapped[str | None] = mapped_column(sa.Text, default=None)
    reading_id: Mapped[int | None] = mapped_column(sa.ForeignKey("readings.id"), default=None, index=True)
    tier: Mapped[int | None] = mapped_column(default=None)
    flags: Mapped[list[str]] = mapped_column(default_factory=list)
    why_not: Mapped[WhyNot | None] = mapped_column(default=None)
    closing_text: Mapped[str | None] = mapped_column(sa.Text, default=None)
    closed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class ApproachReply(Base):
    """One reply of a provider, as logged: an offer of a home, a no with its reason, or a question.

    `offer_id` is the offer that the reply moved; blank where it came too late or only asked something.
    """

    __tablename__ = "approach_replies"
    __table_args__ = (sa.CheckConstraint("answer <> 'no' or reason is not null", name="refusal_has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    approach_id: Mapped[int] = mapped_column(sa.ForeignKey("approaches.id"), index=True)
    answer: Mapped[ReplyAnswer]
    at: Mapped[dt.datetime]
    logged_at: Mapped[dt.datetime]
    logged_by: Mapped[str] = mapped_column(sa.String(120))
    source: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[RefusalReason | None] = mapped_column(default=None)
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None)
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offers.id"), default=None)
    weekly_pence: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
