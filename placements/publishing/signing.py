"""Signing, releasing, withdrawing: two named people, each in the right role, on the very figures that were frozen."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.disclosing.audit import audit
from placements.disclosing.documents import digest_of, from_kept
from placements.disclosing.elsewhere import of_the_same_children
from placements.errors import Conflict, NotPermitted, Refused
from placements.models.publication import Capacity, Release, ReleaseState, Signature
from placements.permissions import Permission
from placements.publishing.preparing import public_tables
from placements.repository.records import Records
from placements.repository.releases import release_held, signatures_of
from placements.unit_of_work import UnitOfWork

NEEDS = {Capacity.FIGURES: Permission.SIGN_FIGURES, Capacity.PUBLICATION: Permission.SIGN_RELEASES}
IN_WORDS = {
    Capacity.FIGURES: "that the figures are right",
    Capacity.PUBLICATION: "that it may be published",
}


def sign(work: UnitOfWork, number: int, person: Named, capacity: Capacity, *, words_read: bool = False) -> Signature:
    """Sign a prepared release. Nobody signs twice, nor agrees to publish what they prepared themselves.

    Where words were found doubtful, whoever agrees to publish must have read them. Raises NotFound, NotPermitted,
    Refused, Conflict.
    """
    answerable(work, person, NEEDS[capacity])
    records = Records(work.session, work.viewer)
    release = _prepared(records, number)
    _refuse_a_second_hand(release, signatures_of(records, number), person, capacity)
    if capacity is Capacity.PUBLICATION and release.doubts and not words_read:
        raise Refused(
            "The words have not been read by a second person.",
            given="; ".join(f"“{words}” ({why})" for words, why in release.doubts),
            do_next="Read each, and sign with the words read; or have the text changed and the release prepared anew.",
        )
    signature = Signature(
        release_id=release.id,
        capacity=capacity,
        by=person.name.strip(),
        role=person.role,
        at=work.clock(),
        digest=release.digest,
        words_read=words_read,
    )
    work.session.add(signature)
    work.record(Event.RELEASE_SIGNED, f"{release.name} {release.edition}", capacity=capacity, by=person.name)
    return signature


def release(work: UnitOfWork, number: int, person: Named) -> Release:
    """Make a signed release public, after one more audit with everything that is public by now.

    An earlier edition is then corrected: it is no longer read, and stays in every audit. Raises NotFound, NotPermitted,
    Refused, AuditFailed.
    """
    answerable(work, person, Permission.PREPARE_RELEASES)
    records = Records(work.session, work.viewer)
    ready = _prepared(records, number)
    signed = {one.capacity: one for one in signatures_of(records, number)}
    missing = [IN_WORDS[capacity] for capacity in Capacity if capacity not in signed]
    if missing or any(one.digest != ready.digest for one in signed.values()):
        raise Refused(
            "This release is not signed by two people.",
            given=f"missing: {' and '.join(missing)}" if missing else "signed on other figures",
            do_next="Have it signed by two different people in the right roles.",
        )
    frozen = [from_kept(kept) for kept in ready.kept]
    audit(frozen, of_the_same_children(public_tables(records), [one.table for one in frozen]))
    earlier = sa.select(Release).where(Release.name == ready.name, Release.state == ReleaseState.RELEASED)
    for old in work.session.scalars(earlier):
        old.state = ReleaseState.CORRECTED
    ready.state, ready.released_at = ReleaseState.RELEASED, work.clock()
    work.record(Event.RELEASED, f"{ready.name} {ready.edition}", digest=ready.digest, by=person.name)
    return ready


def withdraw(work: UnitOfWork, number: int, person: Named, because: str) -> Release:
    """Take a release from the public pages at once; what was read stays in every later audit."""
    answerable(work, person, Permission.PREPARE_RELEASES)
    found = release_held(Records(work.session, work.viewer), number)
    if found.state is not ReleaseState.RELEASED:
        raise Conflict(
            "Only what is public can be withdrawn.", given=found.state, do_next="Look at the list of releases."
        )
    found.withdrawn_because = must_say("The reason for withdrawing", because)
    found.state, found.withdrawn_at = ReleaseState.WITHDRAWN, work.clock()
    work.record(Event.RELEASE_WITHDRAWN, f"{found.name} {found.edition}", because=because, by=person.name)
    return found


def _prepared(records: Records, number: int) -> Release:
    """A release that waits for signatures, as it was frozen."""
    found = release_held(records, number)
    if found.state is not ReleaseState.PREPARED:
        raise Conflict("This release is not waiting for anything.", given=found.state, do_next="Prepare a new edition.")
    if digest_of(found.document) != found.digest:
        raise Refused(
            "The figures are not those that were frozen.",
            given=f"{found.name}, edition {found.edition}",
            do_next="Prepare it anew, and ask who changed the database.",
        )
    return found


def _refuse_a_second_hand(found: Release, signed: Sequence[Signature], person: Named, capacity: Capacity) -> None:
    name = person.name.strip().casefold()
    if any(one.capacity is capacity for one in signed):
        raise Conflict(f"Somebody has signed {IN_WORDS[capacity]} already.", do_next="Look at the signatures.")
    if name in {one.by.casefold() for one in signed}:
        raise NotPermitted("One person cannot sign twice.", given=person.name, do_next="Ask a second person.")
    if capacity is Capacity.PUBLICATION and name == found.prepared_by.casefold():
        raise NotPermitted(
            "Whoever prepared it cannot agree to publish it.", given=person.name, do_next="Ask a second person."
        )
