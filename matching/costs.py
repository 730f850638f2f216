"""What a week in a home would cost, beside the fit and never inside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.child_facts import ChildFacts
from matching.household import HomeDuring
from placements.amounts import half_up
from placements.codes import Setting
from placements.home_settings import SETTING_OF_HOME
from placements.models.contract import ProviderKind
from placements.price_lines import by_the_week, covers
from placements.prices import PriceBook, Quote, Wanted


@dataclass(frozen=True)
class Cost:
    """Pence a week for everybody in the bundle, None with the reason where it is not known."""

    weekly_pence: int | None
    because: str
    standing: str | None = None


class Pricing:
    """Prices homes for one search; without a price book (or a role that may see one) every cost is not known."""

    def __init__(self, book: PriceBook | None, why_not: str = "Price not known.") -> None:
        self._book = book
        self._why_not = why_not
        lines = () if book is None else book.lines
        self._homes = {line.home_id for line in lines}
        self._contracts = {line.contract_id for line in lines}
        self._levels = {line.level for line in lines}
        self._quotes: dict[Wanted, Quote] = {}

    def of(self, children: Sequence[ChildFacts], there: HomeDuring) -> Cost:
        """What a week of these children in a home costs; a carer's fee is paid once a household."""
        if any(child.dob is None for child in children):
            return Cost(None, "Price not known: an age is not recorded.")
        on, home = there.stay.starts_on, there.home
        first = not there.placed
        quotes = []
        for child in children:
            wanted = Wanted(
                SETTING_OF_HOME[home.kind],
                home.provider_kind,
                child.age_on(on) or 0,
                on,
                home_id=home.id,
                contract_id=home.contract_id,
                level=home.fee_level,
                first_in_home=first,
            )
            quotes.append(self._quote(wanted))
            first = False
        return self._sum(quotes)

    def of_provider(self, provider_id: int, setting: Setting, kind: ProviderKind, age: int | None, on: dt.date) -> Cost:
        """What a week costs by the provider's own contracts, where no home of it is known yet."""
        if self._book is None or age is None:
            return Cost(None, self._why_not if self._book is None else "Price not known: an age is not recorded.")
        quote = self._book.quote_from(provider_id, Wanted(setting, kind, age, on))
        return Cost(quote.weekly_pence, quote.because, quote.standing)

    def of_support(self, price_level: str, on: dt.date) -> Cost:
        """What a week of a support costs: the newest price line that bears its level on that day."""
        if self._book is None:
            return Cost(None, self._why_not)
        named = [line for line in self._book.lines if line.level == price_level]
        held = [line for line in named if covers(line, on) and by_the_week(line)]
        if not held:
            return Cost(None, f"No price line bears the level {price_level}.")
        line = max(held, key=lambda one: one.starts_on)
        return Cost(half_up(self._book.weekly(line, on)), self._book.sentence([line], on), line.standing)

    def _quote(self, wanted: Wanted) -> Quote:
        if self._book is None:
            return Quote(None, (), self._why_not)
        alike = replace(
            wanted,
            home_id=wanted.home_id if wanted.home_id in self._homes else None,
            contract_id=wanted.contract_id if wanted.contract_id in self._contracts else None,
            level=wanted.level if wanted.level in self._levels else None,
        )
        if alike not in self._quotes:
            self._quotes[alike] = self._book.quote(alike)
        return self._quotes[alike]

    def _sum(self, quotes: Sequence[Quote]) -> Cost:
        missing = next((quote.because for quote in quotes if quote.weekly_pence is None), None)
        if missing is not None:
            return Cost(None, missing)
        standings = {quote.standing for quote in quotes}
        standing = "agreed" if standings == {"agreed"} else "published"
        total = sum(quote.weekly_pence or 0 for quote in quotes)
        return Cost(total, " + ".join(dict.fromkeys(quote.because for quote in quotes)), standing)
