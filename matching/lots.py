"""What each lot of a framework is for, as the authority writes it down from its contracts, held against children."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.child_facts import ChildFacts
from placements.errors import Refused
from placements.models.base import Known
from placements.models.child import Topic

PUBLISHED = Path(__file__).with_name("lots.toml")
_ENTRIES = {"contract", "lot", "words", "together", "ages", "level", "parent_and_child", "unaccompanied"}
OLDEST = 17


@dataclass(frozen=True)
class Wanted:
    """The children for whom providers are asked, and how old each is on the day; None where that is not known."""

    children: Sequence[ChildFacts]
    ages: Sequence[int | None]
    parent_and_child: bool = False


@dataclass(frozen=True)
class Lot:
    """One lot of the contracts whose reference begins so; what is not given is no condition."""

    lot: str
    words: str
    contract: str = ""
    together: int = 1
    ages: tuple[int, int] = (0, OLDEST)
    level: int = 0
    parent_and_child: bool | None = None
    unaccompanied: bool | None = None

    def covers(self, wanted: Wanted) -> bool:
        """Whether the lot is for these children; what is not known of a child never speaks against it."""
        low, high = self.ages
        answered = all(child.needs or child.answered(Topic.NEEDS) for child in wanted.children)
        highest = max((need.level for child in wanted.children for need in child.needs), default=0)
        alone = [child.uasc for child in wanted.children if child.uasc in (Known.YES, Known.NO)]
        return (
            len(wanted.children) >= self.together
            and all(age is None or low <= age <= high for age in wanted.ages)
            and (highest >= self.level or not answered)
            and self.parent_and_child in (None, wanted.parent_and_child)
            and (self.unaccompanied is None or all((one is Known.YES) is self.unaccompanied for one in alone))
        )


@dataclass(frozen=True)
class Lots:
    """Every lot the authority wrote down."""

    version: str
    owner: str
    every: tuple[Lot, ...] = ()

    def of(self, contract: str, lots: Sequence[str]) -> list[Lot]:
        """What is written down of these lots of a contract."""
        return [one for one in self.every if one.lot in lots and contract.startswith(one.contract)]

    def covering(self, contract: str, lots: Sequence[str], wanted: Wanted) -> tuple[bool, list[str]]:
        """Whether a contract's lots may cover these children, and in words which do; true where nothing is known."""
        known = self.of(contract, lots)
        found = [one for one in known if one.covers(wanted)]
        not_written_down = len({one.lot for one in known}) < len(set(lots)) or not lots
        return bool(found) or not_written_down, [f"lot {one.lot} is for {one.words}" for one in found]


@cache
def published_lots() -> Lots:
    """The list that comes with the program: none, until the authority writes its own."""
    return read_lots(PUBLISHED)


def read_lots(path: Path) -> Lots:
    """Read and check a list of lots (TOML). Raises Refused naming the lot that is wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return Lots(str(entries["version"]), str(entries["owner"]), tuple(_lot(one) for one in entries["lot"]))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused("The list of lots cannot be read.", given=path, do_next=f"Correct it: {error}.") from error


def _lot(entry: Mapping[str, object]) -> Lot:
    ages = entry.get("ages", [0, OLDEST])
    whole = [entry.get(name, 0) for name in ("together", "level")]
    strange = set(entry) - _ENTRIES
    if strange or not isinstance(ages, list) or not all(type(one) is int for one in (*whole, *ages)):
        raise Refused("A lot is wrong.", given=entry, do_next=f"Give some of: {', '.join(sorted(_ENTRIES))}.")
    low, high = ages
    return Lot(**{**entry, "ages": (low, high)})  # type: ignore[arg-type]  # held against _ENTRIES above
