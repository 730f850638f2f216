"""The support that closes a gap: from a list the authority owns, costed where a price is held."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.costs import Cost, Pricing
from matching.scoring import Gap
from placements.errors import Refused
from placements.models.child import NeedDomain

PUBLISHED = Path(__file__).with_name("supports.toml")


@dataclass(frozen=True)
class Support:
    """A support: what it is called, which needs it helps with, how many levels of skill it makes up for."""

    name: str
    needs: frozenset[str]
    makes_up: int
    price_level: str


@dataclass(frozen=True)
class Closing:
    """The support that closes one gap, and what a week of it costs as far as known."""

    support: Support
    cost: Cost

    @property
    def words(self) -> str:
        """The support in words, with its price where one is held and may be seen."""
        pence = self.cost.weekly_pence
        price = f", £{pence / 100:,.0f} a week" if pence is not None else ""
        return f"{self.support.name} covers it{price}"

    def as_json(self) -> dict[str, object]:
        """The support for a program; the price is null with the reason where it is not known."""
        return {
            "name": self.support.name,
            "weekly_pence": self.cost.weekly_pence,
            "because": self.cost.because,
        }


@dataclass(frozen=True)
class Supports:
    """Every support the authority lists."""

    version: str
    owner: str
    every: tuple[Support, ...]

    def closing(self, gap: Gap, pricing: Pricing, on: dt.date) -> Closing | None:
        """The smallest listed support that closes a gap; None where none does, or the skill is not known."""
        if gap.shortfall is None:
            return None
        fitting = [one for one in self.every if gap.domain in one.needs and one.makes_up >= gap.shortfall]
        if not fitting:
            return None
        support = min(fitting, key=lambda one: one.makes_up)
        return Closing(support, pricing.of_support(support.price_level, on))


@cache
def published_supports() -> Supports:
    """The list that comes with the program, until the authority replaces it."""
    return read_supports(PUBLISHED)


def read_supports(path: Path) -> Supports:
    """Read and check a list of supports (TOML). Raises Refused naming the entry that is wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        every = tuple(_support(one) for one in entries["support"])
        return Supports(str(entries["version"]), str(entries["owner"]), every)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Refused("The list of supports cannot be read.", given=path, do_next=f"Correct it: {error}.") from error


def _support(entry: Mapping[str, object]) -> Support:
    needs, makes_up = entry["needs"], entry["makes_up"]
    known = {domain.value for domain in NeedDomain}
    if not isinstance(needs, list) or not needs or not set(needs) <= known:
        raise _wrong(entry, "needs", f"Use some of: {', '.join(sorted(known))}.")
    if not isinstance(makes_up, int) or isinstance(makes_up, bool) or makes_up < 1:
        raise _wrong(entry, "makes_up", "Give the levels of skill it makes up for, 1 or more.")
    return Support(str(entry["name"]), frozenset(needs), makes_up, str(entry["price_level"]))


def _wrong(entry: Mapping[str, object], field: str, do_next: str) -> Refused:
    return Refused(f"The support {entry['name']} is wrong at {field}.", given=entry[field], do_next=do_next)
