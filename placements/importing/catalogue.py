"""Every noun that can be loaded, by name."""

from __future__ import annotations

from placements.errors import Refused
from placements.importing.nouns import Noun
from placements.importing.sheets.carers import CARERS
from placements.importing.sheets.children import CHILDREN
from placements.importing.sheets.money import BUDGET, LEDGER, PRICES
from placements.importing.sheets.position import POSITION
from placements.importing.sheets.provision import (
    CONTRACTS,
    HOMES,
    PROVIDERS,
    SCHOOLS,
)
from placements.importing.sheets.recruitment import FOSTERING_RETURN, FUNNEL
from placements.importing.sheets.referrals import REFERRALS
from placements.importing.sheets.replies import REPLIES

NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        POSITION,
        CHILDREN,
        REFERRALS,
        REPLIES,
        CARERS,
        HOMES,
        PROVIDERS,
        CONTRACTS,
        PRICES,
        BUDGET,
        LEDGER,
        FUNNEL,
        FOSTERING_RETURN,
        SCHOOLS,
    )
}


def noun_named(name: str) -> Noun:
    """Find a noun by name, or say which there are."""
    if name not in NOUNS:
        raise Refused(
            "There is no such list to load.",
            given=name,
            do_next=f"Choose one of: {', '.join(NOUNS)}.",
        )
    return NOUNS[name]
