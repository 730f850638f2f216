"""Questioning a decision: by the child, a parent or the reviewing officer, who may take it higher."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class RaisedFor(enum.StrEnum):
    """Whose question it is."""

    CHILD = "child"
    PARENT = "parent"
    IRO = "iro"
    CARER = "carer"


class ChallengeState(enum.StrEnum):
    """How far the question has come."""

    RAISED = "raised"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class ChallengeLevel(enum.StrEnum):
    """Who must answer: each step up is the reviewing officer's to take."""

    TEAM_MANAGER = "team_manager"
    NOMINATED_OFFICER = "nominated_officer"
    DIRECTOR = "director"
    CAFCASS = "cafcass"


class Challenge(Base):
    """A question put to a decision, at the level that must answer it now, by a day."""

    __tablename__ = "challenges"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"), index=True)
    raised_for: Mapped[RaisedFor]
    about: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[ChallengeState]
    level: Mapped[ChallengeLevel]
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    answer_due: Mapped[dt.date]


class ChallengeStep(Base):
    """One step of a challenge: what was said, when, by whom in which role."""

    __tablename__ = "challenge_steps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    challenge_id: Mapped[int] = mapped_column(sa.ForeignKey("challenges.id"), index=True)
    to_state: Mapped[ChallengeState]
    level: Mapped[ChallengeLevel]
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text)
