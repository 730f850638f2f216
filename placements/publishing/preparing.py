"""Freezing a publication: protected, audited with everything public, and kept under its digest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.disclosing.certificate import certificate
from placements.disclosing.documents import as_kept, digest_of, from_kept
from placements.disclosing.prepare import Prepared
from placements.disclosing.shown import ShownTable
from placements.disclosing.wording import doubtful_words
from placements.errors import Refused
from placements.models.publication import Release, ReleaseState, Signature, ToldElsewhere
from placements.permissions import Permission
from placements.repository.records import Records
from placements.repository.releases import ever_public, told_by_others
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Draft:
    """What is to be published: how its tables are protected beside everything public, and how it is written then.

    `name` is the address readers will use; `words` everything a person wrote, for the second reader.
    """

    name: str
    title: str
    as_at: dt.date
    protect: Callable[[Sequence[ShownTable]], Prepared]
    write: Callable[[Prepared], dict[str, Any]]
    words: Sequence[str] = ()


def public_tables(records: Records) -> list[ShownTable]:
    """Every table that readers ever saw, ours and those of others, with its truth."""
    ours = [
        _named(from_kept(kept), f"{release.name}, edition {release.edition}")
        for release in ever_public(records)
        for kept in release.kept
    ]
    return [*ours, *(_named(from_kept(one.kept), one.source) for one in told_by_others(records))]


def _named(one: ShownTable, where: str) -> ShownTable:
    """A public table under a name that says where it stands."""
    return ShownTable(replace(one.table, id=f"{one.table.id} ({where})"), one.marks)


def prepare_release(work: UnitOfWork, person: Named, draft: Draft, because: str = "") -> Release:
    """Freeze a draft as the next edition of its name, in place of one prepared and not yet released.

    A second edition is a correction and must say `because`. Raises NotPermitted, Refused; where no table can be
    published, Refused too. What cannot be told is left out, and the document says so.
    """
    answerable(work, person, Permission.PREPARE_RELEASES)
    records = Records(work.session, work.viewer)
    edition = _next_edition(work, draft.name)
    reason = must_say("The reason for the correction", because) if edition > 1 else ""
    public = public_tables(records)
    prepared = draft.protect(public)
    if not prepared.shown:
        raise Refused(
            "No table of this publication can be told.",
            given="; ".join(prepared.withheld.values()),
            do_next="Publish fewer categories, or a longer period.",
        )
    _forget_the_unreleased(work, draft.name, edition)
    document = draft.write(prepared)
    release = Release(
        name=draft.name,
        edition=edition,
        title=draft.title,
        as_at=draft.as_at,
        state=ReleaseState.PREPARED,
        prepared_at=work.clock(),
        prepared_by=person.name.strip(),
        role=person.role,
        document=document,
        kept=[as_kept(one) for one in prepared.shown],
        certificate=certificate(prepared, [one.table.id for one in public]),
        digest=digest_of(document),
        doubts=[[words, why] for text in draft.words for words, why in doubtful_words(text)],
        because=reason,
    )
    work.session.add(release)
    work.session.flush()
    work.record(Event.RELEASE_PREPARED, f"{draft.name} {edition}", digest=release.digest, by=person.name)
    return release


def note_elsewhere(work: UnitOfWork, person: Named, source: str, one: ShownTable) -> ToldElsewhere:
    """Keep a table that others publish, so that every later audit reads it; known already, it is not kept twice."""
    answerable(work, person, Permission.PREPARE_RELEASES)
    kept = as_kept(ShownTable(replace(one.table, told_elsewhere=True), one.marks))
    digest = digest_of(kept)
    known = work.session.scalar(sa.select(ToldElsewhere).where(ToldElsewhere.digest == digest))
    told = known or ToldElsewhere(
        source=must_say("Who publishes it", source),
        digest=digest,
        kept=kept,
        noted_at=work.clock(),
        noted_by=person.name.strip(),
    )
    work.session.add(told)
    work.record(Event.TOLD_ELSEWHERE, source, digest=digest)
    return told


def _next_edition(work: UnitOfWork, name: str) -> int:
    """One more than the newest edition that readers saw."""
    newest = sa.select(sa.func.max(Release.edition)).where(Release.name == name, Release.released_at.is_not(None))
    return (work.session.scalar(newest) or 0) + 1


def _forget_the_unreleased(work: UnitOfWork, name: str, edition: int) -> None:
    """Take away an edition that was prepared and never released, with its signatures: the new one stands for it."""
    old = work.session.scalar(sa.select(Release).where(Release.name == name, Release.edition == edition))
    if old is not None:
        work.session.execute(sa.delete(Signature).where(Signature.release_id == old.id))
        work.session.delete(old)
        work.session.flush()
