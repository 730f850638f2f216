"""Whose home it is: the authority's own, or a provider known by its reference or its name."""

from __future__ import annotations

import sqlalchemy as sa

from placements.importing.batch import Batch
from placements.importing.rows import Row
from placements.importing.wording import plain
from placements.models.contract import Provider, ProviderKind
from placements.models.reference import Authority

_OWN = frozenset({"own", "own authority", "in house", "inhouse", "internal", "la", "council", "local authority"})
OWN_REF = "own"


class Providers:
    """The providers held, by reference and by name; those a list names first are made and listed."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        providers = batch.session.scalars(sa.select(Provider).order_by(Provider.id)).all()
        self._by_word = {plain(provider.name): provider for provider in reversed(providers)}
        self._by_word |= {plain(provider.ref): provider for provider in reversed(providers)}
        self._own = next((provider for provider in providers if provider.kind is ProviderKind.OWN), None)

    def of(self, row: Row) -> Provider:
        """The provider that a row names; blank or own is the authority itself."""
        text = row.text("provider")
        if text is None or plain(text) in _OWN:
            return self._authority()
        found = self._by_word.get(plain(text))
        return found or self._new(row, text)

    def _authority(self) -> Provider:
        if self._own is None:
            name = self._batch.session.scalar(sa.select(Authority.name).where(Authority.responsible))
            self._own = self._add(OWN_REF, name or "The authority's own", ProviderKind.OWN)
        return self._own

    def _new(self, row: Row, text: str) -> Provider:
        message = f"{text!r} is not a provider that is held; it is kept by its name alone. Load it with the providers."
        self._batch.note(row, "provider-new", message, "provider")
        made = self._add(text[:40], text[:160], ProviderKind.OTHER)
        self._by_word[plain(text)] = made
        return made

    def _add(self, ref: str, name: str, kind: ProviderKind) -> Provider:
        batch = self._batch
        provider = Provider(
            ref=ref, name=name, kind=kind, invented=batch.invented, as_of=batch.said_on, source=batch.file[:200]
        )
        batch.session.add(provider)
        batch.session.flush()
        return provider
