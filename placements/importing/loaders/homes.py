"""Children's homes, supported accommodation and other registered homes, with what they are registered for."""

from __future__ import annotations

import sqlalchemy as sa

from placements.importing.batch import Batch, Facts, check_lengths, check_range, fill, held
from placements.importing.cells import choose
from placements.importing.loaders.beds import MOST_BEDS, assume_beds, check_beds, confirm_vacancies, write_beds
from placements.importing.loaders.carers import authorities_of, record_said
from placements.importing.loaders.provider_names import Providers
from placements.importing.loaders.terms import read_ages
from placements.importing.rows import Row
from placements.models.base import Sex
from placements.models.child import NeedDomain
from placements.models.contract import Contract, Provider
from placements.models.home import Home, HomeKind, HomeStatus, Registration

_STATUSES = ("active", "suspended", "resigned", "cancelled", "unknown")
_FACTS: Facts = {
    "urn": ("urn", Row.text),
    "name": ("name", Row.text),
    "postcode": ("postcode", Row.text),
    "status": ("status", lambda row, column: HomeStatus(row.text(column) or HomeStatus.UNKNOWN)),
    "step_free": ("step_free", Row.known),
    "supervision_cap": ("supervision_cap", Row.whole),
}
_REGISTERED = (
    "registration",
    "registered_from",
    "age_min",
    "age_max",
    "sex",
    "places",
    "needs_accepted",
    "conditions",
    "grade",
    "graded_on",
)


def check(batch: Batch) -> None:
    """List what is wrong with the homes and their beds."""
    rows = batch.first
    check_lengths(batch, rows, Home, {"home": "ref", "urn": "urn", "name": "name"})
    check_lengths(batch, rows, Provider, {"provider": "ref"})
    check_lengths(batch, rows, Registration, {"grade": "grade"})
    check_range(batch, rows, "places", 0, MOST_BEDS)
    check_range(batch, rows, "vacancies", 0, MOST_BEDS)
    contracts = held(batch.session, Contract.ref, (row.words("contract") for row in rows))
    for row in rows:
        _check_home(batch, row, contracts.keys())
    mentioned = {row.words("home") for sheet in batch.rows.values() for row in sheet}
    check_beds(batch, {row.words("home") for row in rows} | set(held(batch.session, Home.ref, mentioned)))


def write(batch: Batch) -> None:
    """Write the homes, their registrations and their beds."""
    rows = {row.words("home"): row for row in batch.first}
    homes: dict[str, Home] = held(
        batch.session, Home.ref, rows.keys() | {row.words("home") for row in batch.sheet("beds")}
    )
    contracts = held(batch.session, Contract.ref, (row.words("contract") for row in rows.values()))
    providers, authorities = Providers(batch), authorities_of(batch, batch.first)
    for ref, row in rows.items():
        homes[ref] = _write_home(batch, row, homes.get(ref), providers)
        if row.has("postcode"):
            homes[ref].la_code = authorities.get(row.words("postcode"))
        if row.has("contract"):
            contract = contracts.get(row.words("contract"))
            homes[ref].contract_id = contract and contract.id
    batch.session.flush()
    listed = write_beds(batch, homes)
    for ref, row in rows.items():
        if any(row.has(column) for column in _REGISTERED):
            _write_registration(batch, row, homes[ref])
        counts = [number for number in (row.whole("places"), row.whole("vacancies")) if number is not None]
        if ref not in listed and counts:
            assume_beds(batch.session, homes[ref], max(counts))
        elif ref not in listed:
            batch.note(row, "beds-unknown", "Neither beds nor places are given: no bed of this home can be offered.")
        confirm_vacancies(batch, row, homes[ref])


def _check_home(batch: Batch, row: Row, contracts: object) -> None:
    for column, message in read_ages(row)[2]:
        batch.wrong(row, "cell-term", message, column)
    if (text := row.text("registration")) and choose(text, _STATUSES) is None:
        batch.wrong(row, "cell-choice", f"{text!r} is not one of: {', '.join(_STATUSES)}.", "registration")
    for need in row.several("needs_accepted"):
        if choose(need, tuple(NeedDomain)) is None:
            message = f"{need!r} is not one of: {', '.join(NeedDomain)}."
            batch.wrong(row, "cell-choice", message, "needs_accepted")
    if (ref := row.text("contract")) and ref not in contracts:  # type: ignore[operator]
        batch.wrong(row, "contract-unknown", f"The contract {ref!r} is not held. Load the contracts first.", "contract")


def _write_home(batch: Batch, row: Row, home: Home | None, providers: Providers) -> Home:
    kind = HomeKind(row.words("kind"))
    if home is None:
        home = Home(ref=row.words("home"), kind=kind, provider_id=providers.of(row).id)
        batch.session.add(home)
    home.kind = kind
    if row.has("provider"):
        home.provider_id = providers.of(row).id
    fill(home, row, _FACTS)
    record_said(batch, row, home)
    return home


def _write_registration(batch: Batch, row: Row, home: Home) -> None:
    youngest, oldest, _ = read_ages(row)
    batch.session.execute(sa.delete(Registration).where(Registration.home_id == home.id))
    sex = row.text("sex")
    batch.session.add(
        Registration(
            home_id=home.id,
            status=choose(row.text("registration") or "unknown", _STATUSES) or "unknown",
            starts_on=row.day("registered_from"),
            age_min=youngest,
            age_max=oldest,
            sex=Sex(sex) if sex in {Sex.MALE, Sex.FEMALE} else None,
            places=row.whole("places"),
            needs_accepted=[str(choose(need, tuple(NeedDomain))) for need in row.several("needs_accepted")],
            conditions=row.text("conditions"),
            grade=row.text("grade"),
            graded_on=row.day("graded_on"),
            **batch.said(row),
        )
    )
