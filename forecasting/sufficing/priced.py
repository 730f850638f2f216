"""What a week in a kind of home costs, from the price book, for setting one change beside another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from forecasting.sufficing.new_homes import NewHome
from placements.amounts import half_up
from placements.codes import Setting
from placements.models.contract import ProviderKind
from placements.price_lines import by_the_week, covers
from placements.prices import PriceBook, Wanted

NO_PRICE = "No price is held for {}: load prices with `homeward import prices`."


@dataclass(frozen=True)
class Week:
    """Pence a week for one child, None with the reason where no price is held."""

    pence: int | None
    because: str


class Weeks:
    """Prices of a week by setting, provider and age, each looked up once."""

    def __init__(self, book: PriceBook, on: dt.date) -> None:
        self._book, self._on = book, on
        self.of = cache(self._of)

    def _of(self, setting: Setting, provider: ProviderKind | None, age: int, children: int) -> Week:
        """The typical price of a week in such a home for a child of this age."""
        quote = self._book.typical(Wanted(setting, provider, age, self._on), float(children))
        if quote.weekly_pence is None:
            return Week(None, NO_PRICE.format(setting.value.replace("_", " ")))
        return Week(quote.weekly_pence, quote.because)

    def of_home(self, home: NewHome) -> Week:
        """The price of one place of a home not yet found, at the middle of its ages."""
        return self.somebody(home.setting, home.provider, (home.age_from + home.age_to + 1) // 2, home.places)

    def somebody(self, setting: Setting, provider: ProviderKind | None, age: int, children: int = 1) -> Week:
        """The price with this provider, or with the first who has one; a carer's fee is shared by so many children."""
        found = self.of(setting, provider, age, children)
        others = (self.of(setting, kind, age, children) for kind in (None, *ProviderKind))
        return found if found.pence is not None else next((one for one in others if one.pence is not None), found)

    def support(self, level: str) -> int | None:
        """Pence for a week of a support, by the level of its price line; None where no price is held."""
        held = [
            line for line in self._book.lines if line.level == level and covers(line, self._on) and by_the_week(line)
        ]
        if not held:
            return None
        return half_up(self._book.weekly(max(held, key=lambda one: one.starts_on), self._on))
