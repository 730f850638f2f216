"""Households of carers: one flat sheet makes homes, terms of approval and beds; the other sheets say more."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from placements.importing.batch import Batch, Facts, check_in_order, check_lengths, check_range, fill, held
from placements.importing.cells import is_unknown
from placements.importing.loaders.beds import MOST_BEDS, assume_beds, check_beds, confirm_vacancies, write_beds
from placements.importing.loaders.household import check_household, name_carers, write_household
from placements.importing.loaders.provider_names import Providers
from placements.importing.loaders.terms import Terms, check_terms, has_terms, read_terms
from placements.importing.rows import Row
from placements.importing.wording import plain
from placements.models.base import Base, Known
from placements.models.contract import Provider
from placements.models.home import Home, HomeKind, HomeStatus
from placements.models.household import Approval, Basis, Term
from placements.models.reference import Postcode

_KINSHIP = ("kin", "connected", "famil", "friend", "relative")
_FOSTERING = ("foster", "mainstream", "general", "approved")
_FACTS: Facts = {
    "carers": ("name", Row.text),
    "postcode": ("postcode", Row.text),
    "status": ("status", lambda row, column: HomeStatus(row.text(column) or HomeStatus.UNKNOWN)),
    "available_from": ("available_from", Row.day),
    "step_free": ("step_free", Row.known),
    "smokers": ("smokers", Row.known),
    "supervision_cap": ("supervision_cap", Row.whole),
    "fsp_consent": ("fsp_consent", Row.known),
    "fee_level": ("fee_level", Row.text),
}
_LENGTHS = {"household": "ref", "carers": "name", "fee_level": "fee_level", "pets": "pet_kinds"}


def check(batch: Batch) -> None:
    """List what is wrong with the households and their sheets."""
    rows = batch.first
    check_lengths(batch, rows, Home, _LENGTHS)
    check_lengths(batch, rows, Provider, {"provider": "ref"})
    check_in_order(batch, rows, "approved_from", "approved_to", days=True)
    check_range(batch, rows, "bedrooms", 0, MOST_BEDS)
    check_range(batch, rows, "vacancies", 0, MOST_BEDS)
    check_range(batch, rows, "supervision_cap", 0, 10)
    for row in rows:
        check_terms(batch, row)
        if _kind(row) is None:
            message = f"{row.text('kind')!r} is not one of: fostering, kinship, or blank for fostering."
            batch.wrong(row, "cell-choice", message, "kind")
    mentioned = {
        row.words(column) for sheet in batch.rows.values() for row in sheet for column in ("household", "home")
    }
    known = {row.words("household") for row in rows} | set(held(batch.session, Home.ref, mentioned))
    check_beds(batch, known)
    check_household(batch, known)


def write(batch: Batch) -> None:
    """Write the households: a later list wins, sheet by sheet, for the households it names."""
    rows = {row.words("household"): row for row in batch.first}
    others = {row.words(column) for sheet in batch.rows.values() for row in sheet for column in ("household", "home")}
    homes: dict[str, Home] = held(batch.session, Home.ref, rows.keys() | others)
    providers, authorities = Providers(batch), authorities_of(batch, batch.first)
    for ref, row in rows.items():
        homes[ref] = home = _write_home(batch, row, homes.get(ref), providers)
        if row.has("postcode"):
            home.la_code = authorities.get(home.postcode or "")
    batch.session.flush()
    for ref, row in rows.items():
        if has_terms(row):
            _write_approval(batch, row, homes[ref])
    listed = write_beds(batch, homes)
    for ref, row in rows.items():
        if ref not in listed:
            _assume_beds(batch, row, homes[ref])
        confirm_vacancies(batch, row, homes[ref])
    write_household(batch, homes)
    name_carers(batch, {ref: homes[ref] for ref in rows})


def authorities_of(batch: Batch, rows: Iterable[Row]) -> dict[str, str]:
    """The authority in which each postcode of these rows lies, where the record holds it."""
    wanted = {postcode for row in rows if (postcode := row.text("postcode"))}
    return {ref: postcode.la_code for ref, postcode in held(batch.session, Postcode.postcode, wanted).items()}


def _kind(row: Row) -> HomeKind | None:
    """Fostering or kinship from the words of the list; None where they say neither."""
    words = plain(row.text("kind") or "fostering")
    if any(word in words for word in _KINSHIP):
        return HomeKind.KINSHIP
    return HomeKind.FOSTERING if any(word in words for word in _FOSTERING) else None


def _write_home(batch: Batch, row: Row, home: Home | None, providers: Providers) -> Home:
    kind = _kind(row) or HomeKind.FOSTERING
    if home is None:
        home = Home(ref=row.words("household"), kind=kind)
        batch.session.add(home)
        home.provider_id = providers.of(row).id
    if row.has("kind"):
        home.kind = kind
    if row.has("provider"):
        home.provider_id = providers.of(row).id
    fill(home, row, _FACTS)
    if row.has("pets"):
        home.pets, home.pet_kinds = _pets(row.text("pets"))
    record_said(batch, row, home)
    return home


def record_said(batch: Batch, row: Row, record: Base) -> None:
    """Write to a record the day and source of its facts, and whether it is invented."""
    for attribute, value in (batch.said(row) | {"invented": batch.invented}).items():
        setattr(record, attribute, value)


def _pets(text: str | None) -> tuple[Known, str | None]:
    if text is None:
        return Known.NOT_ASKED, None
    if is_unknown(text):
        return Known.UNKNOWN, None
    if plain(text) in {"none", "no", "no pets", "0"}:
        return Known.NO, None
    return Known.YES, None if plain(text) in {"yes", "y"} else text


def _write_approval(batch: Batch, row: Row, home: Home) -> None:
    """Replace the terms held by those of the row.

    A row that gives no regulation is read as regulation 27, under which every foster carer is approved (Fostering
    Services Regulations 2011), and as "other" for kinship, where a temporary approval is as likely.
    """
    terms: Terms = read_terms(row)
    usual = Basis.REG27 if home.kind is HomeKind.FOSTERING else Basis.OTHER
    batch.session.execute(sa.delete(Approval).where(Approval.home_id == home.id))
    batch.session.add(
        Approval(
            home_id=home.id,
            basis=Basis(row.text("basis") or usual),
            starts_on=row.day("approved_from"),
            ends_on=row.day("approved_to"),
            age_term=terms.ages[0],
            age_min=terms.ages[1],
            age_max=terms.ages[2],
            number_term=terms.number[0],
            number=terms.number[1],
            sex_term=terms.sex[0],
            sex=terms.sex[1],
            types_term=terms.types[0],
            types=terms.types[1],
            named=list(row.several("named")),
            **batch.said(row),
        )
    )


def _assume_beds(batch: Batch, row: Row, home: Home) -> None:
    terms = read_terms(row)
    approved = terms.number[1] if terms.number[0] is Term.LIMIT else None
    counts = [number for number in (approved, row.whole("bedrooms"), row.whole("vacancies")) if number is not None]
    if counts:
        assume_beds(batch.session, home, max(counts))
    else:
        message = "Neither beds, bedrooms, places nor vacancies are given: no bed of this home can be offered."
        batch.note(row, "beds-unknown", message)
