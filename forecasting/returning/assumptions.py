"""What is assumed about a return until the authority has its own figures: ranges with sources, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from placements.errors import Refused

PUBLISHED = Path(__file__).with_name("assumptions.toml")
NAMES = (
    *("notice_days", "notice_unserved", "double_running_days", "support_weekly_pence", "support_weeks"),
    *("lost_on_return", "would_have_left", "backfilled", "reverts", "very_dear_weekly_pence"),
    *("transport_weekly_pence", "transport_weeks", "review_working_days", "introduction_days"),
)
SHARES = frozenset({"notice_unserved", "lost_on_return", "would_have_left", "backfilled", "reverts"})


@dataclass(frozen=True)
class Assumed:
    """A figure with its range and its source."""

    low: Fraction
    middle: Fraction
    high: Fraction
    source: str


@dataclass(frozen=True)
class Assumptions:
    """Every figure by name, with the version of the file and who owns it."""

    version: str
    owner: str
    figures: Mapping[str, Assumed]

    def __getitem__(self, name: str) -> Assumed:
        return self.figures[name]


@cache
def published_assumptions() -> Assumptions:
    """The figures that come with the program."""
    return read_assumptions(PUBLISHED)


def read_assumptions(path: Path) -> Assumptions:
    """Read and check a file of assumptions (TOML). Raises Refused naming the entry and the value."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Refused("The assumptions cannot be read.", given=path, do_next=f"Correct the file: {error}.") from error
    for name in ("version", "owner"):
        _must(isinstance(entries.get(name), str), name, entries.get(name))
    return Assumptions(entries["version"], entries["owner"], {name: _figure(name, entries.get(name)) for name in NAMES})


def _figure(name: str, given: object) -> Assumed:
    _must(isinstance(given, dict) and set(given) == {"low", "middle", "high", "source"}, name, given)
    entry: dict[str, object] = dict(given) if isinstance(given, dict) else {}
    numbers = [entry[part] for part in ("low", "middle", "high")]
    _must(all(isinstance(one, int | Fraction) and not isinstance(one, bool) for one in numbers), name, given)
    low, middle, high = (Fraction(str(one)) for one in numbers)
    _must(0 <= low <= middle <= high and (name not in SHARES or high <= 1), name, given)
    _must(isinstance(entry["source"], str) and bool(entry["source"]), name, given)
    return Assumed(low, middle, high, str(entry["source"]))


def _must(holds: bool, name: str, given: object) -> None:
    if not holds:
        raise Refused(
            f"The assumptions are wrong at {name}.",
            given=given,
            do_next="Give low, middle and high in that order, 0 or more (a share at most 1), and a source.",
        )
