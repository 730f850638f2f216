"""Lines of the finance ledger: kept as they are paid, whoever they name; who is meant is looked for, never guessed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from placements.importing.batch import Batch, check_in_order, check_lengths, held
from placements.importing.rows import Row
from placements.importing.wording import plain
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.finance import LedgerLine

_LENGTHS = {
    "line": "ref",
    "code": "code",
    "child": "child_text",
    "provider": "provider_text",
    "description": "description",
}


def check(batch: Batch) -> None:
    """List what is wrong with the lines, and, as a note, those that name nobody who is held."""
    check_lengths(batch, batch.first, LedgerLine, _LENGTHS)
    check_in_order(batch, batch.first, "from", "to", days=True)
    children, providers = _children(batch), _providers(batch)
    for row in batch.first:
        if (child := row.text("child")) and child not in children:
            message = f"No child {child!r} is held. The line is kept and listed as matching nobody."
            batch.note(row, "ledger-child-unknown", message, "child")
        if (provider := row.text("provider")) and plain(provider) not in providers:
            message = f"No provider {provider!r} is held. The line is kept without one."
            batch.note(row, "ledger-provider-unknown", message, "provider")


def write(batch: Batch) -> None:
    """Write the lines under the finance system's references; a later list wins."""
    children, providers = _children(batch), _providers(batch)
    there: dict[str, LedgerLine] = held(batch.session, LedgerLine.ref, (row.words("line") for row in batch.first))
    for row in batch.first:
        facts = _facts(row) | batch.said(row)
        facts["child_id"] = children.get(row.words("child"))
        facts["provider_id"] = providers.get(plain(row.words("provider")))
        line = there.get(row.words("line"))
        if line is None:
            batch.session.add(LedgerLine(ref=row.words("line"), **facts))
        else:
            for attribute, value in facts.items():
                setattr(line, attribute, value)
    batch.session.flush()


def _facts(row: Row) -> dict[str, Any]:
    return {
        "code": row.words("code"),
        "paid_on": row.day("paid_on"),
        "starts_on": row.day("from"),
        "ends_on": row.day("to"),
        "amount_pence": row.whole("amount"),
        "child_text": row.text("child"),
        "provider_text": row.text("provider"),
        "description": row.text("description"),
    }


def _children(batch: Batch) -> dict[str, int]:
    """The ids of the children that the lines name, by reference or else by code in the returns."""
    named = [row.words("child") for row in batch.first]
    by_code: dict[str, Child] = held(batch.session, Child.id903, named)
    by_ref: dict[str, Child] = held(batch.session, Child.ref, named)
    return {name: child.id for name, child in (by_code | by_ref).items()}


def _providers(batch: Batch) -> dict[str, int]:
    """The ids of all providers by reference and by name, in plain words; a name of two providers is neither's."""
    found: dict[str, set[int]] = {}
    for provider in batch.session.scalars(sa.select(Provider)):
        for words in (provider.ref, provider.name):
            found.setdefault(plain(words), set()).add(provider.id)
    return {words: ids.copy().pop() for words, ids in found.items() if words and len(ids) == 1}
