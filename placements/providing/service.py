"""The record of every provider, gathered once: what it is, how it answered, whom it cared for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from placements.codes import Setting
from placements.home_settings import SETTING_OF_HOME
from placements.indicators.need_band import need_band
from placements.indicators.spells import spells_of
from placements.models.contract import Provider
from placements.permissions import Permission
from placements.price_lines import Wanted
from placements.prices import PriceBook
from placements.providing.alike import Comparison, Like, compared, in_window
from placements.providing.stays import ProviderStay, stays_with_providers
from placements.repository.approaches import ReplyHistory, reply_histories
from placements.repository.episodes import episodes, record_end
from placements.repository.planning import recorded_needs
from placements.repository.prices import price_book
from placements.repository.providers import (
    KnownHomes,
    Replies,
    homes_of_providers,
    providers_by_urn,
    providers_held,
    replies_of_providers,
)
from placements.repository.records import Records, to_compare

__all__ = ["OneProvider", "ProviderRecord", "provider_record"]

SETTINGS = tuple(dict.fromkeys(SETTING_OF_HOME.values()))
OLDEST = 17


@dataclass(frozen=True)
class OneProvider:
    """A provider with its replies, the hours it usually takes to answer, and the homes of its that are known."""

    provider: Provider
    replies: Replies
    history: ReplyHistory | None
    homes: KnownHomes


@dataclass(frozen=True)
class ProviderRecord:
    """Everything known of providers; `day` is the last day of the returns, None without any.

    stays, bands and weekly are of children: whoever holds this hands on what `comparison` lets through.
    """

    day: dt.date | None
    providers: tuple[OneProvider, ...]
    stays: Sequence[ProviderStay]
    bands: Mapping[int, int]
    weekly: Mapping[tuple[int, int], int]

    def comparison(self, like: Like) -> Comparison | None:
        """Providers beside each other for such children; None without a return."""
        return None if self.day is None else compared(self.stays, self.bands, self.weekly, like, self.day)

    def settings(self) -> list[Setting]:
        """The kinds of home in which children lived with these providers in the last three years, the most first."""
        recent = [] if self.day is None else in_window(self.stays, self.day)
        number = {one: sum(stay.setting is one for stay in recent) for one in {stay.setting for stay in recent}}
        return sorted(number, key=lambda one: (-number[one], one.value))


def provider_record(records: Records, today: dt.date) -> ProviderRecord:
    """Read the record of providers, fees at today's prices for whoever may see prices. Raises NotPermitted (supply)."""
    sees_prices = records.viewer.may(Permission.SEE_PRICES)
    records = to_compare(records)
    replies, histories, homes = replies_of_providers(records), reply_histories(records), homes_of_providers(records)
    held = providers_held(records)
    day = record_end(records)
    stays = [] if day is None else stays_with_providers(spells_of(episodes(records), day), providers_by_urn(records))
    bands = {child: band for child, one in recorded_needs(records).items() if (band := need_band(one)) is not None}
    return ProviderRecord(
        day=day,
        providers=tuple(
            OneProvider(one, replies.get(one.id, Replies()), histories.get(one.ref), homes.get(one.id, KnownHomes()))
            for one in held
        ),
        stays=stays,
        bands=bands,
        weekly=_weekly(stays, held, price_book(records), today) if sees_prices else {},
    )


def _weekly(
    stays: Iterable[ProviderStay], held: Sequence[Provider], book: PriceBook, today: dt.date
) -> dict[tuple[int, int], int]:
    """Pence a week [provider, child] by the provider's own prices today at the age when the child came.

    A price of the kind of home in general says nothing of a provider, so it is none.
    """
    kinds = {one.id: one.kind for one in held}
    own = {contract.id: contract.provider_id for contract in book.contracts.values()}
    found = {}
    for stay in stays:
        wanted = Wanted(stay.setting, kinds[stay.provider], min(stay.age, OLDEST), today, child_id=stay.child)
        quote = book.quote_from(stay.provider, wanted)
        theirs = any(own.get(line.contract_id or 0) == stay.provider or line.child_id for line in quote.lines)
        if quote.weekly_pence is not None and theirs:
            found[stay.provider, stay.child] = quote.weekly_pence
    return found
