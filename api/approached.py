"""What was asked of whom, or would be, as `homeward approach --json` answers it."""

from __future__ import annotations

from typing import Any

from api.approaching import Approached
from matching.approaching.tiers import tier_of


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
