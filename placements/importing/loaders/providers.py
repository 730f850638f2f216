"""Agencies and organisations that provide homes."""

from __future__ import annotations

from placements.importing.batch import Batch, Facts, check_lengths, fill, held
from placements.importing.loaders.carers import record_said
from placements.importing.loaders.terms import read_ages
from placements.importing.rows import Row
from placements.models.base import Known
from placements.models.contract import Provider, ProviderKind

_FACTS: Facts = {
    "name": ("name", Row.words),
    "kind": ("kind", lambda row, column: ProviderKind(row.words(column))),
    "urn": ("urn", Row.text),
    "postcode": ("postcode", Row.text),
    "areas": ("areas", lambda row, column: list(row.several(column))),
    "registered": ("registered", Row.known),
    "grade": ("grade", Row.text),
    "graded_on": ("graded_on", Row.day),
    "suspended": ("suspended", lambda row, column: row.known(column) is Known.YES),
    "suspended_since": ("suspended_since", Row.day),
    "suspended_by": ("suspended_by", Row.text),
    "suspended_because": ("suspended_because", Row.text),
}


def check(batch: Batch) -> None:
    """List what is wrong with the providers."""
    told = ("name", "urn", "grade", "suspended_by", "suspended_because")
    check_lengths(batch, batch.first, Provider, {"provider": "ref", **{name: name for name in told}})
    for row in batch.first:
        for column, message in read_ages(row)[2]:
            batch.wrong(row, "cell-term", message, column)


def write(batch: Batch) -> None:
    """Write the providers."""
    providers: dict[str, Provider] = held(batch.session, Provider.ref, (row.words("provider") for row in batch.first))
    for row in batch.first:
        ref = row.words("provider")
        if ref not in providers:
            kind = ProviderKind(row.words("kind"))
            providers[ref] = Provider(ref=ref, name=row.words("name"), kind=kind)
            batch.session.add(providers[ref])
        provider = providers[ref]
        fill(provider, row, _FACTS)
        if row.has("age_min") or row.has("age_max"):
            provider.age_min, provider.age_max, _ = read_ages(row)
        record_said(batch, row, provider)
    batch.session.flush()
