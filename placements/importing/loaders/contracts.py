"""Framework, spot and block agreements."""

from __future__ import annotations

from typing import Any

from placements.importing.batch import Batch, check_in_order, check_lengths, held
from placements.importing.rows import Row
from placements.models.contract import Contract, ContractKind, Provider


def check(batch: Batch) -> None:
    """List what is wrong with the contracts."""
    rows = batch.first
    check_lengths(batch, rows, Contract, {"contract": "ref"})
    check_in_order(batch, rows, "from", "to", days=True)
    providers = held(batch.session, Provider.ref, (row.words("provider") for row in rows))
    for row in rows:
        if (ref := row.text("provider")) and ref not in providers:
            message = f"The provider {ref!r} is not held. Load the providers first."
            batch.wrong(row, "provider-unknown", message, "provider")
        if row.day("from") is None:
            message = "The contract has no first day: it is taken to be in force, and no month of it can be counted."
            batch.note(row, "contract-without-dates", message, "from")


def write(batch: Batch) -> None:
    """Write the contracts."""
    providers: dict[str, Provider] = held(batch.session, Provider.ref, (row.words("provider") for row in batch.first))
    contracts: dict[str, Contract] = held(batch.session, Contract.ref, (row.words("contract") for row in batch.first))
    for row in batch.first:
        facts = _facts(row, providers) | batch.said(row)
        contract = contracts.get(row.words("contract"))
        if contract is None:
            batch.session.add(Contract(ref=row.words("contract"), **facts))
        else:
            for attribute, value in facts.items():
                setattr(contract, attribute, value)
    batch.session.flush()


def _facts(row: Row, providers: dict[str, Provider]) -> dict[str, Any]:
    return {
        "provider_id": providers[row.words("provider")].id,
        "kind": ContractKind(row.words("kind")),
        "starts_on": row.day("from"),
        "ends_on": row.day("to"),
        "lots": list(row.several("lots")),
        "tier": row.whole("tier"),
        "beds": row.whole("beds"),
        "notice_days": row.whole("notice_days"),
    }
