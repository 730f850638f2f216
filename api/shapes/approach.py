"""Asking providers, and the list of whom to write to, as other programs read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from api.approaching import Approached
from api.shapes.shape import Shape
from matching.approaching.tiers import tier_of


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


def approach_answer(made: Approached) -> dict[str, Any]:
    """What `homeward approach --json` answers."""
    prepared = made.prepared
    return {
        "referral": prepared.referral,
        "released": made.released,
        "sent": [
            {
                "provider": one.provider.provider.ref,
                "name": one.provider.provider.name,
                "reference": one.paper.reference,
                "tier": tier_of(one.provider),
                "early": one.early,
                "reply_due": one.paper.reply_due.isoformat() if one.paper.reply_due else None,
                "digest": one.digest,
                "text": one.text,
            }
            for one in made.sent
        ],
        "would_ask": [
            {"provider": one.provider.ref, "name": one.provider.name, "tier": tier_of(one)}
            for one in (() if made.released else prepared.to_ask)
        ],
        "waiting": [
            {
                "provider": one.approach.provider.ref,
                "name": one.approach.provider.name,
                "tier": tier_of(one.approach),
                "because": one.because,
                "opens": one.opens.isoformat() if one.opens else None,
            }
            for one in prepared.wave.waiting
            if one.approach not in prepared.to_ask
        ],
        "not_approached": [{"provider": one.provider.ref, "because": one.because} for one in prepared.left_out],
        "flags": list(prepared.flags),
        "notes": list(prepared.notes),
        "draft": made.draft,
        "sends": "Nothing was sent: a person sends each paper from the council's own secure e-mail or portal.",
    }
