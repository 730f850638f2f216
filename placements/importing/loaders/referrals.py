"""Open referrals and the relatives considered."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from placements.importing.batch import Batch, check_lengths, check_range, held
from placements.importing.cells import choose
from placements.importing.rows import Row
from placements.models.base import Known
from placements.models.child import Child
from placements.models.referral import (
    Duration,
    KinConsidered,
    Plan,
    Referral,
    ReferralChild,
    ReferralKind,
    ReferralStatus,
    Suitability,
    Urgency,
)

SETTINGS = ("foster", "kin", "K2", "K3")
_OUTCOMES = ("possible", "ruled_out", "assessing", "unknown")
_SUITABILITIES = (Suitability.PREFERRED, Suitability.SUITABLE, Suitability.UNSUITABLE)


def check(batch: Batch) -> None:
    """List what is wrong with the referrals and the relatives considered."""
    rows = batch.first
    texts = {"referral": "ref", "preferred_area": "preferred_area", "team": "team", "break_home": "break_home"}
    check_lengths(batch, rows, Referral, texts)
    check_range(batch, rows, "break_days", 1, 366)
    check_range(batch, rows, "break_days_in_year", 0, 366)
    known = held(batch.session, Child.ref, (ref for row in rows for ref in row.several("children")))
    for row in rows:
        for ref in row.several("children"):
            if ref not in known:
                message = f"The child {ref!r} is not held. Load the children first."
                batch.wrong(row, "child-unknown", message, "children", ref)
        _check_settings(batch, row)
    _check_kin(batch)


def write(batch: Batch) -> None:
    """Write the referrals: a later list wins for the referrals it names."""
    refs = {row.words("referral") for sheet in batch.rows.values() for row in sheet}
    referrals: dict[str, Referral] = held(batch.session, Referral.ref, refs)
    children = held(batch.session, Child.ref, (ref for row in batch.first for ref in row.several("children")))
    for row in batch.first:
        facts = _facts(row) | batch.said(row)
        referral = referrals.get(row.words("referral"))
        if referral is None:
            referral = Referral(ref=row.words("referral"), **facts)
            batch.session.add(referral)
        for attribute, value in facts.items():
            setattr(referral, attribute, value)
        batch.session.flush()
        referrals[referral.ref] = referral
        batch.session.execute(sa.delete(ReferralChild).where(ReferralChild.referral_id == referral.id))
        named = dict.fromkeys(row.several("children"))
        batch.session.add_all(ReferralChild(referral_id=referral.id, child_id=children[ref].id) for ref in named)
    _write_kin(batch, referrals)
    batch.session.flush()


def _check_settings(batch: Batch, row: Row) -> None:
    said: dict[str, str] = {}
    for suitability in _SUITABILITIES:
        for text in row.several(suitability):
            setting = choose(text, SETTINGS)
            if setting is None:
                batch.wrong(row, "cell-choice", f"{text!r} is not one of: {', '.join(SETTINGS)}.", suitability)
            elif said.setdefault(setting, suitability) != suitability:
                message = f"{setting} is said to be both {said[setting]} and {suitability}."
                batch.wrong(row, "answer-contradicts", message, suitability)


def _check_kin(batch: Batch) -> None:
    rows = batch.sheet("kin")
    check_lengths(batch, rows, KinConsidered, {"person": "person"})
    known = {row.words("referral") for row in batch.first}
    known |= set(held(batch.session, Referral.ref, (row.words("referral") for row in rows)))
    for row in rows:
        if row.text("referral") and row.words("referral") not in known:
            message = f"{row.text('referral')} is neither in this file nor held. Add it to the first sheet."
            batch.wrong(row, "referral-unknown", message, "referral")
        if (text := row.text("outcome")) and choose(text, _OUTCOMES) is None:
            batch.wrong(row, "cell-choice", f"{text!r} is not one of: {', '.join(_OUTCOMES)}.", "outcome")


def _facts(row: Row) -> dict[str, Any]:
    return {
        "kind": ReferralKind(row.words("kind")),
        "needed_by": row.moment("needed_by"),
        "urgency": Urgency(row.words("urgency")),
        "duration": Duration(row.text("duration") or Duration.UNKNOWN),
        "plan": Plan(row.text("plan") or Plan.UNKNOWN),
        "settings": {
            str(choose(text, SETTINGS)): suitability.value
            for suitability in _SUITABILITIES
            for text in row.several(suitability)
        },
        "preferred_area": row.text("preferred_area"),
        "max_travel_min": row.whole("max_travel_min"),
        "pen_picture": row.text("pen_picture"),
        "team": row.text("team"),
        "share_with": row.text("share_with"),
        "parent_and_child": row.known("parent_and_child") is Known.YES,
        "carer_ended": row.known("carer_ended"),
        "review_held_on": row.day("review_held_on"),
        "break_days": row.whole("break_days"),
        "break_days_in_year": row.whole("break_days_in_year"),
        "break_home": row.text("break_home"),
        "status": ReferralStatus(row.text("status") or ReferralStatus.OPEN),
    }


def _write_kin(batch: Batch, referrals: dict[str, Referral]) -> None:
    rows = batch.sheet("kin")
    ids = {referrals[row.words("referral")].id for row in rows}
    batch.session.execute(sa.delete(KinConsidered).where(KinConsidered.referral_id.in_(ids)))
    batch.session.add_all(
        KinConsidered(
            referral_id=referrals[row.words("referral")].id,
            person=row.words("person"),
            outcome=choose(row.words("outcome"), _OUTCOMES) or "unknown",
            reason=row.text("reason"),
            **batch.said(row),
        )
        for row in rows
    )
