"""Asking providers, and the list of whom to write to, as other programs read them."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape


class SentTo(Shape):
    """One provider's paper: its reference, when an answer is due, the exact text and its SHA-256."""

    provider: str
    name: str
    reference: str
    tier: int | None
    early: bool
    reply_due: dt.datetime
    digest: str
    text: str


class WaitsFor(Shape):
    """A provider whose turn it is not yet, why, and from when it may be asked; null until another step is taken."""

    provider: str
    name: str
    tier: int | None
    because: str
    opens: dt.datetime | None


class WouldAsk(Shape):
    """A provider that would be asked now."""

    provider: str
    name: str
    tier: int | None


class NotAsked(Shape):
    """A provider left out, and why."""

    provider: str
    because: str


class ApproachAnswer(Shape):
    """What was asked of whom; a draft was not released and nothing of it is kept. The program sends nothing."""

    referral: str
    released: bool
    sent: list[SentTo]
    would_ask: list[WouldAsk]
    waiting: list[WaitsFor]
    not_approached: list[NotAsked]
    flags: list[str]
    notes: list[str]
    draft: str | None
    sends: str


class ToWrite(Shape):
    """A provider to write to, with the words."""

    reference: str
    referral: str
    provider: str
    name: str
    urgency: str
    sent_at: dt.datetime
    sent_by: str
    tier: int | None
    state: str
    reply_due: dt.datetime
    answers: list[str]
    words: str


class ChaseList(Shape):
    """Answers past due, answers still to come, providers to be told that it is over."""

    at: dt.datetime
    overdue: list[ToWrite]
    waiting: list[ToWrite]
    to_tell: list[ToWrite]
