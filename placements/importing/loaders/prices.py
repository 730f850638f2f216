"""The price book: agreed amounts, each with its unit, its time and the children it is for."""

from __future__ import annotations

from typing import Any

from placements.codes import Setting
from placements.importing.batch import Batch, check_in_order, check_lengths, check_range, held
from placements.importing.cells import choose
from placements.importing.rows import Row
from placements.models.contract import Contract, PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind
from placements.models.home import Home

_OLDEST = 25


def check(batch: Batch) -> None:
    """List what is wrong with the price lines."""
    rows = batch.first
    check_lengths(batch, rows, PriceLine, {"line": "ref", "level": "level"})
    check_in_order(batch, rows, "from", "to", days=True)
    check_in_order(batch, rows, "age_min", "age_max")
    check_range(batch, rows, "age_min", 0, _OLDEST)
    check_range(batch, rows, "age_max", 0, _OLDEST)
    contracts = held(batch.session, Contract.ref, (row.words("contract") for row in rows))
    homes = held(batch.session, Home.ref, (row.words("home") for row in rows))
    for row in rows:
        if (setting := row.text("setting")) and choose(setting, tuple(Setting)) is None:
            batch.wrong(row, "cell-choice", f"{setting!r} is not one of: {', '.join(Setting)}.", "setting")
        if (ref := row.text("contract")) and ref not in contracts:
            message = f"The contract {ref!r} is not held. Load the contracts first."
            batch.wrong(row, "contract-unknown", message, "contract")
        if (ref := row.text("home")) and ref not in homes:
            message = f"The home {ref!r} is not held. Load the homes and carers first."
            batch.wrong(row, "home-unknown", message, "home")


def write(batch: Batch) -> None:
    """Write the price lines."""
    lines: dict[str, PriceLine] = held(batch.session, PriceLine.ref, (row.words("line") for row in batch.first))
    contracts: dict[str, Contract] = held(batch.session, Contract.ref, (row.words("contract") for row in batch.first))
    homes: dict[str, Home] = held(batch.session, Home.ref, (row.words("home") for row in batch.first))
    for row in batch.first:
        contract, home = contracts.get(row.words("contract")), homes.get(row.words("home"))
        facts = _facts(row) | batch.said(row)
        facts |= {"contract_id": contract and contract.id, "home_id": home and home.id}
        line = lines.get(row.words("line"))
        if line is None:
            batch.session.add(PriceLine(ref=row.words("line"), **facts))
        else:
            for attribute, value in facts.items():
                setattr(line, attribute, value)
    batch.session.flush()


def _facts(row: Row) -> dict[str, Any]:
    provider_kind = row.text("provider_kind")
    return {
        "setting": choose(row.words("setting"), tuple(Setting)),
        "provider_kind": ProviderKind(provider_kind) if provider_kind else None,
        "component": PriceComponent(row.words("component")),
        "unit": PriceUnit(row.words("unit")),
        "amount_pence": row.whole("amount"),
        "starts_on": row.day("from"),
        "ends_on": row.day("to"),
        "age_min": row.whole("age_min"),
        "age_max": row.whole("age_max"),
        "level": row.text("level"),
        "standing": PriceStanding.AGREED,
    }
