"""Every list that can be loaded, with what checks it and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from placements.errors import Refused
from placements.importing import annex_a, position
from placements.importing.batch import Batch
from placements.importing.catalogue import NOUNS
from placements.importing.loaders import (
    budget,
    carers,
    children,
    contracts,
    fostering_return,
    funnel,
    homes,
    ledger,
    prices,
    providers,
    referrals,
    replies,
    schools,
)
from placements.importing.nouns import Noun
from placements.permissions import Permission


@dataclass(frozen=True)
class Importer:
    """A noun, the check that lists what is wrong before anything is written, and the writing of what is left.

    A `dated` list is of one day and says of everybody on it where they are. `needs` is what a viewer must be allowed.
    """

    noun: Noun
    check: Callable[[Batch], None]
    write: Callable[[Batch], None]
    dated: bool = False
    needs: Permission = Permission.LOAD_DATA


_IMPORTERS = (
    Importer(NOUNS["position"], position.check, position.write, dated=True),
    Importer(annex_a.ANNEX_A, annex_a.check, annex_a.write, dated=True),
    Importer(NOUNS["children"], children.check, children.write),
    Importer(NOUNS["referrals"], referrals.check, referrals.write),
    Importer(NOUNS["replies"], replies.check, replies.write, needs=Permission.MAKE_OFFERS),
    Importer(NOUNS["carers"], carers.check, carers.write),
    Importer(NOUNS["homes"], homes.check, homes.write),
    Importer(NOUNS["providers"], providers.check, providers.write),
    Importer(NOUNS["contracts"], contracts.check, contracts.write),
    Importer(NOUNS["prices"], prices.check, prices.write),
    Importer(NOUNS["budget"], budget.check, budget.write),
    Importer(NOUNS["ledger"], ledger.check, ledger.write),
    Importer(NOUNS["funnel"], funnel.check, funnel.write),
    Importer(NOUNS["fostering-return"], fostering_return.check, fostering_return.write),
    Importer(NOUNS["schools"], schools.check, schools.write),
)
_BY_NAME = {importer.noun.name: importer for importer in _IMPORTERS}


def importer_named(name: str) -> Importer:
    """Find the importer of a list by its name, or say which there are."""
    if name not in _BY_NAME:
        names = sorted([*_BY_NAME, "postcodes", "ssda903"])
        raise Refused("There is no such list to load.", given=name, do_next=f"Choose one of: {', '.join(names)}.")
    return _BY_NAME[name]


def every_importer() -> tuple[Importer, ...]:
    """Every list that can be loaded, but for returns and postcodes."""
    return _IMPORTERS
